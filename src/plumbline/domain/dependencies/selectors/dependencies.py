"""Dependencies of a key result, an objective or a team, now and as of a day."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from plumbline.domain.dependencies.lifecycle import ANSWERS, TRANSITIONS, DependencyAct
from plumbline.domain.dependencies.models import Dependency, DependencyState
from plumbline.domain.dependencies.permissions import (
    Side,
    answers_for,
    asks_for,
    delivering_side,
    dependencies_seen,
    waiting_side,
)
from plumbline.domain.dependencies.selectors.facts import (
    Chapter,
    DependenciesSeen,
    DependencyFacts,
    SideFacts,
)
from plumbline.domain.dependencies.selectors.near import FETCHED
from plumbline.domain.dependencies.states import (
    ENDED_STATES,
    OPEN_STATES,
    PromiseState,
)
from plumbline.domain.dependencies.waiting_cycles import Edge, End, in_a_circle
from plumbline.domain.okrs.models import KeyResult, Objective, Visibility
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.moments import Moment, moment_of
from plumbline.domain.okrs.selectors.names import names_then, person_name, team_name
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.paging import rows_part

#: How many of what nobody waits for any more stand on one page.
ENDED_A_PAGE = 50
#: How far a circle of waiting is followed: what is longer nobody untangles in one talk.
STEPS_AT_MOST = 20

_SIDES = ("waiting", "delivering")
_ENDS = tuple(f"{side}_{name}_id" for side in _SIDES for name in ("key_result", "team"))


def dependencies_of_key_result(
    *, viewer: Actor, public_id: str, at: datetime, as_of: date | None = None
) -> DependenciesSeen:
    """Return what a key result waits for and what others wait for from it.

    One query where there is nothing, a few otherwise; see `_seen`.
    """

    def is_own(side: Side) -> bool:
        return side.key_result is not None and side.key_result.public_id == public_id

    of = {"key_result__public_id": public_id}
    return _seen(viewer, moment_of(at=at, as_of=as_of), is_own, of)


def dependencies_of_objective(
    *, viewer: Actor, public_id: str, at: datetime, as_of: date | None = None
) -> DependenciesSeen:
    """Return what the key results of an objective wait for and what is awaited from them."""

    def is_own(side: Side) -> bool:
        return side.key_result is not None and side.key_result.objective.public_id == public_id

    of = {"key_result__objective__public_id": public_id}
    return _seen(viewer, moment_of(at=at, as_of=as_of), is_own, of)


def dependencies_of_team(
    *,
    viewer: Actor,
    team: Team,
    at: datetime,
    as_of: date | None = None,
    page: int = 1,
    ended: Collection[PromiseState] = ENDED_STATES,
) -> DependenciesSeen:
    """Return what a team and its key results wait for and what is awaited from them.

    Args:
        viewer: Who asks.
        team: Which.
        at: Now.
        as_of: A day that is over; then all of them are there.
        page: Of what nobody waits for any more, from 1; what is open stands on every page.
        ended: What of that is wanted.
    """

    def is_own(side: Side) -> bool:
        result = side.key_result
        return side.team == team if result is None else result.objective.team_id == team.pk

    of: tuple[Mapping[str, object], ...] = {"team": team}, {"key_result__objective__team": team}
    return _seen(viewer, moment_of(at=at, as_of=as_of), is_own, *of, page=page, ended=ended)


def dependencies_page(
    *, viewer: Actor, at: datetime, after: str | None = None, limit: int = 50
) -> tuple[tuple[DependencyFacts, ...], str | None]:
    """Return dependencies in the order in which they were asked, and where the next page begins.

    Raises:
        NotFound: What the page before ended with is gone.
    """
    rows = Dependency.objects.filter(dependencies_seen(viewer)).select_related(*FETCHED)
    some, ended = rows_part(rows, ("pk",), after=after, limit=limit)
    return facts_of(viewer, some, moment_of(at=at, as_of=None)), ended


def dependency_get(*, viewer: Actor, public_id: str) -> Dependency:
    """Return one dependency with all of both sides.

    Raises:
        NotFound: There is none with this id, or the viewer does not see both sides.
    """
    rows = Dependency.objects.filter(dependencies_seen(viewer), public_id=public_id)
    row: Dependency | None = rows.select_related(*FETCHED, "changed_by").first()
    if row is None:
        raise NotFound("dependencies.not_found")
    return row


def dependency_facts(*, viewer: Actor, public_id: str, at: datetime) -> DependencyFacts:
    """Return one dependency as it is shown.

    Raises:
        NotFound: There is none with this id, or the viewer does not see both sides.
    """
    row = dependency_get(viewer=viewer, public_id=public_id)
    return facts_of(viewer, [row], moment_of(at=at, as_of=None))[0]


def dependency_chapters(*, viewer: Actor, public_id: str) -> tuple[Chapter, ...]:
    """Return what a dependency was from when on, the latest first (two queries).

    Raises:
        NotFound: There is none with this id, or the viewer does not see both sides.
    """
    row = dependency_get(viewer=viewer, public_id=public_id)
    states = DependencyState.objects.filter(subject=row).select_related("changed_by")
    return tuple(
        Chapter(
            since=state.valid_from,
            state=PromiseState(state.state),
            title=state.title,
            needed_by=state.needed_by,
            reason=state.reason,
            by=person_name(state.changed_by),
        )
        for state in states.order_by("-valid_from", "-pk")
    )


def _seen(
    viewer: Actor,
    moment: Moment,
    is_own: Callable[[Side], bool],
    *of: Mapping[str, object],
    page: int = 1,
    ended: Collection[PromiseState] = ENDED_STATES,
) -> DependenciesSeen:
    """Return the dependencies with one of these things on either side.

    What is settled or declined grows for ever, so of it only a page is read, the latest day first.
    Most things wait for nothing: that is asked first, by a question that is soon put together.
    """
    either = Q()
    for narrowed in of:
        for side in _SIDES:
            either |= Q(**{f"{side}_{name}": value for name, value in narrowed.items()})
    if not Dependency.objects.filter(either).exists():
        return DependenciesSeen((), (), has_earlier=False)
    rows = Dependency.objects.filter(
        either, dependencies_seen(viewer), moment.known(recorded="asked_at")
    )
    has_earlier = False
    if not moment.is_past:
        over = rows.filter(state__in=ended).order_by("-needed_by", "-pk")
        first = (page - 1) * ENDED_A_PAGE
        # One more than is shown says whether there are others.
        shown = over.values("pk")[first : first + ENDED_A_PAGE + 1]
        rows = rows.filter(Q(state__in=OPEN_STATES) | Q(pk__in=shown))
    found = {row.public_id: row for row in rows.select_related(*FETCHED)}
    if not moment.is_past:
        has_earlier = _last_left_out(found)
    facts = sorted(facts_of(viewer, list(found.values()), moment), key=_by_day)
    return DependenciesSeen(
        taken=tuple(each for each in facts if is_own(waiting_side(found[each.public_id]))),
        given=tuple(each for each in facts if is_own(delivering_side(found[each.public_id]))),
        has_earlier=has_earlier,
    )


def _last_left_out(found: dict[str, Dependency]) -> bool:
    """Leave out the one that only tells that there are more; say whether it was there."""
    over = [row for row in found.values() if row.state in ENDED_STATES]
    if len(over) <= ENDED_A_PAGE:
        return False
    last = min(over, key=lambda row: (row.needed_by, row.pk))
    del found[last.public_id]
    return True


def _by_day(facts: DependencyFacts) -> tuple[bool, date, str]:
    return facts.state not in OPEN_STATES, facts.needed_by, facts.public_id


def facts_of(
    viewer: Actor, rows: Sequence[Dependency], moment: Moment
) -> tuple[DependencyFacts, ...]:
    """Return rows with both sides fetched as the viewer is told of them."""
    if not rows:
        return ()
    if moment.is_past:
        return _facts_then(viewer, rows, moment)
    circles = in_a_circle(_edges_around(viewer, rows))
    return tuple(
        _facts(row, row, moment, in_circle=row.pk in circles, acts=_acts(viewer, row))
        for row in rows
    )


def _facts_then(
    viewer: Actor, rows: Sequence[Dependency], moment: Moment
) -> tuple[DependencyFacts, ...]:
    """Return dependencies as they were, their things called as they were called (four queries)."""
    states: QuerySet[Any] = DependencyState.objects.filter(moment.in_force, subject__in=rows)
    was = {state.subject_id: state for state in states}
    results = [row.waiting_key_result for row in rows]
    results += [row.delivering_key_result for row in rows]
    known = [each for each in results if each is not None]
    titles = names_then(KeyResult, "title", {each.pk for each in known}, moment)
    above = names_then(Objective, "title", {each.objective_id for each in known}, moment)
    found = []
    for row in rows:
        if row.pk not in was:
            continue
        facts = _facts(row, was[row.pk], moment, in_circle=False, acts=frozenset())
        found.append(
            replace(
                facts,
                waiting=_called(facts.waiting, row.waiting_key_result, titles, above),
                delivering=_called(facts.delivering, row.delivering_key_result, titles, above),
            )
        )
    return tuple(found)


def _called(
    side: SideFacts,
    key_result: KeyResult | None,
    titles: Mapping[int, Name],
    above: Mapping[int, Name],
) -> SideFacts:
    if key_result is None:
        return side
    return replace(
        side,
        key_result=titles.get(key_result.pk, side.key_result),
        objective=above.get(key_result.objective_id, side.objective),
    )


def _facts(
    row: Dependency,
    fields: Dependency | DependencyState,
    moment: Moment,
    *,
    in_circle: bool,
    acts: frozenset[DependencyAct],
) -> DependencyFacts:
    state = PromiseState(fields.state)
    return DependencyFacts(
        public_id=row.public_id,
        title=fields.title,
        waiting=_side(waiting_side(row)),
        delivering=_side(delivering_side(row)),
        needed_by=fields.needed_by,
        state=state,
        reason=fields.reason,
        is_late=state in OPEN_STATES and fields.needed_by < moment.day,
        is_in_circle=in_circle,
        asked_at=row.asked_at,
        acts=acts,
        version=row.version,
    )


def _side(side: Side) -> SideFacts:
    key_result = side.key_result
    if key_result is None:
        return SideFacts(
            team=team_name(side.team),
            key_result=None,
            objective=None,
            owner=person_name(side.person),
        )
    objective = key_result.objective
    return SideFacts(
        team=None if objective.is_personal else team_name(objective.team),
        key_result=Name(key_result.public_id, key_result.title),
        objective=Name(objective.public_id, objective.title),
        owner=person_name(key_result.owner),
        is_private=objective.visibility == Visibility.PRIVATE,
    )


def _acts(viewer: Actor, row: Dependency) -> frozenset[DependencyAct]:
    possible = {act for state, act in TRANSITIONS if state == row.state}
    answers, asks = possible & ANSWERS, possible - ANSWERS
    if answers and not answers_for(viewer, delivering_side(row)):
        answers = set()
    if asks and not asks_for(viewer, waiting_side(row)):
        asks = set()
    return frozenset(answers | asks)


def _edges_around(viewer: Actor, rows: Iterable[Dependency]) -> list[Edge]:
    """Return the open dependencies ahead of those that are shown, as far as the viewer sees them.

    What they do not see closes no circle for them: that it does would tell of it. One query for
    each step, none where nothing is open.
    """
    edges: dict[int, Edge] = {}
    for row in rows:
        if row.state in OPEN_STATES:
            ends = [getattr(row, name) for name in _ENDS]
            edges[row.pk] = _edge((row.pk, *ends))
    ahead = {delivering for _, _, delivering in edges.values()}
    followed: set[End] = set()
    for _step in range(STEPS_AT_MOST):
        ahead -= followed
        if not ahead:
            break
        followed |= ahead
        results = [id_ for kind, id_ in ahead if kind == "key_result"]
        teams = [id_ for kind, id_ in ahead if kind == "team"]
        waits = Q(waiting_key_result__in=results) | Q(waiting_team__in=teams)
        found = Dependency.objects.filter(dependencies_seen(viewer), waits, state__in=OPEN_STATES)
        new = [_edge(values) for values in found.values_list("pk", *_ENDS)]
        edges |= {edge[0]: edge for edge in new}
        ahead = {delivering for _, _, delivering in new}
    return list(edges.values())


def _edge(values: Sequence[Any]) -> Edge:
    pk, waiting_result, waiting_team, delivering_result, delivering_team = values
    return pk, _end(waiting_result, waiting_team), _end(delivering_result, delivering_team)


def _end(key_result_id: int | None, team_id: int | None) -> End:
    if key_result_id is not None:
        return "key_result", key_result_id
    return "team", team_id or 0
