"""Objectives and key results as a weekly review tells them: now, and beside it a week ago."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.charts import ProgressBar, Sparkline
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, Metric, TreeNode
from plumbline.domain.okrs.selectors.lines import Point
from plumbline.domain.okrs.selectors.team_review import (
    FALLS_BY,
    ObjectiveReviewed,
    ResultReviewed,
)
from plumbline.engine.documents.model import MetricKind, Style
from plumbline.engine.scoring.confidence import disagrees
from plumbline.engine.scoring.progress import GuardrailState
from plumbline.engine.scoring.statuses import SILENT_STATES, Status
from plumbline.web.okrs.chances import (
    bar_value,
    chance_figure,
    disagreement_words,
    key_result_sign,
    objective_sign,
)
from plumbline.web.okrs.moves import change_words
from plumbline.web.okrs.nodes import (
    Places,
    last_on,
    mean_confidence,
    objective_bar,
    restricted_words,
)
from plumbline.web.okrs.trends import sparkline
from plumbline.web.okrs.week_ago import same_words, was_words
from plumbline.web.okrs.written import (
    LIMITS,
    measure,
    number_alone,
    percent,
    value_alone,
    value_now,
)
from plumbline.web.ui.chart_words import chart_words, day_written
from plumbline.web.ui.signs import Confidence, PersonName, StatusSign, StyleBadge

HEAD_BAR = 144.0
#: A unit of more signs is left to the title.
SHORT_UNIT = 2
#: So many values that stay alike are a line that lies flat.
FLAT_FROM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A key result in the table of a review.

    Attributes:
        words: Who answers for it; where they and the data differ, that.
        begins: Where it starts, beside its line; empty for a limit.
        ends: Where it is to go.
        now: What it stands at, with its unit.
        change: By how much it moved in the week, in words.
        bar: Which value the chance is of, where it is not the target; else empty.
        status_was: What was said a week before, in words.
        is_first: Whether the meeting begins with it.
    """

    key: str
    title: str
    url: str
    words: str
    sparkline: Sparkline | None
    begins: str
    ends: str
    now: str
    change: str
    status: StatusSign | None
    bar: str
    status_was: str
    confidence: Confidence | None
    confidence_was: str
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewGroup:
    """An objective with its key results.

    Attributes:
        rank: Its place among the team's; empty without one.
        restricted: Who alone sees it; empty where the organization does.
        progress: "48 %, was 41 %".
        more: What of it is not in the rows; empty for nothing.
    """

    key: str
    title: str
    url: str
    rank: str
    style: StyleBadge | None
    restricted: str
    owner: PersonName | None
    bar: ProgressBar | None
    progress: str
    status: StatusSign | None
    confidence: Confidence | None
    confidence_was: str
    rows: tuple[ReviewRow, ...]
    more: str


def review_group(
    reviewed: ObjectiveReviewed,
    places: Places,
    *,
    points: Mapping[str, Sequence[Point]],
    first: str,
) -> ReviewGroup:
    """Return an objective with what of it runs.

    Args:
        reviewed: The objective, now and a week before.
        places: Where rows lead.
        points: The values of its key results by public id.
        first: The key result that the meeting begins with.
    """
    node, was = reviewed.node, reviewed.was
    gone = len(node.key_results) - len(reviewed.results)
    return ReviewGroup(
        key=node.public_id,
        title=node.title,
        url=places.objective(node),
        rank=_("rank %(rank)d") % {"rank": node.rank} if node.rank else "",
        style=StyleBadge(Style(str(node.style))) if node.style else None,
        restricted=restricted_words(node.visibility),
        owner=PersonName(node.owner.name) if node.owner else None,
        bar=objective_bar(node, width=HEAD_BAR),
        progress=_progress(node, was),
        status=objective_sign(node, last_on(node), places.on),
        confidence=mean_confidence(node.mean_confidence),
        confidence_was=_mean_was(node, was),
        rows=tuple(
            review_row(each, node, places, points.get(each.facts.public_id, ()), first)
            for each in reviewed.results
        ),
        more=ngettext("%(count)d more does not run.", "%(count)d more do not run.", gone)
        % {"count": gone}
        if gone
        else "",
    )


def review_row(
    result: ResultReviewed, node: TreeNode, places: Places, points: Sequence[Point], first: str
) -> ReviewRow:
    """Return a key result of an objective as a row."""
    facts = result.facts
    metric = facts.metric
    is_limit = metric.kind in LIMITS or metric.kind is MetricKind.MILESTONE
    return ReviewRow(
        key=facts.public_id,
        title=facts.title,
        url=places.key_result(facts),
        words=owner_words(facts),
        sparkline=sparkline(facts, points, on=places.on),
        begins="" if is_limit or metric.baseline is None else _short(metric.baseline, metric),
        ends=_ends(metric),
        now=value_now(facts) if facts.value is None else _short(facts.value, metric),
        change=week_words(result),
        status=key_result_sign(facts, places.on),
        bar=bar_value(facts, node.style),
        status_was=chance_was(result),
        confidence=Confidence(Decimal(facts.confidence)) if facts.confidence else None,
        confidence_was=confidence_was(result),
        is_first=facts.public_id == first,
    )


def _short(value: Decimal, metric: Metric) -> str:
    """Write a value in a column: with a unit of a sign or two, else alone, as its title says it."""
    is_plain = metric.kind is MetricKind.MILESTONE or len(metric.unit) > SHORT_UNIT
    return value_alone(value, metric) if is_plain else measure(value, metric)


def _ends(metric: Metric) -> str:
    """Write where it is to go, at the end of its line; empty for a milestone, which has none."""
    if metric.kind is MetricKind.RANGE and metric.low is not None and metric.high is not None:
        return f"{number_alone(metric.low)}–{_short(metric.high, metric)}"
    if metric.kind is MetricKind.MILESTONE or metric.target is None:
        return ""
    return _short(metric.target, metric)


def week_words(result: ResultReviewed) -> str:
    """Write by how much it moved in the week; that nothing was heard is not "no change"."""
    return change_words(result.moved) if result.moved else _("nothing new")


def chance_was(result: ResultReviewed) -> str:
    """Write what the data said a week before, in words that stand below what it says now."""
    facts, was = result.facts, result.was
    if facts.is_guardrail:
        held = was.guardrail if was else None
        if held is GuardrailState.BREACHED and facts.guardrail is GuardrailState.HOLDS:
            return _("was breached")
        if held is GuardrailState.HOLDS and facts.guardrail is GuardrailState.BREACHED:
            return _("held a week ago")
        return ""
    if was is None:
        return _("new this week")
    if was.chance is None:
        return _("not said a week ago") if facts.chance is not None else ""
    now = None if facts.chance is None else chance_figure(facts.chance)
    return was_words(chance_figure(was.chance), now=now, same=same_words())


def confidence_was(result: ResultReviewed) -> str:
    """Write how sure its owner was a week before; empty where nobody had said."""
    before = result.was.confidence if result.was else None
    if before is None:
        return ""
    return was_words(before, now=result.facts.confidence, same=same_words())


def owner_words(facts: KeyResultFacts) -> str:
    """Write who answers for it; where they and the data say different things, that instead."""
    if is_disputed(facts):
        return " ".join(disagreement_words(facts, is_own=False))
    owner = facts.owner.name if facts.owner else _("nobody owns it yet")
    if facts.is_guardrail:
        return _("%(owner)s · guardrail") % {"owner": owner}
    return owner


def is_disputed(facts: KeyResultFacts) -> bool:
    """Say whether its owner and the data differ on something the data still hears of."""
    if facts.confidence is None or facts.chance is None or facts.is_guardrail:
        return False
    return facts.check_in not in SILENT_STATES and disagrees(facts.confidence, facts.chance)


def open_question(result: ResultReviewed, points: Sequence[Point]) -> str:
    """Write the one question to ask of a key result, the most pressing there is.

    Args:
        result: Now and a week before.
        points: Its values, oldest first.
    """
    facts = result.facts
    if facts.guardrail is GuardrailState.BREACHED:
        return _("The guardrail is breached. What do we stop until it holds again?")
    if facts.check_in in SILENT_STATES:
        return _silent_question(facts)
    flat = flat_since(points)
    if flat is not None and not facts.is_guardrail and facts.progress < 1:
        day = day_written(flat)
        return _("Flat since %(day)s. What would have to be true to move it?") % {"day": day}
    if result.fell >= FALLS_BY and facts.chance is not None and result.was is not None:
        was, now = chance_figure(result.was.chance or Decimal(0)), chance_figure(facts.chance)
        return _("The chance fell from %(was)s to %(now)s. What changed?") % {
            "was": was,
            "now": now,
        }
    if is_disputed(facts):
        owner = facts.owner.name if facts.owner else _("The owner")
        return _("%(owner)s and the data differ. What does each know that the other does not?") % {
            "owner": owner
        }
    return _plain_question(facts)


def _silent_question(facts: KeyResultFacts) -> str:
    if facts.checked_in_on is None:
        return _("Nobody has checked in yet. Who reads the first value, and when?")
    day = day_written(facts.checked_in_on)
    return _("Nothing was heard since %(day)s. What is it today?") % {"day": day}


def _plain_question(facts: KeyResultFacts) -> str:
    if facts.guardrail is GuardrailState.HOLDS:
        return _("It holds. Does anything we plan put it at risk?")
    questions = {
        Status.ON_TRACK: _("On track. What did we learn that helps another result?"),
        Status.AT_RISK: _("At risk. What do we try by next week, and how will we see it?"),
        Status.OFF_TRACK: _("Off track. Do we change the way, the target, or stop?"),
    }
    told = questions.get(Status(str(facts.status)))
    return told or _("Too early to say. Which number do we read next week?")


def flat_since(points: Sequence[Point]) -> date | None:
    """Return since when the value has stayed the same; `None` while it moves."""
    alike = []
    for point in reversed(points):
        if point.value != points[-1].value:
            break
        alike.append(point)
    return alike[-1].on if len(alike) >= FLAT_FROM else None


def _progress(node: TreeNode, was: TreeNode | None) -> str:
    if node.progress is None:
        return _("not scored")
    if not node.has_data:
        return _("no data")
    now = percent(node.progress)
    before = was.progress if was and was.has_data else None
    if before is None:
        return now
    if percent(before) == now:
        return _("%(now)s, as a week ago") % {"now": now}
    return _("%(now)s, was %(was)s") % {"now": now, "was": percent(before)}


def _mean_was(node: TreeNode, was: TreeNode | None) -> str:
    before = was.mean_confidence if was else None
    if before is None or node.mean_confidence is None or before == node.mean_confidence:
        return _("mean confidence")
    return _("mean confidence, was %(was)s") % {"was": chart_words().number(before)}
