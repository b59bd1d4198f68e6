"""The map of a cycle: what supports what, from the strategy down to what people set themselves."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from plumbline.charts.alignment_map import AlignmentMap
from plumbline.domain.okrs.selectors.alignment_map import AlignmentFacts, Tier, alignment_map
from plumbline.domain.orgs.selectors.teams import TeamNode, teams_tree
from plumbline.domain.transfer.permissions import import_permitted
from plumbline.domain.views.selectors import ViewPage
from plumbline.engine.documents.model import State, Style
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.chances import objective_sign
from plumbline.web.okrs.company import Link, cycle_links
from plumbline.web.okrs.map_asked import Colour, Form, MapAsked, map_asked
from plumbline.web.okrs.map_drawing import Drawn, ListItem, MapWriter
from plumbline.web.okrs.map_marks import LegendItem, legend, lines_legend
from plumbline.web.okrs.nodes import Places, key_result_node, last_on, objective_bar
from plumbline.web.okrs.standing import cycle_span_words
from plumbline.web.okrs.written import person_shown, state_of
from plumbline.web.strategy.tabs import company_tabs
from plumbline.web.ui.notices import Empty
from plumbline.web.ui.signs import STYLE_WORDS, PersonName, StatusSign
from plumbline.web.ui.trees import OkrNode
from plumbline.web.views.chips import ViewChips, chips_of
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.charts import ProgressBar
    from plumbline.domain.cycles.models import Cycle

#: Teams that can be chosen from; of more, those nearer to the top.
TEAMS_UP_TO = 200


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """The form above the map.

    Attributes:
        kept: What else of the address it sends along.
        clear_url: The map with nothing looked for; empty where nothing is.
    """

    text: str
    teams: tuple[Option, ...]
    styles: tuple[Option, ...]
    statuses: tuple[Option, ...]
    colours: tuple[Option, ...]
    kept: tuple[tuple[str, str], ...]
    clear_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What is in focus, beside the map.

    Attributes:
        path: What is above it, from the top.
        out_url: The whole map.
    """

    title: str
    url: str
    words: str
    path: tuple[Link, ...]
    out_url: str
    owner: PersonName | None = None
    status: StatusSign | None = None
    progress: "ProgressBar | None" = None
    key_results: tuple[OkrNode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """Everything the template says."""

    lead: str
    shown_words: str
    picture: AlignmentMap
    items: tuple[ListItem, ...]
    form: str
    forms: tuple[Link, ...]
    filter: Filter
    legend: tuple[LegendItem, ...]
    lines: tuple[LegendItem, ...]
    focus: Focus | None
    cycles: tuple[Link, ...]
    as_of: AsOf
    views: ViewChips
    empty: Empty | None


@require_safe
@tenant_page
def show(visit: Visit) -> HttpResponse:
    """Show the map of a cycle, as a picture and as a list."""
    as_of = as_of_asked(visit, keep=("cycle", "focus", "colour", "form", "view"))
    tabs = company_tabs(visit, current="map")
    frame = frame_for(visit, Entry.COMPANY, tabs=tabs, as_of=as_of.words)
    cycle = visit.cycle_row
    if cycle is None:
        context = {"frame": frame, "may_import": import_permitted(visit.viewer)}
        return render(visit.request, "okrs/company_empty.html", context)
    views = chips_of(visit, ViewPage.MAP)
    if views.opens:
        return redirect(views.opens)
    page = _page(visit, cycle, as_of, views)
    # As wide as a desk, so that the side bar is folded until somebody chooses otherwise.
    context = {"frame": frame, "page": page, "rail_first": page.form != "list"}
    return render(visit.request, "okrs/map.html", context)


def _page(visit: Visit, cycle: "Cycle", as_of: AsOf, views: ViewChips) -> MapPage:
    asked = map_asked(visit, as_of, views.everything_url)
    teams = teams_tree(viewer=visit.viewer, as_of=as_of.day)
    facts = alignment_map(
        viewer=visit.viewer,
        cycle=cycle,
        at=visit.at,
        choice=asked.choice,
        wanted=asked.wanted({team.public_id: team for team in teams}),
        as_of=as_of.day,
    )
    drawn = _drawn(visit, cycle, facts, asked, as_of)
    links = facts.view.links
    under = facts.view.under
    return MapPage(
        lead=_lead(facts),
        shown_words=f"{cycle_span_words(cycle)}. {_shown_words(facts, asked)}".strip(),
        picture=drawn.picture,
        items=drawn.items,
        form=asked.form.value,
        forms=_forms(asked),
        filter=_filter(asked, teams),
        legend=legend(asked, facts.counts),
        lines=lines_legend(
            contributing=any(link.contributes for link in links),
            further=any(under[link.child] != link.parent for link in links),
        ),
        focus=_focus(facts, asked, Places(visit.slug, as_of)),
        cycles=cycle_links(visit, cycle, reverse("map", args=[visit.slug])),
        as_of=as_of,
        views=views,
        empty=None if facts.view.nodes else _empty(visit, asked),
    )


def _drawn(
    visit: Visit, cycle: "Cycle", facts: AlignmentFacts, asked: MapAsked, as_of: AsOf
) -> Drawn:
    tree = reverse("company", args=[visit.slug]) + as_of.query(cycle=cycle.public_id)
    return MapWriter(
        facts=facts,
        asked=asked,
        places=Places(visit.slug, as_of),
        name=_("Map of %(cycle)s") % {"cycle": cycle.name},
        strategy_url=reverse("strategy", args=[visit.slug]),
        tree_url=tree,
    ).drawn()


def _lead(facts: AlignmentFacts) -> str:
    """Write the first line: how much of the work leads up to the strategy."""
    if not facts.total:
        return _("Nothing to draw yet")
    leads_up = facts.led is not None and Tier.PRIORITY in facts.tiers.values()
    words = (
        ngettext(
            "%(led)d of the %(total)d objective you see leads up to a priority",
            "%(led)d of the %(total)d objectives you see lead up to a priority",
            facts.total,
        )
        if leads_up
        else ngettext("%(total)d objective you see", "%(total)d objectives you see", facts.total)
    )
    return words % {"led": facts.led, "total": facts.total}


def _shown_words(facts: AlignmentFacts, asked: MapAsked) -> str:
    shown = len(facts.objectives)
    found = sum(facts.counts.values())
    if not facts.total:
        return ""
    if asked.is_filtered and not found:
        return _("None is what you look for.")
    if asked.is_filtered:
        words = ngettext(
            "%(found)d objective is what you look for; %(shown)d drawn with what is above.",
            "%(found)d objectives are what you look for; %(shown)d drawn with what is above.",
            found,
        )
        return f"{words % {'found': found, 'shown': shown}} {_left_out_words(facts, found)}"
    if shown == facts.total:
        return _("All are drawn.")
    words = ngettext(
        "%(shown)d is drawn, the others are folded.",
        "%(shown)d are drawn, the others are folded.",
        shown,
    )
    said = words % {"shown": shown}
    if not facts.is_large:
        return said
    return f"{said} {_('So many are counted level by level: a fold says what is directly below.')}"


def _left_out_words(facts: AlignmentFacts, found: int) -> str:
    """Say that not everything that is looked for can be unfolded, where it is so."""
    if facts.placed >= found:
        return ""
    words = _("The map holds the first %(placed)d of them; look for less to see the others.")
    return words % {"placed": facts.placed}


def _forms(asked: MapAsked) -> tuple[Link, ...]:
    return (
        Link(_("Picture"), asked.in_form(Form.PICTURE), asked.form is Form.PICTURE),
        Link(_("List"), asked.in_form(Form.LIST), asked.form is Form.LIST),
    )


def _filter(asked: MapAsked, teams: Sequence[TeamNode]) -> Filter:
    return Filter(
        text=asked.text,
        teams=tuple(
            Option(team.public_id, f"{'– ' * team.depth}{team.name}", team.public_id == asked.team)
            for team in _teams_offered(teams, asked.team)
        ),
        styles=tuple(
            Option(style.value, str(STYLE_WORDS[style]), style.value == asked.style)
            for style in Style
        ),
        statuses=tuple(
            Option(name, words, name == asked.status)
            for name, words in (
                ("on_track", _("On track")),
                ("at_risk", _("At risk")),
                ("off_track", _("Off track")),
                ("none", _("No status yet")),
            )
        ),
        colours=tuple(
            Option(colour.value, words, colour is asked.colour)
            for colour, words in (
                (Colour.STATUS, _("Status")),
                (Colour.CONFIDENCE, _("Confidence")),
                (Colour.CHECK_IN, _("Check-ins")),
            )
        ),
        kept=tuple(pair for pair in (*asked.kept, ("form", asked.form.value)) if pair[1]),
        clear_url=asked.unfiltered if asked.is_filtered else "",
    )


def _teams_offered(teams: Sequence[TeamNode], chosen: str) -> Sequence[TeamNode]:
    """Return the teams of as many levels as a list can hold, and the one chosen."""
    at_depth = Counter([team.depth for team in teams])
    depth, listed = max(at_depth, default=0), len(teams)
    while depth > 0 and listed > TEAMS_UP_TO:
        listed -= at_depth[depth]
        depth -= 1
    return [team for team in teams if team.depth <= depth or team.public_id == chosen]


def _focus(facts: AlignmentFacts, asked: MapAsked, places: Places) -> Focus | None:
    if asked.focus not in facts.levels:
        return None
    objective = facts.objectives.get(asked.focus)
    if objective is None:
        priority = facts.priorities[asked.focus]
        return Focus(
            title=priority.title,
            url=reverse("strategy", args=[places.slug]),
            words=priority.why,
            path=(),
            out_url=asked.focused(""),
        )
    running = [part for part in objective.key_results if state_of(part.state) is not State.STOPPED]
    return Focus(
        title=objective.title,
        url=places.objective(objective),
        words=objective.team.name if objective.team else _("personal"),
        owner=person_shown(objective.owner),
        status=objective_sign(objective, last_on(objective), places.on),
        progress=objective_bar(objective),
        key_results=tuple(key_result_node(part, places) for part in running),
        path=_path(facts, asked),
        out_url=asked.focused(""),
    )


def _path(facts: AlignmentFacts, asked: MapAsked) -> tuple[Link, ...]:
    """Return everything above the focus, from the top; each leads into the focus itself."""
    parents: dict[str, list[str]] = defaultdict(list)
    for link in facts.view.links:
        parents[link.child].append(link.parent)
    above: dict[str, None] = {}
    waiting = [asked.focus]
    while waiting:
        for key in parents[waiting.pop()]:
            if key not in above:
                above[key] = None
                waiting.append(key)
    titles = {key: node.title for key, node in facts.objectives.items()}
    titles |= {key: priority.title for key, priority in facts.priorities.items()}
    ordered = [key for key in facts.view.nodes if key in above]
    ordered.sort(key=facts.levels.__getitem__)
    return tuple(Link(titles[key], asked.focused(key)) for key in ordered)


def _empty(visit: Visit, asked: MapAsked) -> Empty:
    if asked.is_filtered:
        return Empty(
            words=_("Nothing in this cycle is what you look for."),
            url=asked.unfiltered,
            action=_("Show everything"),
        )
    url = reverse("strategy", args=[visit.slug])
    return Empty(words=_("Write the strategy first."), url=url, action=_("To the strategy"))
