"""All objectives as one flat list, narrowed and sorted, for looking through and for choosing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models.expressions import OrderBy

from plumbline.domain.okrs.models import KeyResult, Objective, Status
from plumbline.domain.okrs.selectors.finding import as_tag, spellings
from plumbline.domain.okrs.selectors.objectives import ObjectiveFilter, objectives_visible
from plumbline.domain.okrs.selectors.team_work import RUNNING
from plumbline.domain.okrs.standings import (
    NO_PAUSES,
    PartFacts,
    PausesOfParts,
    is_silent,
    parts_read,
    pauses_of_parts,
    silence_of,
)
from plumbline.domain.orgs.viewers import Actor
from plumbline.engine.scoring.rollup import progress_unscaled
from plumbline.engine.scoring.staleness import CADENCE_DAYS, GRACE_DAYS, CheckInState

PAGE_SIZE: Final = 50
_SPOKEN_FOR: Final = timedelta(days=min(CADENCE_DAYS.values()) + GRACE_DAYS)


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


class _Tagged(Func):
    """Whether an objective has a tag, and not merely one that holds its letters.

    As in `finding`: databases may fold the first letters of the Latin alphabet alone.
    """

    output_field = BooleanField()

    def __init__(self, tag: str) -> None:
        """Take the tag as it was typed, "#board" or "board"."""
        super().__init__(F("tags"))
        self._spelled = spellings(as_tag(tag))

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> Any:  # type: ignore[override]  # noqa: ANN401 — Django's compiler and connection have no public types
        """Write it for PostgreSQL."""
        return self._written(compiler, "jsonb_array_elements_text({}) AS each_tag(value)")

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Any:  # noqa: ANN401 — as above
        """Write it for SQLite."""
        return self._written(compiler, "json_each({}) AS each_tag")

    def _written(self, compiler: Any, rows: str) -> tuple[str, list[Any]]:  # noqa: ANN401 — as above
        column, values = compiler.compile(self.get_source_expressions()[0])
        spelled = ", ".join(["lower(%s)"] * len(self._spelled))
        found = f"lower(each_tag.value) IN ({spelled})"
        return (
            f"EXISTS(SELECT 1 FROM {rows.format(column)} WHERE {found})",  # noqa: S608 — names of our own; values are parameters
            [*values, *self._spelled],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAsked:
    """What a list of objectives shall show, beside `ObjectiveFilter`.

    Attributes:
        style: `Style` value; empty for any.
        visibility: `Visibility` value; empty for any.
        without_owner: Only those that nobody owns.
        tag: A tag they have, whatever its case.
        key_results: Key results of which one at least is theirs, by id with what is told of them;
            `None` for any.
    """

    among: ObjectiveFilter
    style: str = ""
    visibility: str = ""
    without_owner: bool = False
    tag: str = ""
    key_results: Mapping[int, Status | CheckInState] | None = None
    sorting: Sorting = Sorting.PLACE

    def condition(self) -> Q:
        """Return the filter as a condition of the database."""
        condition = self.among.condition()
        if self.style:
            condition &= Q(style=self.style)
        if self.visibility:
            condition &= Q(visibility=self.visibility)
        if self.without_owner:
            condition &= Q(owner=None)
        if self.tag:
            condition &= Q(_Tagged(self.tag))
        if self.key_results is not None:
            those = KeyResult.objects.filter(pk__in=tuple(self.key_results))
            condition &= Q(pk__in=those.values("objective"))
        return condition


def key_results_told(
    told: Status | CheckInState, *, on: date
) -> Mapping[int, Status | CheckInState]:
    """Return by id the key results that counts tell something of; two queries at most.

    As counts have it: they run, are no guardrails, silence overrides a status, and what is overdue
    is stale, too. Each comes with what is told of itself.

    Args:
        told: A status, or stale or overdue.
        on: The day whose silence counts.
    """
    heard = Q(score__checked_in_on__isnull=False, is_guardrail=False)
    if isinstance(told, Status):
        heard &= Q(score__status=told)
    else:  # nothing is silent sooner, and most have spoken since
        heard &= Q(score__checked_in_on__lt=on - _SPOKEN_FOR)
    measured = Q(objective__is_staged=False, objective__state__in=RUNNING, state__in=RUNNING)
    parts = tuple(parts_read(heard & measured))
    pauses = NO_PAUSES
    if any(is_silent(part, on=on) for part in parts):
        pauses = pauses_of_parts(Q())  # they only ever take days away
    each = ((part.key_result_id, _told(part, told, on=on, pauses=pauses)) for part in parts)
    return {key_result: said for key_result, said in each if said is not None}


def _told(
    part: PartFacts, told: Status | CheckInState, *, on: date, pauses: PausesOfParts
) -> Status | CheckInState | None:
    if isinstance(told, Status):
        return None if is_silent(part, on=on, pauses=pauses) else told
    silence = silence_of(part, on=on, pauses=pauses)
    is_told = silence is told or (told, silence) == (CheckInState.STALE, CheckInState.OVERDUE)
    return silence if is_told else None


def key_results_listed(
    *, key_results: Collection[int], rows: Sequence[Objective]
) -> Mapping[int, list[KeyResult]]:
    """Return those of some key results that are of objectives read for a viewer (one query).

    They come with their scores.
    """
    found: dict[int, list[KeyResult]] = {}
    those = KeyResult.objects.filter(pk__in=key_results, objective__in=[row.pk for row in rows])
    for each in those.select_related("score").order_by("pk"):
        found.setdefault(each.objective_id, []).append(each)
    return found


def key_results_count(*, viewer: Actor, asked: ListAsked) -> int:
    """Count the key results a list was narrowed by, of objectives the viewer sees (one query)."""
    matching = objectives_matching(viewer=viewer, asked=asked).order_by().values("pk")
    those = KeyResult.objects.filter(pk__in=tuple(asked.key_results or ()), objective__in=matching)
    return those.count()


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
