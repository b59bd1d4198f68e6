"""A link signs in once, within a day, and dies with any sign-in."""

from datetime import timedelta

import pytest

from plumbline.domain.accounts.services.accounts import account_disable, account_sessions_end
from plumbline.domain.accounts.services.sign_in import sign_in_record
from plumbline.domain.accounts.services.sign_in_links import (
    SIGN_IN_LINK_LASTS,
    sign_in_by_link,
    sign_in_link_check,
    sign_in_link_create,
)
from plumbline.domain.journal.models import JournalEntry, Source
from plumbline.domain.tenancy.errors import Refused
from tests.world import AT, World

SECOND = timedelta(seconds=1)


def test_a_link_signs_in_once_and_is_journaled(world: World) -> None:
    secret = sign_in_link_create(account=world.account("mia"), at=AT)
    assert sign_in_by_link(secret=secret, at=AT + SECOND) == world.account("mia")
    with pytest.raises(Refused):
        sign_in_by_link(secret=secret, at=AT + 2 * SECOND)
    with world.reading():
        acts = list(JournalEntry.objects.values_list("act", flat=True))
    assert acts.count("account.sign_in_link") == acts.count("account.sign_in") == 1


def test_looking_at_a_link_does_not_use_it_up(world: World) -> None:
    secret = sign_in_link_create(account=world.account("mia"), at=AT)
    sign_in_link_check(secret=secret, at=AT)
    assert sign_in_link_check(secret=secret, at=AT) == world.account("mia")


def test_a_link_lasts_a_day_to_the_second(world: World) -> None:
    secret = sign_in_link_create(account=world.account("mia"), at=AT)
    sign_in_link_check(secret=secret, at=AT + SIGN_IN_LINK_LASTS - SECOND)
    for at in (AT + SIGN_IN_LINK_LASTS, AT - SECOND):
        with pytest.raises(Refused):
            sign_in_link_check(secret=secret, at=at)


def test_every_end_of_a_session_ends_the_links(world: World) -> None:
    for end in (
        lambda who: sign_in_record(account=who, at=AT, source=Source.PAGE),
        lambda who: account_sessions_end(account=who, at=AT),
        lambda who: account_disable(account=who, at=AT),
    ):
        account = world.account("mia")
        secret = sign_in_link_create(account=account, at=AT)
        sign_in_link_check(secret=secret, at=AT)
        end(account)
        with pytest.raises(Refused):
            sign_in_by_link(secret=secret, at=AT)


def test_a_link_of_one_account_does_not_open_another(world: World) -> None:
    secret = sign_in_link_create(account=world.account("mia"), at=AT)
    swapped = secret.replace(world.account("mia").public_id, world.account("ada").public_id)
    with pytest.raises(Refused):
        sign_in_link_check(secret=swapped, at=AT)


@pytest.mark.parametrize("secret", ["", "-", "--", "x-zzzzzzzzzzzzzzzzzzzz-0", "x-1-é", "x--1"])
def test_nonsense_is_refused(world: World, secret: str) -> None:
    with pytest.raises(Refused):
        sign_in_link_check(secret=secret, at=AT)
