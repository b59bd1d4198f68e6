"""The rows that tell of objectives and key results at a moment: present ones, or states."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, IntegerField, Model, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from plumbline.domain.cycles.models import Cycle, CycleState
from plumbline.domain.okrs.definitions import pauses_counted
from plumbline.domain.okrs.models import (
    Alignment,
    AlignmentState,
    KeyResult,
    KeyResultScoreState,
    KeyResultState,
    Objective,
    ObjectiveScoreState,
    ObjectiveState,
    Pause,
    Visibility,
)
from plumbline.domain.okrs.models.key_result import KeyResultFields, KeyResultScoreFields
from plumbline.domain.okrs.models.objective import ObjectiveFields, ObjectiveScoreFields
from plumbline.domain.okrs.permissions import readable_to, visible_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.names import team_name, then
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.scoping import asked_alike
from plumbline.engine.documents import model as documents

#: Where an objective without a team or a rank stands: behind all others.
NO_TEAM = "~"
NO_RANK = 2**31 - 1


@dataclass(frozen=True, slots=True)
class ObjectiveAt:
    """An objective at a moment: its row today, what it said then, and how it stood.

    Attributes:
        team: Its team then, as it was called then.
    """

    subject: Objective
    fields: ObjectiveFields
    score: ObjectiveScoreFields | None
    team: Name | None

    @property
    def name(self) -> Name:
        """What it was called."""
        return Name(self.subject.public_id, self.fields.title)


def objective_now(row: Objective) -> ObjectiveAt:
    """Return a present row, with its team and score fetched, as an objective of now."""
    return ObjectiveAt(row, row, getattr(row, "score", None), team_name(row.team))


def objective_unscored(row: Objective) -> ObjectiveAt:
    """Return the same where nobody asks how it stands, for which nothing is fetched then."""
    return ObjectiveAt(row, row, None, team_name(row.team))


@dataclass(frozen=True, slots=True)
class KeyResultAt:
    """A key result at a moment: its row today, what it said then, and how it stood.

    Attributes:
        left_id: The objective it was below then, where that is another one today.
    """

    subject: KeyResult
    fields: KeyResultFields
    score: KeyResultScoreFields | None
    left_id: int | None = None


def key_result_now(row: KeyResult) -> KeyResultAt:
    """Return a present row, with its owner and score fetched, as a key result of now."""
    return KeyResultAt(row, row, getattr(row, "score", None))


@dataclass(frozen=True, slots=True)
class Span:
    """A cycle at a moment."""

    public_id: str
    name: str
    start: date
    end: date


def objectives_at(
    viewer: Actor, moment: Moment, *, opened_at: datetime | None = None
) -> QuerySet[Any]:
    """Return what the viewer may see today of the objectives of a moment, ready to be ordered.

    `objective_id` is the objective's, `place` and `order` are what the tree is ordered by.

    Args:
        viewer: Who asks.
        moment: Of which the rows are.
        opened_at: Now, where one objective is read by its id: then what the viewer has opened is
            among them too. A list leaves it out.
    """
    if not moment.is_past:
        return objectives_seen(viewer) if opened_at is None else _readable(viewer, opened_at)
    if opened_at is None:
        condition = visible_to(viewer, of="subject")
    else:
        condition = readable_to(viewer, at=opened_at, of="subject")
    states = ObjectiveState.objects.filter(moment.in_force, condition)
    rows = states.select_related("subject", "owner", "team").annotate(
        objective_id=F("subject_id"), team_called=then(Team, "name", moment, by="team")
    )
    return _placed(rows, then(Team, "path", moment, by="team"))


@asked_alike(128)
def objectives_seen(viewer: Actor) -> QuerySet[Any]:
    """Return the same of now, without what was only opened."""
    return _objectives_now(visible_to(viewer))


def _readable(viewer: Actor, at: datetime) -> QuerySet[Any]:
    return _objectives_now(readable_to(viewer, at=at))


def _objectives_now(condition: Q) -> QuerySet[Any]:
    rows = Objective.objects.filter(condition).select_related("owner", "team", "score")
    return _placed(rows.annotate(objective_id=F("pk")), F("team__path"))


def _placed(rows: QuerySet[Any], path: Combinable) -> QuerySet[Any]:
    """Add what the tree is ordered by."""
    placed: QuerySet[Any] = rows.annotate(
        place=Coalesce(path, Value(NO_TEAM)),
        order=Coalesce("rank", Value(NO_RANK), output_field=IntegerField()),
    )
    return placed


def objective_key(moment: Moment, field: str) -> str:
    """Return the path of a field of the objective itself in a query of `objectives_at`."""
    return f"subject__{field}" if moment.is_past else field


def objectives_read(rows: Iterable[Model], moment: Moment) -> list[ObjectiveAt]:
    """Turn rows of `objectives_at` into objectives with their scores (one query for a past day)."""
    if not moment.is_past:
        return [objective_now(row) for row in rows if isinstance(row, Objective)]
    states = [row for row in rows if isinstance(row, ObjectiveState)]
    found = ObjectiveScoreState.objects.filter(
        moment.in_force, subject__objective__in=[state.subject_id for state in states]
    )
    scores = {score.subject.objective_id: score for score in found.select_related("subject")}
    return [
        ObjectiveAt(row.subject, row, scores.get(row.subject_id), _team_then(row)) for row in states
    ]


def _team_then(row: Any) -> Name | None:  # noqa: ANN401  # a state with what the query added
    return None if row.team is None else Name(row.team.public_id, row.team_called)


def key_results_at(
    objective_ids: Collection[int], moment: Moment
) -> Mapping[int, list[KeyResultAt]]:
    """Return the key results of objectives by objective, in order (one query; two in the past)."""
    by_objective: dict[int, list[KeyResultAt]] = defaultdict(list)
    for row in _key_results(objective_ids, moment):
        by_objective[row.left_id or row.subject.objective_id].append(row)
    return by_objective


def _key_results(objective_ids: Collection[int], moment: Moment) -> Iterable[KeyResultAt]:
    if not moment.is_past:
        for row in _key_results_asked(tuple(objective_ids)):
            yield key_result_now(row)
        return
    in_force = KeyResultState.objects.filter(moment.in_force).select_related("subject", "owner")
    staying = in_force.filter(left=None, subject__objective__in=objective_ids)
    gone = in_force.filter(told_below_left(), left__in=objective_ids)
    states = list(staying.union(gone, all=True).order_by("rank", "subject_id"))
    found = KeyResultScoreState.objects.filter(
        moment.in_force, subject__key_result__in=[state.subject_id for state in states]
    )
    scores = {score.subject.key_result_id: score for score in found.select_related("subject")}
    for state in states:
        yield KeyResultAt(state.subject, state, scores.get(state.subject_id), state.left_id)


@asked_alike(128)
def _key_results_asked(objective_ids: tuple[int, ...]) -> QuerySet[KeyResult]:
    rows = KeyResult.objects.filter(objective__in=objective_ids)
    return rows.select_related("owner", "score").order_by("rank", "pk")


def key_result_then(subject: KeyResult, moment: Moment) -> tuple[KeyResultAt, Objective]:
    """Return what one key result said at a past moment, and what it was below (two queries).

    Raises:
        NotFound: There was none that day.
    """
    states = KeyResultState.objects.filter(moment.in_force, subject=subject)
    state = states.select_related("owner", "left").first()
    if state is None:
        raise NotFound("okrs.key_result.not_found")
    scores = KeyResultScoreState.objects.filter(moment.in_force, subject__key_result=subject)
    row = KeyResultAt(subject, state, scores.first(), state.left_id)
    return row, state.left or subject.objective


def told_below_left() -> Q:
    """Return the condition under which what was moved is told where it was before.

    That is, where everybody who sees the one sees the other today; as `seen_by_no_more_people`.
    """
    now = "subject__objective"
    inside = {
        "left__visibility": Visibility.TEAM,
        f"{now}__visibility": Visibility.TEAM,
        "left__is_personal": False,
        f"{now}__is_personal": False,
        "left__team__path__startswith": F(f"{now}__team__path"),
    }
    return Q(**{f"{now}__visibility": Visibility.ORGANIZATION}) | Q(**inside)


def spans_at(cycle_ids: Collection[int], moment: Moment) -> Mapping[int, Span]:
    """Return cycles as they were at a moment (one query).

    A cycle that was set up later, beside the history imported into it, is as it was at first.
    """
    if moment.recorded_by is not None:
        states = CycleState.objects.filter(subject__in=cycle_ids).select_related("subject")
        spans: dict[int, Span] = {}
        for state in states.order_by("valid_from"):
            if state.subject_id not in spans or state.valid_from <= moment.recorded_by:
                span = Span(state.subject.public_id, state.name, state.start, state.end)
                spans[state.subject_id] = span
        return spans
    cycles = _cycles_asked(tuple(sorted(cycle_ids)))
    return {cycle.pk: Span(cycle.public_id, cycle.name, cycle.start, cycle.end) for cycle in cycles}


@asked_alike(128)
def _cycles_asked(cycle_ids: tuple[int, ...]) -> QuerySet[Cycle]:
    return Cycle.objects.filter(pk__in=cycle_ids)


def span_at(cycle: Cycle, moment: Moment) -> Span:
    """Return one cycle as it was at a moment (no query for now, one for a past day)."""
    if moment.is_past:
        return spans_at({cycle.pk}, moment)[cycle.pk]
    return Span(cycle.public_id, cycle.name, cycle.start, cycle.end)


@dataclass(frozen=True, slots=True)
class PausesAt:
    """The pauses of some objectives and their key results."""

    of_objective: Mapping[int, list[documents.Pause]]
    of_key_result: Mapping[int, list[documents.Pause]]

    def of(self, row: KeyResultAt) -> tuple[documents.Pause, ...]:
        """Return what stops a key result's clock: its own pauses and its objective's of then."""
        return pauses_counted(
            self.of_key_result.get(row.subject.pk, []),
            self.of_objective.get(row.left_id or row.subject.objective_id, []),
            below_since=row.fields.below_since,
        )


def pauses_at(objective_ids: Collection[int], moment: Moment) -> PausesAt:
    """Return the pauses of objectives and their key results as they were known (one query)."""
    of_objective: dict[int, list[documents.Pause]] = defaultdict(list)
    of_key_result: dict[int, list[documents.Pause]] = defaultdict(list)
    for row in _pauses_asked(tuple(sorted(objective_ids)), moment):
        if row.objective_id is not None:
            of_objective[row.objective_id].append(moment.pause(row))
        else:
            of_key_result[row.key_result_id].append(moment.pause(row))
    return PausesAt(of_objective, of_key_result)


@asked_alike(128)
def _pauses_asked(objective_ids: tuple[int, ...], moment: Moment) -> QuerySet[Any]:
    theirs = Q(objective__in=objective_ids) | Q(key_result__objective__in=objective_ids)
    if moment.is_past:
        gone = KeyResultState.objects.filter(left__in=objective_ids)
        theirs |= Q(key_result__in=gone.values("subject"))
    return Pause.objects.filter(moment.known(), theirs).order_by("since", "pk")


def pauses_of(row: KeyResultAt, moment: Moment) -> tuple[documents.Pause, ...]:
    """Return what stopped the clock of one key result (one query)."""
    return pauses_at([row.left_id or row.subject.objective_id], moment).of(row)


def links_at(moment: Moment, **ends: object) -> QuerySet[Model]:
    """Return the links that stood, narrowed by lookups on the link (`parent_objective__in`, …)."""
    if moment.is_past:
        narrowed = {f"subject__{name}": value for name, value in ends.items()}
        return AlignmentState.objects.filter(moment.in_force, is_removed=False, **narrowed)
    return Alignment.objects.filter(is_removed=False, **ends)


def links_standing(moment: Moment, **ends: object) -> QuerySet[Alignment]:
    """Return the links that stood, as rows of today: for asking whether there is one.

    The question of a tree is asked for each of its objectives, so it starts from the index over
    the ends of a link and only then looks at what the link was then.
    """
    links = Alignment.objects.filter(**ends)
    if not moment.is_past:
        return links.filter(is_removed=False)
    states = AlignmentState.objects.filter(
        moment.in_force, is_removed=False, subject=OuterRef("pk")
    )
    return links.filter(Exists(states))


def link_key(moment: Moment, field: str) -> str:
    """Return the path of a field of the link itself in a query of `links_at`."""
    return f"subject__{field}" if moment.is_past else field
