"""One objective or one key result with everything its page says, as it is and as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from plumbline.domain.custom_fields.selectors import custom_values
from plumbline.domain.okrs.definitions import course_changes, metric_definition
from plumbline.domain.okrs.models import Alignment, KeyResult, Objective, Reading
from plumbline.domain.okrs.permissions import key_result_acts, objective_acts, openable_by
from plumbline.domain.okrs.scoring import engine_readings_of
from plumbline.domain.okrs.selectors.adjustments import AdjustmentFacts, adjustments_read
from plumbline.domain.okrs.selectors.courses import adjusted_of
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, LinkFacts, Name, TreeNode
from plumbline.domain.okrs.selectors.forecasts import forecast_stored
from plumbline.domain.okrs.selectors.lines import (
    Point,
    expected_points,
    points_of,
    target_points,
)
from plumbline.domain.okrs.selectors.links import links_seen, warnings_seen
from plumbline.domain.okrs.selectors.moments import Moment, moment_of
from plumbline.domain.okrs.selectors.names import names_then
from plumbline.domain.okrs.selectors.nodes import key_result_paced, nodes_of
from plumbline.domain.okrs.selectors.objectives import key_result_readable
from plumbline.domain.okrs.selectors.openings import OpeningFacts, opening_used, openings_told
from plumbline.domain.okrs.selectors.rows_at import (
    KeyResultAt,
    ObjectiveAt,
    PausesAt,
    Span,
    key_result_now,
    key_result_then,
    key_results_at,
    objective_key,
    objective_unscored,
    objectives_at,
    objectives_read,
    pauses_at,
    pauses_of,
    span_at,
    spans_at,
)
from plumbline.domain.okrs.selectors.ties import TiesSeen
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor, Viewer
from plumbline.domain.strategy.models import Priority
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.documents import model as documents
from plumbline.engine.forecast.key_results import Forecast
from plumbline.engine.scoring.readings import Reading as EngineReading


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultDetails:
    """Everything the page of a key result says.

    Attributes:
        facts: The key result as the tree shows it.
        subject: Its row, for selectors and services to go on with.
        readings: The values that stand, one a day, oldest first.
        expected: The pace line as points to be joined, two on one day for a step; empty where no
            value is expected (ranges, limits, milestones, unknown baseline or target).
        style: How its objective is judged; empty without one.
        forecast: What the stored chance was taken from, made again with what was known that day,
            its fan from the last value to the last day; `None` where another model spoke, or
            nothing says the same any more.
        targets: The target from each day on which it was set, oldest first.
        parents: What it supports; `children` what supports it.
        early_warnings: Indicators that warn of it; `warns_of` what it warns of.
        opening: By which the viewer reads it, where it is not for their eyes otherwise.
        acts: What the viewer may do to it today.
    """

    facts: KeyResultFacts
    subject: KeyResult
    objective: Name
    objective_why: str
    team: Name | None
    cycle: Name
    as_of: date | None
    measurement: documents.Measurement | None
    indicator: str
    dimension: str
    theme: str
    evidence_counts: str
    evidence_by: date | None
    expected_range: tuple[Decimal, Decimal] | None
    state_reason: str
    readings: tuple[Point, ...]
    expected: tuple[Point, ...]
    style: str
    forecast: Forecast | None
    targets: tuple[Point, ...]
    adjustments: tuple[AdjustmentFacts, ...]
    pauses: tuple[documents.Pause, ...]
    parents: tuple[LinkFacts, ...]
    children: tuple[LinkFacts, ...]
    early_warnings: tuple[Name, ...]
    warns_of: tuple[Name, ...]
    contributors: tuple[Name, ...]
    custom: dict[str, object]
    opening: OpeningFacts | None
    acts: frozenset[Act]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveDetails:
    """Everything the page of an objective says; `facts` holds its key results.

    Attributes:
        opening: By which the viewer reads it, where it is not for their eyes otherwise.
        openings: Who has opened it, as far as the viewer is to know.
        acts: What the viewer may do to it today.
        of_team: Its team today; `None` of a past day, and for a personal one.
        row: As it is today, with team, cycle, owner and priority; `parts` are its key results.
        ties: As `LinksSeen` has them: for the rules, and to be shown to nobody.
    """

    facts: TreeNode
    as_of: date | None
    state_reason: str
    priority: Name | None
    origin: str
    activated_at: datetime | None
    better_state: str
    self_score: Decimal | None
    final_score: Decimal | None
    grade_note: str
    grade_reason: str
    learned: str
    learned_evidence: str
    parents: tuple[LinkFacts, ...]
    children: tuple[LinkFacts, ...]
    adjustments: tuple[AdjustmentFacts, ...]
    pauses: tuple[documents.Pause, ...]
    contributors: tuple[Name, ...]
    custom: dict[str, object]
    opening: OpeningFacts | None
    openings: tuple[OpeningFacts, ...]
    acts: frozenset[Act]
    of_team: Team | None
    row: Objective
    parts: tuple[KeyResult, ...]
    ties: tuple[Alignment, ...]


def key_result_details(
    *, viewer: Actor, public_id: str, at: datetime, as_of: date | None = None
) -> KeyResultDetails:
    """Return what the page of a key result says.

    Raises:
        NotFound: There is none with this id (or was none that day), or it is not for the viewer.
    """
    moment = moment_of(at=at, as_of=as_of)
    subject = key_result_readable(viewer=viewer, public_id=public_id, at=at)
    row, objective, span = key_result_placed(viewer, subject, moment, at=at)
    pauses = pauses_of(row, moment)
    adjusted = adjusted_of(subject.pk, moment)
    facts = key_result_paced(
        row, span, pauses, moment, team_id=objective.fields.team_id, adjusted=adjusted
    )
    definition = metric_definition(row.fields, cycle_start=span.start, cycle_end=span.end)
    changes = course_changes(definition, adjusted, cycle_start=span.start, cycle_end=span.end)
    adjustments = adjustments_read(moment, key_result=subject)
    warned_by, warns_of = warnings_seen(viewer, subject, moment)
    links = links_seen(viewer, objective.subject, moment)
    fields = row.fields
    entries = readings_known(subject, moment)
    acts = key_result_acts(viewer, subject)
    return KeyResultDetails(
        facts=facts,
        subject=subject,
        objective=objective.name,
        objective_why=objective.fields.why,
        team=objective.team,
        cycle=Name(span.public_id, span.name),
        as_of=as_of,
        measurement=documents.Measurement(**fields.measurement) if fields.measurement else None,
        indicator=fields.indicator,
        dimension=fields.dimension,
        theme=fields.theme,
        evidence_counts=fields.evidence_counts,
        evidence_by=fields.evidence_by,
        expected_range=_range(fields.expected_low, fields.expected_high),
        state_reason=fields.state_reason,
        readings=points_of(definition, entries, on=moment.day),
        expected=expected_points(definition, pauses, moment, changes=changes),
        style=objective.fields.style,
        forecast=forecast_stored(row, objective, span, entries, pauses=pauses, moment=moment),
        targets=target_points(definition, changes),
        adjustments=adjustments,
        pauses=pauses,
        parents=_of_key_result(links.parents, subject),
        children=_of_key_result(links.children, subject),
        early_warnings=warned_by,
        warns_of=warns_of,
        contributors=_people(subject.contributors),
        custom=_custom(subject.custom_values_id),
        opening=_opening(viewer, objective.subject, acts, at),
        acts=acts,
    )


def key_result_placed(
    viewer: Actor, subject: KeyResult, moment: Moment, *, at: datetime
) -> tuple[KeyResultAt, ObjectiveAt, Span]:
    """Return a key result at a moment, the objective it was below then, and that one's cycle.

    Of now all is in its row; a past day takes five queries. How the objective stood is not told.

    Args:
        viewer: Who asks.
        subject: What the viewer was found to read today.
        moment: Of which it is shown.
        at: Now.

    Raises:
        NotFound: There was none that day, or it was below what is not for the viewer.
    """
    if not moment.is_past:
        objective = objective_unscored(subject.objective)
        return key_result_now(subject), objective, span_at(subject.objective.cycle, moment)
    row, above = key_result_then(subject, moment)
    objective = objective_at(viewer, moment, above.public_id, at=at)
    span = spans_at({objective.fields.cycle_id}, moment)[objective.fields.cycle_id]
    return row, objective, span


def objective_details(
    *, viewer: Actor, public_id: str, at: datetime, as_of: date | None = None
) -> ObjectiveDetails:
    """Return what the page of an objective says.

    Raises:
        NotFound: There is none with this id (or was none that day), or it is not for the viewer.
    """
    moment = moment_of(at=at, as_of=as_of)
    row = objective_at(viewer, moment, public_id, at=at)
    subject, fields = row.subject, row.fields
    links = links_seen(viewer, subject, moment)
    acts = objective_acts(viewer, subject)
    pauses = pauses_at([subject.pk], moment)
    node, parts = _node(viewer, row, moment, pauses, links.around)
    return ObjectiveDetails(
        facts=node,
        as_of=as_of,
        state_reason=fields.state_reason,
        priority=_priority(fields.priority_id, moment),
        origin=fields.origin,
        activated_at=subject.activated_at,
        better_state=fields.better_state,
        self_score=fields.self_score,
        final_score=fields.final_score,
        grade_note=fields.grade_note,
        grade_reason=fields.grade_reason,
        learned=fields.learned,
        learned_evidence=fields.learned_evidence,
        parents=links.parents,
        children=links.children,
        adjustments=adjustments_read(moment, objective=subject),
        pauses=tuple(pauses.of_objective.get(subject.pk, ())),
        contributors=_people(subject.contributors),
        custom=_custom(subject.custom_values_id),
        opening=_opening(viewer, subject, acts, at),
        openings=openings_told(viewer, subject, moment, at=at),
        acts=acts,
        of_team=None if moment.is_past else subject.team,
        row=subject,
        parts=parts,
        ties=links.ties,
    )


def _node(
    viewer: Actor, row: ObjectiveAt, moment: Moment, pauses: PausesAt, ties: TiesSeen
) -> tuple[TreeNode, tuple[KeyResult, ...]]:
    """Return an objective as the tree shows it, and the rows of its key results."""
    own, cycle = row.subject.pk, row.subject.cycle
    spans = None if moment.is_past else {row.fields.cycle_id: span_at(cycle, moment)}
    parts = key_results_at([own], moment)
    nodes = nodes_of(
        viewer=viewer,
        rows=[row],
        moment=moment,
        pauses=pauses,
        spans=spans,
        key_results=parts,
        ties=ties,
    )
    return nodes[0], tuple(part.subject for part in parts.get(own, ()))


def _opening(
    viewer: Actor, objective: Objective, acts: frozenset[Act], at: datetime
) -> OpeningFacts | None:
    """Return the opening by which the viewer reads it; `None` for what is for their eyes."""
    if Act.VIEW in acts or not isinstance(viewer, Viewer):
        return None
    return opening_used(viewer, objective, at=at)


def _priority(priority_id: int | None, moment: Moment) -> Name | None:
    """Return the priority an objective serves as it was called at the moment (one query)."""
    if priority_id is None:
        return None
    return names_then(Priority, "title", [priority_id], moment).get(priority_id)


def objective_at(viewer: Actor, moment: Moment, public_id: str, *, at: datetime) -> ObjectiveAt:
    """Return one objective to be read at a moment (one query; two for a past day).

    What was opened is asked for where nothing is seen, by those who may open anything.

    Args:
        viewer: Who asks; of those who opened it each may read it as long as that stands.
        moment: Of which it is shown.
        public_id: Of the objective.
        at: Now.

    Raises:
        NotFound: There is none with this id (or was none that day), or it is not for the viewer.
    """
    for opened_at in (None, at) if openable_by(viewer) else (None,):
        rows = objectives_at(viewer, moment, opened_at=opened_at)
        if not moment.is_past:
            rows = rows.select_related("owner", "team", "score", "cycle", "priority")
        rows = rows.filter(**{objective_key(moment, "public_id"): public_id})
        found = objectives_read(rows[:1], moment)
        if found:
            return found[0]
    raise NotFound("okrs.objective.not_found")


def readings_known(key_result: KeyResult, moment: Moment) -> tuple[EngineReading, ...]:
    """Return the readings of a key result that had been recorded by a moment (one query)."""
    rows = Reading.objects.filter(moment.known(), key_result=key_result)
    return engine_readings_of(rows)


def _range(low: Decimal | None, high: Decimal | None) -> tuple[Decimal, Decimal] | None:
    return None if low is None or high is None else (low, high)


def _of_key_result(links: Sequence[LinkFacts], key_result: KeyResult) -> tuple[LinkFacts, ...]:
    """Keep the links that start or end at this key result, not at its objective."""
    return tuple(
        link
        for link in links
        if link.own_key_result is not None and link.own_key_result.public_id == key_result.public_id
    )


def _people(contributors: Any) -> tuple[Name, ...]:  # noqa: ANN401  # a related manager
    rows = contributors.order_by("person__name").values_list("person__public_id", "person__name")
    return tuple(Name(*row) for row in rows)


def _custom(value_set_id: int | None) -> dict[str, object]:
    return {} if value_set_id is None else dict(custom_values([value_set_id]).get(value_set_id, {}))
