"""The history of an objective: check-ins, states, adjustments and pauses, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from plumbline.domain.checkins.objective_days import (
    DayCheckedIn,
    ResultMoved,
    StateChanged,
    objective_days,
)
from plumbline.domain.okrs.selectors.details import ObjectiveDetails, objective_details
from plumbline.domain.okrs.selectors.facts import KeyResultFacts
from plumbline.engine.documents.model import MetricKind, State
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.chances import chance_figure
from plumbline.web.okrs.histories import AdjustmentLine, lines_dated
from plumbline.web.okrs.written import day_with_year, measure, state_of, value_alone
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.ui.chart_words import day_written
from plumbline.web.visits import Visit, tenant_page

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
SHOWN: Final = 5
PAGE_SIZE: Final = 50

CAME_TO: Final[Mapping[State, Promise]] = {
    State.ACTIVE: gettext_lazy("Activated"),
    State.GRADING: gettext_lazy("Grading began"),
    State.CLOSED: gettext_lazy("Graded and closed"),
    State.STOPPED: gettext_lazy("Stopped"),
}
"""What is said of a state that was come to; a pause tells of itself."""

CAME_BACK: Final[Mapping[State, Promise]] = {
    State.PAUSED: gettext_lazy("Went on"),
    State.GRADING: gettext_lazy("Grading was taken back"),
}
"""What is said of what is active again, by the state it was in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPart:
    """The newest lines.

    Attributes:
        total: How many there are in all.
        all_url: Where all stand; empty where these are all.
    """

    lines: tuple[AdjustmentLine, ...]
    total: int
    all_url: str


@dataclass(frozen=True, slots=True)
class _Listed:
    """What paging asks of a list."""

    total: int
    number: int
    pages: int


def history_part(visit: Visit, details: ObjectiveDetails, as_of: AsOf) -> HistoryPart:
    """Return the newest of what became of an objective (two queries)."""
    lines, total = _lines(details, visit.at, newest=SHOWN)
    address = reverse("objective-history", args=[visit.slug, details.facts.public_id])
    return HistoryPart(
        lines=tuple(
            replace(line, day=_("Today") if on == visit.today else day_written(on))
            for on, line in lines[:SHOWN]
        ),
        total=total,
        all_url=address + as_of.query() if total > SHOWN else "",
    )


@require_safe
@tenant_page
def history(visit: Visit, objective: str) -> HttpResponse:
    """Show all that became of an objective, page by page."""
    as_of = as_of_asked(visit, keep=())
    details = objective_details(
        viewer=visit.viewer, public_id=objective, at=visit.at, as_of=as_of.day
    )
    asked = page_asked(visit.request)
    lines, total = _lines(details, visit.at, newest=asked * PAGE_SIZE)
    pages = max(1, -(-total // PAGE_SIZE))
    listed = _Listed(total, min(max(1, asked), pages), pages)
    if listed.number < asked:
        lines, _total = _lines(details, visit.at, newest=listed.number * PAGE_SIZE)
    first = (listed.number - 1) * PAGE_SIZE
    address = reverse("objective-history", args=[visit.slug, objective]) + as_of.query()
    context = {
        "frame": frame_for(
            visit, Entry.COMPANY, as_of=as_of.words, cycle=details.facts.cycle.public_id
        ),
        "title": details.facts.title,
        "url": reverse("objective", args=[visit.slug, objective]) + as_of.query(),
        "lines": [
            replace(line, day=day_with_year(on)) for on, line in lines[first : first + PAGE_SIZE]
        ],
        "pages": pages_of(listed, size=PAGE_SIZE, url=address),
    }
    return render(visit.request, "okrs/objective_history.html", context)


def _lines(
    details: ObjectiveDetails, at: datetime, *, newest: int
) -> tuple[list[tuple[date, AdjustmentLine]], int]:
    """Return the lines of which the newest are right, with their days, and how many there are."""
    found = objective_days(details, at=at, newest=newest)
    named = {each.public_id: each for each in details.facts.key_results}
    lines = lines_dated(details.adjustments, details.pauses)
    lines += [(each.on, line) for each in found.changes if (line := _change_line(each))]
    total = len(lines) + found.total
    lines += [(day.on, _check_in_line(day, named)) for day in found.days]
    # Of one day what stands last here comes first: check-ins, then what was recorded later.
    return sorted(lines, key=itemgetter(0))[::-1], total


def _change_line(change: StateChanged) -> AdjustmentLine | None:
    state = state_of(change.state)
    words = CAME_TO.get(state)
    if state is State.ACTIVE and change.before is not None:
        words = CAME_BACK.get(state_of(change.before), words)
    if words is None:
        return None
    reason = change.reason if state is State.STOPPED else ""
    return AdjustmentLine(day="", words=str(words), reason=reason)


def _check_in_line(day: DayCheckedIn, named: Mapping[str, KeyResultFacts]) -> AdjustmentLine:
    parts = [_mean_chance_words(day), _moved_most(day.results, named)]
    said = ", ".join(part for part in parts if part)
    if not said:
        count = len(day.results)
        said = ngettext("%(count)d key result", "%(count)d key results", count) % {"count": count}
    return AdjustmentLine(day="", words=_("Checked in: %(said)s") % {"said": said}, reason="")


def _mean_chance_words(day: DayCheckedIn) -> str:
    before, after = (None if each is None else chance_figure(each) for each in day.mean_chance)
    if before is None or after is None or before == after:
        return ""
    return _("mean chance %(change)s") % {"change": _change(before, after)}


def _moved_most(results: tuple[ResultMoved, ...], named: Mapping[str, KeyResultFacts]) -> str:
    """Say of one key result how its owner became surer or less sure, else how its value moved."""
    known = [each for each in results if each.public_id in named]
    surer = max(known, key=lambda each: _distance(each.confidence), default=None)
    if surer is not None and _distance(surer.confidence):
        return _("confidence in “%(title)s” %(change)s") % {
            "title": named[surer.public_id].title,
            "change": _change(*surer.confidence),
        }
    moved = [each for each in known if _distance(each.value)]
    if not moved:
        return ""
    most = max(moved, key=lambda each: _distance(each.chance))
    facts = named[most.public_id]
    before, after = (each for each in most.value if each is not None)
    is_milestone = facts.metric.kind is MetricKind.MILESTONE
    latest = value_alone(after, facts.metric) if is_milestone else measure(after, facts.metric)
    return _("“%(title)s” %(change)s") % {
        "title": facts.title,
        "change": _change(value_alone(before, facts.metric), latest),
    }


def _change(before: object, after: object) -> str:
    """Write what became what; no line ends beside the arrow."""
    return f"{before}{NO_BREAK}→{NO_BREAK}{after}"


def _distance(pair: tuple[Decimal | int | None, Decimal | int | None]) -> Decimal:
    before, after = pair
    return Decimal(0) if before is None or after is None else abs(Decimal(after) - Decimal(before))
