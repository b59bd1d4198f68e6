"""How the numbers came to be: the engine's calculation tree of what is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from plumbline.domain.okrs.contributions import COUNTING_CHILD_STATES
from plumbline.domain.okrs.definitions import course_changes, metric_definition
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import (
    KeyResultScore,
    Objective,
    ObjectiveScoreState,
    ObjectiveState,
    Reading,
    State,
)
from plumbline.domain.okrs.models.key_result import KeyResultScoreFields
from plumbline.domain.okrs.scoring import engine_readings_of
from plumbline.domain.okrs.selectors.courses import adjusted_of
from plumbline.domain.okrs.selectors.details import key_result_placed, objective_at
from plumbline.domain.okrs.selectors.moments import Moment, moment_of
from plumbline.domain.okrs.selectors.nodes import weight_shown
from plumbline.domain.okrs.selectors.objectives import key_result_readable
from plumbline.domain.okrs.selectors.rows_at import (
    KeyResultAt,
    ObjectiveAt,
    Span,
    key_results_at,
    link_key,
    links_at,
    pauses_at,
    pauses_of,
    spans_at,
)
from plumbline.domain.okrs.selectors.ties import objective_names
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.explain import Step
from plumbline.engine.scoring.pace import pace_explained
from plumbline.engine.scoring.progress import key_result_progress
from plumbline.engine.scoring.readings import Reading as EngineReading
from plumbline.engine.scoring.rollup import (
    Part,
    PartKind,
    objective_progress,
    progress_scaled,
    progress_unscaled,
)


def explanation_of_key_result(
    *, viewer: Actor, public_id: str, at: datetime, as_of: date | None = None
) -> Step:
    """Return the calculation behind a key result's progress; its value is the stored number.

    Raises:
        NotFound: There is none with this id (or was none that day), or it is not for the viewer.
    """
    moment = moment_of(at=at, as_of=as_of)
    subject = key_result_readable(viewer=viewer, public_id=public_id, at=at)
    row, _objective, span = key_result_placed(viewer, subject, moment, at=at)
    pauses = pauses_of(row, moment)
    step = _key_result_step(row, span, pauses, _readings([subject.pk], moment), moment)
    if row.fields.is_guardrail or State(row.fields.state) in EDITABLE_STATES:
        return step  # of a guardrail nothing is expected by a day, and of a draft nothing yet
    return replace(step, parts=(*step.parts, _pace_step(row, span, pauses, moment)))


def _pace_step(
    row: KeyResultAt, span: Span, pauses: tuple[documents.Pause, ...], moment: Moment
) -> Step:
    """Say what is expected by the day, and how adjustments have turned that (one query)."""
    definition = metric_definition(row.fields, cycle_start=span.start, cycle_end=span.end)
    changes = course_changes(
        definition,
        adjusted_of(row.subject.pk, moment),
        cycle_start=span.start,
        cycle_end=span.end,
    )
    return pace_explained(definition, on=moment.day, pauses=pauses, changes=changes)


def explanation_of_objective(
    *, viewer: Actor, public_id: str, at: datetime, as_of: date | None = None
) -> Step:
    """Return the calculation behind an objective's progress; its value is the stored number.

    Raises:
        NotFound: There is none with this id (or was none that day), or it is not for the viewer.
    """
    moment = moment_of(at=at, as_of=as_of)
    row = objective_at(viewer, moment, public_id, at=at)
    parts = [*_key_result_parts(row, moment), *_child_parts(viewer, row.subject, moment)]
    style = documents.Style(row.fields.style) if row.fields.style else None
    return objective_progress(parts, style=style).explanation


def _key_result_parts(objective: ObjectiveAt, moment: Moment) -> Iterator[Part]:
    """Yield the key results of an objective with the steps behind them (five queries)."""
    objective_id = objective.subject.pk
    rows = key_results_at([objective_id], moment)[objective_id]
    span = spans_at({objective.fields.cycle_id}, moment)[objective.fields.cycle_id]
    pauses = pauses_at([objective_id], moment)
    readings = _readings([row.subject.pk for row in rows], moment)
    for row in rows:
        stopped = pauses.of(row)
        yield Part(
            weight_shown(row.fields.weight),
            progress_unscaled(row.score.progress if row.score else 0),
            kind=PartKind.GUARDRAIL if row.fields.is_guardrail else PartKind.KEY_RESULT,
            has_data=bool(row.score and row.score.has_data),
            is_stopped=row.fields.state == State.STOPPED,
            source=("key_result", row.subject.pk),
            title=row.fields.title,
            explanation=_key_result_step(row, span, stopped, readings, moment),
        )


def _child_parts(viewer: Actor, parent: Objective, moment: Moment) -> Iterator[Part]:
    """Yield the objectives that contribute, with their stored numbers (four queries at most).

    Who is tied to the parent by their person may see its number without seeing a child: that one
    stands without its title.
    """
    child = link_key(moment, "child_objective_id")
    links = links_at(moment, parent_objective=parent, weight__isnull=False).order_by("pk")
    weights = dict(links.values_list(child, "weight"))
    names = objective_names(viewer, weights, moment)
    hidden = _("An objective that is not for your eyes")
    for child_id, state, progress, data_parts in _children(weights, moment):
        counted = progress if state in COUNTING_CHILD_STATES else None
        yield Part(
            weight_shown(weights[child_id]),
            None if counted is None else progress_unscaled(counted),
            kind=PartKind.CONTRIBUTING,
            has_data=bool(data_parts),
            is_stopped=state == State.STOPPED,
            source=("objective", child_id),
            title=names[child_id].name if child_id in names else hidden,
        )


def _children(
    ids: Sequence[int] | dict[int, int], moment: Moment
) -> Iterator[tuple[int, str, int | None, int]]:
    wanted = list(ids)
    if not moment.is_past:
        rows = Objective.objects.filter(pk__in=wanted).order_by("pk")
        yield from rows.values_list("pk", "state", "score__progress", "score__data_parts")
        return
    found = ObjectiveScoreState.objects.filter(
        moment.in_force, subject__objective__in=wanted
    ).values_list("subject__objective_id", "progress", "data_parts")
    scores = {objective_id: (progress, parts) for objective_id, progress, parts in found}
    states = ObjectiveState.objects.filter(moment.in_force, subject__in=wanted)
    for objective_id, state in states.order_by("subject_id").values_list("subject_id", "state"):
        yield (objective_id, state, *scores.get(objective_id, (None, 0)))


def _readings(key_result_ids: Sequence[int], moment: Moment) -> dict[int, list[Reading]]:
    """Return the readings of key results that had been recorded by a moment (one query)."""
    found: dict[int, list[Reading]] = {pk: [] for pk in key_result_ids}
    for row in Reading.objects.filter(moment.known(), key_result__in=key_result_ids):
        found[row.key_result_id].append(row)
    return found


def _key_result_step(
    row: KeyResultAt,
    span: Span,
    pauses: tuple[documents.Pause, ...],
    readings: dict[int, list[Reading]],
    moment: Moment,
) -> Step:
    """Compute a key result again and return its steps.

    A range or limit moves with the days, and its number is stored for the day it was computed
    for; where today's would differ, that day's is explained.
    """
    definition = metric_definition(row.fields, cycle_start=span.start, cycle_end=span.end)
    entries: tuple[EngineReading, ...] = engine_readings_of(readings[row.subject.pk])
    stored = row.score.progress if row.score else 0
    steps = []
    for day in (moment.day, _computed_on(row.score)):
        if day is not None:
            progress = key_result_progress(definition, entries, on=day, pauses=pauses)
            if progress_scaled(progress.counted) == stored:
                return progress.explanation
            steps.append(progress.explanation)
    return steps[-1]


def _computed_on(score: KeyResultScoreFields | None) -> date | None:
    """Return the day for which a score was computed."""
    if isinstance(score, KeyResultScore):
        computed: date | None = score.computed_on
        return computed
    since: datetime | None = getattr(score, "valid_from", None)
    return None if since is None else organization_day(organization_bound(), since)
