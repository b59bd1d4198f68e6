"""Generated OKR documents over the whole model, for the laws that hold for all of them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from plumbline.engine.documents import model

AWKWARD = (
    "yes", "no", "on", "null", "~", "12", "0123", "1:30", "2026-11-15", "1_000", ".5", "-20%",
    "- dash", "-", "# hash", "a # b", "a: b", "a:", ": a", "key: {x}", "[a, b]", "{a}", "a, b",
    "it's", 'say "so"', "'", '"', "&a", "*a", "!tag", "%", "@a", "`a`", "| a", "> a", "?", "? a",
    "two\nlines", "tail ", " head", "tab\tin", "déjà", "🎯 goal 🚀", "≥ 50 %", "a\\b", "\u2028",
    "\xa0", "\x85x", "<<", "=", "---", "...", "--- a", "a\r\nb", "日本語", "true", "NaN", ".inf",
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(min_size=1, max_size=30),
    st.text(alphabet="ab c:#-,'\"[]{}%&*!|>\n0.", min_size=1, max_size=12),
).filter(lambda text: bool(text.strip()))
decimals = st.decimals(-(10**9), 10**9, places=3, allow_nan=False)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
moments = st.integers(0, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
weights = st.decimals(0, 1000, places=3)
parts = st.decimals(0, 1, places=2)
ranks = st.integers(1, 1000)


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Return a strategy that leaves the value out half of the time."""
    return st.none() | strategy


def several(strategy: st.SearchStrategy[object], most: int = 2) -> st.SearchStrategy[object]:
    """Return a strategy of short tuples."""
    return st.lists(strategy, max_size=most).map(tuple)


free_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.decimals(-(10**6), 10**6, places=2)
    | days
    | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)
links = st.builds(model.Link, id=texts, weight=maybe(weights))
external_links = st.builds(
    model.ExternalLink,
    address=st.sampled_from(("https://example.org/board?a=1#b", "http://boards.example:8080/ä,b")),
    title=maybe(texts),
    spans=st.just({}),
)
check_ins = st.builds(
    model.CheckIn,
    date=days,
    value=maybe(decimals),
    confidence=maybe(st.integers(1, 10)),
    note=maybe(texts),
    evidence=maybe(texts),
    link=maybe(st.just("https://example.org/proof?a=1#b") | texts),
    files=several(texts),
    author=maybe(texts),
    recorded_at=maybe(moments),
    corrects=maybe(days),
    corrects_at=maybe(moments),
    spans=st.just({}),
)
pauses = st.builds(model.Pause, since=days, until=maybe(days), reason=maybe(texts))
changes = st.dictionaries(
    st.sampled_from(("owner", "team", "cycle", "priority", "weight", "target", "title")) | texts,
    st.fixed_dictionaries({"old": free_values, "new": free_values}) | free_values,
    max_size=2,
)
adjustments = st.builds(
    model.Adjustment,
    on=days,
    reason=maybe(texts),
    changes=changes,
    author=maybe(texts),
    recorded_at=maybe(moments),
)
grades = st.builds(
    model.Grade,
    better_state=maybe(st.sampled_from(model.BetterState)),
    self_score=maybe(parts),
    final_score=maybe(parts),
    note=maybe(texts),
    reason=maybe(texts),
    learned=maybe(texts),
    evidence=maybe(texts),
    files=several(texts),
)
initiatives = st.builds(model.Initiative, title=texts)
metrics = st.builds(
    model.Metric,
    kind=maybe(st.sampled_from(model.MetricKind)),
    unit=maybe(texts),
    baseline=maybe(decimals),
    target=maybe(decimals),
    low=maybe(decimals),
    high=maybe(decimals),
    relative_target=maybe(decimals),
    baseline_by=maybe(days),
    accumulates=st.booleans(),
    decimals=maybe(st.integers(0, 12)),
    checkpoints=several(st.builds(model.Checkpoint, date=days, value=decimals)),
    stages=several(st.builds(model.Stage, title=texts, share=maybe(parts), reached_on=maybe(days))),
)
shared = {
    "id": maybe(texts),
    "title": texts,
    "owner": maybe(texts),
    "contributors": several(texts),
    "rank": maybe(ranks),
    "state": maybe(st.sampled_from(model.State)),
    "state_reason": maybe(texts),
    "supports": several(links),
    "pauses": several(pauses, 1),
    "adjustments": several(adjustments, 1),
    "grade": maybe(grades),
    "tags": several(texts),
    "external_links": several(external_links),
    "fields": st.dictionaries(texts, free_values, max_size=2),
    "initiatives": several(initiatives),
}
key_results = st.builds(
    model.KeyResult,
    metric=maybe(metrics),
    guardrail=st.booleans(),
    shared=st.booleans(),
    pairs_with=several(texts),
    weight=maybe(weights),
    start=maybe(days),
    due=maybe(days),
    cadence=maybe(st.sampled_from(model.Cadence)),
    indicator=maybe(st.sampled_from(model.Indicator)),
    dimension=maybe(st.sampled_from(model.Dimension)),
    theme=maybe(st.sampled_from(model.Theme)),
    expected_movement=maybe(st.builds(model.ExpectedMovement, low=decimals, high=decimals)),
    measurement=maybe(
        st.builds(
            model.Measurement,
            numerator=maybe(texts),
            denominator=maybe(texts),
            source=maybe(texts),
            protocol=maybe(texts),
        )
    ),
    evidence=maybe(st.builds(model.EvidenceDemand, counts=texts, by=maybe(days))),
    current=maybe(check_ins),
    check_ins=several(check_ins),
    **shared,
)
objectives = st.builds(
    model.Objective,
    why=maybe(texts),
    team=maybe(texts),
    personal=st.booleans(),
    priority=maybe(texts),
    style=maybe(st.sampled_from(model.Style)),
    origin=maybe(st.sampled_from(model.Origin)),
    visibility=maybe(st.sampled_from(model.Visibility)),
    key_results=several(key_results),
    **shared,
)
dependencies = st.builds(
    model.Dependency,
    title=texts,
    needed_by=days,
    waiting=maybe(texts),
    delivering_team=maybe(texts),
    delivering_person=maybe(texts),
    state=maybe(st.sampled_from(model.PromiseState)),
    reason=maybe(texts),
    asked_at=maybe(moments),
)
documents = st.builds(
    model.Document,
    organization=maybe(texts),
    cycle=maybe(st.builds(model.Cycle, name=texts, start=maybe(days), end=maybe(days))),
    priorities=several(st.builds(model.Priority, id=texts, title=texts, why=maybe(texts))),
    objectives=several(objectives),
    dependencies=several(dependencies),
    containers=several(initiatives),
)


def spanless(node: object) -> object:
    """Return nested tuples that compare two documents without their spans."""
    if isinstance(node, tuple):
        return tuple(spanless(item) for item in node)
    names = getattr(node, "__dataclass_fields__", None)
    if names is None:
        return Decimal(node) if isinstance(node, int) and not isinstance(node, bool) else node
    values = ((name, spanless(getattr(node, name))) for name in names if name != "spans")
    return type(node).__name__, tuple(values)
