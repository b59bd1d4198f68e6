"""Short forms for the journal entries of organizations, teams and people."""

from collections.abc import Mapping
from datetime import datetime

from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.tenancy.models import Organization


def organization_record(
    author: Author,
    organization: Organization,
    *,
    act: str,
    at: datetime,
    changes: Mapping[str, Change],
) -> None:
    """Add one entry about the organization itself."""
    journal_record(
        author=author,
        act=f"organization.{act}",
        subject=Subject(kind="organization", id=organization.pk, public_id=organization.public_id),
        at=at,
        changes=changes,
    )


def team_record(
    *, author: Author, act: str, team: Team, at: datetime, changes: Mapping[str, Change]
) -> None:
    """Add one entry about a team."""
    journal_record(
        author=author,
        act=f"team.{act}",
        subject=Subject(kind="team", id=team.pk, public_id=team.public_id),
        at=at,
        changes=changes,
    )


def person_record(
    *, author: Author, act: str, person: Person, at: datetime, changes: Mapping[str, Change]
) -> None:
    """Add one entry about a person. Names and addresses go in as `personal_change` only."""
    journal_record(
        author=author,
        act=f"person.{act}",
        subject=Subject(kind="person", id=person.pk, public_id=person.public_id),
        at=at,
        changes=changes,
    )


def personal_change(person: Person, *, old: str | None = None, new: str | None = None) -> Change:
    """Describe a change of words about a person: kept as hashes, the text erasable with them."""
    return Change(old=old, new=new, personal=True, about_person_id=person.pk)
