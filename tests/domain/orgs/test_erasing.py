"""What journals tell of a person in words is erased everywhere, and each journal says so."""

from datetime import timedelta

from plumbline.domain.accounts.services.accounts import membership_set
from plumbline.domain.journal.models import JournalEntry, JournalText, Source
from plumbline.domain.journal.sealing import journal_seal, journal_verify
from plumbline.domain.orgs.services.erasing import texts_erase
from tests.world import AT, World, stranger_world, world

__all__ = ["stranger_world", "world"]

LATER = AT + timedelta(days=1)


def test_each_journal_tells_of_it_that_of_an_organization_left_too_and_no_seal_breaks(
    world: World, stranger_world: World
) -> None:
    mia = world.account("mia")
    there = stranger_world.make_person("Mia", claimed=False)
    membership_set(
        account=mia,
        organization=stranger_world.organization,
        person_public_id=there.public_id,
        at=AT,
        active=False,
    )
    for each in (world, stranger_world):
        with each.reading():
            journal_seal(at=AT)
    erased = texts_erase(account=mia, at=LATER, by=None, source=Source.CLI)
    told = []
    for each, person in ((world, world.person("mia")), (stranger_world, there)):
        with each.reading():
            entry = JournalEntry.objects.get(act="account.erase_texts")
            assert entry.subject_public_id == person.public_id
            told.append(entry.changes["texts"]["new"])
            gone = JournalText.objects.filter(erased_at=LATER)
            assert gone.count() == told[-1] > 0
            assert journal_verify().bad is None
    assert sum(told) == erased
