"""Objectives of the content turned into acts of the timeline: written, begun, ended."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from plumbline.domain.demo.content.model import Graded, KeyResultContent, ObjectiveContent
from plumbline.domain.demo.entries import key_result_events_enter
from plumbline.domain.demo.metrics import decimal_of, key_result_content_values
from plumbline.domain.demo.stage import QUARTER_DAYS, Stage
from plumbline.domain.demo.timeline import Timeline
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.services.adjustments import key_result_adjust_scope
from plumbline.domain.okrs.services.alignment import End, align
from plumbline.domain.okrs.services.grading import (
    GradeValues,
    grade_close,
    grade_propose,
    grading_start,
)
from plumbline.domain.okrs.services.key_results import key_result_create
from plumbline.domain.okrs.services.objectives import (
    objective_activate,
    objective_create,
    objective_pause,
    objective_resume,
    objective_stop,
    objective_submit,
)
from plumbline.domain.okrs.services.ranks import objectives_rank
from plumbline.domain.okrs.values import ObjectiveValues
from plumbline.domain.orgs.viewers import Viewer

#: Days behind the end of a cycle: the books close, the owner answers, the lead gives the grade.
BOOKS_CLOSE, OWNER_ANSWERS, GRADE_GIVEN = 1, 4, 8


def objective_enter(
    stage: Stage, timeline: Timeline, content: ObjectiveContent, *, cycle: str, start: date
) -> None:
    """Enter everything that happens to an objective and its key results.

    Args:
        stage: Where it plays.
        timeline: Where it is entered.
        content: The objective.
        cycle: Key of its cycle.
        start: The first day of that cycle.
    """
    written = start + timedelta(days=content.written)
    timeline.enter(written, partial(_write, stage, content, cycle))
    for row in content.key_results:
        if row.added_on is None:
            timeline.enter(written, partial(_key_result, stage, content, row))
    timeline.enter(written + timedelta(days=1), partial(_links, stage, content))
    if content.is_submitted:
        timeline.enter(written + timedelta(days=2), partial(_submit, stage, content))
    if content.activated is None:
        return
    timeline.enter(start + timedelta(days=content.activated), partial(_activate, stage, content))
    for row in content.key_results:
        if row.added_on is not None:
            added = start + timedelta(days=row.added_on)
            timeline.enter(added, partial(_scope, stage, content, row))
        key_result_events_enter(stage, timeline, content, row, start=start)
    _interruptions_enter(stage, timeline, content, start)
    if content.graded is not None:
        _grade_enter(stage, timeline, content, content.graded, start)


def ranks_enter(
    stage: Stage, timeline: Timeline, contents: tuple[ObjectiveContent, ...], *, start: date
) -> None:
    """Let each lead put the objectives of their team in order, on the second day of the cycle."""
    teams: dict[str, list[str]] = {}
    for content in contents:
        if content.team and content.activated is not None and content.activated <= 0:
            teams.setdefault(content.team, []).append(content.key)
    for team, keys in teams.items():
        timeline.enter(start + timedelta(days=1), partial(_rank, stage, team, keys))


def leader_of(stage: Stage, content: ObjectiveContent, at: datetime) -> Viewer:
    """Return who runs an objective: the lead of its team, or its owner if it is personal."""
    return stage.viewer(stage.lead_of(content.team) if content.team else content.owner, at)


def _version(stage: Stage, content: ObjectiveContent) -> int:
    """Return the version the row has now: acts on its key results move it too."""
    row = stage.objectives[content.key]
    row.refresh_from_db(fields=["version"])
    return row.version


def _write(stage: Stage, content: ObjectiveContent, cycle: str, at: datetime) -> None:
    values = ObjectiveValues(
        title=content.title,
        why=content.why,
        cycle=stage.cycles[cycle],
        team=stage.teams[content.team] if content.team else None,
        owner=stage.people[content.owner],
        priority=stage.priorities[content.priority] if content.priority else None,
        is_personal=not content.team,
        style=content.style,
        origin=content.origin,
        visibility=content.visibility,
        tags=content.tags,
        document_key=content.key,
        custom=dict(content.custom) or None,
    )
    actor = leader_of(stage, content, at)
    if content.is_proposed:
        actor = stage.viewer(content.owner, at)
    stage.objectives[content.key] = objective_create(
        actor=actor, values=values, at=at, proposed=content.is_proposed
    )


def _key_result(
    stage: Stage, content: ObjectiveContent, key_result: KeyResultContent, at: datetime
) -> None:
    actor = leader_of(stage, content, at)
    if content.is_proposed:
        actor = stage.viewer(content.owner, at)
    objective = stage.objectives[content.key]
    stage.key_results[key_result.key] = key_result_create(
        actor=actor,
        objective=objective,
        values=key_result_content_values(stage, key_result, start=objective.cycle.start),
        at=at,
    )


def _scope(
    stage: Stage, content: ObjectiveContent, key_result: KeyResultContent, at: datetime
) -> None:
    objective = stage.objectives[content.key]
    stage.key_results[key_result.key] = key_result_adjust_scope(
        actor=leader_of(stage, content, at),
        objective=objective,
        values=key_result_content_values(stage, key_result, start=objective.cycle.start),
        reason=key_result.added_reason,
        effective_on=at.date(),
        at=at,
    )


def _links(stage: Stage, content: ObjectiveContent, at: datetime) -> None:
    child = End(stage.objectives[content.key])
    actor = leader_of(stage, content, at)
    for key in content.supports:
        align(actor=actor, child=child, parent=_end(stage, key), weight=None, at=at)
    for key, weight in content.contributes:
        align(actor=actor, child=child, parent=_end(stage, key), weight=Decimal(weight), at=at)
    for row in content.key_results:
        for key in row.supports:
            own = End(stage.objectives[content.key], stage.key_results[row.key])
            align(actor=actor, child=own, parent=_end(stage, key), weight=None, at=at)


def _end(stage: Stage, key: str) -> End:
    """Return the objective or key result that a link leads to."""
    if key in stage.objectives:
        return End(stage.objectives[key])
    key_result = stage.key_results[key]
    return End(key_result.objective, key_result)


def _rank(stage: Stage, team: str, keys: list[str], at: datetime) -> None:
    ordered = [stage.objectives[key] for key in keys]
    ranks = dict(
        Objective.objects.filter(pk__in=[row.pk for row in ordered]).values_list("pk", "rank")
    )
    objectives_rank(
        actor=stage.viewer(stage.lead_of(team), at),
        ordered=ordered,
        expected=[ranks[row.pk] for row in ordered],
        at=at,
    )


def _submit(stage: Stage, content: ObjectiveContent, at: datetime) -> None:
    objective_submit(
        actor=stage.viewer(content.owner, at),
        objective=stage.objectives[content.key],
        expected=_version(stage, content),
        at=at,
    )


def _activate(stage: Stage, content: ObjectiveContent, at: datetime) -> None:
    objective_activate(
        actor=leader_of(stage, content, at),
        objective=stage.objectives[content.key],
        expected=_version(stage, content),
        at=at,
    )


def _interruptions_enter(
    stage: Stage, timeline: Timeline, content: ObjectiveContent, start: date
) -> None:
    for rest in content.rests:
        since = start + timedelta(days=rest.on)
        timeline.enter(since, partial(_pause, stage, content, rest.reason, since))
        if rest.until is not None:
            until = start + timedelta(days=rest.until)
            timeline.enter(until, partial(_resume, stage, content, until))
    if content.dropped is not None:
        day = start + timedelta(days=content.dropped.on)
        timeline.enter(day, partial(_stop, stage, content, content.dropped.reason))


def _pause(stage: Stage, content: ObjectiveContent, reason: str, since: date, at: datetime) -> None:
    objective_pause(
        actor=leader_of(stage, content, at),
        objective=stage.objectives[content.key],
        reason=reason,
        since=since,
        expected=_version(stage, content),
        at=at,
    )


def _resume(stage: Stage, content: ObjectiveContent, until: date, at: datetime) -> None:
    objective_resume(
        actor=leader_of(stage, content, at),
        objective=stage.objectives[content.key],
        until=until,
        expected=_version(stage, content),
        at=at,
    )


def _stop(stage: Stage, content: ObjectiveContent, reason: str, at: datetime) -> None:
    objective_stop(
        actor=leader_of(stage, content, at),
        objective=stage.objectives[content.key],
        reason=reason,
        expected=_version(stage, content),
        at=at,
    )


def _grade_enter(
    stage: Stage, timeline: Timeline, content: ObjectiveContent, graded: Graded, start: date
) -> None:
    """Enter the end: the books close, the owner answers first, the lead gives the grade."""
    end = start + timedelta(days=QUARTER_DAYS - 1)
    values = GradeValues(
        better_state=graded.better_state,
        score=decimal_of(graded.score),
        note=graded.note,
        reason=graded.reason,
        learned=graded.learned,
        evidence=graded.evidence,
    )
    for days, act in (
        (BOOKS_CLOSE, partial(_books_close, stage, content)),
        (OWNER_ANSWERS, partial(_owner_answers, stage, content, values)),
        (GRADE_GIVEN, partial(_grade_give, stage, content, values)),
    ):
        timeline.enter(end + timedelta(days=days), act)


def _books_close(stage: Stage, content: ObjectiveContent, at: datetime) -> None:
    grading_start(
        actor=stage.viewer(content.owner, at),
        objective=stage.objectives[content.key],
        expected=_version(stage, content),
        at=at,
    )


def _owner_answers(
    stage: Stage, content: ObjectiveContent, values: GradeValues, at: datetime
) -> None:
    grade_propose(
        actor=stage.viewer(content.owner, at),
        objective=stage.objectives[content.key],
        values=values,
        expected=_version(stage, content),
        at=at,
    )


def _grade_give(stage: Stage, content: ObjectiveContent, values: GradeValues, at: datetime) -> None:
    grade_close(
        actor=leader_of(stage, content, at),
        objective=stage.objectives[content.key],
        values=values,
        expected=_version(stage, content),
        at=at,
    )
