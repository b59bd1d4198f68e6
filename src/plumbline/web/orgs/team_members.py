"""One member of a team: who leads it, and who leaves it when."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.staffing import membership_get
from plumbline.domain.orgs.services.member_moves import membership_leave_back
from plumbline.domain.orgs.services.memberships import membership_end, membership_lead_set
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.wording import wording
from plumbline.web.form_refusals import UNPROCESSABLE
from plumbline.web.orgs.person import person_page
from plumbline.web.orgs.team_forms import LeaveForm
from plumbline.web.orgs.team_managing import LastDay, manage_page, team_managed
from plumbline.web.own_paths import own_path
from plumbline.web.undo_offers import undo_offer
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Team, TeamMembership

_DAY = timedelta(days=1)


@require_POST
@tenant_page
def change(visit: Visit, team: str, person: str) -> HttpResponse:
    """Let a member lead, lead no longer, or leave; then go back to where the button stood."""
    row = team_managed(visit, team)
    who = person_get(viewer=visit.viewer, public_id=person)
    membership = membership_get(viewer=visit.viewer, team=row, person=who, on=visit.today)
    form = LeaveForm(visit.request.POST)
    back = own_path(visit.request.POST.get("back", ""))
    if not form.is_valid():
        return _refused(visit, membership, back, " ".join(map(str, form.errors["last_day"])))
    try:
        last = form.cleaned_data["last_day"] or visit.today
        _change(visit, membership, last=last, back=back)
    except Refused as refused:
        return _refused(visit, membership, back, wording(refused.message))
    return _gone_back(visit, row, back)


@require_POST
@tenant_page
def stay(visit: Visit, team: str, person: str) -> HttpResponse:
    """Take back that a member was to leave; then go back to where the button stood."""
    row = team_managed(visit, team)
    who = person_get(viewer=visit.viewer, public_id=person)
    try:
        membership_leave_back(actor=visit.viewer, person=who, team=row, at=visit.at)
        words = _("%(name)s belongs to %(team)s again.")
        messages.success(visit.request, words % {"name": who, "team": row})
    except Refused as refused:
        messages.error(visit.request, wording(refused.message))
    return _gone_back(visit, row, own_path(visit.request.GET.get("back", "")))


def _refused(visit: Visit, membership: "TeamMembership", back: str, complaint: str) -> HttpResponse:
    """Show the page again on which the button stood; why not stands at the day."""
    team, person = membership.team, membership.person
    url = reverse("team-member", args=[visit.slug, team.public_id, person.public_id])
    last_day = LastDay(url, visit.request.POST.get("last_day", ""), complaint)
    if back:
        return person_page(visit, person.public_id, last_day=last_day, status=UNPROCESSABLE)
    return manage_page(visit, team, last_day=last_day, status=UNPROCESSABLE)


def _gone_back(visit: Visit, row: "Team", back: str) -> HttpResponse:
    return redirect(back) if back else redirect("team-manage", visit.slug, row.public_id)


def _change(visit: Visit, membership: "TeamMembership", *, last: date, back: str) -> None:
    """Change who leads, or let the member leave, and offer to take that back."""
    sent, actor = visit.request.POST, visit.viewer
    saved = _("Saved. Pages of past days keep what was then.")
    if "leave" not in sent:
        is_lead = "lead" in sent
        membership_lead_set(actor=actor, membership=membership, is_lead=is_lead, at=visit.at)
        messages.success(visit.request, saved)
        return
    membership_end(actor=actor, membership=membership, until=last + _DAY, at=visit.at)
    own = [visit.slug, membership.team.public_id, membership.person.public_id]
    query = f"?{urlencode({'back': back})}" if back else ""
    undo_offer(visit.request, saved, url=reverse("team-member-back", args=own) + query)
