"""Who acts for whom while they are away: naming a deputy, ending it."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.roles import (
    DeputyFacts,
    deputies_seen,
    deputizable,
    deputy_get,
    person_named,
)
from plumbline.domain.orgs.services.deputies import deputy_end, deputy_set
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.tenancy.errors import NotFound
from plumbline.web.day_field import DayField
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.posted import form_sent
from plumbline.web.settings_frame import settings_frame
from plumbline.web.ui.signs import PersonName
from plumbline.web.visits import Visit, tenant_page


class DeputyForm(forms.Form):
    """Who is away, who stands in, from when to when."""

    use_required_attribute = False

    acts_for = forms.CharField(
        label=gettext_lazy("Who is away"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("A whole name, or an e-mail address. Empty: you."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    person = forms.CharField(
        label=gettext_lazy("Who stands in"),
        max_length=254,
        help_text=gettext_lazy("A whole name, or an e-mail address."),
        error_messages={"required": gettext_lazy("Say who stands in.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    starts_on = DayField(gettext_lazy("First day"), required=True)
    ends_on = DayField(gettext_lazy("Last day"), required=True)

    def for_oneself(self) -> "DeputyForm":
        """The form of somebody who names deputies for themself alone."""
        del self.fields["acts_for"]
        return self


class DeputyEndForm(forms.Form):
    """Which deputy is meant: both people and the first day."""

    person = forms.CharField(max_length=12)
    acts_for = forms.CharField(max_length=12)
    starts_on = DayField(gettext_lazy("First day"), required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyLine:
    """A deputy as the list shows them; without an id nobody but others may end it."""

    person: PersonName
    acts_for: PersonName
    person_id: str
    acts_for_id: str
    starts_on: date
    ends_on: date
    is_now: bool
    ends: bool


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def deputies(visit: Visit) -> HttpResponse:
    """List who acts for whom and name a deputy."""
    form = DeputyForm(form_sent(visit.request), initial={"starts_on": visit.today.isoformat()})
    if not deputizable(viewer=visit.viewer):
        permit(visit.viewer, Act.DEPUTIZE, _own(visit))
        form = form.for_oneself()
    return form_answer(
        form, page=partial(_page, visit), save=partial(_save, visit), refusals=CHOSEN, once=visit
    )


@require_POST
@tenant_page
def end(visit: Visit) -> HttpResponse:
    """Let a deputy act no longer."""
    form = DeputyEndForm(visit.request.POST)
    if not form.is_valid():
        raise NotFound("orgs.deputy.not_found")
    deputy = deputy_get(viewer=visit.viewer, **form.cleaned_data)
    deputy_end(actor=visit.viewer, deputy=deputy, at=visit.at)
    words = _("%(deputy)s acts for %(absent)s no longer.")
    names = {"deputy": deputy.person.name, "absent": deputy.acts_for.name}
    messages.success(visit.request, words % names)
    return redirect("deputies", visit.slug)


def _own(visit: Visit) -> Thing:
    return Thing(kind=Kind.PERSON, person_id=visit.viewer.person_id)


def _save(visit: Visit, form: DeputyForm) -> HttpResponse:
    given = form.cleaned_data
    away = given.get("acts_for")
    absent = (
        person_named(viewer=visit.viewer, named=away, field="acts_for")
        if away
        else person_get(viewer=visit.viewer, public_id=visit.viewer.person_public_id)
    )
    deputy = deputy_set(
        actor=visit.viewer,
        person=person_named(viewer=visit.viewer, named=given["person"]),
        acts_for=absent,
        starts_on=given["starts_on"],
        ends_on=given["ends_on"],
        at=visit.at,
    )
    words = _("%(deputy)s acts for %(absent)s on these days.")
    names = {"deputy": deputy.person.name, "absent": absent.name}
    messages.success(visit.request, words % names)
    return redirect("deputies", visit.slug)


def _page(visit: Visit, form: DeputyForm, *, status: int = 200) -> HttpResponse:
    found = deputies_seen(viewer=visit.viewer, on=visit.today)
    context = {
        "frame": settings_frame(visit, "deputies"),
        "lines": [_line(visit, facts) for facts in found],
        "form": form,
        "url": reverse("deputies", args=[visit.slug]),
        "end_url": reverse("deputy-end", args=[visit.slug]),
    }
    return render(visit.request, "orgs/deputies.html", context, status=status)


def _line(visit: Visit, facts: DeputyFacts) -> DeputyLine:
    return DeputyLine(
        person=PersonName(facts.person.name),
        acts_for=PersonName(facts.acts_for.name),
        person_id=facts.person.public_id,
        acts_for_id=facts.acts_for.public_id,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        is_now=facts.starts_on <= visit.today,
        ends=facts.ends,
    )
