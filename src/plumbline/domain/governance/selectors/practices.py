"""Reading practices: everybody in the organization may."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from plumbline.domain.governance.bindings import (
    PEOPLE,
    Binding,
    bindings_read,
    codes_gone,
    people_named,
)
from plumbline.domain.governance.choices import LADDER, Gate, Subject, Tier
from plumbline.domain.governance.library import LIBRARY, LibraryPractice
from plumbline.domain.governance.models import NAME_CHARACTERS, Practice, PracticeVersion
from plumbline.domain.governance.permissions import practice_changeable, practices_read_permit
from plumbline.domain.governance.selectors.said import held_meanwhile
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.viewers import Actor, Viewer
from plumbline.domain.tenancy.errors import NotFound

# Words come along: interfaces read no models.
__all__ = [
    "LADDER",
    "NAME_CHARACTERS",
    "PEOPLE",
    "Binding",
    "Gate",
    "LibraryPractice",
    "Practice",
    "PracticeVersion",
    "Subject",
    "Tier",
    "bindings_read",
    "codes_gone",
    "is_review_due",
    "library_entries",
    "library_entry",
    "people_bound",
    "practice_get",
    "practice_versions",
    "practices_list",
    "practices_meanwhile",
    "reviews_due",
]


def practices_list(*, viewer: Actor, with_archived: bool = False) -> Sequence[Practice]:
    """Return the practices of the organization by name (one query).

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    rows = _rows() if with_archived else _rows().filter(is_archived=False)
    return list(rows.order_by("name", "pk"))


def practices_meanwhile(
    *, viewer: Actor, practices: Iterable[Practice], on: date
) -> Mapping[int, Practice]:
    """Return, by key, what still holds of practices that are decided for a later day.

    One query where there are such; the rows must not be saved.

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    return held_meanwhile(practices, on=on)


def reviews_due(*, viewer: Viewer, on: date) -> Sequence[Practice]:
    """Return the practices whose next look is due and the viewer's to take, the oldest first.

    Those they answer for; for whoever runs the practices those, too, that nobody here answers for.
    One query.

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    theirs = Q(owner_id=viewer.person_id)
    if practice_changeable(viewer):
        theirs |= Q(owner=None) | Q(owner__active=False)
    rows = Practice.objects.filter(theirs, is_archived=False, review_on__lte=on)
    return list(rows.order_by("review_on", "name", "pk"))


def people_bound(*, viewer: Actor, bindings: Iterable[Binding]) -> Mapping[str, str]:
    """Return the names of the people whom rules name, by public id (one query where there are any).

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    ids = {each for named in people_named(bindings).values() for each in named}
    rows = Person.objects.filter(public_id__in=ids) if ids else Person.objects.none()
    return dict(rows.values_list("public_id", "name"))


def practice_get(*, viewer: Actor, public_id: str) -> Practice:
    """Return one practice with its team and owner (one query).

    Raises:
        NotFound: There is none, or the viewer may not read practices.
    """
    practices_read_permit(viewer)
    row: Practice | None = _rows().filter(public_id=public_id).first()
    if row is None:
        raise NotFound("governance.not_found")
    return row


def practice_versions(*, viewer: Actor, practice: Practice) -> Sequence[PracticeVersion]:
    """Return what became of a practice, the latest first (one query)."""
    practices_read_permit(viewer)
    rows = PracticeVersion.objects.filter(practice=practice).select_related("author")
    return list(rows.order_by("-number"))


def library_entries(*, viewer: Actor) -> Mapping[str, LibraryPractice]:
    """Return the practices that come along, by key."""
    practices_read_permit(viewer)
    return LIBRARY


def library_entry(*, viewer: Actor, key: str) -> LibraryPractice:
    """Return one of the practices that come along.

    Raises:
        NotFound: There is none with this key.
    """
    entry = library_entries(viewer=viewer).get(key)
    if entry is None:
        raise NotFound("governance.entry_not_found")
    return entry


def is_review_due(practice: Practice, *, on: date) -> bool:
    """Whether the day has come by which a practice is looked at again."""
    return practice.review_on is not None and practice.review_on <= on and not practice.is_archived


def _rows() -> QuerySet[Practice]:
    rows: QuerySet[Practice] = Practice.objects.select_related("team", "owner")
    return rows
