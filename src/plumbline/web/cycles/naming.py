"""How cycles are called: a pattern for each length, and the names that it gives."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.domain.cycles.naming import pattern_problem
from plumbline.domain.cycles.selectors import cycle_names_ahead, cycle_naming
from plumbline.domain.cycles.services import cycle_naming_set
from plumbline.domain.cycles.values import NAMED_KINDS, PATTERN_CHARACTERS
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.tenancy.wording import wording
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.objective_forms import VersionField
from plumbline.web.okrs.plan_tabs import plan_tabs
from plumbline.web.posted import form_sent
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _pattern_field(label: "_StrPromise") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(
        label=label, required=False, max_length=PATTERN_CHARACTERS, widget=widget
    )


class NamingForm(forms.Form):
    """A pattern for each length; empty for the usual names."""

    use_required_attribute = False

    version = VersionField()
    quarter = _pattern_field(gettext_lazy("Quarters"))
    year = _pattern_field(gettext_lazy("Years"))
    half = _pattern_field(gettext_lazy("Half-years"))
    month = _pattern_field(gettext_lazy("Months"))

    def clean(self) -> None:
        """Find fault with a pattern where it is typed, also when it is only looked at."""
        super().clean()
        for kind in NAMED_KINDS:
            problem = pattern_problem(self.cleaned_data.get(kind.value, ""), kind)
            if problem:
                self.add_error(kind.value, wording(problem))


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternLine:
    """One field with the names its pattern gives; empty where it gives none."""

    field: BoundField
    names: str


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def naming(visit: Visit) -> HttpResponse:
    """Show by which patterns cycles are named; a POST sets them, or only shows the names."""
    manage_permit(visit.viewer, Kind.CYCLE)
    stands = cycle_naming(viewer=visit.viewer)
    form = NamingForm(form_sent(visit.request), initial={**_now(stands), "version": stands.version})
    if "look" in visit.request.POST:
        return _page(visit, form)
    return form_answer(form, page=partial(_page, visit), save=partial(_save, visit), now=_now)


def _now(stands: object) -> dict[str, object]:
    return {kind.value: getattr(stands, kind.value) for kind in NAMED_KINDS}


def _save(visit: Visit, form: NamingForm) -> HttpResponse:
    cycle_naming_set(
        actor=visit.viewer,
        patterns={kind: form.cleaned_data[kind.value] for kind in NAMED_KINDS},
        expected=form.cleaned_data["version"],
        at=visit.at,
    )
    messages.success(visit.request, _("Saved. Cycles there are keep their names."))
    return redirect("cycle-naming", visit.slug)


def _page(visit: Visit, form: NamingForm, *, status: int = 200) -> HttpResponse:
    if form.is_bound:
        form.is_valid()
        shown = {kind: form.cleaned_data.get(kind.value) for kind in NAMED_KINDS}
    else:
        shown = {kind: form.initial[kind.value] for kind in NAMED_KINDS}
    patterns = {kind: pattern for kind, pattern in shown.items() if pattern}
    # An empty pattern promises nothing: the next name follows the cycle before.
    ahead = cycle_names_ahead(patterns=patterns, on=visit.today)
    context = {
        "frame": frame_for(visit, Entry.PLAN, tabs=plan_tabs(visit, cycles=True)),
        "form": form,
        "lines": [
            PatternLine(field=form[kind.value], names=" · ".join(ahead.get(kind, ())))
            for kind in NAMED_KINDS
        ],
        "back": reverse("cycles", args=[visit.slug]),
    }
    return render(visit.request, "cycles/cycle_naming.html", context, status=status)
