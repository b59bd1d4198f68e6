"""Moving somebody from one team to another: where to and from when, and taking it back."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.staffing import membership_get
from plumbline.domain.orgs.selectors.teams import team_get, teams_tree
from plumbline.domain.orgs.services.member_moves import membership_move, membership_move_back
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.wording import wording
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.written import day_with_year
from plumbline.web.orgs.places import people_tabs
from plumbline.web.orgs.team_forms import MemberMoveForm
from plumbline.web.orgs.team_managing import days_words, team_managed
from plumbline.web.undo_offers import undo_offer
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import TeamMembership


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberMovePage:
    """Everything the template says.

    Attributes:
        days: Since when they belong to the team they leave.
        is_lead: Whether they lead it, which the move ends.
    """

    name: str
    team: str
    days: str
    is_lead: bool
    url: str
    back: str
    form: MemberMoveForm


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def move(visit: Visit, team: str, person: str) -> HttpResponse:
    """Ask where somebody goes and from when; a POST lets them go."""
    membership = _membership(visit, team, person)
    nodes = [node for node in teams_tree(viewer=visit.viewer) if node.id != membership.team_id]
    if visit.request.method == "POST":
        form = MemberMoveForm(visit.request.POST, teams=nodes)
    else:
        today = visit.today.isoformat()
        asked = visit.request.GET.get("to", "")
        form = MemberMoveForm(teams=nodes, initial={"to": asked, "since": today})
    return form_answer(
        form,
        page=partial(_page, visit, membership),
        save=partial(_move, visit, membership),
        refusals=CHOSEN,
    )


@require_POST
@tenant_page
def move_back(visit: Visit, team: str, person: str) -> HttpResponse:
    """Take back that somebody was moved out of this team into the one that the address names."""
    former = team_managed(visit, team)
    who = person_get(viewer=visit.viewer, public_id=person)
    there = team_get(viewer=visit.viewer, public_id=visit.request.GET.get("to", ""))
    try:
        membership_move_back(actor=visit.viewer, person=who, former=former, team=there, at=visit.at)
        words = _("%(name)s belongs to %(team)s again.")
        messages.success(visit.request, words % {"name": who, "team": former})
    except Refused as refused:
        messages.error(visit.request, wording(refused.message))
    return redirect(_tree_url(visit))


def _membership(visit: Visit, team: str, person: str) -> "TeamMembership":
    row = team_managed(visit, team)
    who = person_get(viewer=visit.viewer, public_id=person)
    return membership_get(viewer=visit.viewer, team=row, person=who, on=visit.today)


def _tree_url(visit: Visit) -> str:
    return f"{reverse('teams', args=[visit.slug])}?people=1"


def _page(
    visit: Visit, membership: "TeamMembership", form: MemberMoveForm, *, status: int = 200
) -> HttpResponse:
    own = [visit.slug, membership.team.public_id, membership.person.public_id]
    page = MemberMovePage(
        name=membership.person.name,
        team=membership.team.name,
        days=days_words(membership, today=visit.today),
        is_lead=membership.is_lead,
        url=reverse("member-move", args=own),
        back=_tree_url(visit),
        form=form,
    )
    frame = frame_for(visit, Entry.PEOPLE, tabs=people_tabs(visit, teams=True))
    context = {"frame": frame, "page": page}
    return render(visit.request, "orgs/member_move.html", context, status=status)


def _move(visit: Visit, membership: "TeamMembership", form: MemberMoveForm) -> HttpResponse:
    there = team_get(viewer=visit.viewer, public_id=form.cleaned_data["to"])
    since = form.cleaned_data["since"]
    membership_move(actor=visit.viewer, membership=membership, team=there, since=since, at=visit.at)
    own = [visit.slug, membership.team.public_id, membership.person.public_id]
    back = f"{reverse('member-move-back', args=own)}?{urlencode({'to': there.public_id})}"
    words = _("%(name)s belongs to %(team)s from %(day)s on.")
    said = {"name": membership.person, "team": there, "day": day_with_year(since)}
    undo_offer(visit.request, words % said, url=back)
    return redirect(_tree_url(visit))
