"""Chances and statuses put into words: what is likely, or why nothing is said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.charts import Sign
from plumbline.charts.words import half_up
from plumbline.domain.okrs.selectors.details import KeyResultDetails
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, Metric, TreeNode
from plumbline.domain.okrs.selectors.trends import TrendFacts
from plumbline.domain.okrs.values import Style
from plumbline.engine.documents.model import MetricKind, State
from plumbline.engine.forecast.key_results import (
    ASPIRATIONAL_SHARE,
    MIN_POINTS_FOR_CHANCE,
    Silence,
)
from plumbline.engine.scoring.confidence import disagrees
from plumbline.engine.scoring.statuses import SILENT_STATES, Status, chance_status
from plumbline.web.okrs.written import (
    LIMITS,
    check_in_sign,
    day_long,
    guardrail_sign,
    measure,
    percent,
    state_of,
    target_words,
    value_now,
)
from plumbline.web.ui.notices import Notice
from plumbline.web.ui.signs import StatusSign, confidence_words, status_word

MEASURED = frozenset({State.ACTIVE, State.GRADING})
SIGNS = {
    Status.ON_TRACK: Sign.ON_TRACK,
    Status.AT_RISK: Sign.AT_RISK,
    Status.OFF_TRACK: Sign.OFF_TRACK,
    Status.TOO_EARLY: Sign.TOO_EARLY,
    Status.NO_DATA: Sign.NO_DATA,
}
ALMOST = Decimal("0.995")
#: Digits of a forecast behind the decimal mark; more would claim more than anybody knows.
MOST_PLACES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ChanceLine:
    """The first line of a page: "62 % chance to reach 8 days by 31 December. At risk".

    Attributes:
        sign: The glyph that stands first; `None` where silence has its own.
        figure: Set bold.
        rest: The rest of the sentence.
        word: The word of the status; empty where silence speaks.
    """

    sign: Sign | None
    figure: str
    rest: str
    word: str = ""


def chance_figure(chance: Decimal) -> str:
    """Write a chance as a whole percentage; only what is certain is none or all."""
    if ALMOST <= chance < 1:
        return _("over %(share)s") % {"share": percent(Decimal("0.99"))}
    if 0 < chance < 1 - ALMOST:
        return _("under %(share)s") % {"share": percent(Decimal("0.01"))}
    return percent(chance)


def key_result_sign(facts: KeyResultFacts, on: date) -> StatusSign | None:
    """Return what is said of a key result: a pause and silence first, then its chance.

    Args:
        facts: The key result.
        on: The day it is shown for.
    """
    if state_of(facts.state) is State.PAUSED:
        return StatusSign(Sign.PAUSED, _("Paused"))
    held = guardrail_sign(facts.guardrail)
    if held is not None:
        return held
    silence = check_in_sign(facts.check_in, facts.checked_in_on, on)
    if silence is not None or state_of(facts.state) not in MEASURED:
        return silence
    return status_sign(Status(str(facts.status)), facts.chance, of=_("chance"))


def objective_sign(node: TreeNode, last_on: date | None, on: date) -> StatusSign | None:
    """Return what is said of an objective: its mean chance, or the silence of what is below it.

    Args:
        node: The objective.
        last_on: The oldest of the latest check-ins of what is silent.
        on: The day it is shown for.
    """
    if state_of(node.state) is State.PAUSED:
        return StatusSign(Sign.PAUSED, _("Paused"))
    if state_of(node.state) in MEASURED and node.mean_chance is not None:
        return status_sign(Status(str(node.status)), node.mean_chance, of=_("mean chance"))
    silence = check_in_sign(node.check_in, last_on, on)
    if silence is not None or state_of(node.state) not in MEASURED:
        return silence
    return status_sign(Status(str(node.status)), None)


def status_sign(status: Status, chance: Decimal | None, *, of: str = "") -> StatusSign | None:
    """Return a stored status with its chance as the figure; `None` where nothing was said."""
    sign = SIGNS.get(status)
    if sign is None:
        return None
    word = status_word(sign)
    if chance is None:
        return StatusSign(sign, word)
    return StatusSign(sign, chance_figure(chance), spoken=word, of=of)


def chance_line(facts: KeyResultFacts, style: str, *, on: date) -> ChanceLine | None:
    """Return the sentence of a chance; `None` while there is none, and of what is over."""
    if facts.chance is None or state_of(facts.state) not in MEASURED:
        return None
    figure = _("%(share)s chance") % {"share": chance_figure(facts.chance)}
    if facts.check_in in SILENT_STATES:
        rest = _("%(event)s, by the last value.") % {"event": event_words(facts, style)}
        return ChanceLine(sign=None, figure=figure, rest=rest)
    sign = SIGNS[chance_status(facts.chance)]
    if facts.due < on:
        ended = _("Ended at %(value)s.") % {"value": value_now(facts)}
        told = {"share": chance_figure(facts.chance), "event": event_words(facts, style)}
        rest = _("The last value gave a chance of %(share)s %(event)s.") % told
        return ChanceLine(sign=sign, figure=ended, rest=rest, word=status_word(sign))
    rest = f"{event_words(facts, style)}."
    return ChanceLine(sign=sign, figure=figure, rest=rest, word=status_word(sign))


def event_words(facts: KeyResultFacts, style: str) -> str:
    """Write what the chance is about: "to reach 8 days by 31 December"."""
    metric = facts.metric
    words = {"target": target_words(metric), "day": day_long(facts.due)}
    if metric.kind is MetricKind.RANGE:
        return _("to be within %(target)s on %(day)s") % words
    if metric.kind in LIMITS:
        return _("to be %(target)s on %(day)s") % words
    if metric.kind is MetricKind.MILESTONE and metric.stages:
        return _("to reach all stages by %(day)s") % words
    if metric.kind is MetricKind.MILESTONE:
        return _("to be reached by %(day)s") % words
    most = _most_of_the_way(metric) if style == Style.ASPIRATIONAL else None
    if most is not None:
        return _("to reach %(value)s, seven tenths of the way, by %(day)s") % {
            **words,
            "value": measure(most, metric),
        }
    return _("to reach %(target)s by %(day)s") % words


def bar_value(facts: KeyResultFacts, style: str | None) -> str:
    """Write which value a chance is of where it is not the target: "532 k€"; empty otherwise.

    An aspirational objective is asked for seven tenths of the way: beside a target that lies
    beyond the whole forecast, a good chance would be taken for a mistake.
    """
    metric = facts.metric
    if style != Style.ASPIRATIONAL or facts.chance is None or facts.check_in in SILENT_STATES:
        return ""
    if metric.kind in LIMITS or metric.kind is MetricKind.MILESTONE:
        return ""
    most = _most_of_the_way(metric)
    return "" if most is None else measure(most, metric)


def _most_of_the_way(metric: Metric) -> Decimal | None:
    if metric.baseline is None or metric.target is None:
        return None
    return metric.baseline + Decimal(str(ASPIRATIONAL_SHARE)) * (metric.target - metric.baseline)


def silence_words(details: KeyResultDetails) -> str:
    """Write why there is no chance; empty where there is one, or none is to be expected."""
    facts = details.facts
    if facts.is_guardrail or state_of(facts.state) not in MEASURED or facts.chance is not None:
        return ""
    if not facts.chance_model:
        return "" if details.as_of is None else _("No chance was computed on that day.")
    forecast = details.forecast
    if forecast is None or forecast.silence is None:
        return ""
    if forecast.silence is Silence.NO_BASELINE:
        return _("No chance can be said before its baseline is measured.")
    if forecast.silence is Silence.PASS_OR_FAIL:
        return _("No chance: it is reached or not, and nothing on the way can be read.")
    missing = MIN_POINTS_FOR_CHANCE - forecast.points
    return ngettext(
        "Too early to say: %(count)d more dated point is needed.",
        "Too early to say: %(count)d more dated points are needed.",
        missing,
    ) % {"count": missing}


def disagreement(facts: KeyResultFacts, *, is_own: bool) -> Notice | None:
    """Return the notice that confidence and chance say different things; `None` if they do not.

    Args:
        facts: The key result.
        is_own: Whether the reader is its owner.
    """
    confidence, chance = facts.confidence, facts.chance
    if confidence is None or chance is None or facts.is_guardrail:
        return None
    if state_of(facts.state) not in MEASURED or facts.check_in in SILENT_STATES:
        return None
    if not disagrees(confidence, chance):
        return None
    return Notice(
        head=" ".join(disagreement_words(facts, is_own=is_own)),
        lines=(
            _(
                "The forecast gives %(share)s. It sees the numbers and their dates, "
                "not what people know of them."
            )
            % {"share": chance_figure(chance)},
        ),
        tone="risk",
        icon="scale",
    )


def disagreement_words(facts: KeyResultFacts, *, is_own: bool) -> Iterator[str]:
    """Yield the person's word first, then what the data says."""
    confidence = facts.confidence or 0
    owner = facts.owner.name if facts.owner else _("The owner")
    yield confidence_words(confidence, owner="" if is_own else owner)
    status = chance_status(facts.chance if facts.chance is not None else Decimal(0))
    said = {
        Status.ON_TRACK: _("The data says on track."),
        Status.AT_RISK: _("The data says at risk."),
        Status.OFF_TRACK: _("The data says off track."),
    }
    yield said[status]


def objective_line(node: TreeNode) -> ChanceLine | None:
    """Return the sentence of a mean chance: "At risk. 53 % mean chance. …"; `None` without one."""
    if node.mean_chance is None or state_of(node.state) not in MEASURED:
        return None
    sign = SIGNS[Status(str(node.status))]
    return ChanceLine(
        sign=sign,
        figure=_("%(share)s mean chance") % {"share": chance_figure(node.mean_chance)},
        rest=" ".join([*held_back_words(node), *breached_words(node)]),
        word=status_word(sign),
    )


def held_back_words(node: TreeNode) -> Iterator[str]:
    """Yield which key results keep an objective from being on track, and why."""
    parts = [
        facts
        for facts in node.key_results
        if not facts.is_guardrail and state_of(facts.state) in MEASURED
    ]
    heard = [facts for facts in parts if facts.check_in not in SILENT_STATES]
    off = [facts for facts in heard if _is_off_track(facts)]
    if len(off) == 1:
        yield _("One key result, “%(title)s”, is off track.") % {"title": off[0].title}
    elif off:
        count = len(off)
        words = ngettext(
            "%(count)d key result is off track.", "%(count)d key results are off track.", count
        )
        yield words % {"count": count}
    silent = [facts for facts in parts if facts.check_in in SILENT_STATES]
    if len(silent) == 1 and _is_off_track(silent[0]):
        yield _("“%(title)s” was off track when it was last heard of, and is silent since.") % {
            "title": silent[0].title
        }
    elif len(silent) == 1:
        yield _("“%(title)s” is silent, and silence is never on track.") % {
            "title": silent[0].title
        }
    elif silent:
        yield _("%(count)d key results are silent, and silence is never on track.") % {
            "count": len(silent)
        }


def breached_words(node: TreeNode) -> Iterator[str]:
    """Yield how many guardrails are breached; nothing when all hold."""
    breached = node.guardrails_breached
    if breached:
        words = ngettext(
            "%(count)d guardrail is breached.", "%(count)d guardrails are breached.", breached
        )
        yield words % {"count": breached}


def _is_off_track(facts: KeyResultFacts) -> bool:
    return facts.chance is not None and chance_status(facts.chance) is Status.OFF_TRACK


def fan_value(details: KeyResultDetails | TrendFacts, value: float) -> Decimal:
    """Return a value of the fan with the places its key result is measured in, one at least."""
    metric = details.facts.metric
    known = [point.value for point in details.readings]
    known += [value for value in (metric.baseline, metric.target) if value is not None]
    exponents = [each.normalize().as_tuple().exponent for each in known]
    measured = max((-part for part in exponents if isinstance(part, int)), default=0)
    places = metric.decimals if metric.decimals is not None else max(1, measured)
    return half_up(Decimal(str(value)), min(places, MOST_PLACES))
