"""Objectives and key results while they are being read, and the document made of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from plumbline.engine.documents.days_in_text import day_read
from plumbline.engine.documents.due_in_text import due_read
from plumbline.engine.documents.metrics_in_text import change_places, metric_read
from plumbline.engine.documents.model import (
    CheckIn,
    Cycle,
    Document,
    Grade,
    Initiative,
    KeyResult,
    Link,
    Metric,
    MetricKind,
    Objective,
)
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.spans import Span
from plumbline.engine.documents.states_in_text import state_read, style_read
from plumbline.engine.documents.titles import CleanTitle
from plumbline.engine.documents.undated import Undated
from plumbline.engine.documents.units_in_text import duration_in
from plumbline.engine.documents.values_in_text import value_read

_RATIO = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*/\s*(\d+)\s*$")
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3})*\.000(?![\d.])")
_UNGROUPED = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_LIMITS = frozenset({MetricKind.AT_MOST, MetricKind.AT_LEAST})


@dataclass(slots=True, eq=False)
class KeyResultDraft:
    """A key result while its lines are read; texts are as written.

    Attributes:
        clean: Its title and what stood round it.
        fields: Further values by name ("baseline", "target", "unit", "owner", "due" …).
    """

    clean: CleanTitle
    start: int
    fields: dict[str, CleanTitle] = field(default_factory=dict)
    initiatives: list[CleanTitle] = field(default_factory=list)
    id: str | None = None
    owner: str | None = None
    same_line: bool = False


@dataclass(slots=True, eq=False)
class ObjectiveDraft:
    """An objective while its lines are read."""

    clean: CleanTitle
    start: int
    fields: dict[str, CleanTitle] = field(default_factory=dict)
    key_results: list[KeyResultDraft] = field(default_factory=list)
    initiatives: list[CleanTitle] = field(default_factory=list)
    id: str | None = None
    owner: str | None = None
    team: str | None = None
    cycle: str | None = None
    parent: "ObjectiveDraft | KeyResultDraft | None" = None


def span_of(
    source: Source, clean: CleanTitle, start: int = 0, end: int | None = None
) -> Span | None:
    """Return where characters `start` to `end` of a title stand in the source."""
    end = len(clean.title) if end is None else end
    if not clean.offsets or start >= end or end > len(clean.offsets):
        return None
    return source.span(*clean.origin(start, end))


def document_of(
    source: Source,
    objectives: Iterable[ObjectiveDraft],
    *,
    cycle: Cycle | None = None,
    containers: Iterable[CleanTitle] = (),
) -> Document:
    """Make a document of what was read, in the order it was read.

    Parents that others support get a document id made of their line when the text gave none.
    """
    objectives = list(objectives)
    for objective in objectives:
        parent = objective.parent
        if parent is not None and parent.id is None:
            parent.id = (
                f"line-{source.position(parent.start)[0]}-{source.position(parent.start)[1]}"
            )
    return Document(
        cycle=cycle,
        objectives=tuple(_objective(source, draft) for draft in objectives),
        containers=tuple(_initiative(source, clean) for clean in containers),
    )


def starts_taken(objectives: Iterable[ObjectiveDraft]) -> None:
    """Take "Current: 40, Target: 60" for a start where nothing tells how far the result is."""
    for result in (result for objective in objectives for result in objective.key_results):
        names = [name for name in result.fields if name in {"current", "target"}]
        tracked = {"baseline", "score", "status", "current_on"} & result.fields.keys()
        if names == ["current", "target"] and not tracked and result.clean.score is None:
            result.fields["baseline"] = result.fields.pop("current")


def _objective(source: Source, draft: ObjectiveDraft) -> Objective:
    """Make an objective of its draft."""
    owner, contributors = _owners(draft)
    spans = _spans(source, draft.clean, draft.fields.get("owner"))
    return Objective(
        title=draft.clean.title,
        id=draft.id,
        why=_text(draft.fields, "why"),
        owner=owner,
        contributors=contributors,
        team=_text(draft.fields, "team") or draft.clean.tag or draft.team,
        style=style_read(_text(draft.fields, "style")),
        state=state_read(_text(draft.fields, "status")),
        supports=(Link(id=draft.parent.id),)
        if draft.parent is not None and draft.parent.id
        else (),
        key_results=tuple(_key_result(source, key_result) for key_result in draft.key_results),
        grade=_grade(_text(draft.fields, "score") or draft.clean.score),
        fields={"cycle": draft.cycle} if draft.cycle else {},
        initiatives=tuple(_initiative(source, clean) for clean in draft.initiatives),
        spans=spans,
    )


def _key_result(source: Source, draft: KeyResultDraft) -> KeyResult:
    """Make a key result of its draft."""
    owner, contributors = _owners(draft)
    return KeyResult(
        title=draft.clean.title,
        id=draft.id,
        owner=owner,
        contributors=contributors,
        metric=_metric(source, draft),
        weight=_weight(_text(draft.fields, "weight")),
        state=state_read(_text(draft.fields, "status")),
        start=day_read(_text(draft.fields, "start")),
        due=draft.clean.due
        or day_read(_text(draft.fields, "due"))
        or due_read(draft.clean.title)[0],
        current=_current(draft),
        undated=_undated(draft),
        grade=_grade(_text(draft.fields, "score") or draft.clean.score),
        initiatives=tuple(_initiative(source, clean) for clean in draft.initiatives),
        spans=_spans(source, draft.clean, draft.fields.get("owner")),
    )


def _initiative(source: Source, clean: CleanTitle) -> Initiative:
    return Initiative(title=clean.title, spans=_spans(source, clean))


def _spans(source: Source, clean: CleanTitle, owner: CleanTitle | None = None) -> dict[str, Span]:
    """Return the places of a title and its owner, who may stand in a field of their own."""
    spans: dict[str, Span] = {}
    if (title := span_of(source, clean)) is not None:
        spans["title"] = title
        spans["self"] = title
    stated = span_of(source, owner) if owner is not None else None
    if stated is not None:
        spans["owner"] = stated
    elif clean.owner_at is not None:
        spans["owner"] = source.span(*clean.owner_at)
    return spans


def _text(fields: dict[str, CleanTitle], name: str) -> str | None:
    """Return a field's text, `None` when it is missing or empty."""
    clean = fields.get(name)
    return clean.title or None if clean is not None else None


def _owners(draft: ObjectiveDraft | KeyResultDraft) -> tuple[str | None, tuple[str, ...]]:
    """Return the owner and further owners of a draft."""
    stated = _text(draft.fields, "owner")
    if stated:
        names = [part.strip().lstrip("@") for part in re.split(r"[,;/&]| and | und | y ", stated)]
        names = [name for name in names if any(map(str.isalnum, name))]
        if names:
            return names[0], tuple(names[1:])
    label = draft.clean.label
    role = draft.clean.role or (label.role if label else None)
    return draft.clean.owner or draft.owner or role, draft.clean.contributors


def _metric(source: Source, draft: KeyResultDraft) -> Metric | None:
    """Return the metric of the title, overruled by what fields state."""
    read = metric_read(draft.clean.title)
    metric = read.metric
    if metric is not None:
        spans = {}
        for name, place in (
            ("baseline", read.baseline_at),
            ("target", read.target_at),
            ("low", read.low_at),
            ("high", read.high_at),
        ):
            if place and (span := span_of(source, draft.clean, *place)):
                spans[name] = span
        metric = replace(metric, spans=spans)
    stated = {n: f for n, f in draft.fields.items() if n in {"baseline", "target", "unit"}}
    if "target" in stated and "baseline" not in stated:
        cell = stated["target"]
        stated.update((name, cell.part(*place)) for name, place in change_places(cell.title))
    return _overruled(source, metric, stated) if stated else metric


def _overruled(
    source: Source, metric: Metric | None, stated: dict[str, CleanTitle]
) -> Metric | None:
    """Put values stated in columns or fields of their own over those of the title."""
    spans = dict(metric.spans) if metric else {}
    baseline = metric.baseline if metric else None
    target = metric.target if metric else None
    unit = metric.unit if metric else None
    kind: MetricKind | None = None
    explicit = False
    grouped = any(_GROUPED.search(clean.title) for clean in stated.values())
    units: dict[str, str | None] = {}
    for name in ("baseline", "target"):
        if name not in stated:
            continue
        raw = stated[name].title
        value, value_unit, value_kind = value_read(_UNGROUPED.sub("", raw) if grouped else raw)
        if value is None:
            continue
        explicit = True
        unit = value_unit or unit
        units[name] = value_unit
        kind = value_kind or kind
        if name == "baseline":
            baseline = value
        else:
            target = value
        if (span := span_of(source, stated[name])) is not None:
            spans[name] = span
    if baseline is not None and (start := units.get("baseline")) and (end := units.get("target")):
        baseline = baseline if start == end else duration_in(baseline, start, end)
    if "unit" in stated and stated["unit"].title:
        unit = stated["unit"].title
    if not explicit:
        return replace(metric, unit=unit, spans=spans) if metric else None
    if kind not in _LIMITS or _is_ahead(kind, baseline, target):
        kind = _kind_of_values(metric, baseline, target)
    return Metric(kind=kind, unit=unit, baseline=baseline, target=target, spans=spans)


def _is_ahead(kind: MetricKind, start: Decimal | None, limit: Decimal | None) -> bool:
    """Tell whether a start lies outside its limit: "4.1 %, < 3 %" is a way to go, no keeping."""
    if start is None or limit is None:
        return False
    return start > limit if kind is MetricKind.AT_MOST else start < limit


def _kind_of_values(
    metric: Metric | None, baseline: Decimal | None, target: Decimal | None
) -> MetricKind | None:
    """Tell the kind by the way from start to target, else by what the title says."""
    if baseline is not None and target is not None and baseline != target:
        return MetricKind.INCREASE if target > baseline else MetricKind.DECREASE
    if metric is not None and metric.kind is not MetricKind.RANGE:
        return metric.kind
    return MetricKind.INCREASE if target is not None and baseline is None else None


def _grade(score: str | None) -> Grade | None:
    """Return the grade that a score from 0 to 1, a share or a ratio states; states give none."""
    if not score:
        return None
    ratio = _RATIO.match(score)
    if ratio and Decimal(ratio.group(2)) > 0:
        value = Decimal(ratio.group(1).replace(",", ".")) / Decimal(ratio.group(2))
    else:
        if (match := re.fullmatch(r"\s*[~≈]?(\d{1,4}(?:[.,]\d{1,4})?)\s*(%?)\s*", score)) is None:
            return None
        value = Decimal(match.group(1).replace(",", "."))
        value = value / 100 if match.group(2) else value
    return Grade(final_score=_rounded(value, _GRADE).normalize()) if 0 <= value <= 1 else None


def _weight(text: str | None) -> Decimal | None:
    """Return a weight; a share in percent as a fraction."""
    value, unit, _ = value_read(text) if text else (None, None, None)
    if value is None or value < 0:
        return None
    return _rounded(value / 100 if unit == "%" else value, _WEIGHT)


_GRADE, _WEIGHT = Decimal("0.0001"), Decimal("0.001")
"""As exactly as grades and weights are kept."""


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    """Round half up, as every number here; Python's own way goes to the even neighbour."""
    return value.quantize(step, ROUND_HALF_UP)


def _current(draft: KeyResultDraft) -> CheckIn | None:
    """Return the stated current value as a reading, when its day is stated too."""
    on, stated = day_read(_text(draft.fields, "current_on")), _stated(draft)
    if stated is None or stated.value is None or on is None:
        return None
    return CheckIn(date=on, value=stated.value, confidence=stated.confidence, note=stated.note)


def _undated(draft: KeyResultDraft) -> Undated | None:
    """Return what is stated of no day."""
    return None if day_read(_text(draft.fields, "current_on")) is not None else _stated(draft)


def _stated(draft: KeyResultDraft) -> Undated | None:
    current, sure = _text(draft.fields, "current"), _text(draft.fields, "confidence")
    stated = Undated(
        value=value_read(current)[0] if current else None,
        confidence=int(sure) if sure else None,
        note=_text(draft.fields, "note"),
    )
    return None if stated == Undated() else stated
