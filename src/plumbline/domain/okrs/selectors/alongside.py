"""What the cycle of an objective holds beside it, for the rules that compare with all of it.

Key results of other objectives that run, and priorities that nobody serves. Only what everybody
sees counts: findings say the same to whoever reads them. It is read once a cycle and only if a rule
asks: that takes a practice that is bound to one.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import (
    Alignment,
    AlignmentState,
    KeyResult,
    KeyResultState,
    Objective,
    ObjectiveState,
    State,
    Visibility,
)
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.strategy.models import Priority, PriorityState
from plumbline.engine.rules.alignment.duplicated_across_teams import LEAST_SHARE
from plumbline.engine.rules.language.nearness import stems_of
from plumbline.engine.rules.language.title_index import TitleIndex, telling
from plumbline.engine.rules.model import Neighbour

#: A priority is served by what is planned, runs or ran; not by what was only proposed or dropped.
_SERVING: Final = frozenset(State) - {State.PROPOSED, State.STOPPED}
_EVERYBODY: Final = Visibility.ORGANIZATION
#: More words are not looked for one by one: all titles are read. SQLite takes a thousand conditions
#: in one statement, and a word may take three.
_WORDS_SOUGHT: Final = 200


class Alongsides:
    """What cycles hold, each read once.

    Args:
        moment: Now, or when.
        titles: All that will be compared with key results: only what could be near one of them is
            read. Without, all key results of a cycle are, for a long work that asks many times.
    """

    def __init__(self, moment: Moment, titles: Sequence[str] | None = None) -> None:
        self._moment = moment
        self._titles = titles
        self._known: dict[int, InCycle] = {}

    def of(self, cycle: Cycle) -> "InCycle":
        """Return what a cycle holds; nothing is read yet."""
        return self._known.setdefault(cycle.pk, InCycle(cycle, self._moment, self._titles))


class InCycle:
    """What one cycle holds; `rules.model.Alongside`."""

    def __init__(self, cycle: Cycle, moment: Moment, titles: Sequence[str] | None) -> None:
        self._cycle = cycle
        self._moment = moment
        self._titles = titles

    def near(self, title: str, least_share: float) -> Iterator[Neighbour]:
        """Yield key results of the cycle near a title (one query, the first time)."""
        found, index = self._key_results
        return (found[place] for place in index.near(title, least_share))

    def unserved(self) -> Sequence[str]:
        """Return the titles of priorities that nobody serves (one query, the first time)."""
        return self._unserved

    @cached_property
    def _key_results(self) -> tuple[Sequence[Neighbour], TitleIndex]:
        rows = _running_then(self._moment) if self._moment.is_past else _running_now()
        rows = rows.filter(cycle=self._cycle.pk)
        if self._titles is not None:
            rows = rows.filter(_perhaps_near(self._titles))
        told = rows.order_by("pk").values_list("title", "team_key")
        found = [Neighbour(title, team or "") for title, team in told]
        return found, TitleIndex([each.title for each in found])

    @cached_property
    def _unserved(self) -> Sequence[str]:
        rows = (
            _priorities_then(self._moment, self._cycle)
            if self._moment.is_past
            else (_priorities_now(self._cycle))
        )
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=self._cycle.end)
        lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=self._cycle.start)
        there = rows.filter(begun, lasting, is_archived=False)
        return tuple(there.order_by("rank", "pk").values_list("title", flat=True))


def _running_now() -> QuerySet[Any]:
    """Return key results that run, with the cycle and the team of their objective."""
    supporting = Alignment.objects.filter(child_key_result=OuterRef("pk"), is_removed=False)
    rows: QuerySet[Any] = KeyResult.objects.filter(
        ~Exists(supporting),
        state=State.ACTIVE,
        is_shared=False,
        objective__state=State.ACTIVE,
        objective__visibility=_EVERYBODY,
        objective__is_staged=False,
    )
    placed: QuerySet[Any] = rows.annotate(
        cycle=F("objective__cycle"), team_key=F("objective__team__key")
    )
    return placed


def _running_then(moment: Moment) -> QuerySet[Any]:
    """Return the same of a moment: what everybody saw then and sees now."""
    objective = ObjectiveState.objects.filter(
        moment.in_force,
        subject=OuterRef("subject__objective"),
        state=State.ACTIVE,
        visibility=_EVERYBODY,
    )
    supporting = AlignmentState.objects.filter(
        moment.in_force, subject__child_key_result=OuterRef("subject"), is_removed=False
    )
    rows: QuerySet[Any] = KeyResultState.objects.filter(
        moment.in_force,
        Exists(objective),
        ~Exists(supporting),
        state=State.ACTIVE,
        is_shared=False,
        subject__objective__visibility=_EVERYBODY,
        subject__objective__is_staged=False,
    )
    placed: QuerySet[Any] = rows.annotate(
        cycle=objective.values("cycle")[:1], team_key=objective.values("team__key")[:1]
    )
    return placed


def _perhaps_near(titles: Sequence[str]) -> Q:
    """Return a condition that any title near one of these meets: it holds a word of a few.

    What counts as a word lacks its ending, so that it is looked for as a part. Longer ones are
    rarer. A database that folds only the case of English letters finds the others as written.
    """
    asked = {stem for title in titles for stem in telling(stems_of(title), LEAST_SHARE, _shortness)}
    if len(asked) > _WORDS_SOUGHT:
        return Q()
    condition = Q(pk__in=())
    for stem in asked:
        condition |= Q(title__icontains=stem)
        if not stem.isascii():
            condition |= Q(title__contains=stem.capitalize()) | Q(title__contains=stem.upper())
    return condition


def _shortness(stem: str) -> int:
    return -len(stem)


def _priorities_now(cycle: Cycle) -> QuerySet[Any]:
    serving = Objective.objects.filter(
        priority=OuterRef("pk"),
        cycle=cycle.pk,
        visibility=_EVERYBODY,
        state__in=_SERVING,
        is_staged=False,
    )
    rows: QuerySet[Any] = Priority.objects.filter(~Exists(serving))
    return rows


def _priorities_then(moment: Moment, cycle: Cycle) -> QuerySet[Any]:
    serving = ObjectiveState.objects.filter(
        moment.in_force,
        priority=OuterRef("subject"),
        cycle=cycle.pk,
        visibility=_EVERYBODY,
        subject__visibility=_EVERYBODY,
        state__in=_SERVING,
        subject__is_staged=False,
    )
    rows: QuerySet[Any] = PriorityState.objects.filter(moment.in_force, ~Exists(serving))
    return rows
