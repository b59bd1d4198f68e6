"""Every field of what an export tells goes out, or is left out on purpose and the docs say so."""

from pathlib import Path
from typing import get_type_hints

import pytest
from django.db.models import Model

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.external_links.models import ExternalLink
from plumbline.domain.okrs.models import (
    Adjustment,
    Alignment,
    EarlyWarning,
    KeyResult,
    Objective,
    Pause,
    Reading,
)
from plumbline.domain.strategy.models import Priority
from plumbline.engine.documents import model as documents

DOCS = Path(__file__).parents[3] / "docs" / "how-to" / "export-okrs.md"

#: Numbers of rows and what only the house counts by; nobody reads or states them.
OF_THE_HOUSE = frozenset(
    [
        "id",
        "organization",
        "public_id",
        "version",
        "custom_values",
        "created_at",
        "imported_on",
        "import_batch",
        "is_staged",
        "is_tied",
        "source",
        "progress",
        "chance",
        "status",
        "chance_model",
    ]
)
#: What the document calls something, where that is not the name of its column.
CALLED = {
    "document_key": "id",
    "better_state": "grade",
    "self_score": "grade",
    "final_score": "grade",
    "grade_note": "grade",
    "grade_reason": "grade",
    "learned": "grade",
    "learned_evidence": "grade",
    "is_personal": "personal",
    "is_guardrail": "guardrail",
    "is_shared": "shared",
    "metric_kind": "metric",
    "expected_low": "expected_movement",
    "expected_high": "expected_movement",
    "evidence_counts": "evidence",
    "evidence_by": "evidence",
    "effective_on": "date",
    "reading": "value",
    "stage": "value",
    "evidence_text": "evidence",
    "evidence_link": "link",
    "corrects_on": "corrects",
    "is_withdrawal": "corrects",
}
OF_METRICS = frozenset(
    [
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
    ]
)
#: By model: where its rows stand in a document, and its columns that say only that.
PLACES: dict[type[Model], tuple[type, str]] = {
    Objective: (documents.Objective, "cycle"),
    KeyResult: (documents.KeyResult, "objective"),
    CheckIn: (documents.CheckIn, "key_result"),
    Reading: (documents.CheckIn, "key_result"),
    Pause: (documents.Pause, "objective key_result"),
    Alignment: (
        documents.Link,
        "is_removed child_objective child_key_result parent_objective parent_key_result",
    ),
    EarlyWarning: (documents.KeyResult, "key_result indicator"),
    ExternalLink: (documents.ExternalLink, "objective key_result removed_at removed_by"),
    Priority: (documents.Priority, ""),
    Adjustment: (documents.Adjustment, "objective key_result effective_on"),
    Dependency: (
        documents.Dependency,
        "waiting_key_result waiting_team waiting_person delivering_key_result delivering_team "
        "delivering_person changed_by asked_at",
    ),
}
#: What is left out on purpose, with the words by which the docs say so.
LEFT_OUT: dict[tuple[type[Model], str], str] = {
    (Objective, "activated_at"): "the instant at which an objective was activated",
    (KeyResult, "below_since"): "since when a key result stands below its objective",
    (CheckIn, "deputy"): "who checked in for somebody else",
    (Pause, "recorded_at"): "when a pause was written down",
    (Pause, "ended_at"): "when a pause was written down",
    (ExternalLink, "added_at"): "who put a page on",
    (ExternalLink, "added_by"): "who put a page on",
    (Priority, "horizon"): "horizon, order and days of priorities",
    (Priority, "rank"): "horizon, order and days of priorities",
    (Priority, "starts_on"): "horizon, order and days of priorities",
    (Priority, "ends_on"): "horizon, order and days of priorities",
    (Priority, "is_archived"): "horizon, order and days of priorities",
}


def names_of(node: type) -> set[str]:
    """Return what a node of a document can state."""
    return set(get_type_hints(node))


@pytest.mark.parametrize("kind", PLACES, ids=lambda kind: kind.__name__)
def test_every_column_goes_out_or_the_docs_say_that_it_does_not(kind: type[Model]) -> None:
    node, of_place = PLACES[kind]
    told = names_of(node)
    said = " ".join(DOCS.read_text(encoding="utf-8").split())
    lost = {
        column.name
        for column in kind._meta.concrete_fields
        if column.name not in OF_THE_HOUSE | set(of_place.split())
        and CALLED.get(column.name, column.name) not in told
        and not (kind is KeyResult and column.name in OF_METRICS)
        and LEFT_OUT.get((kind, column.name), "\0") not in said
    }
    assert lost == set()


def test_nothing_is_called_left_out_that_goes_out() -> None:
    for kind, column in LEFT_OUT:
        assert column in {each.name for each in kind._meta.concrete_fields}
        assert column not in names_of(PLACES[kind][0])
    metric = names_of(documents.Metric)
    assert metric >= OF_METRICS
