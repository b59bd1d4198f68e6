"""Accounts: one for each address, and sessions that end when they must."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from plumbline.domain.accounts.models import Account
from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.accounts.selectors import account_by_email, account_by_token
from plumbline.domain.accounts.services.accounts import (
    account_create,
    account_disable,
    account_enable,
    account_password_change,
    account_preferences_set,
    account_sessions_end,
)
from plumbline.domain.accounts.services.tokens import api_token_create, api_token_used
from plumbline.domain.accounts.sessions import (
    SESSION_IDLE_DEFAULT,
    SESSION_LASTS_DEFAULT,
    session_is_over,
)
from plumbline.domain.journal.models import JournalEntry, JournalText
from plumbline.domain.journal.services import journal_text_erase
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.tenancy.transactions import writing_global
from tests.world import AT, PASSWORD, TODAY, World

NEW = "another line that hangs straight"


@pytest.mark.parametrize(
    "spelling", ["fiona@example.org", " FIONA@Example.ORG ", "ﬁona@example.org"]
)
def test_two_spellings_of_an_address_are_one_account(db: None, spelling: str) -> None:
    account = account_create(email="Fiona@example.org", name="Fiona", password=PASSWORD, at=AT)
    assert account.email == "fiona@example.org"
    assert account_by_email(email=spelling) == account
    with pytest.raises(ValidationRefused) as refused:
        account_create(email=spelling, name="Other", password=PASSWORD, at=AT)
    assert set(refused.value.field_errors) == {"email"}


def test_the_database_itself_refuses_an_address_in_capitals(db: None) -> None:
    with pytest.raises(IntegrityError), writing_global(), transaction.atomic():
        Account.objects.create(email="A@example.org", name="A", password="!", created_at=AT)


def test_everything_wrong_is_said_at_once(db: None) -> None:
    with pytest.raises(ValidationRefused) as refused:
        account_create(email="nobody", name=" ", password="short", at=AT)
    assert set(refused.value.field_errors) == {"email", "name", "password"}
    assert not Account.objects.exists()


def test_the_password_is_kept_as_a_hash(db: None) -> None:
    account = account_create(email="a@example.org", name="A", password=PASSWORD, at=AT)
    assert PASSWORD not in str(Account.objects.values().get())
    assert account.check_password(PASSWORD)


def test_a_changed_password_ends_every_session(world: World) -> None:
    mia = world.account("mia")
    signed = mia.get_session_auth_hash()
    changed = account_password_change(account=mia, present=PASSWORD, password=NEW, at=AT)
    assert changed.get_session_auth_hash() != signed
    assert changed.check_password(NEW)
    with world.reading():
        assert JournalEntry.objects.filter(
            act="account.password_change", account_id=mia.pk
        ).exists()


def test_without_the_present_password_nothing_changes(world: World) -> None:
    mia = world.account("mia")
    signed = mia.get_session_auth_hash()
    with pytest.raises(ValidationRefused) as refused:
        account_password_change(account=mia, present="wrong", password=NEW, at=AT)
    assert set(refused.value.field_errors) == {"present"}
    mia.refresh_from_db()
    assert mia.get_session_auth_hash() == signed


def test_a_disabled_account_never_gets_its_sessions_back(world: World) -> None:
    mia = world.account("mia")
    signed = mia.get_session_auth_hash()
    disabled = account_disable(account=mia, at=AT, by=world.account("ada"))
    assert not disabled.is_active
    enabled = account_enable(account=disabled, at=AT, by=world.account("ada"))
    assert enabled.is_active
    assert enabled.get_session_auth_hash() != signed
    with world.reading():
        entry = JournalEntry.objects.get(act="account.disable")
    assert (entry.subject_id, entry.account_id) == (mia.pk, world.account("ada").pk)


def test_signing_out_everywhere_keeps_the_password(world: World) -> None:
    mia = world.account("mia")
    signed = mia.get_session_auth_hash()
    ended = account_sessions_end(account=mia, at=AT)
    assert ended.get_session_auth_hash() != signed
    assert ended.check_password(PASSWORD)


def test_a_session_ends_by_age_and_by_silence() -> None:
    moment = timedelta(seconds=1)

    def over(age: timedelta, silence: timedelta) -> bool:
        return session_is_over(began_at=AT - age, seen_at=AT - silence, at=AT)

    assert not over(SESSION_LASTS_DEFAULT - moment, timedelta(0))
    assert over(SESSION_LASTS_DEFAULT, timedelta(0))
    assert not over(SESSION_IDLE_DEFAULT, SESSION_IDLE_DEFAULT - moment)
    assert over(SESSION_IDLE_DEFAULT, SESSION_IDLE_DEFAULT)


def test_preferences_are_among_those_offered(world: World) -> None:
    mia = world.account("mia")
    saved = account_preferences_set(account=mia, name="Mia M", language="en", theme="dark", at=AT)
    assert (saved.name, saved.theme) == ("Mia M", "dark")
    with pytest.raises(ValidationRefused) as refused:
        account_preferences_set(account=mia, name="", language="xx", theme="pink", at=AT)
    assert set(refused.value.field_errors) == {"name", "language", "theme"}


def test_each_changed_preference_is_told_to_the_organization_and_can_be_forgotten(
    world: World,
) -> None:
    mia = world.account("mia")
    was = mia.name
    for name in ("Mia M", "Mia M"):  # the second time nothing is new
        account_preferences_set(account=mia, name=name, language="", theme="dark", at=AT)
    with world.writing():
        entry = JournalEntry.objects.get(act="account.preferences")
        assert set(entry.changes) == {"name", "theme"}
        assert entry.changes["theme"] == {"old": "system", "new": "dark"}
        assert {text.text for text in JournalText.objects.filter(entry=entry)} == {was, "Mia M"}
        person = world.person("mia")
        journal_text_erase(about_person_id=person.pk, person_public_id=person.public_id, at=AT)
        assert {text.text for text in JournalText.objects.filter(entry=entry)} == {""}


def test_a_token_ends_with_its_day_its_account_or_never(world: World) -> None:
    mia = world.account("mia")
    tomorrow = AT + timedelta(days=1)
    issued = api_token_create(
        organization=world.organization,
        person_public_id=world.person("mia").public_id,
        account=mia,
        name="Build",
        scopes=[TokenScope.CHECK_IN],
        at=AT,
        expires_at=tomorrow,
    )
    assert issued.secret not in str(vars(issued.token))
    bearer = account_by_token(secret=issued.secret, at=AT)
    assert bearer is not None
    assert bearer.scopes == {TokenScope.CHECK_IN}
    assert account_by_token(secret=issued.secret, at=tomorrow) is None
    assert account_by_token(secret=issued.secret + "x", at=AT) is None
    account_disable(account=mia, at=AT)
    assert account_by_token(secret=issued.secret, at=AT) is None


def test_the_use_of_a_token_is_noted_by_the_day(world: World) -> None:
    issued = api_token_create(
        organization=world.organization,
        person_public_id=world.person("mia").public_id,
        account=world.account("mia"),
        name="Build",
        scopes=[TokenScope.READ],
        at=AT,
    )
    api_token_used(token_id=issued.token.pk, on=TODAY)
    bearer = account_by_token(secret=issued.secret, at=AT)
    assert bearer is not None
    assert bearer.last_used_on == TODAY


def test_a_token_needs_a_name_a_scope_and_a_day_to_come(world: World) -> None:
    with pytest.raises(ValidationRefused) as refused:
        api_token_create(
            organization=world.organization,
            person_public_id=world.person("mia").public_id,
            account=world.account("mia"),
            name=" ",
            scopes=[],
            at=AT,
            expires_at=AT,
        )
    assert set(refused.value.field_errors) == {"name", "scopes", "expires_at"}
