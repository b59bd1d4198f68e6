"""How a team or the organization stands, in words: counts by style, attainment, check-ins."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.charts import Sign
from plumbline.domain.okrs.selectors.team import (
    CheckInCounts,
    Figures,
    StatusCounts,
    StyleFigures,
    TeamFigures,
)
from plumbline.domain.okrs.values import Status
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.domain.tenancy.context import organization_bound
from plumbline.engine.documents.model import Style, Visibility
from plumbline.engine.scoring.staleness import CheckInState
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.okrs.list_forms import TOLD
from plumbline.web.okrs.written import day_before, day_with_year, percent
from plumbline.web.ui.signs import COUNT_WORDS, STYLE_WORDS, Counts
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle


_INSIDE = frozenset({"own-inside", "below-inside"})
#: The sets of objectives that figures are of, as addresses name them.
OWN, OWN_INSIDE, BELOW, BELOW_INSIDE = "own", "own-inside", "below", "below-inside"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRow:
    """Some objectives, counted.

    Attributes:
        label: Which ones: a set of them, or a style.
        is_style: Whether it is a part of the set above it.
        objectives: How many, in words.
        attainment: How much of the bar of their style they have reached; says so when not scored.
        left_out: How many are not scored and left out, in words; empty for none.
        explain_url: How the attainment came to be; empty for a style.
        counted: Of which instant it is, where that is another one than of the rows for everyone.
    """

    label: str
    is_style: bool
    objectives: str
    counts: Counts
    attainment: str
    left_out: str
    explain_url: str = ""
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Where objectives are whose key results have a status, or are silent: "off track", "overdue".

    Without a number: a list holds what its reader may see, and what has fallen silent since; a
    count holds neither.
    """

    sign: Sign
    words: str
    url: str


def standing_rows(
    visit: Visit,
    figures: TeamFigures,
    *,
    own: str,
    inside: str,
    below: str,
    below_inside: str,
    explain: Callable[[str], str],
) -> tuple[StandingRow, ...]:
    """Return each set of objectives with its styles; sets that add nothing are left out.

    Args:
        visit: Who reads it.
        figures: What was counted.
        own: What the objectives of the team itself are called.
        inside: The same with what is for the team alone.
        below: What the set of it and all teams below it is called.
        below_inside: The same with what is for the team alone.
        explain: Where it stands how the attainment of a set came to be, by the set's key.
    """
    later = figures.counted_inside_at
    counted = "" if later == figures.counted_at else counted_words(visit, later)
    sets: list[tuple[str, str, Figures | None, str]] = [
        (OWN, own, figures.own, ""),
        (OWN_INSIDE, inside, figures.own_inside, counted),
    ]
    if figures.is_deep:
        sets += [
            (BELOW, below, figures.below, ""),
            (BELOW_INSIDE, below_inside, figures.below_inside, counted),
        ]
    return tuple(
        row
        for key, label, found, words in sets
        if found is not None
        for row in _set_rows(label, found, explain(key), words, whole=key not in _INSIDE)
    )


def counted_words(visit: Visit, counted_at: datetime | None) -> str:
    """Write of which instant counts are that are kept ready; empty for those of just now."""
    if counted_at is None:
        return ""
    instant = counted_at.astimezone(zone_of(viewer=visit.viewer))
    # Translators: Django's time format: "H:i:s" gives 14:05:09.
    time = date_format(instant, _("H:i:s"))
    if organization_day(organization_bound(), counted_at) == visit.today:
        return _("as of %(time)s") % {"time": time}
    return _("as of %(day)s, %(time)s") % {"day": day_with_year(instant.date()), "time": time}


def _set_rows(
    label: str, found: Figures, explain_url: str, counted: str, *, whole: bool
) -> tuple[StandingRow, ...]:
    """Return a set and, where it is told as a whole, the styles in it.

    What the team sees on top of what everyone does is one row: its styles would say most of it a
    second time, and "Explain" names every objective.
    """
    if len(found.styles) == 1:
        style = found.styles[0]
        label = f"{label} · {style_words(style)}"
        return (_row(label, style, explain_url=explain_url, counted=counted),)
    parts = (_row(style_words(part), part, is_style=True) for part in found.styles)
    row = _row(label, found.whole, explain_url=explain_url, counted=counted)
    return (row, *parts) if whole else (row,)


def _row(
    label: str,
    figures: StyleFigures,
    *,
    is_style: bool = False,
    explain_url: str = "",
    counted: str = "",
) -> StandingRow:
    count = figures.objectives
    without = count - figures.scored
    return StandingRow(
        label=label,
        is_style=is_style,
        objectives=ngettext("%(count)d objective", "%(count)d objectives", count)
        % {"count": count},
        counts=Counts(**asdict(figures.counts)),
        attainment=_attainment_words(figures),
        left_out=ngettext("%(count)d not scored", "%(count)d not scored", without)
        % {"count": without}
        if without and figures.scored
        else "",
        explain_url=explain_url if figures.attainment is not None else "",
        counted=counted,
    )


def _attainment_words(figures: StyleFigures) -> str:
    if figures.attainment is None:
        return _("not scored")
    if is_unheard(figures.counts, figures.attainment):
        return _("no data")
    return percent(figures.attainment)


def is_unheard(counts: StatusCounts, attainment: Decimal | None) -> bool:
    """Return whether nothing was heard of yet: nought would be a figure where there is none."""
    heard = (counts.on_track, counts.at_risk, counts.off_track, counts.stale, counts.unsaid)
    return bool(counts.no_data) and not any(heard) and not attainment


def attainment_words(figures: Figures) -> str:
    """Write the attainment of some objectives, and by style where there are several.

    Empty where none of them is scored, or nothing was heard of any.
    """
    if figures.whole.attainment is None:
        return ""
    whole = _attainment_words(figures.whole)
    if len(figures.styles) < 2:
        return _("Attainment %(share)s") % {"share": whole}
    parts = (f"{style_words(part)} {_attainment_words(part)}" for part in figures.styles)
    return _("Attainment %(share)s (%(styles)s)") % {"share": whole, "styles": ", ".join(parts)}


def style_words(figures: StyleFigures) -> str:
    """Write the style of objectives, or that they have none."""
    return str(STYLE_WORDS[Style(figures.style)]) if figures.style else _("No style")


def team_explanation_url(slug: str, team: str, cycle: str, as_of: AsOf) -> Callable[[str], str]:
    """Return where it stands how the attainment of each set of a team came to be."""
    url = reverse("team-explanation", args=[slug, team])
    return lambda key: url + as_of.query(cycle=cycle, set=key)


def lead_words(counts: CheckInCounts, statuses: StatusCounts) -> str:
    """Write how many of all key results that run are on track, and how many are not.

    Where none has a status yet, how much of what runs is checked in, or how much is over and
    graded. The silent ones are part of the whole: a few that are on track are not all.
    """
    return _status_words(statuses, counts.key_results) or _check_in_words(counts)


def looks_of(
    visit: Visit, counts: CheckInCounts, statuses: StatusCounts, cycle: "Cycle", *, team: str
) -> tuple[Look, ...]:
    """Return where those are whose key results are off track, at risk or silent, worst first.

    Args:
        visit: Who reads it.
        counts: How the check-ins stand.
        statuses: The counts that the page leads with.
        cycle: Of which they are.
        team: Public id of the team that was counted with all below it, as everybody sees them.
    """
    parts: tuple[tuple[int, Sign, Status | CheckInState], ...] = (
        (statuses.off_track, Sign.OFF_TRACK, Status.OFF_TRACK),
        (statuses.at_risk, Sign.AT_RISK, Status.AT_RISK),
        (counts.stale + counts.overdue, Sign.STALE, CheckInState.STALE),
        (counts.overdue, Sign.STALE, CheckInState.OVERDUE),
    )
    url = reverse("objectives", args=[visit.slug])
    seen = Visibility.ORGANIZATION.value  # what only some may see is counted nowhere
    among = {"cycle": cycle.public_id, "team": team, "visibility": seen}
    return tuple(
        Look(sign, str(TOLD[told]), f"{url}?{urlencode({**among, 'key_results': told.value})}")
        for count, sign, told in parts
        if count
    )


def line_words(counts: CheckInCounts, statuses: StatusCounts) -> str:
    """Write what stands below the lead: what it leaves unsaid of the check-ins, and the trouble."""
    said = _check_in_words(counts) if _status_words(statuses, counts.key_results) else ""
    return ", ".join(filter(None, (said, trouble_words(counts))))


def _status_words(statuses: StatusCounts, running: int) -> str:
    parts = ((statuses.at_risk, Sign.AT_RISK), (statuses.off_track, Sign.OFF_TRACK))
    others = [f"{count} {COUNT_WORDS[sign]}" for count, sign in parts if count]
    if not others and not statuses.on_track:
        return ""
    first = ngettext(
        "%(count)d of %(whole)d key results is on track",
        "%(count)d of %(whole)d key results are on track",
        statuses.on_track,
    )
    return ", ".join([first % {"count": statuses.on_track, "whole": running}, *others])


def _check_in_words(counts: CheckInCounts) -> str:
    if not counts.key_results and counts.closed and not counts.graded:
        return ngettext(
            "%(count)d key result is closed", "%(count)d key results are closed", counts.closed
        ) % {"count": counts.closed}
    if not counts.key_results and counts.closed:
        return ngettext(
            "%(graded)d of %(count)d key result graded",
            "%(graded)d of %(count)d key results graded",
            counts.closed,
        ) % {"graded": counts.graded, "count": counts.closed}
    if not counts.key_results:
        return _("No key results run yet")
    return ngettext(
        "%(fresh)d of %(count)d key result is checked in",
        "%(fresh)d of %(count)d key results are checked in",
        counts.key_results,
    ) % {"fresh": counts.fresh, "count": counts.key_results}


def trouble_words(counts: CheckInCounts) -> str:
    """Write what needs a word from its owner, zeros left out; empty when nothing does."""
    parts = (
        (counts.due, ngettext("%d due now", "%d due now", counts.due) % counts.due),
        (counts.stale + counts.overdue, _stale_words(counts)),
        (
            counts.no_data,
            ngettext("%d with no data yet", "%d with no data yet", counts.no_data) % counts.no_data,
        ),
        (
            counts.breached,
            ngettext("%d guardrail breached", "%d guardrails breached", counts.breached)
            % counts.breached,
        ),
    )
    return ", ".join(words for count, words in parts if count)


def _stale_words(counts: CheckInCounts) -> str:
    """Write how many are stale as charts and counts have it, and how many of them are overdue."""
    stale = counts.stale + counts.overdue
    if not counts.overdue:
        return ngettext("%d stale", "%d stale", stale) % stale
    return ngettext(
        "%(stale)d stale (%(overdue)d overdue)", "%(stale)d stale (%(overdue)d overdue)", stale
    ) % {"stale": stale, "overdue": counts.overdue}


def cycle_span_words(cycle: "Cycle") -> str:
    """Write a cycle with its first and last day."""
    return _("%(cycle)s, %(start)s to %(end)s") % {
        "cycle": cycle.name,
        "start": day_before(cycle.start, cycle.end),
        "end": day_with_year(cycle.end),
    }
