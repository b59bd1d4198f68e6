"""Numbers, days, people and metrics out of the values of a YAML or JSON text of any shape."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from plumbline.engine.documents.digits import is_odd_number
from plumbline.engine.documents.key_words import KeyMeaning
from plumbline.engine.documents.metrics_in_text import metric_read
from plumbline.engine.documents.model import CheckIn, Link, Metric, MetricKind
from plumbline.engine.documents.nodes import Mapping, Node, Scalar, Sequence
from plumbline.engine.documents.numbers_in_text import numbers_read
from plumbline.engine.documents.scalars import Unreadable, day_parse, number_parse
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.spans import Span
from plumbline.engine.documents.structured_items import Item, meanings_of
from plumbline.engine.messages import Message

_OPERATORS: tuple[tuple[tuple[str, ...], MetricKind], ...] = (
    (("at_least", "at least", ">=", "≥", "stay above", "should stay above"), MetricKind.AT_LEAST),
    (("at_most", "at most", "<=", "≤", "stay below", "should stay below"), MetricKind.AT_MOST),
    (("increase", "up", "should increase to", "higher", "maximize"), MetricKind.INCREASE),
    (
        ("decrease", "down", "should decrease to", "lower", "minimize", "reduce"),
        MetricKind.DECREASE,
    ),
)
_OUT_OF_REACH = frozenset({"documents.yaml.number_finite", "documents.yaml.number_limits"})
_UNITS_OF_TYPES = {"percent": "%", "percentage": "%", "percentages": "%", "%": "%"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the unit that its text carried."""

    value: Decimal
    unit: str | None = None


def amount_read(node: Node | None) -> Amount | None:
    """Read one number, such as `30`, `"30%"`, `"$1.5M"` or `1,200`; `None` when it holds none."""
    if not isinstance(node, Scalar) or node.is_null:
        return None
    try:
        return Amount(number_parse(node.text.strip()))
    except Unreadable:
        numbers = numbers_read(node.text)
    return Amount(numbers[0].value, numbers[0].unit) if len(numbers) == 1 else None


def amount_trouble(node: Node | None) -> Message | None:
    """Return why a value that was meant as a number is none; `None` when it is one, or prose."""
    if not isinstance(node, Scalar) or node.is_null or amount_read(node) is not None:
        return None
    try:
        number_parse(node.text.strip())
    except Unreadable as error:
        is_meant = error.message.id in _OUT_OF_REACH or is_odd_number(node.text)
        return error.message if is_meant else None
    return None


def day_read(node: Node | None) -> date | None:
    """Read a day, also the day of a moment; `None` when it is none."""
    if not isinstance(node, Scalar):
        return None
    try:
        return day_parse(node.text.strip()[:10])
    except Unreadable:
        return None


def people_read(node: Node | None) -> tuple[str, ...]:
    """Read owners: texts, or mappings with an e-mail address or a name, alone or in a list."""
    if isinstance(node, Sequence):
        return tuple(person for item in node.items for person in people_read(item))
    if isinstance(node, Mapping):
        values = {name.text.lower(): child for name, child in node.entries}
        for key in ("email", "e-mail", "mail", "name", "username", "id"):
            if people_read(values.get(key)):
                return people_read(values.get(key))
        return ()
    if node is None or node.is_null or not node.text.strip():
        return ()
    return tuple(part.strip().lstrip("@") for part in node.text.split(",") if part.strip(" @"))


def links_read(node: Node | None, source: Source) -> tuple[Link, ...]:
    """Read the parents an item names: ids, or mappings with one, alone or in a list."""
    if isinstance(node, Sequence):
        return tuple(link for item in node.items for link in links_read(item, source))
    if isinstance(node, Mapping):
        return links_read(meanings_of(node).get(KeyMeaning.ID), source)
    if node is None or node.is_null or not node.text.strip():
        return ()
    span = source.span(node.start, node.end)
    return (Link(id=node.text.strip(), spans={"self": span, "id": span}),)


def metric_build(item: Item, title: str, source: Source) -> Metric | None:
    """Put together what the keys of a key result and its title say it measures."""
    fields = dict(item.fields)
    for holder in (KeyMeaning.METRICS, KeyMeaning.KEY_RESULTS):
        inner = item.fields.get(holder)
        if isinstance(inner, Mapping):
            fields = {**meanings_of(inner), **fields}
    target_node = fields.get(KeyMeaning.TARGET) or _numeric(fields.get(KeyMeaning.OBJECTIVES))
    target, baseline = amount_read(target_node), amount_read(fields.get(KeyMeaning.BASELINE))
    said = metric_read(title).metric
    spans: dict[str, Span] = {}
    if isinstance(target_node, Scalar) and not target_node.is_null:
        spans["target"] = source.span(target_node.start, target_node.end)
        said_there = metric_read(target_node.text).metric
        if target is None:
            said = said_there or said
        elif said is None or said.target != target.value:
            said = said_there if said_there and said_there.target == target.value else None
    if said is None and target is None and baseline is None:
        return None
    metric = said or Metric()
    spans["self"] = source.span(item.node.start, item.node.end)
    if target is not None:
        metric = replace(metric, target=target.value)
    baseline_node = fields.get(KeyMeaning.BASELINE)
    if baseline is not None and baseline_node is not None:
        metric = replace(metric, baseline=baseline.value)
        spans["baseline"] = source.span(baseline_node.start, baseline_node.end)
    units = (_unit(fields), *(a.unit for a in (target, baseline) if a is not None), metric.unit)
    unit = next((unit for unit in units if unit is not None), None)
    return replace(metric, unit=unit, kind=_kind(fields, metric), spans=spans)


def _numeric(node: Node | None) -> Node | None:
    """Return a node when it is a number: `goal: 30` in a key result is its target."""
    return node if amount_read(node) is not None else None


def _unit(fields: dict[KeyMeaning, Node]) -> str | None:
    """Return the unit that a key states, also as the type of the metric."""
    for meaning in (KeyMeaning.UNIT, KeyMeaning.OPERATOR, KeyMeaning.KIND):
        node = fields.get(meaning)
        if not isinstance(node, Scalar) or node.is_null or not node.text.strip():
            continue
        word = node.text.strip()
        if word.lower() in _UNITS_OF_TYPES:
            return _UNITS_OF_TYPES[word.lower()]
        if meaning is KeyMeaning.UNIT:
            return word
    return None


def _kind(fields: dict[KeyMeaning, Node], metric: Metric) -> MetricKind | None:
    """Return how the value turns into progress: as stated, else by baseline and target."""
    for meaning in (KeyMeaning.OPERATOR, KeyMeaning.KIND):
        node = fields.get(meaning)
        if isinstance(node, Scalar):
            for words, kind in _OPERATORS:
                if node.text.strip().lower() in words and not _contradicts(kind, metric):
                    return kind
    is_change = metric.kind in (None, MetricKind.INCREASE, MetricKind.DECREASE)
    if metric.baseline is not None and metric.target is not None and is_change:
        return MetricKind.INCREASE if metric.target > metric.baseline else MetricKind.DECREASE
    return metric.kind


def _contradicts(kind: MetricKind, metric: Metric) -> bool:
    """Whether a metric with a baseline on its way to a target is more than a limit."""
    is_limit = kind in (MetricKind.AT_LEAST, MetricKind.AT_MOST)
    return is_limit and metric.baseline is not None and metric.target is not None


def current_read(item: Item, source: Source) -> tuple[CheckIn | None, Scalar | None]:
    """Read the current value of a key result.

    Returns:
        The reading when its day is stated; else the value that has no day, if there is one.
    """
    node = item.fields.get(KeyMeaning.CURRENT)
    dates = item.fields.get(KeyMeaning.CURRENT_DATE)
    if isinstance(node, Mapping):
        fields = meanings_of(node)
        values = {name.text.lower(): child for name, child in node.entries}
        node = values.get("value") or values.get("score") or fields.get(KeyMeaning.CURRENT)
        dates = values.get("date") or fields.get(KeyMeaning.CURRENT_DATE) or dates
    amount = amount_read(node)
    if amount is None or not isinstance(node, Scalar):
        return None, None
    day = day_read(dates)
    if day is None:
        return None, node
    span = source.span(node.start, node.end)
    return CheckIn(date=day, value=amount.value, spans={"self": span, "value": span}), None
