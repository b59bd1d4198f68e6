"""One member of a team: who leads it, and who leaves it when."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.staffing import membership_get
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.orgs.services.memberships import membership_end, membership_lead_set
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.wording import wording
from plumbline.web.orgs.team_forms import LeaveForm
from plumbline.web.own_paths import own_path
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import TeamMembership

_DAY = timedelta(days=1)


@require_POST
@tenant_page
def change(visit: Visit, team: str, person: str) -> HttpResponse:
    """Let a member lead, lead no longer, or leave; then go back to where the button stood."""
    manage_permit(visit.viewer, Kind.TEAM)
    row = team_get(viewer=visit.viewer, public_id=team)
    who = person_get(viewer=visit.viewer, public_id=person)
    membership = membership_get(viewer=visit.viewer, team=row, person=who, on=visit.today)
    form = LeaveForm(visit.request.POST)
    try:
        if form.is_valid():
            _change(visit, membership, last=form.cleaned_data["last_day"] or visit.today)
            messages.success(visit.request, _("Saved. Pages of past days keep what was then."))
        else:
            messages.error(visit.request, " ".join(map(str, form.errors["last_day"])))
    except Refused as refused:
        messages.error(visit.request, wording(refused.message))
    back = own_path(visit.request.POST.get("back", ""))
    return redirect(back) if back else redirect("team-manage", visit.slug, row.public_id)


def _change(visit: Visit, membership: "TeamMembership", *, last: date) -> None:
    sent, actor = visit.request.POST, visit.viewer
    if "leave" not in sent:
        is_lead = "lead" in sent
        membership_lead_set(actor=actor, membership=membership, is_lead=is_lead, at=visit.at)
        return
    membership_end(actor=actor, membership=membership, until=last + _DAY, at=visit.at)
