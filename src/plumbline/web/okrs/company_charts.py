"""The pictures of the organization's page: status by week, attainment, chance beside confidence.

Each title is what the picture shows, said in a sentence; what it was made of stands in its table.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.charts import (
    AttainmentStrip,
    ChancePairs,
    Column,
    Dots,
    Pair,
    Sign,
    StackedCounts,
    Strip,
)
from plumbline.charts.words import half_up
from plumbline.domain.okrs.selectors.company_weeks import CompanyHistory, CompanyWeek
from plumbline.domain.okrs.selectors.facts import TreeNode
from plumbline.domain.okrs.selectors.team import StyleFigures, TeamFigures
from plumbline.engine.documents.model import Style
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.okrs.chances import objective_sign
from plumbline.web.okrs.nodes import PLANNED, last_on
from plumbline.web.okrs.standing import is_unheard, style_words
from plumbline.web.okrs.team_weeks import team_heat
from plumbline.web.okrs.written import percent, state_of
from plumbline.web.ui.chart_words import chart_words
from plumbline.web.ui.heat import HeatMap
from plumbline.web.ui.signs import COUNT_WORDS, Counts
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle

#: So many objectives of the organization itself are told; it should not have more.
PAIRS_MOST: Final = 5
#: Points between chance and confidence from which on they are said to disagree.
APART: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyPictures:
    """The charts of the page.

    Attributes:
        change: What is otherwise than a week ago, behind the first line; empty where none is kept.
        means: Attainment and mean confidence beside those of a week ago.
        pairs: `None` where the organization has no objective of its own that runs.
        heat: `None` without a team that has objectives.
    """

    change: str
    means: str
    stacks: StackedCounts
    strips: AttainmentStrip
    strips_subtitle: str
    pairs: ChancePairs | None
    heat: HeatMap | None


def company_pictures(
    visit: Visit,
    nodes: Sequence[TreeNode],
    figures: TeamFigures,
    history: CompanyHistory | None,
    cycle: "Cycle",
    as_of: AsOf,
    company: str,
) -> CompanyPictures | None:
    """Draw the organization on a day, beside the weeks before.

    `None` where they are not read, and before anything was heard: empty charts would only stand
    before the objectives.

    Args:
        visit: Who is there; sees what everybody sees, but for the top of the tree.
        nodes: The top of the tree.
        figures: How the organization stands.
        history: The weeks before.
        cycle: The cycle.
        as_of: The day.
        company: Public id of the organization's team.
    """
    if history is None or _is_silent(history):
        return None
    return CompanyPictures(
        change=change_words(history),
        means=means_words(history),
        stacks=status_stacks(history),
        strips=attainment_strips(history, figures, cycle, as_of.shown),
        strips_subtitle=_("Progress ÷ the bar of the style, by team; right: key results")
        if history.is_of_teams
        else _("Progress ÷ the bar of the style, by objective; right: key results"),
        pairs=chance_pairs(nodes, company, as_of),
        heat=team_heat(visit, history, cycle, as_of),
    )


def _is_silent(history: CompanyHistory) -> bool:
    if any(each.attainment for each in history.attained):
        return False
    return not any(
        counts.on_track or counts.at_risk or counts.off_track or counts.stale or counts.unsaid
        for counts in (week.counts for week in history.weeks)
    )


def status_stacks(history: CompanyHistory) -> StackedCounts:
    """Draw key results by status, a column a week; weeks that are not kept are left empty."""
    found = {week.number: week for week in history.weeks}
    last = history.weeks[-1].number
    return StackedCounts(
        finding=_status_finding(history.weeks),
        columns=tuple(_column(number, found.get(number)) for number in range(1, last + 1)),
        names=(
            str(COUNT_WORDS[Sign.ON_TRACK]),
            str(COUNT_WORDS[Sign.AT_RISK]),
            str(COUNT_WORDS[Sign.OFF_TRACK]),
            str(COUNT_WORDS[Sign.STALE]),
            str(COUNT_WORDS[Sign.TOO_EARLY]),
            str(COUNT_WORDS[Sign.NO_DATA]),
        ),
        words=chart_words(),
    )


def _column(number: int, week: CompanyWeek | None) -> Column:
    # Translators: a week of a cycle, as the first label of an axis that counts on from there.
    label = _("wk %(week)d") % {"week": number} if number == 1 else str(number)
    if week is None:
        return Column(label, 0, 0, 0, 0)
    counts = week.counts
    return Column(
        label,
        counts.on_track,
        counts.at_risk,
        counts.off_track,
        counts.no_data,
        stale=counts.stale,
        unsaid=counts.unsaid,
    )


def _status_finding(weeks: Sequence[CompanyWeek]) -> str:
    """Say since when off track has fallen or risen, else the same of on track."""
    now = weeks[-1].counts
    past = [week for week in weeks[:-1] if week.counts.on_track or week.counts.off_track]
    if not (now.on_track or now.at_risk or now.off_track):
        return (
            _("No key result has a status any more")
            if past
            else _("No key result has a status yet")
        )
    off = _moved(past, [week.counts.off_track for week in past], now.off_track)
    if off is not None:
        start, week = off
        words = {"start": start, "now": now.off_track, "week": week}
        if now.off_track < start:
            return _("Off track has fallen from %(start)d to %(now)d since week %(week)d") % words
        return _("Off track has risen from %(start)d to %(now)d since week %(week)d") % words
    on = _moved(past, [week.counts.on_track for week in past], now.on_track)
    if on is not None:
        start, week = on
        words = {"start": start, "now": now.on_track, "week": week}
        if now.on_track < start:
            return _("On track has fallen from %(start)d to %(now)d since week %(week)d") % words
        return _("On track has risen from %(start)d to %(now)d since week %(week)d") % words
    if past and len(past) == weeks[-1].number - past[0].number:
        if past[0].number == 1:
            return _("As many are on track and off track as in every week before")
        return _("As many are on track and off track as in each since week %(week)d") % {
            "week": past[0].number
        }
    return ngettext(
        "%(count)d key result is on track", "%(count)d key results are on track", now.on_track
    ) % {"count": now.on_track}


def _moved(past: Sequence[CompanyWeek], counts: Sequence[int], now: int) -> tuple[int, int] | None:
    """Return from which count and week on a number went to what it is; `None` if it never did.

    From its peak where it fell since, else from its lowest; of weeks alike the latest.
    """
    if not counts:
        return None
    pairs = [(count, week.number) for count, week in zip(counts, past, strict=True)]
    if max(counts) > now:
        return max(pairs)
    lowest = min(counts)
    return (lowest, max(week for count, week in pairs if count == lowest)) if lowest < now else None


def attainment_strips(
    history: CompanyHistory, figures: TeamFigures, cycle: "Cycle", on: date
) -> AttainmentStrip:
    """Draw what objectives have attained, style by style."""
    pace = pace_on(cycle, on)
    return AttainmentStrip(
        finding=_attainment_finding(figures.below.styles, pace),
        strips=tuple(_strip(each, history) for each in figures.below.styles),
        pace=pace,
        words=chart_words(),
    )


def pace_on(cycle: "Cycle", on: date) -> Decimal | None:
    """Return the pace of a cycle, 0 on its first day and 1 on its last, as of a key result.

    `None` where it does not run.
    """
    if not cycle.start <= on <= cycle.end:
        return None
    days = (cycle.end - cycle.start).days
    return half_up(Decimal((on - cycle.start).days) / days, 4) if days else Decimal(1)


def _strip(figures: StyleFigures, history: CompanyHistory) -> Strip:
    count = figures.objectives
    counts = Counts(
        on_track=figures.counts.on_track,
        at_risk=figures.counts.at_risk,
        off_track=figures.counts.off_track,
        stale=figures.counts.stale,
        no_data=figures.counts.no_data,
        unsaid=figures.counts.unsaid,
    )
    style, unheard = figures.style, is_unheard(figures.counts, figures.attainment)
    dots = [each for each in history.attained if str(each.style) == str(style) and not unheard]
    return Strip(
        label=style_words(figures),
        detail=ngettext("%(count)d objective", "%(count)d objectives", count) % {"count": count},
        dots=tuple(Dots(each.attainment, each.count) for each in dots),
        mean=figures.attainment if dots else None,
        counts=tuple((sign, number, str(words)) for sign, number, words in counts.shown),
        note="" if dots else _("no data") if unheard else _("not scored"),
    )


def _attainment_finding(styles: Sequence[StyleFigures], pace: Decimal | None) -> str:
    if pace is None:
        return _("How far objectives came on the way to their bar")
    parts = []
    for each in styles:
        if each.attainment is None or each.style is None:
            continue
        if is_unheard(each.counts, each.attainment):
            continue  # nobody is behind before the first check-in
        points = int(half_up(each.attainment * 100, 0) - half_up(pace * 100, 0))
        words = {"style": style_words(each), "count": abs(points)}
        if points < 0:
            said = ngettext(
                "%(style)s: %(count)d point behind pace",
                "%(style)s: %(count)d points behind pace",
                -points,
            )
        elif points > 0:
            said = ngettext(
                "%(style)s: %(count)d point ahead of pace",
                "%(style)s: %(count)d points ahead of pace",
                points,
            )
        else:
            said = _("%(style)s: at pace")
        parts.append(said % words)
    return "; ".join(parts) or _("Nothing is scored yet")


def chance_pairs(nodes: Sequence[TreeNode], company: str, as_of: AsOf) -> ChancePairs | None:
    """Draw what data and people say of the organization's own objectives.

    Args:
        nodes: The top of the tree as the viewer sees it.
        company: Public id of the organization's team.
        as_of: The day the page tells of.
    """
    own = company_nodes(nodes, company)[:PAIRS_MOST]
    if not own:
        return None
    pairs = tuple(_pair(node, as_of.shown) for node in own)
    return ChancePairs(finding=_pairs_finding(pairs), pairs=pairs, words=chart_words())


def company_nodes(nodes: Sequence[TreeNode], company: str) -> list[TreeNode]:
    """Return the organization's own objectives that run or ran, which everybody sees."""
    return [
        node
        for node in nodes
        if node.team is not None
        and node.team.public_id == company
        and not node.is_personal
        and state_of(node.state) not in PLANNED
        and (node.style is None or Style(str(node.style)) is not Style.LEARNING)
    ]


def _pair(node: TreeNode, on: date) -> Pair:
    sign = objective_sign(node, last_on(node), on)
    return Pair(
        label=node.title,
        chance=node.mean_chance,
        sign=sign.sign if sign else Sign.NO_DATA,
        confidence=node.mean_confidence,
    )


def _pairs_finding(pairs: Sequence[Pair]) -> str:
    """Name the objective of which people and data say the most different things."""
    found = [
        (pair.confidence * 10 - pair.chance * 100, pair.label)
        for pair in pairs
        if pair.chance is not None and pair.confidence is not None
    ]
    if not found:
        return _("No objective of the organization has a chance yet")
    points, title = max(found, key=lambda each: abs(each[0]))
    if abs(points) < APART:
        return _("People are about as sure as the data")
    if points > 0:
        return _("People are far surer of “%(objective)s” than the data") % {"objective": title}
    return _("The data is far surer of “%(objective)s” than people") % {"objective": title}


def change_words(history: CompanyHistory) -> str:
    """Write what is otherwise than at the end of last week; empty where that is not kept."""
    before = history.before
    if before is None or not any(asdict(before.counts).values()):
        return ""  # of a week in which nothing ran there is nothing to tell apart
    now = history.weeks[-1].counts
    off = now.off_track - before.counts.off_track
    on = now.on_track - before.counts.on_track
    if off < 0:
        words = ngettext(
            "%(count)d fewer off track than last week",
            "%(count)d fewer off track than last week",
            -off,
        )
    elif off > 0:
        words = ngettext(
            "%(count)d more off track than last week",
            "%(count)d more off track than last week",
            off,
        )
    elif on < 0:
        words = ngettext(
            "%(count)d fewer on track than last week",
            "%(count)d fewer on track than last week",
            -on,
        )
    elif on > 0:
        words = ngettext(
            "%(count)d more on track than last week",
            "%(count)d more on track than last week",
            on,
        )
    elif now.on_track or now.at_risk or now.off_track:
        return _("as many on track and off track as last week")
    else:
        return ""
    return words % {"count": abs(off or on)}


def _attained(week: CompanyWeek | None) -> Decimal | None:
    if week is None or is_unheard(week.counts, week.attainment):
        return None
    return week.attainment


def means_words(history: CompanyHistory) -> str:
    """Write attainment and mean confidence, each with what it was at the end of last week."""
    now, before = history.weeks[-1], history.before
    number = chart_words().number
    parts = []
    attained, attained_before = _attained(now), _attained(before)
    if attained is not None:
        value = percent(attained)
        if attained_before is not None:
            was = {"now": value, "was": percent(attained_before)}
            parts.append(_("Attainment %(now)s, was %(was)s last week") % was)
        else:
            parts.append(_("Attainment %(now)s") % {"now": value})
    if now.mean_confidence is not None:
        value = number(now.mean_confidence)
        if before is not None and before.mean_confidence is not None:
            was = {"now": value, "was": number(before.mean_confidence)}
            parts.append(_("mean confidence %(now)s of 10, was %(was)s") % was)
        else:
            parts.append(_("mean confidence %(now)s of 10") % {"now": value})
    return "; ".join(parts)
