"""Key results in lists beside objectives: what moved by how much, and what is silent."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.charts.words import MINUS
from plumbline.domain.checkins.company_week import company_week
from plumbline.domain.okrs.selectors.team_work import Moved, Quiet
from plumbline.engine.documents.model import MetricKind
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.okrs.nodes import Places
from plumbline.web.okrs.week_ago import same_words
from plumbline.web.okrs.written import (
    check_in_sign,
    distance,
    number_alone,
    person_shown,
    value_now,
)
from plumbline.web.ui.chart_words import day_written
from plumbline.web.ui.signs import Confidence, PersonName, StatusSign
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLine:
    """A key result in one of the lists beside the objectives.

    Attributes:
        person: Who checked in; in the list of what is silent, who owns it.
        change: By how much it moved, signed; empty in the list of what is silent.
        was: What it stands at now and since when.
    """

    title: str
    url: str
    objective: str
    person: PersonName | None
    change: str = ""
    was: str = ""
    confidence: Confidence | None = None
    status: StatusSign | None = None


@dataclass(frozen=True, slots=True)
class NewestMoves:
    """What moved in seven days in a cycle, the newest first; `more` says that this is not all."""

    moved: tuple[WeekLine, ...]
    more: str


def newest_moves(visit: Visit, cycle: "Cycle", as_of: AsOf) -> NewestMoves:
    """Return what moved in the whole organization, as far as the viewer sees it (one query)."""
    week = company_week(viewer=visit.viewer, cycle=cycle, at=visit.at)
    lines = tuple(moved_line(each, Places(visit.slug, as_of)) for each in week.moved)
    more = _("These are the newest %(count)d.") % {"count": len(lines)}
    return NewestMoves(lines, "" if week.is_all else more)


def moved_line(moved: Moved, places: Places) -> WeekLine:
    """Return a key result that moved, as a line."""
    facts = moved.facts
    return WeekLine(
        title=facts.title,
        url=places.key_result(facts),
        objective=moved.objective.name,
        person=PersonName(moved.by) if moved.by else None,
        change=change_words(moved),
        was=_("now %(value)s, on %(day)s")
        % {
            "value": value_now(facts),
            "day": day_written(facts.current_on) if facts.current_on else "",
        },
        confidence=Confidence(Decimal(facts.confidence)) if facts.confidence else None,
    )


def quiet_line(quiet: Quiet, places: Places) -> WeekLine:
    """Return a key result that is silent, as a line."""
    facts = quiet.facts
    return WeekLine(
        title=facts.title,
        url=places.key_result(facts),
        objective=quiet.objective.name,
        person=person_shown(facts.owner),
        status=check_in_sign(facts.check_in, facts.checked_in_on, places.on),
    )


def change_words(moved: Moved) -> str:
    """Write by how much a key result moved: "−0.9 days", "+4 points", "no change"."""
    metric, change = moved.facts.metric, moved.change
    if change is None:
        return _("first value")
    if not change:
        return same_words()
    sign = "+" if change > 0 else MINUS
    if metric.kind is MetricKind.MILESTONE and not metric.stages:
        return _("reached") if change > 0 else _("not reached any more")
    if metric.stages:
        count = int(abs(change))
        words = ngettext("%(change)s stage", "%(change)s stages", count)
        return words % {"change": sign + number_alone(abs(change))}
    return sign + distance(abs(change), metric)
