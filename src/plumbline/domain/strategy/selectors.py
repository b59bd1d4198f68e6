"""Reading the strategy; everybody in the organization may."""

from dataclasses import dataclass
from datetime import date

from plumbline.domain.orgs.days import organization_day_end
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.strategy.models import Horizon, Priority, PriorityState, Statement
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.history import as_of as recorded_as_of

__all__ = [
    "Horizon",
    "PriorityThen",
    "priorities_all",
    "priorities_list",
    "priorities_then",
    "priority_get",
    "statement_get",
]


def statement_get(*, viewer: Actor) -> Statement:
    """Return the statement, empty while nobody wrote one."""
    del viewer  # the strategy is no secret inside the organization
    return Statement.objects.first() or Statement()


def priorities_list(*, viewer: Actor) -> list[Priority]:
    """Return the priorities in use, in their order."""
    del viewer
    return list(Priority.objects.filter(is_archived=False).order_by("rank", "pk"))


def priorities_all(*, viewer: Actor) -> list[Priority]:
    """Return every priority, those that were put away too, in their order."""
    del viewer
    return list(Priority.objects.order_by("is_archived", "rank", "pk"))


def priority_get(*, viewer: Actor, public_id: str) -> Priority:
    """Return one priority.

    Raises:
        NotFound: There is none.
    """
    del viewer
    found: Priority | None = Priority.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("strategy.priority.not_found")
    return found


@dataclass(frozen=True, slots=True)
class PriorityThen:
    """A priority as it was at a time; `id` is the row, never shown."""

    id: int
    public_id: str
    title: str
    why: str


def priorities_then(*, viewer: Actor, as_of: date | None = None) -> list[PriorityThen]:
    """Return the priorities that were in use, in their order of that time (one query).

    Args:
        viewer: Who asks.
        as_of: The day whose end counts; None for now.
    """
    if as_of is None:
        return [
            PriorityThen(row.pk, row.public_id, row.title, row.why)
            for row in priorities_list(viewer=viewer)
        ]
    end = organization_day_end(organization_bound(), as_of)
    shown = Priority.objects.values("pk")  # not what an import still prepares
    states = PriorityState.objects.filter(recorded_as_of(end), is_archived=False, subject__in=shown)
    return [
        PriorityThen(state.subject_id, state.subject.public_id, state.title, state.why)
        for state in states.select_related("subject").order_by("rank", "subject_id")
    ]
