"""What an objective supports: finding an objective above, tying to it, untying."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.okrs.permissions import objective_permit
from plumbline.domain.okrs.selectors.details import objective_details
from plumbline.domain.okrs.selectors.drafts import parents_offered
from plumbline.domain.okrs.selectors.links import link_get
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.alignment import (
    End,
    align,
    alignment_put_back,
    alignment_remove,
)
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.wording import wording
from plumbline.web.form_answers import form_answer
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.as_of import as_of_asked
from plumbline.web.okrs.histories import LinkLine, link_line
from plumbline.web.okrs.key_result_forms import NumberField
from plumbline.web.okrs.nodes import Places
from plumbline.web.okrs.objective_forms import Options, named
from plumbline.web.posted import form_sent
from plumbline.web.undo_offers import undo_offer
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective

SEARCH_CHARACTERS = 200


class LinkForm(forms.Form):
    """The objective above, and whether its number shall count this one."""

    use_required_attribute = False

    q = forms.CharField(required=False, widget=forms.HiddenInput)
    parent = forms.ChoiceField(
        label=gettext_lazy("Objective above"),
        error_messages={
            "required": gettext_lazy("Choose an objective."),
            "invalid_choice": gettext_lazy("Choose an objective of the list."),
        },
    )
    weight = NumberField(
        gettext_lazy("Weight"),
        help_text=gettext_lazy(
            "Empty: it supports, and adds nothing. With a weight its progress counts above, "
            "beside the key results there."
        ),
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        offered: Options,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["parent"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField


@dataclass(frozen=True, slots=True)
class Tie:
    """A link that stands, and where it is taken away."""

    line: LinkLine
    remove_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksPage:
    """Everything the template says; `found` is how many objectives are offered."""

    title: str
    back: str
    ties: tuple[Tie, ...]
    search: str
    found: int
    form: LinkForm


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def links(visit: Visit, objective: str) -> HttpResponse:
    """Show what an objective supports, find another one and tie to it."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    objective_permit(visit.viewer, Act.ALIGN, row)
    return form_answer(
        _form(visit, row, form_sent(visit.request)),
        page=partial(_page, visit, row),
        save=partial(_tie, visit, row),
    )


@require_POST
@tenant_page
def remove(visit: Visit, objective: str, parent: str) -> HttpResponse:
    """Take a link away; its history stays."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    link = link_get(viewer=visit.viewer, child=objective, parent=parent)
    try:
        alignment_remove(actor=visit.viewer, link=link, at=visit.at)
    except Refused as refused:
        messages.error(visit.request, wording(refused.message))
        return _page(visit, row, _form(visit, row), status=CONFLICT)
    back = reverse("objective-link-back", args=[visit.slug, objective, parent])
    undo_offer(visit.request, _("The link is taken away."), url=back)
    return redirect("objective-links", visit.slug, objective)


@require_POST
@tenant_page
def put_back(visit: Visit, objective: str, parent: str) -> HttpResponse:
    """Make a link that was taken away anew, as it was."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    above = objective_get(viewer=visit.viewer, public_id=parent)
    try:
        alignment_put_back(actor=visit.viewer, child=row, parent=above, at=visit.at)
        messages.success(visit.request, _("The link is back."))
    except Refused as refused:
        messages.error(visit.request, wording(refused.message))
    return redirect("objective-links", visit.slug, objective)


def _form(visit: Visit, row: "Objective", sent: QueryDict | None = None) -> LinkForm:
    search = (visit.request.GET if sent is None else sent).get("q", "")
    search = search.strip()[:SEARCH_CHARACTERS]
    offered = parents_offered(viewer=visit.viewer, text=search, without=row.public_id)
    # Nobody ties to what happens to stand first: one has to be chosen.
    choices = [("", _("Choose an objective")), *named(offered)]
    return LinkForm(sent, offered=choices, initial={"q": search})


def _tie(visit: Visit, row: "Objective", form: LinkForm) -> HttpResponse:
    given = form.cleaned_data
    above = objective_get(viewer=visit.viewer, public_id=given["parent"])
    align(
        actor=visit.viewer,
        child=End(row),
        parent=End(above),
        weight=given["weight"],
        at=visit.at,
    )
    messages.success(visit.request, _("The link is made."))
    return redirect("objective", visit.slug, row.public_id)


def _page(visit: Visit, row: "Objective", form: LinkForm, *, status: int = 200) -> HttpResponse:
    page = LinksPage(
        title=row.title,
        back=reverse("objective", args=[visit.slug, row.public_id]),
        ties=_ties(visit, row),
        search=str(form["q"].value() or ""),
        found=len(form.fields["parent"].choices) - 1,  # type: ignore[attr-defined]  # a ChoiceField
        form=form,
    )
    team = row.team.name if row.team else ""
    address = reverse("objective-links", args=[visit.slug, row.public_id])
    frame = frame_for(visit, Entry.COMPANY, context=team, address=address)
    context = {"frame": frame, "page": page}
    return render(visit.request, "okrs/links_edit.html", context, status=status)


def _ties(visit: Visit, row: "Objective") -> tuple[Tie, ...]:
    """Return the links between objectives; those of key results belong to them."""
    details = objective_details(viewer=visit.viewer, public_id=row.public_id, at=visit.at)
    places = Places(visit.slug, as_of_asked(visit, keep=()))
    return tuple(
        Tie(
            link_line(link, places),
            reverse(
                "objective-link-remove", args=[visit.slug, row.public_id, link.objective.public_id]
            ),
        )
        for link in details.parents
        if link.key_result is None and link.own_key_result is None
    )
