"""Open changes to what runs: what stands today beside what shall, with a reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.domain.notify.selectors.audiences import (
    key_result_adjustment_told,
    objective_adjustment_told,
)
from plumbline.domain.okrs.permissions import key_result_permit, objective_permit
from plumbline.domain.okrs.selectors.objectives import key_result_get, objective_get
from plumbline.domain.okrs.services.adjustment_effects import (
    key_result_adjustment_effects,
    objective_adjustment_effects,
)
from plumbline.domain.okrs.services.adjustments import key_result_adjust, objective_adjust
from plumbline.domain.okrs.values import key_result_values, objective_values
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.wording import wording
from plumbline.web.form_answers import CHOSEN, RULED, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.adjusting_effects import EffectsPart, effects_part, looks
from plumbline.web.okrs.adjusting_forms import (
    AdjustKeyResultForm,
    AdjustObjectiveForm,
    WordsForm,
    facts_today,
)
from plumbline.web.okrs.key_result_forms import measure_now
from plumbline.web.okrs.key_result_writing import owners_of
from plumbline.web.okrs.objective_forms import offers_for, place_refused, words_now
from plumbline.web.posted import form_sent
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective


_STANDS_LAST: Final = frozenset({"reason", "effective_on"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """What is wrong, and the field it is wrong with; of the whole form it names none."""

    words: str
    label: str = ""
    url: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def objective(visit: Visit, objective: str) -> HttpResponse:
    """Adjust owner, team, cycle, style or visibility of an objective that runs."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    objective_permit(visit.viewer, Act.ADJUST, row)
    if "mended" in visit.request.POST:
        return _words_mend(visit, "objective", row.public_id, partial(_objective_word, visit, row))
    return form_answer(
        _objective_form(visit, row),
        page=partial(_objective_page, visit, row),
        save=partial(_objective_save, visit, row),
        now=lambda stands: words_now(objective_values(stands)),
        refuse=place_refused,
        refusals=CHOSEN,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def key_result(visit: Visit, key_result: str) -> HttpResponse:
    """Adjust what a key result that runs measures, its weight, owner or last day."""
    row = key_result_get(viewer=visit.viewer, public_id=key_result)
    key_result_permit(visit.viewer, Act.ADJUST, row)
    if "mended" in visit.request.POST:
        word = partial(_key_result_word, visit, row)
        return _words_mend(visit, "key-result", row.public_id, word)
    return form_answer(
        _key_result_form(visit, row),
        page=partial(_key_result_page, visit, row),
        save=partial(_key_result_save, visit, row),
        now=lambda stands: measure_now(key_result_values(stands)),
        refuse=AdjustKeyResultForm.refused,
    )


def _objective_form(visit: Visit, row: "Objective") -> AdjustObjectiveForm:
    now = words_now(objective_values(row))
    initial = {**now, "version": row.version, "effective_on": visit.today.isoformat()}
    sent = form_sent(visit.request)
    return AdjustObjectiveForm(sent, offers=offers_for(visit, row), initial=initial)


def _objective_save(visit: Visit, row: "Objective", form: AdjustObjectiveForm) -> HttpResponse:
    """Adjust it, or show first what that changes."""
    values = form.values(visit.viewer, objective_values(row))
    adjust = partial(objective_adjust, objective=row, values=values, **_said(visit, form))
    if not looks(visit.request.POST):
        adjust()
        return _adjusted(visit, "objective", row.public_id)
    told, viewer = objective_adjustment_told, visit.viewer
    effects = objective_adjustment_effects(
        actor=viewer, objective=row, adjust=adjust, told=told, at=visit.at
    )
    return _objective_page(visit, row, form, effects=effects_part(visit, effects))


def _key_result_form(visit: Visit, row: "KeyResult") -> AdjustKeyResultForm:
    before = key_result_values(row)
    now = measure_now(before)
    initial = {**now, "version": row.version, "effective_on": visit.today.isoformat()}
    sent = form_sent(visit.request)
    owners = owners_of(visit, row)
    return AdjustKeyResultForm(sent, before=before, owners=owners, initial=initial)


def _key_result_save(visit: Visit, row: "KeyResult", form: AdjustKeyResultForm) -> HttpResponse:
    """Adjust it, or show first what that changes."""
    values = form.values(visit.viewer, key_result_values(row))
    adjust = partial(key_result_adjust, key_result=row, values=values, **_said(visit, form))
    if not looks(visit.request.POST):
        adjust()
        return _adjusted(visit, "key-result", row.public_id)
    told, viewer = key_result_adjustment_told, visit.viewer
    effects = key_result_adjustment_effects(
        actor=viewer, key_result=row, adjust=adjust, told=told, at=visit.at
    )
    return _key_result_page(visit, row, form, effects=effects_part(visit, effects))


def _said(visit: Visit, form: forms.Form) -> dict[str, Any]:
    """Return who adjusts and when, with what the form says beside the values."""
    sent = form.cleaned_data
    return {
        "actor": visit.viewer,
        "reason": sent["reason"],
        "effective_on": sent["effective_on"],
        "expected": sent["version"],
        "at": visit.at,
    }


def _words_mend(
    visit: Visit, page: str, public_id: str, word: Callable[[str, int], object]
) -> HttpResponse:
    """Save the title that a page offered, with the figures that hold now.

    Args:
        visit: Who presses.
        page: Of what is called so; one comes back to it.
        public_id: Which.
        word: Adjusts it to a title, on the version that was read.
    """
    form = WordsForm(visit.request.POST)
    if not form.is_valid():
        messages.error(visit.request, _("The title was not changed: change it on the form."))
        return redirect(page, visit.slug, public_id)
    try:
        word(form.cleaned_data["mended"], form.cleaned_data["version"])
    except RULED as refused:
        messages.error(visit.request, wording(refused.message))
        return redirect(page, visit.slug, public_id)
    return _adjusted(visit, page, public_id)


def _key_result_word(visit: Visit, row: "KeyResult", title: str, version: int) -> None:
    key_result_adjust(
        actor=visit.viewer,
        key_result=row,
        values=replace(key_result_values(row), title=title),
        reason=_("The title says what holds now."),
        effective_on=visit.today,
        expected=version,
        at=visit.at,
    )


def _objective_word(visit: Visit, row: "Objective", title: str, version: int) -> None:
    objective_adjust(
        actor=visit.viewer,
        objective=row,
        values=replace(objective_values(row), title=title),
        reason=_("The title says what holds now."),
        effective_on=visit.today,
        expected=version,
        at=visit.at,
    )


def _adjusted(visit: Visit, page: str, public_id: str) -> HttpResponse:
    messages.success(visit.request, _("Adjusted. What stood before stays in its history."))
    return redirect(page, visit.slug, public_id)


def _objective_page(
    visit: Visit,
    row: "Objective",
    form: AdjustObjectiveForm,
    *,
    status: int = 200,
    effects: EffectsPart | None = None,
) -> HttpResponse:
    context = {
        **_context(form, words_now(objective_values(row)), row.title),
        "frame": frame_for(visit, Entry.COMPANY, context=row.team.name if row.team else ""),
        "is_objective": True,
        "back": reverse("objective", args=[visit.slug, row.public_id]),
        "decide_url": reverse("objective-decide", args=[visit.slug, row.public_id]),
        "add_url": reverse("key-result-new", args=[visit.slug, row.public_id]),
        "effects": effects,
    }
    return render(visit.request, "okrs/adjust.html", context, status=status)


def _key_result_page(
    visit: Visit,
    row: "KeyResult",
    form: AdjustKeyResultForm,
    *,
    status: int = 200,
    effects: EffectsPart | None = None,
) -> HttpResponse:
    team = row.objective.team
    context = {
        **_context(form, measure_now(key_result_values(row)), row.title),
        "frame": frame_for(visit, Entry.COMPANY, context=team.name if team else ""),
        "decide_url": reverse("key-result-decide", args=[visit.slug, row.public_id]),
        "back": reverse("key-result", args=[visit.slug, row.public_id]),
        "effects": effects,
    }
    return render(visit.request, "okrs/adjust.html", context, status=status)


def _context(form: forms.Form, now: dict[str, object], title: str) -> dict[str, object]:
    return {
        "form": form,
        "today": facts_today(form, now),
        "title": title,
        "refused": tuple(_refused(form)) if form.is_bound else (),
    }


def _refused(form: forms.Form) -> Iterator[RefusedLine]:
    """Yield all that is wrong, for the head of the page: the fields are far apart."""
    for words in form.non_field_errors():
        yield RefusedLine(words=str(words))
    for field in sorted(form.visible_fields(), key=lambda each: each.name in _STANDS_LAST):
        for words in field.errors:
            yield RefusedLine(words=str(words), label=str(field.label), url=f"#{field.auto_id}")
