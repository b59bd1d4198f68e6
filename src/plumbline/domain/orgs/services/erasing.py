"""Erasing what the journals tell of a person in words."""

from datetime import datetime

from plumbline.domain.accounts.models import Account, Membership
from plumbline.domain.journal.models import Source
from plumbline.domain.journal.recording import TEXTS_ERASED, Author, Change, Subject
from plumbline.domain.journal.services import journal_record, journal_text_erase
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.transactions import writing, writing_global

# The doors come along: interfaces read no models.
__all__ = ["Source", "texts_erase"]


def texts_erase(*, account: Account, at: datetime, by: Account | None, source: Source) -> int:
    """Erase all text about the person of an account from the journals of its organizations.

    Entries and their hashes stay, so that what was sealed stays verifiable; each journal tells
    that it was done. Organizations that the person has left are among them.

    Args:
        account: Whose.
        at: When.
        by: Who does it; the account itself if None.
        source: By which door.

    Returns:
        How many texts were erased.
    """
    erased = 0
    author = Author(source=source, account_id=(by or account).pk)
    with writing_global():
        memberships = Membership.objects.filter(account=account).select_related("organization")
        for membership in memberships.order_by("organization_id"):
            public_id = membership.person_public_id
            with writing(membership.organization):
                person = Person.objects.filter(public_id=public_id).first()
                if person is None:
                    continue
                count = journal_text_erase(
                    about_person_id=person.pk, person_public_id=public_id, at=at
                )
                journal_record(
                    author=author,
                    act=TEXTS_ERASED,
                    subject=Subject(kind="account", id=account.pk, public_id=public_id),
                    at=at,
                    changes={"texts": Change(None, count)},
                )
            erased += count
    return erased
