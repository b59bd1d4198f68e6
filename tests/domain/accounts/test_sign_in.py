"""Signing in, and what happens to those who guess."""

from datetime import timedelta

import pytest

from plumbline.domain.accounts.models import SignInAttempt
from plumbline.domain.accounts.services.accounts import account_disable
from plumbline.domain.accounts.services.sign_in import (
    ATTEMPTS_PER_PAIR,
    ATTEMPTS_PER_SOURCE,
    SignInThrottled,
    sign_in,
    sign_out_record,
)
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.tenancy.errors import Refused
from tests.world import AT, PASSWORD, World

HERE, THERE = "198.51.100.7", "198.51.100.8"


def acts(world: World) -> list[str]:
    with world.reading():
        entries = JournalEntry.objects.filter(act__startswith="account.").order_by("id")
        return list(entries.values_list("act", flat=True))


def test_address_and_password_sign_in_and_each_organization_is_told(world: World) -> None:
    account = sign_in(email=" MIA@Freight.example", password=PASSWORD, ip=HERE, at=AT)
    assert account == world.account("mia")
    assert account.signed_in_at == AT
    sign_out_record(account=account, at=AT)
    assert acts(world) == ["account.sign_in", "account.sign_out"]
    with world.reading():
        entry = JournalEntry.objects.get(act="account.sign_in")
    assert len(entry.ip_hash) == 64
    assert HERE not in str(vars(entry))


def test_a_wrong_password_an_unknown_address_and_a_disabled_account_are_answered_alike(
    world: World,
) -> None:
    account_disable(account=world.account("max"), at=AT)
    answers = set()
    for email, password in (
        ("mia@freight.example", "wrong password"),
        ("nobody@freight.example", PASSWORD),
        ("max@freight.example", PASSWORD),
    ):
        with pytest.raises(Refused) as refused:
            sign_in(email=email, password=password, ip=HERE, at=AT)
        answers.add((refused.value.code, refused.value.message.id, str(refused.value.message)))
    assert len(answers) == 1
    assert acts(world).count("account.sign_in_refused") == 2


def fail(email: str, ip: str, *, seconds: int = 0) -> None:
    with pytest.raises(Refused):
        sign_in(email=email, password="wrong password", ip=ip, at=AT + timedelta(seconds=seconds))


def test_the_door_stays_shut_after_five_wrong_passwords_for_a_minute(world: World) -> None:
    for second in range(ATTEMPTS_PER_PAIR):
        fail("mia@freight.example", HERE, seconds=second)
    with pytest.raises(SignInThrottled) as throttled:
        sign_in(
            email="mia@freight.example", password=PASSWORD, ip=HERE, at=AT + timedelta(seconds=10)
        )
    assert throttled.value.code == "throttled"
    assert throttled.value.retry_after_seconds == 51
    later = AT + timedelta(seconds=10 + throttled.value.retry_after_seconds)
    again = sign_in(email="mia@freight.example", password=PASSWORD, ip=HERE, at=later)
    assert again == world.account("mia")


def test_one_guesser_does_not_shut_the_door_for_others(world: World) -> None:
    for _ in range(ATTEMPTS_PER_PAIR):
        fail("mia@freight.example", HERE)
    for name, ip in (("mia", THERE), ("max", HERE)):
        account = sign_in(email=f"{name}@freight.example", password=PASSWORD, ip=ip, at=AT)
        assert account == world.account(name)


def test_trying_many_accounts_from_one_place_is_braked_too(world: World) -> None:
    for number in range(ATTEMPTS_PER_SOURCE):
        fail(f"guess{number}@freight.example", HERE)
    with pytest.raises(SignInThrottled):
        sign_in(email="mia@freight.example", password=PASSWORD, ip=HERE, at=AT)


def test_a_right_password_forgets_the_wrong_ones(world: World) -> None:
    for _ in range(3):
        for _ in range(ATTEMPTS_PER_PAIR - 1):
            fail("mia@freight.example", HERE)
        sign_in(email="mia@freight.example", password=PASSWORD, ip=HERE, at=AT)


def test_the_table_of_attempts_names_nobody_and_is_swept(world: World) -> None:
    fail("mia@freight.example", HERE)
    kept = str(SignInAttempt.objects.values())
    assert "mia" not in kept
    assert HERE not in kept
    fail("max@freight.example", HERE, seconds=3601)
    assert SignInAttempt.objects.count() == 1
