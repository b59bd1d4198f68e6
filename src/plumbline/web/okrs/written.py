"""Key results and objectives put into words: values with their unit, ways, limits, signs."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.charts import ProgressBar, Sign
from plumbline.charts.words import MINUS
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, Metric, Name
from plumbline.engine.documents.model import MetricKind, State, Visibility
from plumbline.engine.scoring.progress import GuardrailState, stages_reached
from plumbline.engine.scoring.readings import Reading
from plumbline.engine.scoring.staleness import CheckInState
from plumbline.web.day_words import day_full as day_full
from plumbline.web.day_words import day_long as day_long
from plumbline.web.ui.chart_words import chart_words
from plumbline.web.ui.signs import PersonName, StateBadge, StatusSign

BAR = 104.0  # px, in rows
LIMITS = frozenset({MetricKind.RANGE, MetricKind.AT_MOST, MetricKind.AT_LEAST})


def day_with_year(day: date) -> str:
    """Write a day with its year: 23 November 2026."""
    # Translators: Django's date format: "j F Y" gives 23 November 2026.
    return date_format(day, _("j F Y"))


def day_before(day: date, last: date) -> str:
    """Write the first day of a span whose last is written with its year, which is said once."""
    return day_long(day) if day.year == last.year else day_with_year(day)


def measure(value: Decimal, metric: Metric) -> str:
    """Write a value of a metric with its unit."""
    return chart_words().with_unit(value, metric.unit)


def distance(value: Decimal, metric: Metric) -> str:
    """Write how far two values of a metric are apart: of percentages in points, not in percent."""
    if metric.unit != "%":
        return measure(value, metric)
    words = ngettext("%(change)s point", "%(change)s points", 1 if value == 1 else 2)
    return words % {"change": number_alone(value)}


def measure_typed(value: Decimal) -> str:
    """Write a value as a person would type it into a field: no grouping, no unit."""
    text = number_format(format(value.normalize(), "f"), use_l10n=True, force_grouping=False)
    return text.replace(MINUS, "-")


def number_alone(value: Decimal) -> str:
    """Write a value without its unit."""
    return chart_words().number(value)


def value_alone(value: Decimal, metric: Metric) -> str:
    """Write an earlier value beside the latest one: a number, or of a milestone how far it was."""
    if metric.kind is not MetricKind.MILESTONE:
        return number_alone(value)
    if metric.stages:
        return str(stages_reached(metric.stages, Reading(on=date.min, value=value)))
    return _("reached") if value else _("not yet")


def percent(share: Decimal) -> str:
    """Write a share of one as a whole percentage."""
    return chart_words().percent(share)


def value_now(facts: KeyResultFacts) -> str:
    """Write the latest value of a key result, of a milestone in words; empty without one."""
    metric = facts.metric
    if metric.kind is MetricKind.MILESTONE:
        if metric.stages and facts.stage is not None:
            return _("%(reached)d of %(stages)d stages") % {
                "reached": facts.stage,
                "stages": len(metric.stages),
            }
        return "" if facts.value is None else (_("reached") if facts.value else _("not yet"))
    return "" if facts.value is None else measure(facts.value, metric)


def target_words(metric: Metric) -> str:
    """Write what is to be reached or held: "8 days", "at most 6", "72 to 78 %"."""
    words = chart_words()
    match metric.kind:
        case MetricKind.RANGE if metric.low is not None and metric.high is not None:
            return _("%(low)s to %(high)s") % {
                "low": number_alone(metric.low),
                "high": words.with_unit(metric.high, metric.unit),
            }
        case MetricKind.AT_MOST if metric.target is not None:
            return _("at most %(value)s") % {"value": measure(metric.target, metric)}
        case MetricKind.AT_LEAST if metric.target is not None:
            return _("at least %(value)s") % {"value": measure(metric.target, metric)}
        case MetricKind.MILESTONE if metric.stages:
            count = len(metric.stages)
            return ngettext("%(count)d stage", "%(count)d stages", count) % {"count": count}
        case MetricKind.MILESTONE:
            return _("reached or not")
    if metric.target is not None:
        return measure(metric.target, metric)
    if metric.relative_target is not None:
        return _("%(change)s of the baseline") % {
            "change": words.with_unit(metric.relative_target, "%")
        }
    return ""


def way_words(facts: KeyResultFacts) -> str:
    """Write where a key result goes and by when: "19 → 8 days by 31 December"."""
    metric = facts.metric
    target = target_words(metric)
    if metric.kind is None:
        return _("nothing says yet how it is measured")
    if not target:
        return _("its numbers are missing: say where it goes")
    if metric.kind in LIMITS:
        return _("%(target)s until %(day)s") % {"target": target, "day": day_long(facts.due)}
    if metric.kind is MetricKind.MILESTONE:
        return _("%(target)s by %(day)s") % {"target": target, "day": day_long(facts.due)}
    if metric.baseline is None:
        return _("baseline still to be measured → %(target)s by %(day)s") % {
            "target": target,
            "day": day_long(facts.due),
        }
    return _("%(baseline)s → %(target)s by %(day)s") % {
        "baseline": number_alone(metric.baseline),
        "target": target,
        "day": day_long(facts.due),
    }


def value_and_target(facts: KeyResultFacts) -> str:
    """Write the latest value beside the target: "12.9 days, target 8"; "5.2, at most 6"."""
    metric = facts.metric
    now, target = value_now(facts), target_words(metric)
    if metric.kind in LIMITS and facts.value is not None:
        return f"{number_alone(facts.value)}, {target}"
    if metric.kind in LIMITS or metric.kind is MetricKind.MILESTONE:
        return now or target
    if not target:
        return now
    alone = target if metric.target is None or not now else number_alone(metric.target)
    said = _("target %(target)s") % {"target": alone}
    return f"{now}, {said}" if now else said


def progress_bar(facts: KeyResultFacts, *, width: float = BAR) -> ProgressBar | None:
    """Draw progress with its pace; `None` for a guardrail, which has none."""
    if facts.is_guardrail:
        return None
    share = facts.progress if facts.has_data else None
    return ProgressBar(share=share, pace=facts.pace, width=width, words=chart_words())


def guardrail_sign(state: GuardrailState | None) -> StatusSign | None:
    """Return whether a guardrail holds; `None` without data and for other key results."""
    if state is GuardrailState.HOLDS:
        return StatusSign(Sign.ON_TRACK, _("Holds"))
    if state is GuardrailState.BREACHED:
        return StatusSign(Sign.OFF_TRACK, _("Breached"))
    return None


def check_in_sign(state: CheckInState | None, last_on: date | None, on: date) -> StatusSign | None:
    """Return the sign of silence: stale and overdue with the days it lasts, no data."""
    if state is CheckInState.NO_DATA:
        return StatusSign(Sign.NO_DATA, _("No data"))
    if state not in (CheckInState.STALE, CheckInState.OVERDUE):
        return None
    if last_on is None:
        return StatusSign(Sign.STALE, _("Stale"))
    days = (on - last_on).days
    overdue = state is CheckInState.OVERDUE
    words = (
        ngettext("Overdue, %(days)d day", "Overdue, %(days)d days", days)
        if overdue
        else ngettext("Stale, %(days)d day", "Stale, %(days)d days", days)
    )
    return StatusSign(Sign.STALE, words % {"days": days})


def state_of(stored: str) -> State:
    """Return a state in the words of documents; the domain keeps the same ones."""
    return State(str(stored))


def reason_label(state: State) -> str:
    """Name the reason of a state."""
    labels = {State.STOPPED: _("Why it was stopped"), State.PAUSED: _("Why it is paused")}
    return labels.get(state, _("Why it is so"))


def visibility_of(stored: str) -> Visibility:
    """Return a visibility in the words of documents."""
    return Visibility(str(stored))


def state_shown(state: str, *, since: str = "") -> StateBadge | None:
    """Return the badge of a state, but none for the one that everybody expects."""
    return None if state_of(state) is State.ACTIVE else StateBadge(state_of(state), since=since)


def person_shown(name: Name | None) -> PersonName | None:
    """Return a person for a row."""
    return None if name is None else PersonName(name.name)
