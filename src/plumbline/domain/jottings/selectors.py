"""Reading one's own jottings."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from plumbline.domain.jottings.models import Jotting
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is typed.

    Attributes:
        form: The form, by the name of its address.
        subject: Public id of what it is about; empty for something new.
    """

    form: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JottingFacts:
    """One sheet as it was kept.

    Attributes:
        sheet: Its name among the person's own.
        fields: Name to the texts that the form would send.
        typed_at: When it was kept last.
    """

    sheet: str
    fields: Mapping[str, Sequence[str]]
    typed_at: datetime

    def first(self, name: str) -> str:
        """Return what was typed into a field; empty for nothing."""
        return "".join(self.fields.get(name, ())[:1]).strip()


def jottings_list(*, viewer: Viewer, place: Place) -> tuple[JottingFacts, ...]:
    """Return what the viewer typed in a place and did not save, the latest first (one query)."""
    own = Jotting.objects.filter(
        person_id=viewer.person_id, form=place.form, subject=place.subject
    ).order_by("-typed_at", "-pk")
    return tuple(_facts(row) for row in own)


def jottings_of(
    *, viewer: Viewer, subject: str, forms: Collection[str]
) -> Mapping[str, Sequence[JottingFacts]]:
    """Return what the viewer typed into forms of one subject, by form (one query or none).

    Args:
        viewer: Who typed it.
        subject: What the forms are about.
        forms: Their names.
    """
    own = Jotting.objects.filter(person_id=viewer.person_id, form__in=forms, subject=subject)
    found: dict[str, list[JottingFacts]] = defaultdict(list)
    for row in own.order_by("-typed_at", "-pk"):
        found[row.form].append(_facts(row))
    return found


def jottings_since(*, viewer: Viewer, form: str, since: datetime) -> tuple[JottingFacts, ...]:
    """Return what the viewer typed into a form from a moment on, oldest first (one query)."""
    own = Jotting.objects.filter(person_id=viewer.person_id, form=form, typed_at__gte=since)
    return tuple(_facts(row) for row in own.order_by("typed_at", "pk"))


def jotting_get(*, viewer: Viewer, place: Place, sheet: str) -> JottingFacts:
    """Return one sheet of the viewer.

    Raises:
        NotFound: They have no such sheet in this place.
    """
    for each in jottings_list(viewer=viewer, place=place):
        if each.sheet == sheet:
            return each
    raise NotFound("jottings.gone")


def _facts(row: Jotting) -> JottingFacts:
    return JottingFacts(sheet=row.sheet, fields=row.fields, typed_at=row.typed_at)
