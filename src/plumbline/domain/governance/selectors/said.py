"""A practice as one of its versions said it, and which version holds on a day."""

from collections.abc import Iterable
from datetime import date

from plumbline.domain.governance.models import Practice, PracticeVersion


def begins_on(version: PracticeVersion) -> date:
    """Return the first day on which what a version says holds."""
    return date.fromisoformat(version.said["effective_on"])


def version_holding(versions: Iterable[PracticeVersion], *, on: date) -> PracticeVersion | None:
    """Return the version that holds on a day; None where none has begun.

    What was decided for a later day replaces nothing before that day: what held goes on until then.

    Args:
        versions: Of one practice, the latest last.
        on: The organization's day.
    """
    begun = [each for each in versions if begins_on(each) <= on]
    return begun[-1] if begun else None


def as_said(version: PracticeVersion) -> Practice:
    """Return a practice holding what a version said of it; it must not be saved."""
    row: Practice = version.practice
    said = version.said
    for name in ("name", "text", "gates", "tier", "team_id", "is_archived"):
        setattr(row, name, said[name])
    row.effective_on = begins_on(version)
    row.bindings = said.get("bound", row.bindings)
    return row


def held_meanwhile(practices: Iterable[Practice], *, on: date) -> dict[int, Practice]:
    """Return, by key, what still holds of practices whose present words begin on a later day.

    One query where there are such practices; a new one that has not begun is left out.
    """
    ahead = [each.pk for each in practices if each.effective_on > on]
    if not ahead:
        return {}
    rows = PracticeVersion.objects.filter(practice__in=ahead).select_related("practice__team")
    versions: dict[int, list[PracticeVersion]] = {}
    for version in rows.order_by("practice_id", "number"):
        versions.setdefault(version.practice_id, []).append(version)
    found = {pk: version_holding(each, on=on) for pk, each in versions.items()}
    return {
        pk: as_said(each)
        for pk, each in found.items()
        if each is not None and not each.said["is_archived"]
    }
