"""Bodies of objectives and key results turned into the values that services take."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from plumbline.api.references import cycle_named, person_named, priority_named, team_named
from plumbline.api.schemas.key_results import KeyResultFields
from plumbline.api.schemas.objectives import ObjectiveFields, ObjectiveIn
from plumbline.domain.okrs.values import KeyResultValues, ObjectiveValues
from plumbline.domain.orgs.viewers import Viewer

_NO_VALUES: Final[Mapping[str, object]] = MappingProxyType({})
_SAID_PLAINLY: Final = frozenset(
    {"title", "why", "style", "visibility", "document_key", "weight", "is_guardrail", "start",
     "due", "cadence", "evidence_counts", "evidence_by"}
)  # fmt: skip


def objective_new(viewer: Viewer, body: ObjectiveIn) -> ObjectiveValues:
    """Return what a new objective says.

    Raises:
        ValidationRefused: It names something that is not there.
    """
    values = ObjectiveValues(
        title=body.title, cycle=cycle_named(viewer, body.cycle), is_personal=body.is_personal
    )
    return objective_changed(viewer, values, body)


def objective_changed(
    viewer: Viewer,
    values: ObjectiveValues,
    body: ObjectiveFields,
    custom: Mapping[str, object] = _NO_VALUES,
) -> ObjectiveValues:
    """Return `values` with what the body names.

    Args:
        viewer: Who asks.
        values: As they are.
        body: What changes.
        custom: The custom values that stand; those that the body does not name stay.

    Raises:
        ValidationRefused: It names something that is not there.
    """
    given = _plain(body)
    if "tags" in body.model_fields_set:
        given["tags"] = tuple(body.tags)
    if "cycle" in body.model_fields_set:
        given["cycle"] = cycle_named(viewer, body.cycle)
    if "team" in body.model_fields_set:
        given["team"] = team_named(viewer, body.team)
    if "owner" in body.model_fields_set:
        given["owner"] = person_named(viewer, body.owner)
    if "priority" in body.model_fields_set:
        given["priority"] = priority_named(viewer, body.priority)
    if "custom" in body.model_fields_set:
        given["custom"] = {**custom, **body.custom}
    return replace(values, **given)


def key_result_changed(
    viewer: Viewer,
    values: KeyResultValues,
    body: KeyResultFields,
    custom: Mapping[str, object] = _NO_VALUES,
) -> KeyResultValues:
    """Return `values` with what the body names; `custom` as for `objective_changed`.

    Raises:
        ValidationRefused: It names somebody who is not there.
    """
    given = _plain(body)
    for name in ("indicator", "dimension", "theme"):
        if name in body.model_fields_set:
            given[name] = getattr(body, name) or ""
    if "tags" in body.model_fields_set:
        given["tags"] = tuple(body.tags)
    if "owner" in body.model_fields_set:
        given["owner"] = person_named(viewer, body.owner)
    if "metric" in body.model_fields_set:
        given["metric"] = body.metric.onto(values.metric)
    if "custom" in body.model_fields_set:
        given["custom"] = {**custom, **body.custom}
    return replace(values, **given)


def _plain(body: ObjectiveFields | KeyResultFields) -> dict[str, Any]:
    """Return what stands in a body as the services take it; its schema has checked the types."""
    return {name: getattr(body, name) for name in body.model_fields_set & _SAID_PLAINLY}
