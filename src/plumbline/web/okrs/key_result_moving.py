"""Moving a key result to another objective: finding it, and why where it runs."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.domain.bulk.services.moving import key_result_move
from plumbline.domain.okrs.permissions import key_result_permit, objective_permit
from plumbline.domain.okrs.selectors.drafts import objectives_taking
from plumbline.domain.okrs.selectors.objectives import key_result_get, objective_get
from plumbline.domain.orgs.rights import Act
from plumbline.web.day_field import DayField
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.acts import PLANNED
from plumbline.web.okrs.linking import SEARCH_CHARACTERS
from plumbline.web.okrs.objective_forms import Options, VersionField, named
from plumbline.web.okrs.reason_forms import ReasonForm
from plumbline.web.okrs.written import state_of
from plumbline.web.posted import form_sent
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult


class MoveForm(forms.Form):
    """The objective that a key result goes to."""

    use_required_attribute = False

    q = forms.CharField(required=False, widget=forms.HiddenInput)
    objective = forms.ChoiceField(
        label=gettext_lazy("Move it to"),
        error_messages={
            "required": gettext_lazy("Choose an objective."),
            "invalid_choice": gettext_lazy("Choose an objective of the list."),
        },
    )
    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        offered: Options,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["objective"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField


class RunningMoveForm(MoveForm, ReasonForm):
    """The same for what runs: with a reason, and from which day on."""

    effective_on = DayField(gettext_lazy("It holds from"), required=True)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def move(visit: Visit, key_result: str) -> HttpResponse:
    """Move a key result to another objective."""
    row = key_result_get(viewer=visit.viewer, public_id=key_result)
    if state_of(row.objective.state) in PLANNED:
        key_result_permit(visit.viewer, Act.DELETE, row)
    else:
        objective_permit(visit.viewer, Act.ADJUST, row.objective)
    return form_answer(
        _form(visit, row, form_sent(visit.request)),
        page=partial(_page, visit, row),
        save=partial(_save, visit, row),
        refusals=CHOSEN,
    )


def _form(visit: Visit, row: "KeyResult", sent: QueryDict | None) -> MoveForm:
    search = (visit.request.GET if sent is None else sent).get("q", "")
    search = search.strip()[:SEARCH_CHARACTERS]
    offered = objectives_taking(viewer=visit.viewer, key_result=row, text=search)
    kind = MoveForm if state_of(row.objective.state) in PLANNED else RunningMoveForm
    initial = {"q": search, "version": row.version, "effective_on": visit.today.isoformat()}
    return kind(sent, offered=named(offered), initial=initial)


def _save(visit: Visit, row: "KeyResult", form: MoveForm) -> HttpResponse:
    given = form.cleaned_data
    above = objective_get(viewer=visit.viewer, public_id=given["objective"])
    key_result_move(
        actor=visit.viewer,
        key_result=row,
        objective=above,
        reason=given.get("reason", ""),
        effective_on=given.get("effective_on", visit.today),
        expected=given["version"],
        at=visit.at,
    )
    words = _("“%(title)s” is below this objective now.") % {"title": row.title}
    messages.success(visit.request, words)
    return redirect("objective", visit.slug, above.public_id)


def _page(visit: Visit, row: "KeyResult", form: MoveForm, *, status: int = 200) -> HttpResponse:
    entry = Entry.PLAN if state_of(row.objective.state) in PLANNED else Entry.COMPANY
    team = row.objective.team
    context = {
        "frame": frame_for(visit, entry, context=team.name if team else ""),
        "title": row.title,
        "above": row.objective.title,
        "runs": isinstance(form, RunningMoveForm),
        "form": form,
        "search": form["q"].value(),
        "found": len(form.fields["objective"].choices),  # type: ignore[attr-defined]  # a ChoiceField
        "back": reverse("key-results-arrange", args=[visit.slug, row.objective.public_id]),
    }
    return render(visit.request, "okrs/key_result_move.html", context, status=status)
