"""The approvals of an objective: of whom they are asked, what they said, and one's own answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.domain.okrs.selectors.approvals import (
    ApprovalFacts,
    ApprovalsOf,
    ApprovalState,
    AskedBy,
    approvals_of,
)
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.approving import approval_give
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.web.day_words import day_words
from plumbline.web.form_answers import form_answer
from plumbline.web.form_refusals import refusal_renew
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.approval_part import approval_due_words
from plumbline.web.posted import form_sent
from plumbline.web.version_field import VersionField
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective

ROLE_WORDS: Final[Mapping[str, Promise]] = {
    "parent_lead": gettext_lazy("the lead of a team above"),
    "champion": gettext_lazy("an OKR champion"),
    "manager": gettext_lazy("the manager of the owner"),
    "named": gettext_lazy("named for it"),
}


class ApproveForm(forms.Form):
    """Yes, or what is missing."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        choices=[(ApprovalState.APPROVED.value, ""), (ApprovalState.SENT_BACK.value, "")],
        error_messages={"required": gettext_lazy("Choose one of the two answers.")},
    )
    words = forms.CharField(
        label=gettext_lazy("What you have to say"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Whoever sees the objective reads it. To send it back say what is missing."
        ),
    )
    version = VersionField()
    answers_seen = forms.IntegerField(
        required=False, min_value=0, max_value=10**6, widget=forms.HiddenInput
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """A practice that asks for approvals, and how many of them it has."""

    name: str
    url: str
    words: str
    is_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """Of whom an approval is asked, and what they answered."""

    name: str
    url: str
    roles: str
    words: str
    state: str
    when: str


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def approvals(visit: Visit, objective: str) -> HttpResponse:
    """Show the approvals of an objective; approve it, or send it back."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    found = approvals_of(viewer=visit.viewer, objective=row, at=visit.at)
    if visit.request.method == "POST" and not found.may_answer:
        raise PermissionRefused("okrs.approval.refused")
    initial = {"version": found.version, "answers_seen": found.own_answers}
    form = ApproveForm(form_sent(visit.request), initial=initial)
    return form_answer(
        form,
        page=partial(_page, visit, row, found),
        save=partial(_answer, visit, row),
        refuse=partial(refusal_renew, seen={"answers_seen": found.own_answers}),
    )


def _answer(visit: Visit, row: "Objective", form: ApproveForm) -> HttpResponse:
    is_approved = form.cleaned_data["answer"] == ApprovalState.APPROVED.value
    approval_give(
        actor=visit.viewer,
        objective=row,
        is_approved=is_approved,
        words=form.cleaned_data["words"],
        expected=form.cleaned_data["version"],
        answers_seen=form.cleaned_data["answers_seen"],
        at=visit.at,
    )
    said = _("Approved. Its owner is told.") if is_approved else _("Sent back. Its owner is told.")
    messages.success(visit.request, said)
    return redirect("objective-approvals", visit.slug, row.public_id)


def _page(
    visit: Visit, row: "Objective", found: ApprovalsOf, form: ApproveForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "form": form,
        "title": row.title,
        "objective_url": reverse("objective", args=[visit.slug, row.public_id]),
        "asked": [_asked_line(visit, each) for each in found.asked_by],
        "answers": [_answer_line(visit, each) for each in found.approvals],
        "may_answer": found.may_answer,
        "has_approved": any(
            each.counts and each.person.public_id == visit.viewer.person_public_id
            for each in found.approvals
        ),
        "is_own": row.owner_id == visit.viewer.person_id,
        "is_planned": found.is_planned,
        "is_lacking": found.is_lacking,
        "due": approval_due_words(visit, found),
        "to_ask": ", ".join(each.name for each in found.to_ask),
        "nobody": found.is_lacking and not found.to_ask and not found.waiting,
        "people_url": reverse("people", args=[visit.slug]),
        "ask_url": reverse("objective-approval-ask", args=[visit.slug, row.public_id])
        if found.may_ask
        else "",
        "version": found.version,
        "slug": visit.slug,
    }
    return render(visit.request, "governance/approvals.html", context, status=status)


def _asked_line(visit: Visit, asked: AskedBy) -> AskedLine:
    whose = [str(ROLE_WORDS[each]) for each in asked.by]
    who = _(" or ").join([*whose, *(each.name for each in asked.people)])
    words = _("%(given)s of %(count)s, by %(who)s") % {
        "given": min(asked.given, asked.count),
        "count": asked.count,
        "who": who,
    }
    if asked.changes:
        words += " · " + _("a change of the title or of a target asks again")
    return AskedLine(
        name=asked.practice.name,
        url=reverse("practice", args=[visit.slug, asked.practice.public_id]),
        words=words,
        is_kept=asked.given >= asked.count,
    )


def _answer_line(visit: Visit, facts: ApprovalFacts) -> AnswerLine:
    roles = ", ".join(str(ROLE_WORDS[each]) for each in facts.roles)
    if facts.stands_in:
        roles += " · " + _("%(name)s stood in") % {"name": facts.stands_in}
    state = str(facts.state.label)
    if facts.is_replaced:
        state = _("%(state)s, then answered anew") % {"state": state}
    elif facts.state is ApprovalState.APPROVED and not facts.counts:
        state = _("Approved as it stood before")
    on = organization_day(organization_bound(), facts.answered_at or facts.asked_at)
    return AnswerLine(
        name=facts.person.name,
        url=reverse("person", args=[visit.slug, facts.person.public_id]),
        roles=roles,
        words=facts.words,
        state=state,
        when=day_words(on),
    )
