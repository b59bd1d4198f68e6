"""Asking for a team and all below to be let off a practice."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.domain.governance.permissions import (
    practice_changeable,
    team_waiver_permitted,
)
from plumbline.domain.governance.selectors.practices import practice_get
from plumbline.domain.governance.services.team_waivers import team_waiver_ask
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.selectors.teams import team_get, teams_tree
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.web.day_field import DayField
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.governance.waivers import OFFERED
from plumbline.web.governance.words import practice_url
from plumbline.web.long_select import LongChoices, LongSelect
from plumbline.web.okrs.objective_forms import Options
from plumbline.web.posted import form_sent
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice

_INDENT = "\u2003"


class TeamWaiverForm(forms.Form):
    """For which team, why, and until when."""

    use_required_attribute = False

    team = forms.ChoiceField(
        label=gettext_lazy("Team"),
        widget=LongSelect,
        error_messages={"required": gettext_lazy("Choose a team.")},
        help_text=gettext_lazy("With all teams below it."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it cannot be met now"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why.")},
        help_text=gettext_lazy("Everybody reads it on the page of the practice and of the team."),
    )
    expires_on = DayField(
        gettext_lazy("Until"),
        required=True,
        help_text=gettext_lazy("The last day; from the next one on the practice counts again."),
    )

    def __init__(
        self, data: Mapping[str, object] | None, *, teams: Options, initial: dict[str, object]
    ) -> None:
        """Take what was sent; offer the teams that the viewer may ask for."""
        super().__init__(data, initial=initial)
        self.fields["team"].choices = LongChoices(("", _("Choose a team")), *teams)  # type: ignore[attr-defined]  # a ChoiceField


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def ask(visit: Visit, practice: str) -> HttpResponse:
    """Ask for a team and all below to be let off a practice for some time."""
    row = practice_get(viewer=visit.viewer, public_id=practice)
    teams = _teams(visit)
    if not teams:
        raise PermissionRefused("governance.waiver_refused")
    form = TeamWaiverForm(
        form_sent(visit.request),
        teams=teams,
        initial={"expires_on": (visit.today + OFFERED).isoformat()},
    )
    return form_answer(
        form,
        page=partial(_page, visit, row),
        save=partial(_ask, visit, row),
        refusals=CHOSEN,
        once=visit,
    )


def waive_url(visit: Visit, row: "Practice") -> str:
    """Return where a practice is waived for a team; empty for whoever may not ask."""
    leads = any(standing.led_team_paths for standing in visit.viewer.standings)
    if row.is_archived or not (leads or practice_changeable(visit.viewer)):
        return ""
    return reverse("practice-waive", args=[visit.slug, row.public_id])


def _teams(visit: Visit) -> Options:
    return [
        (team.public_id, _INDENT * team.depth + team.name)
        for team in teams_tree(viewer=visit.viewer)
        if team_waiver_permitted(visit.viewer, Act.ASK, team.path)
    ]


def _ask(visit: Visit, row: "Practice", form: TeamWaiverForm) -> HttpResponse:
    made = team_waiver_ask(
        actor=visit.viewer,
        team=team_get(viewer=visit.viewer, public_id=form.cleaned_data["team"]),
        practice=row,
        reason=form.cleaned_data["reason"],
        expires_on=form.cleaned_data["expires_on"],
        at=visit.at,
    )
    messages.success(visit.request, _("Asked for. A champion or an admin answers."))
    return redirect("waiver", visit.slug, made.public_id)


def _page(
    visit: Visit, row: "Practice", form: TeamWaiverForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "form": form,
        "practice": row.name,
        "back": practice_url(visit, row),
        "slug": visit.slug,
    }
    return render(visit.request, "governance/team_waiver_ask.html", context, status=status)
