"""The tree of teams: where each lies, who leads it, how many belong to it; and adding one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.selectors.staffing import Staff, teams_staffed
from plumbline.domain.orgs.selectors.teams import TeamNode, team_get, teams_tree
from plumbline.domain.orgs.services.teams import team_create
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.company import Link
from plumbline.web.okrs.written import day_with_year
from plumbline.web.orgs.places import manages, people_tabs
from plumbline.web.orgs.team_forms import TeamForm
from plumbline.web.visits import Visit, tenant_page

#: Of a larger tree only two levels are shown at once, with the way to what lies below.
WHOLE_UP_TO = 200
LEVELS_SHOWN = 2
#: Rows are indented up to this depth.
DEEPEST_INDENT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLine:
    """One team in the tree.

    Attributes:
        depth: How far it is indented, 0 to `DEEPEST_INDENT`.
        staff: How many people, in words; empty for none.
        below_url: Shows what lies below it, where that is not listed.
        below: How much that is, in words.
        change_url: Where it is changed; empty where it is not the viewer's to do.
        move_url: Shows what a move would change; empty for the company and what is closed.
        place: The team as a place to drop others on; empty where none can lie below it.
        rank: How deep it really lies in what is shown, 1 for the top.
        closed: Since when it is closed, in words.
    """

    name: str
    url: str
    level: str
    depth: int
    leads: str
    staff: str
    below_url: str
    below: str
    change_url: str
    move_url: str
    place: str
    rank: int
    closed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveUndo:
    """The way back of a team that was just moved: a POST to `url`."""

    words: str
    url: str
    parent: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsPage:
    """Everything the template says.

    Attributes:
        above: The teams above the one whose branch is shown.
        closed_url: Shows the closed teams as well; empty where they are shown or there are none.
    """

    lead: str
    lines: tuple[TeamLine, ...]
    above: tuple[Link, ...]
    closed_url: str
    url: str
    form: TeamForm | None
    undo: MoveUndo | None
    as_of: AsOf


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def teams(visit: Visit) -> HttpResponse:
    """Show the tree; whoever manages teams adds one in the same place."""
    if visit.request.method != "POST":
        return _page(visit)
    manage_permit(visit.viewer, Kind.TEAM)
    form = TeamForm(visit.request.POST, teams=teams_tree(viewer=visit.viewer))
    return form_answer(form, page=partial(_page, visit), save=partial(_add, visit), refusals=CHOSEN)


def _add(visit: Visit, form: TeamForm) -> HttpResponse:
    given = form.cleaned_data
    made = team_create(
        actor=visit.viewer,
        name=given["name"],
        parent=team_get(viewer=visit.viewer, public_id=given["parent"]),
        level=given["level"],
        cadence=given["cadence"],
        at=visit.at,
    )
    messages.success(visit.request, _("%(team)s is there. Say who belongs to it.") % {"team": made})
    return redirect("team-manage", visit.slug, made.public_id)


def _page(visit: Visit, form: TeamForm | None = None, *, status: int = 200) -> HttpResponse:
    as_of = as_of_asked(visit, keep=("under", "closed"))
    nodes = teams_tree(viewer=visit.viewer, as_of=as_of.day, archived=True)
    there = [node for node in nodes if node.archived_on is None]
    with_closed = "closed" in visit.request.GET
    may = manages(visit, Kind.TEAM) and as_of.day is None
    url = reverse("teams", args=[visit.slug])
    page = TeamsPage(
        lead=ngettext("%(count)d team", "%(count)d teams", len(there)) % {"count": len(there)},
        lines=_lines(visit, nodes if with_closed else there, as_of, may=may),
        above=_above(visit, there, as_of),
        closed_url=f"{url}{as_of.query(closed='1')}"
        if len(there) < len(nodes) and not with_closed
        else "",
        url=url,
        form=(form or TeamForm(teams=there)) if may else None,
        undo=_undo(visit, there) if may else None,
        as_of=as_of,
    )
    frame = frame_for(visit, Entry.PEOPLE, tabs=people_tabs(visit, teams=True), as_of=as_of.words)
    return render(visit.request, "orgs/teams.html", {"frame": frame, "page": page}, status=status)


def _undo(visit: Visit, nodes: Sequence[TeamNode]) -> MoveUndo | None:
    """Return the way back that the address names, where both teams are there and apart."""
    sent = visit.request.GET
    named = {node.public_id: node for node in nodes}
    moved, before = named.get(sent.get("moved", "")), named.get(sent.get("from", ""))
    if moved is None or before is None or moved.parent_id in (None, before.id):
        return None
    return MoveUndo(
        words=_("Move %(team)s back below %(parent)s")
        % {"team": moved.name, "parent": before.name},
        url=reverse("team-move", args=[visit.slug, moved.public_id]),
        parent=before.public_id,
        version=team_get(viewer=visit.viewer, public_id=moved.public_id).version,
    )


def _under(visit: Visit, nodes: Sequence[TeamNode]) -> TeamNode | None:
    asked = visit.request.GET.get("under", "")
    return next((node for node in nodes if node.public_id == asked), None)


def _lines(
    visit: Visit, nodes: Sequence[TeamNode], as_of: AsOf, *, may: bool
) -> tuple[TeamLine, ...]:
    """Return the rows of the tree, or of one branch where it is large."""
    top = _under(visit, nodes)
    branch = [node for node in nodes if top is None or node.path.startswith(top.path)]
    base = branch[0].depth if branch else 0
    is_whole = len(branch) <= WHOLE_UP_TO
    shown = [node for node in branch if is_whole or node.depth - base < LEVELS_SHOWN]
    ids = [node.id for node in shown]
    staff = teams_staffed(viewer=visit.viewer, on=visit.today, team_ids=ids, as_of=as_of.day)
    below = _below(branch)
    return tuple(
        _line(
            visit,
            node,
            staff.get(node.id),
            as_of,
            depth=node.depth - base,
            below=0 if is_whole or node.depth - base < LEVELS_SHOWN - 1 else below[node.id],
            may=may,
        )
        for node in shown
    )


def _below(nodes: Sequence[TeamNode]) -> Mapping[int, int]:
    """Count the teams below each."""
    above = (node.path.strip("/").split("/")[:-1] for node in nodes)
    return Counter(int(team_id) for ids in above for team_id in ids)


def _line(
    visit: Visit,
    node: TeamNode,
    staff: Staff | None,
    as_of: AsOf,
    *,
    depth: int,
    below: int,
    may: bool,
) -> TeamLine:
    own = [visit.slug, node.public_id]
    people = 0 if staff is None else staff.people
    is_open = may and node.archived_on is None
    return TeamLine(
        name=node.name,
        url=reverse("team", args=own) + as_of.query(),
        level=node.level,
        depth=min(depth, DEEPEST_INDENT),
        leads=", ".join(staff.leads) if staff else "",
        staff=ngettext("%(count)d person", "%(count)d people", people) % {"count": people}
        if people
        else "",
        below_url=reverse("teams", args=[visit.slug]) + as_of.query(under=node.public_id)
        if below
        else "",
        below=ngettext("%(count)d team below", "%(count)d teams below", below) % {"count": below},
        change_url=reverse("team-manage", args=own) if may else "",
        move_url=reverse("team-move", args=own) if is_open and node.parent_id else "",
        place=node.public_id if is_open else "",
        rank=depth + 1,
        closed=_("closed on %(day)s") % {"day": day_with_year(node.archived_on)}
        if node.archived_on
        else "",
    )


def _above(visit: Visit, nodes: Sequence[TeamNode], as_of: AsOf) -> tuple[Link, ...]:
    top = _under(visit, nodes)
    if top is None:
        return ()
    url = reverse("teams", args=[visit.slug])
    return tuple(
        Link(node.name, url + as_of.query(under=node.public_id), node is top)
        for node in nodes
        if top.path.startswith(node.path)
    )
