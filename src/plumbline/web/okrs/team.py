"""The page of a team: counts first, then its objectives by rank, what moved, what is silent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from plumbline.domain.okrs.selectors.facts import TreeLevel
from plumbline.domain.okrs.selectors.team import TeamFigures, team_figures, team_of_viewer
from plumbline.domain.okrs.selectors.team_work import (
    TeamWeek,
    team_objectives,
    team_week,
)
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.teams import (
    TeamNode,
    TeamsNear,
    team_get,
    team_members,
    teams_near,
)
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.web.framing import Entry, frame_for
from plumbline.web.notify.following import follow_button
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.company import PAGE, Link, TreePart, cycle_links
from plumbline.web.okrs.dependency_lines import DependencyPart, team_part
from plumbline.web.okrs.moves import WeekLine, moved_line, quiet_line
from plumbline.web.okrs.nodes import Places, objective_node
from plumbline.web.okrs.standing import (
    Look,
    StandingRow,
    counted_words,
    cycle_span_words,
    lead_words,
    line_words,
    looks_of,
    standing_rows,
    team_explanation_url,
)
from plumbline.web.okrs.team_empty import without_objectives
from plumbline.web.okrs.waiver_lines import WaiverLine, team_waiver_lines
from plumbline.web.reviews.weekly_answers import AnswersShown, answers_shown
from plumbline.web.team_tabs import team_tabs
from plumbline.web.ui.notices import Empty
from plumbline.web.ui.signs import PersonName
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle
    from plumbline.domain.orgs.models import Team

MOST_LINES = 12  # of what moved and of what is silent; the rest is in the objectives
MOST_TEAMS = 40  # that are listed to switch to; of more only the nearest are


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekShown:
    """What moved and what is silent; `…_more` says how many further ones there are."""

    moved: tuple[WeekLine, ...]
    moved_more: str
    quiet: tuple[WeekLine, ...]
    quiet_more: str


@dataclass(frozen=True, slots=True)
class TeamLink:
    """A team to switch to, by how deep it lies."""

    name: str
    url: str
    depth: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    """Everything the template says.

    Attributes:
        lead: How many of its own have which status; without any, how much is checked in.
        trouble: What is checked in, stale, overdue or breached; may be empty.
        looks: Where those are that are off track, at risk or silent; none of a past day.
        is_deep: Whether there are teams below it that have objectives.
        above: The teams above it, the company first.
        others: Teams to switch to.
        is_near: Whether only the nearest teams are among them.
        standing: Counts by style and attainment.
        counted: Of which instant they are; empty for just now.
        answers: What people answered to the three questions of the week.
        answer_url: Where the viewer answers; empty where they do not belong to the team.
        waivers: Practices it need not keep for some time, or asks not to.
        depends: What it waits for and what is awaited from it, the open ones.
        people: Who belongs to it, its leads first.
        leaderless: That nobody leads it, and who decides until somebody does; else empty.
        manage_url: Where the team is changed; empty where it is not the viewer's to do.
    """

    name: str
    lead: str
    trouble: str
    looks: tuple[Look, ...]
    is_deep: bool
    cycle_words: str
    above: tuple[Link, ...]
    others: tuple[TeamLink, ...]
    is_near: bool
    cycles: tuple[Link, ...]
    standing: tuple[StandingRow, ...]
    counted: str
    objectives: TreePart
    week: WeekShown
    answers: Sequence[AnswersShown]
    answer_url: str
    waivers: Sequence[WaiverLine]
    depends: DependencyPart
    people: tuple[tuple[PersonName, str], ...]
    leaderless: str
    manage_url: str
    as_of: AsOf
    empty: Empty | None


@require_safe
@tenant_page
def mine(visit: Visit) -> HttpResponse:
    """Lead to the team the viewer looks at first."""
    team = team_of_viewer(viewer=visit.viewer)
    return redirect("team", visit.slug, team.public_id)


@require_safe
@vary_on_headers("HX-Request")
@tenant_page
def detail(visit: Visit, team: str) -> HttpResponse:
    """Show a team, or with htmx the next page of its objectives."""
    as_of = as_of_asked(visit)
    row = team_get(viewer=visit.viewer, public_id=team)
    cycle = visit.cycle_row
    if cycle is None:
        context = {"frame": frame_for(visit, Entry.TEAM), "may_import": False}
        return render(visit.request, "okrs/company_empty.html", context)
    level = _level(visit, row, cycle, as_of)
    if visit.request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        context = {"part": _objectives(visit, row, cycle, as_of, level)}
        return render(visit.request, "okrs/company.html#tree_part", context)
    page = _page(visit, row, cycle, as_of, level)
    frame = frame_for(
        visit,
        Entry.TEAM,
        tabs=team_tabs(
            visit,
            row.public_id,
            as_of.query(cycle=visit.request.GET.get("cycle", "")),
            review=False,
        ),
        context=page.name,
        context_url=_url(visit, team),
        as_of=as_of.words,
    )
    follow = None if as_of.day else follow_button(visit, "team", row.public_id)
    context = {"frame": frame, "page": page, "follow": follow}
    return render(visit.request, "okrs/team.html", context)


def _url(visit: Visit, public_id: str) -> str:
    return reverse("team", args=[visit.slug, public_id])


def _level(visit: Visit, team: "Team", cycle: "Cycle", as_of: AsOf) -> TreeLevel:
    return team_objectives(
        viewer=visit.viewer,
        team=team,
        cycle=cycle,
        at=visit.at,
        as_of=as_of.day,
        after=visit.request.GET.get("after") or None,
        limit=PAGE,
    )


def _objectives(
    visit: Visit, team: "Team", cycle: "Cycle", as_of: AsOf, level: TreeLevel
) -> TreePart:
    places = Places(visit.slug, as_of)
    query = as_of.query(cycle=cycle.public_id, after=level.after or "")
    return TreePart(
        nodes=tuple(replace(objective_node(node, places), open=False) for node in level.nodes),
        list_id="objectives",
        label=team.name,
        is_further=bool(visit.request.GET.get("after")),
        more_url=_url(visit, team.public_id) + query if level.after else "",
        more_id=f"more_{level.after}" if level.after else "",
    )


def _page(visit: Visit, team: "Team", cycle: "Cycle", as_of: AsOf, level: TreeLevel) -> TeamPage:
    viewer, at, day = visit.viewer, visit.at, as_of.day
    figures = team_figures(viewer=viewer, team=team, cycle=cycle, at=at, as_of=day)
    counts, statuses = figures.check_ins, figures.own.whole.counts
    part = _objectives(visit, team, cycle, as_of, level)
    week = team_week(viewer=viewer, team=team, cycle=cycle, at=at, as_of=day, known=level.nodes)
    near = teams_near(viewer=viewer, team=team, as_of=day, most=MOST_TEAMS)
    here, people = near.here, _people(visit, team, as_of)
    nothing = _("No objectives in this cycle. Start from a company objective or from what hurts.")
    return TeamPage(
        name=here.name if here else team.name,
        lead=lead_words(counts, statuses),
        trouble=line_words(counts, statuses),
        looks=() if day else _looks(visit, figures, team, cycle),
        is_deep=figures.is_deep,
        cycle_words=cycle_span_words(cycle),
        above=_above(visit, near, as_of),
        others=tuple(_team_link(visit, node, team, as_of) for node in near.nodes),
        is_near=not near.is_whole,
        cycles=cycle_links(visit, cycle, _url(visit, team.public_id)),
        standing=_standing(visit, figures, team, cycle, as_of),
        counted=counted_words(visit, figures.counted_at),
        objectives=part,
        week=_week(visit, week, as_of),
        answers=answers_shown(visit, team, as_of=day),
        answer_url=_answer_url(visit, team, as_of),
        waivers=() if day else team_waiver_lines(visit, team),
        depends=team_part(visit, team, as_of),
        people=people,
        leaderless="" if any(role for _person, role in people) else _leaderless(team),
        manage_url=_manage_url(visit, team, as_of),
        as_of=as_of,
        empty=None if part.nodes else without_objectives(visit, team, cycle, as_of, words=nothing),
    )


def _looks(visit: Visit, figures: TeamFigures, team: "Team", cycle: "Cycle") -> tuple[Look, ...]:
    """Return the lists that a team's counts speak of: they hold all teams below it too."""
    statuses = figures.below.whole.counts
    return looks_of(visit, figures.check_ins_below, statuses, cycle, team=team.public_id)


def _above(visit: Visit, near: TeamsNear, as_of: AsOf) -> tuple[Link, ...]:
    here = near.here
    return tuple(
        Link(node.name, _url(visit, node.public_id) + as_of.query())
        for node in near.nodes
        if here is not None and node.id != here.id and here.path.startswith(node.path)
    )


def _team_link(visit: Visit, node: TeamNode, team: "Team", as_of: AsOf) -> TeamLink:
    url = _url(visit, node.public_id) + as_of.query(cycle=visit.request.GET.get("cycle", ""))
    return TeamLink(node.name, url, min(node.depth, 5), node.id == team.pk)


def _standing(
    visit: Visit, figures: TeamFigures, team: "Team", cycle: "Cycle", as_of: AsOf
) -> tuple[StandingRow, ...]:
    told = figures.own_inside is not None
    if not figures.below.whole.objectives and not told:
        return ()
    return standing_rows(
        visit,
        figures,
        own=_("Own, as everyone sees them") if told else _("Own"),
        inside=_("Own, as the team sees them"),
        below=_("With sub-teams, each once"),
        below_inside=_("With sub-teams, as the team sees them"),
        explain=team_explanation_url(visit.slug, team.public_id, cycle.public_id, as_of),
    )


def _week(visit: Visit, week: TeamWeek, as_of: AsOf) -> WeekShown:
    places = Places(visit.slug, as_of)
    return WeekShown(
        moved=tuple(moved_line(each, places) for each in week.moved[:MOST_LINES]),
        moved_more=_more_words(len(week.moved)),
        quiet=tuple(quiet_line(each, places) for each in week.quiet[:MOST_LINES]),
        quiet_more=_more_words(len(week.quiet)),
    )


def _more_words(count: int) -> str:
    return _("%(count)d more") % {"count": count - MOST_LINES} if count > MOST_LINES else ""


def _people(visit: Visit, team: "Team", as_of: AsOf) -> tuple[tuple[PersonName, str], ...]:
    members = team_members(viewer=visit.viewer, on=visit.today, team=team, as_of=as_of.day)
    return tuple((PersonName(each.name), _("leads") if each.is_lead else "") for each in members)


def _leaderless(team: "Team") -> str:
    if team.parent_id is None:
        return _("Nobody leads it.")
    return _("Nobody leads it: whoever leads the teams above decides.")


def _answer_url(visit: Visit, team: "Team", as_of: AsOf) -> str:
    is_on = ModuleKey.WEEKLY_REVIEW in visit.modules
    if team.pk not in visit.viewer.visible_team_ids or as_of.day or not is_on:
        return ""
    return reverse("weekly-answers", args=[visit.slug, team.public_id])


def _manage_url(visit: Visit, team: "Team", as_of: AsOf) -> str:
    may = permitted(visit.viewer, Act.MANAGE, Thing(kind=Kind.TEAM))
    return (
        reverse("team-manage", args=[visit.slug, team.public_id]) if may and not as_of.day else ""
    )
