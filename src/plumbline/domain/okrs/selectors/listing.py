"""All objectives as one flat list, narrowed and sorted, for looking through and for choosing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from plumbline.domain.okrs.models import KeyResult, Objective, State, Status
from plumbline.domain.okrs.selectors.objectives import ObjectiveFilter, objectives_visible
from plumbline.domain.orgs.viewers import Actor
from plumbline.engine.scoring.rollup import progress_unscaled

PAGE_SIZE: Final = 50


class Sorting(StrEnum):
    """By what a list is sorted."""

    PLACE = "place"
    TITLE = "title"
    OWNER = "owner"
    STATE = "state"
    PROGRESS = "progress"


_ORDERS: Final[Mapping[Sorting, tuple[str | OrderBy, ...]]] = {
    Sorting.PLACE: ("-cycle__start", "team__path", F("rank").asc(nulls_last=True), "pk"),
    Sorting.TITLE: ("title", "pk"),
    Sorting.OWNER: (F("owner__name").asc(nulls_first=True), "title", "pk"),
    Sorting.STATE: ("state", "team__path", "pk"),
    Sorting.PROGRESS: (F("score__progress").asc(nulls_last=True), "title", "pk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAsked:
    """What a list of objectives shall show, beside `ObjectiveFilter`.

    Attributes:
        style: `Style` value; empty for any.
        visibility: `Visibility` value; empty for any.
        without_owner: Only those that nobody owns.
        tag: A tag they have.
        key_results: Status that one of their key results at least had when it was last heard of.
    """

    among: ObjectiveFilter
    style: str = ""
    visibility: str = ""
    without_owner: bool = False
    tag: str = ""
    key_results: Status | None = None
    sorting: Sorting = Sorting.PLACE

    def condition(self) -> Q:
        """Return the filter as a condition of the database; of the tag only what it can tell."""
        condition = self.among.condition()
        if self.style:
            condition &= Q(style=self.style)
        if self.visibility:
            condition &= Q(visibility=self.visibility)
        if self.without_owner:
            condition &= Q(owner=None)
        if self.tag:
            condition &= Q(tags__icontains=self.tag)
        if self.key_results:
            condition &= Q(pk__in=_with_key_result(self.key_results))
        return condition


def _with_key_result(status: Status) -> QuerySet[KeyResult, int]:
    """Return the ids of objectives with a running key result of a status; guardrails have none."""
    running = KeyResult.objects.filter(
        state=State.ACTIVE, is_guardrail=False, score__status=status, objective__state=State.ACTIVE
    )
    return running.values_list("objective_id", flat=True)


@dataclass(frozen=True, slots=True)
class ListedPage:
    """One page of objectives; `number` counts from 1 up to `pages`."""

    rows: Sequence[Objective]
    total: int
    number: int
    pages: int


def objectives_listed(*, viewer: Actor, asked: ListAsked, page: int = 1) -> ListedPage:
    """Return a page of the objectives that the viewer sees (two queries).

    Args:
        viewer: Who asks.
        asked: Filter and order.
        page: From 1; beyond the end the last one is returned.
    """
    rows = objectives_matching(viewer=viewer, asked=asked)
    total = rows.count()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, page), pages)
    first = (number - 1) * PAGE_SIZE
    return ListedPage(list(rows[first : first + PAGE_SIZE]), total, number, pages)


def objectives_matching(*, viewer: Actor, asked: ListAsked) -> QuerySet[Objective]:
    """Return all that the viewer sees and that match, in their order."""
    rows = objectives_visible(viewer=viewer).filter(asked.condition())
    return rows.order_by(*_ORDERS[asked.sorting])


def objectives_chosen(*, viewer: Actor, public_ids: Sequence[str]) -> list[Objective]:
    """Return those of some objectives that the viewer sees, in the order of the list."""
    rows = objectives_visible(viewer=viewer).filter(public_id__in=public_ids)
    return list(rows.order_by(*_ORDERS[Sorting.PLACE]))


def progress_shown(row: Objective) -> Decimal | None:
    """Return the progress of a listed objective, 0 to 1; `None` without a single value."""
    score = row.score
    if score.progress is None or not score.data_parts:
        return None
    return progress_unscaled(score.progress)
