"""The trend of a key result as a chart, large for its page and small for rows."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.charts import Fan as ChartFan
from plumbline.charts import KeyResultTrend, Sparkline, TargetStep
from plumbline.charts import Point as ChartPoint
from plumbline.charts.series import value_on
from plumbline.charts.words import half_up
from plumbline.domain.okrs.selectors.details import KeyResultDetails
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, Metric
from plumbline.domain.okrs.selectors.lines import Point
from plumbline.domain.okrs.selectors.trends import TrendFacts
from plumbline.engine.documents.model import MetricKind
from plumbline.engine.forecast.key_results import Movement
from plumbline.engine.scoring.progress import GuardrailState
from plumbline.engine.scoring.staleness import CADENCE_DAYS
from plumbline.web.okrs.chances import fan_value, key_result_sign
from plumbline.web.okrs.written import (
    LIMITS,
    day_long,
    distance,
    measure,
    number_alone,
    percent,
    target_words,
    value_now,
)
from plumbline.web.ui.chart_words import chart_words, chart_words_of_day, day_written

#: A trend is drawn of one key result with all its page says, or of many with what they need.
Trended = KeyResultDetails | TrendFacts


def finding(facts: KeyResultFacts) -> str:
    """Write in one sentence where a key result stands; a guardrail holds or is breached."""
    now = value_now(facts)
    if not facts.has_data or not now:
        return _("No check-in yet.")
    limits = {"value": now, "limit": target_words(facts.metric)}
    if facts.guardrail is GuardrailState.BREACHED:
        return _("%(value)s breaches the guardrail, %(limit)s.") % limits
    if facts.guardrail is GuardrailState.HOLDS:
        return _("%(value)s holds the guardrail, %(limit)s.") % limits
    if facts.metric.kind is MetricKind.MILESTONE and not facts.metric.stages:
        if facts.progress:
            return _("Reached.")
        return _("Not reached yet, due by %(day)s.") % {"day": day_long(facts.due)}
    share = {"share": percent(facts.progress), "target": target_words(facts.metric)}
    if facts.metric.kind in LIMITS:
        return _("%(share)s of the days inside, %(target)s.") % share
    return _("%(share)s of the way to %(target)s by %(day)s.") % {
        **share,
        "day": day_long(facts.due),
    }


def pace_finding(details: Trended, *, today: date) -> str:
    """Write what the chart shows: how far the value is from where pace expects it.

    The sentence of the page stands above it and is not said again.
    """
    facts = details.facts
    if not facts.has_data or not details.readings:
        return _("The line starts with the first check-in.")
    if facts.metric.kind in LIMITS:
        return _bounds_finding(details)
    expected = value_on(_pace(details), min(max(today, facts.start), facts.due))
    if expected is None or facts.value is None:
        return finding(facts)
    ahead = facts.value - expected
    if facts.metric.kind is MetricKind.DECREASE:
        ahead = -ahead
    words = {"gap": distance(half_up(abs(ahead), 1), facts.metric)}
    if not half_up(abs(ahead), 1):
        return _("Just where pace expects it.")
    return (
        _("%(gap)s ahead of expected pace.") % words
        if ahead > 0
        else _("%(gap)s behind expected pace.") % words
    )


def _bounds_finding(details: Trended) -> str:
    """Write since when the readings are on the side they are on."""
    low, high = limits(details.facts.metric)
    inside = [
        (low is None or point.value >= low) and (high is None or point.value <= high)
        for point in details.readings
    ]
    now = inside[-1]
    turned = max((number for number, each in enumerate(inside) if each is not now), default=None)
    if turned is None:
        return _("Within bounds at every reading.") if now else _("Out of bounds at every reading.")
    words = {"day": day_written(details.readings[turned + 1].on)}
    return (
        _("Within bounds since %(day)s.") % words
        if now
        else _("Out of bounds since %(day)s.") % words
    )


def trend(details: Trended, *, today: date) -> KeyResultTrend | None:
    """Return the chart of a key result; `None` for a milestone, which has no line."""
    facts = details.facts
    if facts.metric.kind in (None, MetricKind.MILESTONE):
        return None
    low, high = limits(facts.metric)
    targets = () if facts.metric.kind in LIMITS else details.targets
    fans = forecast_fans(details, today=today)
    return KeyResultTrend(
        finding=" ".join(
            filter(None, [pace_finding(details, today=today), fan_finding(details, today=today)])
        ),
        unit=facts.metric.unit or None,
        points=_points(details.readings),
        start=facts.start,
        end=facts.due,
        today=today,
        baseline=facts.metric.baseline,
        targets=tuple(
            TargetStep(point.on, point.value, changed=number > 0)
            for number, point in enumerate(targets)
        ),
        pace=_pace(details),
        allowed_low=low,
        allowed_high=high,
        forecast=fans,
        cadence_days=CADENCE_DAYS[facts.cadence],
        words=chart_words() if details.as_of is None else chart_words_of_day(details.as_of),
    )


def forecast_fans(details: Trended, *, today: date) -> tuple[ChartFan, ...]:
    """Return the fan from the last value to the last day; empty where nothing lies ahead."""
    forecast = details.forecast
    if forecast is None or not forecast.fans or not details.readings or details.facts.due < today:
        return ()
    last = details.readings[-1]
    begins = ChartFan(last.on, *[last.value] * 5)
    return (
        begins,
        *(
            ChartFan(
                fan.on,
                middle=Decimal(str(fan.median)),
                low_5=Decimal(str(fan.low50)),
                high_5=Decimal(str(fan.high50)),
                low_8=Decimal(str(fan.low80)),
                high_8=Decimal(str(fan.high80)),
            )
            for fan in forecast.fans
        ),
    )


def fan_finding(details: Trended, *, today: date) -> str:
    """Write what the outer band of the fan holds; empty without one."""
    end = details.forecast.end if details.forecast else None
    if end is None or not forecast_fans(details, today=today):
        return ""
    return _("In 8 of 10 futures it ends between %(low)s and %(high)s.") % {
        "low": number_alone(fan_value(details, end.low80)),
        "high": measure(fan_value(details, end.high80), details.facts.metric),
    }


def assumed_words(details: Trended, *, today: date) -> str:
    """Write what the middle of the fan takes for granted; empty without a fan.

    It follows a line only once its points tell a way that goes on from one that happened so.
    """
    forecast = details.forecast
    if forecast is None or not forecast.movements or not forecast_fans(details, today=today):
        return ""
    movement, _belief = max(forecast.movements, key=lambda each: each[1])
    if movement in (Movement.WANDERS, Movement.TRAILS):
        return _level_words(details, forecast.points, movement)
    words = {
        Movement.STEADY: _(
            "The forecast takes it to go on as steadily as so far: its middle draws the line on."
        ),
        Movement.RATE_WANDERS: _(
            "The forecast takes as much to come in a week as of late, more or less."
        ),
        Movement.RATE_DRIFTS: _(
            "The forecast takes what comes in a week to go on rising or falling as so far."
        ),
    }
    return words[movement]


def _level_words(details: Trended, count: int, movement: Movement) -> str:
    """Write why the middle does not follow the line, or what it follows instead."""
    values = [point.value for point in details.readings]
    steps = [later - earlier for earlier, later in pairwise(values)]
    if steps and (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
        return ngettext(
            "The forecast does not yet go on with the line: %(count)d dated point is too few to "
            "tell whether it lasts. It follows once further ones go the same way.",
            "The forecast does not yet go on with the line: %(count)d dated points are too few to "
            "tell whether it lasts. It follows once further ones go the same way.",
            count,
        ) % {"count": count}
    if movement is Movement.TRAILS:
        return _(
            "The forecast takes it for a figure over the last weeks: what came in drops out again, "
            "and the target pulls a little."
        )
    return _(
        "It has moved both ways or stood still, so the forecast stays near the last value: which "
        "way it goes next is open."
    )


def sparkline(facts: KeyResultFacts, points: Sequence[Point], *, on: date) -> Sparkline | None:
    """Return the small trend of a row; `None` for a milestone."""
    metric = facts.metric
    if metric.kind in (None, MetricKind.MILESTONE):
        return None
    low, high = limits(metric)
    status = key_result_sign(facts, on)
    is_limit = metric.kind in LIMITS
    return Sparkline(
        finding=finding(facts),
        points=_points(points),
        start=facts.start,
        end=facts.due,
        baseline=None if is_limit else metric.baseline,
        target=None if is_limit else metric.target,
        pace=() if is_limit else tuple(ChartPoint(*corner) for corner in facts.pace_bent),
        allowed_low=low,
        allowed_high=high,
        sign=status.sign if status else None,
        unit=metric.unit or None,
        cadence_days=CADENCE_DAYS[facts.cadence],
        words=chart_words(),
    )


def limits(metric: Metric) -> tuple[Decimal | None, Decimal | None]:
    """Return the lower and upper end of what is allowed; `None` where there is no end."""
    match metric.kind:
        case MetricKind.RANGE:
            return metric.low, metric.high
        case MetricKind.AT_LEAST:
            return metric.target, None
        case MetricKind.AT_MOST:
            return None, metric.target
    return None, None


def _points(points: Sequence[Point]) -> tuple[ChartPoint, ...]:
    return tuple(ChartPoint(point.on, point.value) for point in points)


def _pace(details: Trended) -> tuple[ChartPoint, ...]:
    return _points(details.expected)
