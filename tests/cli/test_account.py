"""`plumbline account`: what whoever runs the instance does to an account."""

import pytest

from plumbline.cli.account_work import account_acted
from plumbline.cli.refusals import CommandRefused
from plumbline.domain.accounts.models import Account
from plumbline.domain.accounts.selectors import account_by_email
from plumbline.domain.journal.models import JournalEntry, JournalText, Source
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.services.roles import role_grant
from tests.world import AT, World, world

__all__ = ["world"]


def acted(act: str, email: str = "mia@freight.example", *, yes: bool = False) -> str:
    return account_acted(act=act, email=email, by="ada@freight.example", is_meant=yes)


def mia() -> Account:
    found = account_by_email(email="mia@freight.example")
    assert found is not None
    return found


def test_an_account_is_disabled_enabled_and_signed_out_and_the_journal_says_by_whom(
    world: World,
) -> None:
    signed = mia().get_session_auth_hash()
    assert "signed out everywhere" in acted("sign-out")
    assert mia().get_session_auth_hash() != signed
    assert "cannot sign in any more" in acted("disable")
    assert not mia().is_active
    assert "can sign in again" in acted("enable")
    assert mia().is_active
    ada = world.account("ada").pk
    with world.reading():
        entries = JournalEntry.objects.filter(subject_kind="account").order_by("pk")
        assert [each.act for each in entries] == [
            "account.sessions_end",
            "account.disable",
            "account.enable",
        ]
        assert {(each.account_id, each.source) for each in entries} == {(ada, Source.CLI)}
    with pytest.raises(CommandRefused, match="No account here"):
        acted("disable", "nobody@freight.example")


def test_the_only_admin_is_disabled_only_where_that_is_meant(world: World) -> None:
    ada = "ada@freight.example"
    with pytest.raises(CommandRefused, match=r"the only admin of .*--yes"):
        acted("disable", ada)
    assert account_by_email(email=ada).is_active  # type: ignore[union-attr]
    assert "cannot sign in any more" in acted("disable", ada, yes=True)
    assert "cannot sign in any more" in acted("disable", ada)  # it administers nothing any more
    acted("enable", ada)
    with world.writing():
        role_grant(actor=world.viewer("ada"), person=world.person("carl"), role=Role.ADMIN, at=AT)
    assert "cannot sign in any more" in acted("disable", ada)


def test_what_was_told_of_somebody_is_erased_only_where_that_is_meant(world: World) -> None:
    person = world.person("mia")
    with world.reading():
        about = JournalText.objects.filter(about_person_id=person.pk)
        assert any(each.text for each in about)
    with pytest.raises(CommandRefused, match="--yes"):
        acted("erase-texts")
    assert "erased; the entries stay" in acted("erase-texts", yes=True)
    with world.reading():
        assert not any(each.text for each in about.all())
        assert JournalEntry.objects.filter(act="account.erase_texts").exists()
