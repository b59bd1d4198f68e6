"""The tree of teams: where each lies, who leads it, how many belong to it; and adding one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.selectors.teams import TeamNode, team_get, teams_tree
from plumbline.domain.orgs.services.teams import team_create
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.company import Link
from plumbline.web.orgs.places import manages, people_tabs
from plumbline.web.orgs.team_forms import TeamForm
from plumbline.web.orgs.team_lines import (
    PEOPLE_SHOWN,
    people_of,
    rows_of,
    shown_of,
    under_asked,
)
from plumbline.web.visits import Visit, tenant_page


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
        rows: The teams, each drawn with its people where they are shown.
        above: The teams above the one whose branch is shown.
        closed_url: Shows the closed teams as well; empty where they are shown or there are none.
        people_url: Shows the members below their teams, or hides them.
        has_people: Whether they are shown.
        too_many: Why they are not, though asked for; empty otherwise.
    """

    lead: str
    rows: tuple[SafeString, ...]
    above: tuple[Link, ...]
    closed_url: str
    people_url: str
    has_people: bool
    too_many: str
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
    return form_answer(
        form, page=partial(_page, visit), save=partial(_add, visit), refusals=CHOSEN, once=visit
    )


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
    as_of = as_of_asked(visit, keep=("under", "closed", "people"))
    nodes = teams_tree(viewer=visit.viewer, as_of=as_of.day, archived=True)
    there = [node for node in nodes if node.archived_on is None]
    with_closed = "closed" in visit.request.GET
    may = manages(visit, Kind.TEAM) and as_of.day is None
    url = reverse("teams", args=[visit.slug])
    shown = shown_of(visit, nodes if with_closed else there)
    people = people_of(visit, shown, as_of)
    asked = "people" in visit.request.GET
    kept = {name: visit.request.GET.get(name, "") for name in ("under", "closed")}
    page = TeamsPage(
        lead=ngettext("%(count)d team", "%(count)d teams", len(there)) % {"count": len(there)},
        rows=rows_of(visit, shown, people or {}, as_of, may=may),
        above=_above(visit, there, as_of),
        closed_url=f"{url}{as_of.query(closed='1')}"
        if len(there) < len(nodes) and not with_closed
        else "",
        people_url=url + as_of.query(**kept, people="" if asked else "1"),
        has_people=asked,
        too_many=_("More than %(count)d people: choose a branch of the tree to see its people.")
        % {"count": PEOPLE_SHOWN}
        if asked and people is None
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


def _above(visit: Visit, nodes: Sequence[TeamNode], as_of: AsOf) -> tuple[Link, ...]:
    top = under_asked(visit, nodes)
    if top is None:
        return ()
    url = reverse("teams", args=[visit.slug])
    return tuple(
        Link(node.name, url + as_of.query(under=node.public_id), node is top)
        for node in nodes
        if top.path.startswith(node.path)
    )
