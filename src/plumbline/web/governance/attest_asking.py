"""Saying who is asked to attest a practice, how often and until when."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.domain.attestations.choices import ASKED_ROLES, Audience, Rhythm
from plumbline.domain.attestations.selectors.asked import is_in_force
from plumbline.domain.attestations.selectors.standing import ask_of
from plumbline.domain.attestations.services.asking import (
    AskValues,
    attestation_ask,
    attestation_ask_end,
)
from plumbline.domain.governance.permissions import practice_permit
from plumbline.domain.governance.selectors.practices import practice_get
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.web.day_field import DayField
from plumbline.web.day_words import day_words
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.governance.forms import practice_offers
from plumbline.web.governance.words import practice_url
from plumbline.web.long_select import LongChoices, LongSelect
from plumbline.web.okrs.objective_forms import Options
from plumbline.web.posted import form_sent
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.attestations.models import AttestationAsk
    from plumbline.domain.governance.models import Practice

END = "end"


class AskingForm(forms.Form):
    """Who is asked, how often, and until when."""

    use_required_attribute = False

    audience = forms.ChoiceField(
        label=gettext_lazy("Who is asked"),
        choices=Audience.choices,
        error_messages={"required": gettext_lazy("Choose who is asked.")},
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=[(role.value, words) for role, words in ASKED_ROLES.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Where people with a role are asked."),
    )
    team = forms.ChoiceField(
        label=gettext_lazy("Team"),
        required=False,
        widget=LongSelect,
        help_text=gettext_lazy("Where a team and all below are asked."),
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=Rhythm.choices,
        help_text=gettext_lazy("A new wording of the practice always asks again."),
    )
    until = DayField(
        gettext_lazy("Asked until"), help_text=gettext_lazy("The last day; empty for no end.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    def __init__(
        self, data: Mapping[str, object] | None, *, teams: Options, initial: dict[str, object]
    ) -> None:
        """Take what was sent."""
        super().__init__(data, initial=initial)
        self.fields["team"].choices = LongChoices(("", _("No team")), *teams)  # type: ignore[attr-defined]  # a ChoiceField


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def attesting(visit: Visit, practice: str) -> HttpResponse:
    """Say who is asked to attest a practice, change it, or end it."""
    practice_permit(visit.viewer)
    row = practice_get(viewer=visit.viewer, public_id=practice)
    ask = ask_of(viewer=visit.viewer, practice=row)
    teams = [each for each in practice_offers(visit).teams if each[0]]
    form = AskingForm(form_sent(visit.request), teams=teams, initial=_now(ask))
    return form_answer(
        form,
        page=partial(_page, visit, row, ask),
        save=partial(_save, visit, row),
        now=_now,
        refusals=CHOSEN,
    )


def ask_words(ask: "AttestationAsk") -> str:
    """Say who is asked and how often."""
    if ask.audience == Audience.TEAM and ask.team is not None:
        who = _("%(team)s and all below") % {"team": ask.team.name}
    elif ask.audience == Audience.ROLES:
        who = ", ".join(str(ASKED_ROLES[Role(each)]) for each in ask.roles)
    else:
        who = str(Audience.EVERYONE.label)
    parts = [who, str(Rhythm(ask.rhythm).label)]
    if ask.until is not None:
        parts.append(_("until %(day)s") % {"day": day_words(ask.until)})
    return " · ".join(parts)


def _save(visit: Visit, row: "Practice", form: AskingForm) -> HttpResponse:
    given = form.cleaned_data
    back = redirect("practice", visit.slug, row.public_id)
    if END in visit.request.POST:
        attestation_ask_end(
            actor=visit.viewer, practice=row, expected=given["version"], at=visit.at
        )
        messages.success(visit.request, _("Nobody is asked any more. What was answered stays."))
        return back
    team = team_get(viewer=visit.viewer, public_id=given["team"]) if given["team"] else None
    attestation_ask(
        actor=visit.viewer,
        practice=row,
        values=AskValues(
            audience=Audience(given["audience"]),
            roles=tuple(map(Role, given["roles"])),
            team=team,
            rhythm=Rhythm(given["rhythm"]),
            until=given["until"],
        ),
        expected=given["version"],
        at=visit.at,
    )
    messages.success(visit.request, _("Asked. It stands in everybody’s week from today on."))
    return back


def _now(ask: "AttestationAsk | None") -> dict[str, object]:
    """Return who is asked, as the form shows it."""
    if ask is None or not ask.pk:
        return {"audience": Audience.EVERYONE, "rhythm": Rhythm.WORDS, "version": 0}
    return {
        "audience": ask.audience,
        "roles": ask.roles,
        "team": ask.team.public_id if ask.team else "",
        "rhythm": ask.rhythm,
        "until": ask.until.isoformat() if ask.until else "",
        "version": ask.version,
    }


def _page(
    visit: Visit,
    row: "Practice",
    ask: "AttestationAsk | None",
    form: AskingForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "form": form,
        "name": row.name,
        "back": practice_url(visit, row),
        "is_asked": ask is not None and is_in_force(ask, on=visit.today),
        "can_end": ask is not None and ask.ended_on is None,
        "slug": visit.slug,
    }
    return render(visit.request, "governance/attesting.html", context, status=status)
