"""Opening an objective that is not for one's eyes, and letting go of it."""

import re
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.okrs.permissions import openable_by, opening_permit
from plumbline.domain.okrs.selectors.openings import OpeningFacts, own_openings
from plumbline.domain.okrs.services.openings import OPENING_LASTS, objective_open, opening_end
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.domain.tenancy.public_ids import ALPHABET, PUBLIC_ID_LENGTH
from plumbline.http.public_links import public_link
from plumbline.web.form_answers import form_answer
from plumbline.web.okrs.opening_words import instant_written, told_words
from plumbline.web.posted import form_sent
from plumbline.web.settings_frame import settings_frame
from plumbline.web.text_area import TextArea
from plumbline.web.visits import Visit, tenant_page

LINK_CHARACTERS = 500
REASON_CHARACTERS = 1000
HOURS = int(OPENING_LASTS.total_seconds()) // 3600

_ADDRESS = re.compile(
    rf"/(?:objectives|key-results)/([{ALPHABET}]{{{PUBLIC_ID_LENGTH}}})", re.IGNORECASE
)


class OpeningForm(forms.Form):
    """Which objective, and why."""

    use_required_attribute = False
    #: Nobody is told whether there is anything to open before they have said why.
    is_never_rehearsed = True

    named = forms.CharField(
        label=gettext_lazy("Link to the objective"),
        help_text=gettext_lazy("The address of its page, or of one of its key results."),
        max_length=LINK_CHARACTERS,
        error_messages={"required": gettext_lazy("Paste the link that you were given.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why, in words its owner will read"),
        max_length=REASON_CHARACTERS,
        widget=TextArea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why: the owner of the objective reads it.")},
    )

    def clean_named(self) -> str:
        """Return the id in an address, or what was typed where it is none."""
        typed: str = self.cleaned_data["named"].strip()
        found = _ADDRESS.search(typed)
        return (found.group(1) if found else typed).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedLine:
    """An objective that the viewer has open."""

    title: str
    url: str
    until: str
    told: str
    end_url: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def openings(visit: Visit) -> HttpResponse:
    """Open an objective; say what that does, and list what one has open."""
    opening_permit(visit.viewer)
    named = visit.request.GET.get("named", "")[:LINK_CHARACTERS]
    form = OpeningForm(form_sent(visit.request), initial={"named": named})
    return form_answer(form, page=partial(_page, visit), save=partial(_open, visit))


@require_POST
@tenant_page
def end(visit: Visit, opening: str) -> HttpResponse:
    """Let go of what one has opened."""
    opening_end(actor=visit.viewer, public_id=opening, at=visit.at)
    messages.success(visit.request, _("It is closed to you again."))
    return redirect("openings" if openable_by(visit.viewer) else "my-week", visit.slug)


def _open(visit: Visit, form: OpeningForm) -> HttpResponse:
    opened = objective_open(
        actor=visit.viewer,
        named=form.cleaned_data["named"],
        reason=form.cleaned_data["reason"],
        at=visit.at,
        link=lambda public_id: public_link("objective", visit.slug, public_id),
    )
    return redirect("objective", visit.slug, opened.objective.public_id)


def _page(visit: Visit, form: OpeningForm, *, status: int = 200) -> HttpResponse:
    context = {
        "frame": settings_frame(visit, "openings"),
        "form": form,
        "url": reverse("openings", args=[visit.slug]),
        "hours": HOURS,
        "lines": _lines(visit, own_openings(viewer=visit.viewer, at=visit.at)),
    }
    return render(visit.request, "okrs/openings.html", context, status=status)


def _lines(visit: Visit, opened: tuple[OpeningFacts, ...]) -> list[OpenedLine]:
    if not opened:
        return []
    zone = zone_of(viewer=visit.viewer)
    return [
        OpenedLine(
            title=facts.objective.name,
            url=reverse("objective", args=[visit.slug, facts.objective.public_id]),
            until=instant_written(facts.until, zone),
            told=told_words(facts),
            end_url=reverse("opening-end", args=[visit.slug, facts.public_id]),
        )
        for facts in opened
    ]
