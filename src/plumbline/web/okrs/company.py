"""The page of the organization: counts first, then the tree of objectives and key results."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from plumbline.domain.okrs.lifecycle import OPEN_STATES
from plumbline.domain.okrs.selectors.company import priorities_served
from plumbline.domain.okrs.selectors.company_weeks import (
    CompanyHistory,
    chances_before,
    company_grouping,
    company_history,
)
from plumbline.domain.okrs.selectors.cycle_ends import cycles_counted
from plumbline.domain.okrs.selectors.drafts import writes
from plumbline.domain.okrs.selectors.facts import TreeLevel
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.selectors.team import CheckInCounts, TeamFigures, team_figures
from plumbline.domain.okrs.selectors.team_tallies import Grouping
from plumbline.domain.okrs.selectors.tree import tree_level
from plumbline.domain.orgs.selectors.teams import company_team
from plumbline.domain.transfer.permissions import import_permitted
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.chances import MEASURED, chance_figure
from plumbline.web.okrs.company_charts import CompanyPictures, company_pictures
from plumbline.web.okrs.company_paper import paper_part
from plumbline.web.okrs.decisions import Decision, decisions
from plumbline.web.okrs.moves import NewestMoves, newest_moves
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
from plumbline.web.okrs.team_empty import company_without_objectives
from plumbline.web.okrs.week_ago import was_words
from plumbline.web.okrs.written import state_of
from plumbline.web.strategy.tabs import company_tabs
from plumbline.web.ui.notices import Empty
from plumbline.web.ui.trees import OkrNode
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle
    from plumbline.domain.orgs.models import Team

PAGE = 25
OVER_UP_TO = 4  # cycles that are over and looked through for what waits


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go; `current` when the page is there already."""

    words: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """A strategic priority and the objectives that serve it."""

    title: str
    why: str
    objectives: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreePart:
    """A level of the tree, or a page of one.

    Attributes:
        list_id: Id of its list; an unfolded branch keeps that of the place it fills.
        label: Of what it is the tree.
        is_further: Whether it is the next page of a list that stands already.
        more_url: Gives the next page of the level; empty on the last one.
        more_id: Id of the element that the next page takes the place of.
    """

    nodes: tuple[OkrNode, ...]
    list_id: str
    label: str
    is_further: bool
    more_url: str
    more_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyPage:
    """Everything the template says.

    Attributes:
        lead: How many key results have which status; without any, how much is checked in.
        looks: Where those are that are off track or at risk; none of a past day.
        standing: Counts by style and attainment; empty below one objective and where nothing
            counts yet.
        counted: Of which instant they are; empty for just now.
        trouble: What is checked in, stale, overdue or breached; may be empty.
        first_step: Where drafts are made to run, as long as nothing runs.
        under: The objective whose branch alone is shown; `None` for the whole tree.
        pictures: The charts; `None` below one objective and where nothing counts yet.
        decisions: What waits for one; `None` of a past day and below one objective.
        week: What moved in seven days; `None` of a past day and below one objective.
        priorities: That objectives serve.
        unserved: That none does.
        write: Where an objective for one of them is written or proposed; `None` for readers.
        cycles: All cycles, to switch between.
        left_behind: Cycles that are over and still wait for grades, each with how many.
    """

    lead: str
    looks: tuple[Look, ...]
    trouble: str
    first_step: Link | None
    cycle_words: str
    standing: tuple[StandingRow, ...]
    counted: str
    under: Link | None
    tree: TreePart
    pictures: CompanyPictures | None
    decisions: tuple[Decision, ...] | None
    week: NewestMoves | None
    priorities: tuple[PriorityLine, ...]
    unserved: tuple[PriorityLine, ...]
    write: Link | None
    cycles: tuple[Link, ...]
    left_behind: tuple[Link, ...]
    as_of: AsOf
    empty: Empty | None


@require_safe
@vary_on_headers("HX-Request")
@tenant_page
def tree(visit: Visit) -> HttpResponse:
    """Show the tree of a cycle, or with htmx only the level or page asked for."""
    as_of = as_of_asked(visit, keep=("cycle", "under"))
    tabs = company_tabs(visit, current="company")
    frame = frame_for(visit, Entry.COMPANY, tabs=tabs, as_of=as_of.words)
    cycle = visit.cycle_row
    if cycle is None:
        context = {"frame": frame, "may_import": import_permitted(visit.viewer)}
        return render(visit.request, "okrs/company_empty.html", context)
    level = _level(visit, cycle, as_of)
    if visit.request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        part = _tree_part(visit, level, as_of)
        return render(visit.request, "okrs/company.html#tree_part", {"part": part})
    page = _page(visit, cycle, as_of, level)
    context = {"frame": frame, "page": page, "paper": paper_part(visit, page)}
    return render(visit.request, "okrs/company.html", context)


def _level(visit: Visit, cycle: "Cycle", as_of: AsOf) -> TreeLevel:
    return tree_level(
        viewer=visit.viewer,
        cycle=cycle,
        at=visit.at,
        parent=visit.request.GET.get("under") or None,
        as_of=as_of.day,
        after=visit.request.GET.get("after") or None,
        limit=PAGE,
        # Whoever plans nothing asks what runs; drafts are theirs to read on other pages.
        with_drafts=writes(visit.viewer),
    )


def _tree_part(
    visit: Visit, level: TreeLevel, as_of: AsOf, was: Mapping[str, str] | None = None
) -> TreePart:
    under = visit.request.GET.get("under", "")
    places = Places(visit.slug, as_of)
    query = as_of.query(cycle=level.cycle.public_id, under=under, after=level.after or "")
    return TreePart(
        nodes=tuple(
            replace(
                objective_node(node, places, was=(was or {}).get(node.public_id, "")), open=False
            )
            for node in level.nodes
        ),
        list_id=f"below_{under}" if under else "tree",
        label=visit.organization_name,
        is_further="after" in visit.request.GET,
        more_url=reverse("company", args=[visit.slug]) + query if level.after else "",
        more_id=f"more_{level.after}" if level.after else "",
    )


def _page(visit: Visit, cycle: "Cycle", as_of: AsOf, level: TreeLevel) -> CompanyPage:
    company = company_team(viewer=visit.viewer)
    grouping = company_grouping(company=company)
    figures = _figures(visit, company, cycle, as_of, grouping)
    counts, statuses = figures.check_ins_below, figures.below.whole.counts
    under = _under(visit, as_of)
    priorities = () if under else _priorities(visit, cycle, as_of)
    is_of_now = not (as_of.day or under)
    history = None if under else _history(visit, company, cycle, figures, grouping, as_of)
    is_upper = bool(history and history.is_by_branch)
    part = _tree_part(visit, level, as_of, was=_chances_were(visit, level, history))
    return CompanyPage(
        lead=lead_words(counts, statuses),
        looks=looks_of(visit, counts, statuses, cycle, team=company.public_id) if is_of_now else (),
        trouble=line_words(counts, statuses),
        first_step=_first_step(visit, cycle, counts, part),
        cycle_words=cycle_span_words(cycle),
        standing=() if under else _standing(visit, figures, company, cycle, as_of),
        counted=counted_words(visit, figures.counted_at),
        under=under,
        tree=part,
        pictures=company_pictures(
            visit, level.nodes, figures, history, cycle, as_of, company.public_id
        ),
        decisions=decisions(visit, cycle, upper_only=is_upper) if is_of_now else None,
        week=newest_moves(visit, cycle, as_of) if is_of_now else None,
        priorities=tuple(line for line in priorities if line.objectives),
        unserved=tuple(line for line in priorities if not line.objectives),
        write=_write(visit, cycle, as_of),
        cycles=cycle_links(visit, cycle, reverse("company", args=[visit.slug])),
        left_behind=_left_behind(visit) if is_of_now else (),
        as_of=as_of,
        empty=None if part.nodes else company_without_objectives(visit, cycle, as_of),
    )


def _figures(
    visit: Visit, company: "Team", cycle: "Cycle", as_of: AsOf, grouping: Grouping
) -> TeamFigures:
    return team_figures(
        viewer=visit.viewer,
        team=company,
        cycle=cycle,
        at=visit.at,
        as_of=as_of.day,
        grouping=grouping,
    )


def _history(
    visit: Visit,
    company: "Team",
    cycle: "Cycle",
    figures: TeamFigures,
    grouping: Grouping,
    as_of: AsOf,
) -> CompanyHistory | None:
    """Return the weeks before; `None` where nothing counts yet."""
    if not figures.below.whole.objectives:
        return None
    return company_history(
        company=company,
        cycle=cycle,
        figures=figures,
        grouping=grouping,
        at=visit.at,
        as_of=as_of.day,
    )


def _chances_were(visit: Visit, level: TreeLevel, history: CompanyHistory | None) -> dict[str, str]:
    """Write the mean chance of each objective at the end of last week, where it was another one."""
    before = history.before if history else None
    if before is None:
        return {}
    stored = chances_before(
        viewer=visit.viewer, objectives=[node.public_id for node in level.nodes], day=before.day
    )
    return {
        node.public_id: words
        for node in level.nodes
        if (was := stored.get(node.public_id)) is not None
        and node.mean_chance is not None
        and state_of(node.state) in MEASURED
        and (words := was_words(chance_figure(was), now=chance_figure(node.mean_chance)))
    }


def _first_step(visit: Visit, cycle: "Cycle", counts: CheckInCounts, part: TreePart) -> Link | None:
    """Return where what stands there begins to run; `None` once something runs or is over."""
    if counts.key_results or counts.closed or not part.nodes:
        return None
    plan = reverse("plan", args=[visit.slug])
    return Link(_("Complete the drafts and activate them"), f"{plan}?cycle={cycle.public_id}")


def company_standing(visit: Visit, cycle: "Cycle", as_of: AsOf) -> tuple[StandingRow, ...]:
    """Count the organization's own objectives, and with them those of all teams."""
    company = company_team(viewer=visit.viewer)
    figures = team_figures(
        viewer=visit.viewer, team=company, cycle=cycle, at=visit.at, as_of=as_of.day
    )
    return _standing(visit, figures, company, cycle, as_of)


def _standing(
    visit: Visit, figures: TeamFigures, company: "Team", cycle: "Cycle", as_of: AsOf
) -> tuple[StandingRow, ...]:
    if not figures.below.whole.objectives:
        return ()
    return standing_rows(
        visit,
        figures,
        own=_("Of %(organization)s itself") % {"organization": visit.organization_name},
        inside="",
        below=_("With all teams, each once"),
        below_inside="",
        explain=team_explanation_url(visit.slug, company.public_id, cycle.public_id, as_of),
    )


def _under(visit: Visit, as_of: AsOf) -> Link | None:
    under = visit.request.GET.get("under")
    if not under:
        return None
    objective = objective_get(viewer=visit.viewer, public_id=under)
    url = reverse("objective", args=[visit.slug, objective.public_id])
    return Link(objective.title, url + as_of.query())


def _priorities(visit: Visit, cycle: "Cycle", as_of: AsOf) -> tuple[PriorityLine, ...]:
    places = Places(visit.slug, as_of)
    served = priorities_served(viewer=visit.viewer, cycle=cycle, at=visit.at, as_of=as_of.day)
    return tuple(
        PriorityLine(
            line.title,
            line.why,
            tuple(Link(name.name, places.objective(name)) for name in line.objectives),
        )
        for line in served
    )


def _write(visit: Visit, cycle: "Cycle", as_of: AsOf) -> Link | None:
    """Return where an objective is written, for a cycle that is not over."""
    if as_of.day or cycle.end < visit.today or not writes(visit.viewer):
        return None
    url = reverse("objective-new", args=[visit.slug])
    return Link(_("Write an objective for it"), f"{url}?cycle={cycle.public_id}")


def cycle_links(visit: Visit, chosen: "Cycle", url: str) -> tuple[Link, ...]:
    """Return the cycles that a page can be switched to."""
    return tuple(
        Link(
            cycle.name,
            f"{url}?cycle={cycle.public_id}",
            cycle.public_id == chosen.public_id,
        )
        for cycle in visit.cycles
    )


def _left_behind(visit: Visit) -> tuple[Link, ...]:
    """Return the latest cycles that are over while objectives of theirs are not (one query)."""
    past = (cycle for cycle in visit.cycles if cycle.end < visit.today)
    over = sorted(past, key=lambda cycle: cycle.end, reverse=True)[:OVER_UP_TO]
    if not over:
        return ()
    counts = cycles_counted(viewer=visit.viewer, cycles=over)
    states = {cycle: counts.get(cycle.pk, {}) for cycle in over}
    waiting = {key: sum(of.get(each, 0) for each in OPEN_STATES) for key, of in states.items()}
    return tuple(
        Link(
            ngettext(
                "%(cycle)s is over: %(count)d objective waits for its grade.",
                "%(cycle)s is over: %(count)d objectives wait for their grade.",
                count,
            )
            % {"cycle": cycle.name, "count": count},
            reverse("cycle", args=[visit.slug, cycle.public_id]),
        )
        for cycle, count in waiting.items()
        if count
    )
