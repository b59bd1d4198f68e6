"""Asking for an objective to be let off a practice, and answering."""

from dataclasses import dataclass
from datetime import timedelta
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

from plumbline.domain.governance.selectors.practices import practice_get
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.selectors.drafts import draft_lacks
from plumbline.domain.okrs.selectors.objectives import key_results_visible, objective_get
from plumbline.domain.okrs.selectors.waivers import (
    WaiverFacts,
    WaiverState,
    waiver_answerable,
    waiver_askable,
    waiver_get,
    waiver_row,
    waivers_of_practice,
)
from plumbline.domain.okrs.services.waivers import waiver_answer, waiver_ask, waiver_withdraw
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import PermissionRefused, StaleVersion
from plumbline.web.day_field import DayField
from plumbline.web.day_words import day_words
from plumbline.web.form_answers import form_answer
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.plan import lack_words
from plumbline.web.okrs.waiver_lines import waived_words, waiver_words
from plumbline.web.posted import form_sent, version_sent
from plumbline.web.version_field import VersionField
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice
    from plumbline.domain.okrs.models import Objective

OFFERED = timedelta(days=28)


class AskForm(forms.Form):
    """Why an objective should not have to keep a practice, and until when."""

    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("Why it cannot be met now"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why.")},
    )
    expires_on = DayField(
        gettext_lazy("Until"),
        required=True,
        help_text=gettext_lazy("The last day; from the next one on the practice counts again."),
    )


class AnswerForm(forms.Form):
    """Whether it is granted, and why."""

    use_required_attribute = False

    state = forms.ChoiceField(
        choices=[
            (WaiverState.GRANTED.value, ""),
            (WaiverState.DECLINED.value, ""),
            (WaiverState.ENDED.value, ""),
        ]
    )
    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why.")},
    )
    version = VersionField()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverLine:
    """What need not keep a practice for some time, or asks not to."""

    title: str
    url: str
    state: str
    reason: str
    words: str


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def ask(visit: Visit, objective: str, practice: str) -> HttpResponse:
    """Ask for an objective to be let off a practice for some time."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    rule = practice_get(viewer=visit.viewer, public_id=practice)
    if not waiver_askable(visit.viewer, row):
        raise PermissionRefused("okrs.waiver.refused")
    form = AskForm(
        form_sent(visit.request),
        initial={"expires_on": (visit.today + OFFERED).isoformat()},
    )
    return form_answer(
        form,
        page=partial(_ask_page, visit, row, rule),
        save=partial(_ask, visit, row, rule),
        once=visit,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def waiver(visit: Visit, waiver: str) -> HttpResponse:
    """Show what was asked and answered; grant it, decline it, or end it early."""
    facts = waiver_get(viewer=visit.viewer, public_id=waiver)
    is_open = facts.state in (WaiverState.ASKED, WaiverState.GRANTED)
    if visit.request.method == "POST" and "withdraw" in visit.request.POST:
        return _withdraw(visit, facts)
    if visit.request.method == "POST" and is_open and not facts.may_answer:
        raise PermissionRefused("okrs.waiver.refused")
    form = AnswerForm(form_sent(visit.request), initial={"version": facts.version})
    if facts.state is not WaiverState.ASKED:
        form.fields["answer"].label = _("Why it ends now")
    return form_answer(
        form, page=partial(_waiver_page, visit, facts), save=partial(_answer, visit, facts)
    )


def waiver_lines(visit: Visit, row: "Practice") -> tuple[WaiverLine, ...]:
    """Return the waivers of a practice that the viewer may see (two queries)."""
    return tuple(
        WaiverLine(
            title=waived_words(each),
            url=reverse("waiver", args=[visit.slug, each.public_id]),
            state=waiver_words(each, on=visit.today),
            reason=each.reason,
            words=_("Answer…")
            if each.may_answer and each.state is WaiverState.ASKED
            else _("Look at it"),
        )
        for each in waivers_of_practice(viewer=visit.viewer, practice=row)
    )


def _ask(visit: Visit, row: "Objective", rule: "Practice", form: AskForm) -> HttpResponse:
    made = waiver_ask(
        actor=visit.viewer,
        objective=row,
        practice=rule,
        reason=form.cleaned_data["reason"],
        expires_on=form.cleaned_data["expires_on"],
        at=visit.at,
    )
    messages.success(visit.request, _("Asked for. A champion, an admin or a manager answers."))
    return redirect("waiver", visit.slug, made.public_id)


def _answer(visit: Visit, facts: WaiverFacts, form: AnswerForm) -> HttpResponse:
    try:
        waiver_answer(
            actor=visit.viewer,
            waiver=waiver_row(viewer=visit.viewer, public_id=facts.public_id),
            state=WaiverState(form.cleaned_data["state"]),
            answer=form.cleaned_data["answer"],
            expected=form.cleaned_data["version"],
            at=visit.at,
        )
    except StaleVersion:
        return _answered_meanwhile(visit, facts.public_id, form)
    messages.success(visit.request, _("Answered. It stands on the page of the practice."))
    return redirect("waiver", visit.slug, facts.public_id)


def _withdraw(visit: Visit, facts: WaiverFacts) -> HttpResponse:
    waiver_withdraw(
        actor=visit.viewer,
        waiver=waiver_row(viewer=visit.viewer, public_id=facts.public_id),
        expected=version_sent(visit.request),
        at=visit.at,
    )
    messages.success(visit.request, _("Taken back. Nobody is asked any more."))
    return redirect("waiver", visit.slug, facts.public_id)


def _answered_meanwhile(visit: Visit, public_id: str, form: AnswerForm) -> HttpResponse:
    """Say what somebody else answered meanwhile, and what can still be done about it.

    An answer takes the place of no other one: what is granted can be ended, and what is over not
    be answered again.
    """
    facts = waiver_get(viewer=visit.viewer, public_id=public_id)
    form.data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    form.data["version"] = str(facts.version)  # type: ignore[index]  # its copy
    who = {"name": facts.answered_by or _("Somebody"), "state": str(facts.state.label).lower()}
    said = _("%(name)s answered meanwhile: %(state)s. Nothing of yours is saved.") % who
    if facts.may_answer:
        said += " " + _("What you wrote is still here: end the waiver with it, or leave it.")
    form.add_error(None, said)
    return _waiver_page(visit, facts, form, status=CONFLICT)


def _ask_page(
    visit: Visit, row: "Objective", rule: "Practice", form: AskForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "form": form,
        "title": row.title,
        "practice": rule.name,
        "practice_url": reverse("practice", args=[visit.slug, rule.public_id]),
        "back": reverse("objective", args=[visit.slug, row.public_id]),
        "lacks": _lacks(visit, row),
    }
    return render(visit.request, "governance/waiver_ask.html", context, status=status)


def _lacks(visit: Visit, row: "Objective") -> str:
    """Write what keeps a draft from beginning whatever is waived; empty where nothing does."""
    if row.state not in EDITABLE_STATES:
        return ""
    key_results = list(key_results_visible(viewer=visit.viewer).filter(objective=row))
    return ", ".join(lack_words(lack, count) for lack, count in draft_lacks(row, key_results))


def _granted_words(facts: WaiverFacts) -> str:
    """Say who had granted what was ended since, and when; empty while it says so itself."""
    if facts.state is not WaiverState.ENDED or facts.granted_at is None:
        return ""
    day = day_words(organization_day(organization_bound(), facts.granted_at))
    if not facts.granted_by:
        return day
    return _("%(who)s, on %(day)s") % {"who": facts.granted_by, "day": day}


def _waiver_page(
    visit: Visit, facts: WaiverFacts, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    row = waiver_row(viewer=visit.viewer, public_id=facts.public_id)
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "form": form,
        "facts": facts,
        "state": waiver_words(facts, on=visit.today),
        "until": day_words(facts.expires_on),
        "is_expired": facts.expires_on < visit.today
        and facts.state in (WaiverState.ASKED, WaiverState.GRANTED),
        "is_asked": facts.state is WaiverState.ASKED,
        "is_stuck": facts.state is WaiverState.ASKED
        and not facts.may_answer
        and not waiver_answerable(row),
        "granted": _granted_words(facts),
        "practice_url": reverse("practice", args=[visit.slug, facts.practice.public_id]),
        "title": waived_words(facts),
        "about_url": reverse(
            "team" if facts.is_for_team else "objective", args=[visit.slug, facts.about.public_id]
        ),
        "slug": visit.slug,
    }
    return render(visit.request, "governance/waiver.html", context, status=status)
