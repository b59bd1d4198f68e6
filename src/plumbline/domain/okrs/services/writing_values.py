"""From values to rows: setting, validating and telling what changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from plumbline.domain.cycles.models import Cycle, CyclePhase
from plumbline.domain.journal.recording import Change
from plumbline.domain.okrs.definitions import key_result_definition
from plumbline.domain.okrs.models import KeyResult, Objective, Visibility
from plumbline.domain.okrs.values import (
    THOUSANDTHS,
    KeyResultValues,
    MetricValues,
    ObjectiveValues,
)
from plumbline.domain.orgs.models import Team
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.messages import Message
from plumbline.engine.scoring.decimals import decimal_canonical
from plumbline.engine.scoring.metrics import metric_validate

#: What a draft may still lack; activation asks for it.
MISSING_IN_DRAFTS = frozenset(
    {
        "scoring.kind_missing",
        "scoring.range_incomplete",
        "scoring.limit_missing",
        "scoring.target_missing",
        "scoring.baseline_missing",
    }
)

OBJECTIVE_FIELDS = (
    "title",
    "why",
    "owner_id",
    "team_id",
    "cycle_id",
    "priority_id",
    "is_personal",
    "style",
    "origin",
    "visibility",
    "tags",
    "document_key",
)

KEY_RESULT_FIELDS = (
    "title",
    "owner_id",
    "metric_kind",
    "unit",
    "decimals",
    "baseline",
    "baseline_by",
    "target",
    "relative_target",
    "low",
    "high",
    "accumulates",
    "checkpoints",
    "stages",
    "measurement",
    "expected_low",
    "expected_high",
    "weight",
    "rank",
    "is_guardrail",
    "is_shared",
    "start",
    "due",
    "cadence",
    "indicator",
    "dimension",
    "theme",
    "evidence_counts",
    "evidence_by",
    "tags",
    "document_key",
)

#: What changes by a recorded adjustment once an objective or key result runs.
OBJECTIVE_ADJUSTED = frozenset(
    {"title", "owner_id", "team_id", "cycle_id", "is_personal", "style", "visibility"}
)
KEY_RESULT_ADJUSTED = frozenset(
    {
        "title",
        "owner_id",
        "metric_kind",
        "unit",
        "baseline",
        "baseline_by",
        "target",
        "relative_target",
        "low",
        "high",
        "accumulates",
        "checkpoints",
        "stages",
        "weight",
        "is_guardrail",
        "start",
        "due",
    }
)

#: Words of a person, kept in the erasable table beside the journal.
PERSONAL_FIELDS = frozenset({"title", "why", "evidence_counts", "state_reason"})


def objective_set(objective: Objective, values: ObjectiveValues) -> None:
    """Put values on an objective without saving it."""
    objective.title = values.title.strip()
    objective.why = values.why.strip()
    objective.owner = values.owner
    objective.team = values.team
    objective.cycle = values.cycle
    objective.priority = values.priority
    objective.is_personal = values.is_personal
    objective.style = values.style or ""
    objective.origin = values.origin
    objective.visibility = values.visibility
    objective.tags = list(values.tags)
    objective.document_key = values.document_key


def key_result_set(key_result: KeyResult, values: KeyResultValues) -> None:
    """Put values on a key result without saving it.

    Raises:
        ValidationRefused: The weight has more than 3 decimal places or is out of bounds.
    """
    key_result.title = values.title.strip()
    key_result.owner = values.owner
    key_result.weight = _weight(values.weight)
    if values.rank is not None:
        key_result.rank = values.rank
    key_result.is_guardrail = values.is_guardrail
    key_result.is_shared = values.is_shared
    key_result.start = values.start
    key_result.due = values.due
    key_result.cadence = values.cadence
    key_result.indicator = values.indicator
    key_result.dimension = values.dimension
    key_result.theme = values.theme
    key_result.evidence_counts = values.evidence_counts.strip()
    key_result.evidence_by = values.evidence_by
    key_result.tags = list(values.tags)
    key_result.document_key = values.document_key
    _metric_set(key_result, values.metric)


def _weight(weight: Decimal) -> int:
    scaled = weight * THOUSANDTHS
    if not 0 <= weight <= THOUSANDTHS or scaled != scaled.to_integral_value():
        raise ValidationRefused({"weight": [Message("okrs.weight_refused", {"weight": weight})]})
    return int(scaled)


def _metric_set(key_result: KeyResult, metric: MetricValues) -> None:
    key_result.metric_kind = metric.kind or ""
    key_result.unit = metric.unit.strip()
    key_result.decimals = metric.decimals
    key_result.baseline = metric.baseline
    key_result.baseline_by = metric.baseline_by
    key_result.target = metric.target
    key_result.relative_target = metric.relative_target
    key_result.low = metric.low
    key_result.high = metric.high
    key_result.accumulates = metric.accumulates
    key_result.checkpoints = [
        {"date": step.date.isoformat(), "value": decimal_canonical(step.value)}
        for step in metric.checkpoints
    ]
    key_result.stages = [
        {
            "title": stage.title,
            "share": None if stage.share is None else decimal_canonical(stage.share),
        }
        for stage in metric.stages
    ]
    measurement = metric.measurement
    key_result.measurement = (
        {}
        if measurement is None
        else {
            "numerator": measurement.numerator,
            "denominator": measurement.denominator,
            "source": measurement.source,
            "protocol": measurement.protocol,
        }
    )
    key_result.expected_low = metric.expected_low
    key_result.expected_high = metric.expected_high


def objective_check(objective: Objective) -> None:
    """Refuse an objective whose values cannot stand.

    Raises:
        ValidationRefused: With the messages at their fields.
    """
    errors = _field_errors(objective)
    if not objective.is_personal and objective.team is None:
        errors.setdefault("team", []).append(Message("okrs.objective.team_missing"))
    if objective.is_personal and objective.owner is None:
        errors.setdefault("owner", []).append(Message("okrs.objective.owner_missing"))
    team = None if objective.is_personal else objective.team
    if team and team.parent_id is None and objective.visibility != Visibility.ORGANIZATION:
        errors.setdefault("visibility", []).append(Message("okrs.objective.company_is_open"))
    _raise(errors)


def place_check(objective: Objective) -> None:
    """Refuse to begin anything in a cycle, or for a team, that is closed.

    What lies there already stays as it is: this is asked where something comes or begins.

    Raises:
        ValidationRefused: At the cycle or the team.
    """
    errors: dict[str, list[Message]] = {}
    # Read anew: whoever calls may hold them as they were before they were closed.
    cycles = Cycle.objects.filter(pk=objective.cycle_id, phase=CyclePhase.CLOSED)
    for cycle in cycles.values_list("name", flat=True):
        errors["cycle"] = [Message("okrs.objective.cycle_closed", {"cycle": cycle})]
    teams = Team.objects.filter(pk=objective.team_id).exclude(archived_on=None)
    for team in teams.values_list("name", flat=True):
        errors["team"] = [Message("okrs.objective.team_closed", {"team": team})]
    _raise(errors)


def cycle_days_check(objective: Objective) -> None:
    """Refuse a cycle that does not hold the days its objective's key results name.

    Raises:
        ValidationRefused: At the cycle, naming each key result.
    """
    cycle = objective.cycle
    errors = [
        Message(
            "okrs.objective.cycle_excludes",
            {"title": row.title, "start": cycle.start, "end": cycle.end},
        )
        for row in KeyResult.objects.filter(objective=objective).order_by("rank", "pk")
        if any(
            day is not None and not cycle.start <= day <= cycle.end
            for day in (row.start, row.due, row.evidence_by)
        )
    ]
    _raise({"cycle": errors} if errors else {})


def key_result_check(key_result: KeyResult, *, complete: bool) -> None:
    """Refuse a key result whose values cannot stand.

    Args:
        key_result: With its objective and cycle fetched.
        complete: True when it must be possible to score it, and to ask somebody about it; a draft
            may still lack values.

    Raises:
        ValidationRefused: With the messages at their fields.
    """
    errors = _field_errors(key_result)
    if complete and key_result.owner_id is None:
        errors["owner"] = [Message("okrs.key_result.owner_missing", {"title": key_result.title})]
    cycle = key_result.objective.cycle
    for name in ("start", "due", "evidence_by"):
        day = getattr(key_result, name)
        if day is not None and not cycle.start <= day <= cycle.end:
            errors.setdefault(name, []).append(
                Message("okrs.date_outside_cycle", {"start": cycle.start, "end": cycle.end})
            )
    for message in metric_validate(key_result_definition(key_result)):
        if complete or message.id not in MISSING_IN_DRAFTS:
            errors.setdefault(METRIC_MESSAGE_FIELDS.get(message.id, "metric_kind"), []).append(
                message
            )
    _raise(errors)


#: At which field a refusal of the engine is shown; everything else stands at the kind.
METRIC_MESSAGE_FIELDS: Mapping[str, str] = {
    "scoring.range_incomplete": "low",
    "scoring.range_reversed": "low",
    "scoring.limit_missing": "target",
    "scoring.target_missing": "target",
    "scoring.target_stated_twice": "target",
    "scoring.target_equals_baseline": "target",
    "scoring.target_below_baseline": "target",
    "scoring.target_above_baseline": "target",
    "scoring.baseline_missing": "baseline",
    "scoring.baseline_by_outside": "baseline_by",
    "scoring.relative_target_zero": "relative_target",
    "scoring.dates_reversed": "due",
    "scoring.checkpoint_outside": "checkpoints",
    "scoring.checkpoints_order": "checkpoints",
    "scoring.stage_share_missing": "stages",
    "scoring.stage_share_negative": "stages",
    "scoring.stage_shares_sum": "stages",
}


def _field_errors(row: Objective | KeyResult) -> dict[str, list[Message]]:
    try:
        row.clean_fields(exclude={"organization"})
    except ValidationError as error:
        return {
            name: [Message("okrs.field_refused", {"reason": text}) for text in texts]
            for name, texts in error.message_dict.items()
        }
    return {}


def _raise(errors: Mapping[str, Sequence[Message]]) -> None:
    if errors:
        raise ValidationRefused(errors)


def snapshot(row: Objective | KeyResult, names: Iterable[str]) -> dict[str, Any]:
    """Return the present values of the named columns."""
    return {name: getattr(row, name) for name in names}


def adjusted(before: Mapping[str, Any], after: Mapping[str, Any], names: Iterable[str]) -> bool:
    """Whether one of the named values differs between two snapshots."""
    return any(before[name] != after[name] for name in names)


def changes_between(
    before: Mapping[str, Any], after: Mapping[str, Any], *, about_person_id: int | None
) -> dict[str, Change]:
    """Return what the journal is to keep of a change; words of people go beside it."""
    changed = (name for name in after if before.get(name) != after[name])
    return {
        name: Change(
            old=_plain(before.get(name)),
            new=_plain(after[name]),
            personal=name in PERSONAL_FIELDS,
            about_person_id=about_person_id if name in PERSONAL_FIELDS else None,
        )
        for name in changed
    }


def _plain(value: object) -> object:
    """Turn stored JSON (stages, measurement) into text that a journal row can hold."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None
    return value
