"""The last step of the guided way: what must not get worse, and the draft as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from plumbline.domain.jottings.selectors import Place
from plumbline.domain.okrs.permissions import objective_acts
from plumbline.domain.okrs.selectors.blocked import drafts_blocked
from plumbline.domain.okrs.selectors.drafting import (
    draft_document,
    draft_key_results,
    earlier_changes,
)
from plumbline.domain.okrs.selectors.drafts import adds_to, draft_lacks
from plumbline.domain.okrs.selectors.rulings import rulings_of
from plumbline.domain.okrs.services.key_results import key_result_create
from plumbline.domain.okrs.values import KeyResultValues, MetricKind, MetricValues
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.errors import DomainError
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.coaching.guardrails import SOURCES, Suggestion, guardrails_for
from plumbline.engine.documents.model import State
from plumbline.engine.rules.model import Context, Past
from plumbline.web.form_refusals import refusal_show
from plumbline.web.framing import Entry, frame_for
from plumbline.web.jottings import JottedForm, jotted_answer
from plumbline.web.okrs.acts import PLANNED
from plumbline.web.okrs.key_result_forms import NumberField
from plumbline.web.okrs.objective_forms import TITLE_CHARACTERS
from plumbline.web.okrs.objectives import objective_begun
from plumbline.web.okrs.plan import blocked_words, lack_words
from plumbline.web.okrs.writer import draft_asked
from plumbline.web.okrs.writer_steps import step_url, steps_open, writer_steps
from plumbline.web.okrs.written import measure_typed, state_of
from plumbline.web.posted import form_sent, version_sent
from plumbline.web.visits import Visit, tenant_page
from plumbline.web.writing.measured import metric_said
from plumbline.web.writing.readings import DocumentReading, FindingLine, document_reading

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective

SUGGESTED: Final = 3
ACTIVATED_FROM: Final = frozenset({State.DRAFT, State.IN_REVIEW})
FIRST_STEP: Final = {"owner": "state", "style": "state", "key_results": "results"}
"""Where what a draft lacks is said; the rest is said at the measures."""


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """A guardrail that might fit.

    Attributes:
        title: What is measured.
        why: What the target might be bought with.
        url: The same page with its words in the form.
    """

    title: str
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class LackLine:
    """What is missing before it can begin, and the step where that is said."""

    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardrailPage:
    """Everything the last step says.

    Attributes:
        results: The key results with where they go.
        unchecked: How many sentences could not be judged, for they are not in English; else empty.
        blocked: Which policies keep it from beginning as it is; empty when none does.
        blocked_url: The page of the draft, where what they ask for can be done.
        activate_url: Takes a POST; empty where the viewer may not, something is missing, or a
            policy would refuse it.
        ask: What happens instead of a beginning; empty where one may activate it.
    """

    title: str
    results: tuple[tuple[str, str, bool], ...]
    suggestions: tuple[SuggestionLine, ...]
    sources: str
    findings: tuple[FindingLine, ...]
    unchecked: str
    lacks: tuple[LackLine, ...]
    blocked: str
    blocked_url: str
    adds: bool
    activate_url: str
    version: int
    ask: str
    back_url: str
    leave_url: str


class GuardrailForm(JottedForm):
    """What must not get worse, and how far it may go."""

    use_required_attribute = False

    title = forms.CharField(
        label=gettext_lazy("What must not get worse?"),
        max_length=TITLE_CHARACTERS,
        error_messages={"required": gettext_lazy("Say what must not get worse.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("It stays"),
        choices=[
            (MetricKind.AT_MOST.value, MetricKind.AT_MOST.label),
            (MetricKind.AT_LEAST.value, MetricKind.AT_LEAST.label),
        ],
    )
    target = NumberField(
        gettext_lazy("Limit"), help_text=gettext_lazy("On the limit is within it.")
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), required=False, max_length=60)

    def values(self, objective: "Objective") -> KeyResultValues:
        """Return the guardrail that was typed."""
        given = self.cleaned_data
        return KeyResultValues(
            title=given["title"],
            owner=objective.owner,
            is_guardrail=True,
            metric=MetricValues(
                kind=MetricKind(given["kind"]), unit=given["unit"], target=given["target"]
            ),
        )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def guardrail(visit: Visit, objective: str) -> HttpResponse:
    """Add a guardrail where one is needed, see the draft as a whole, and let it begin."""
    row = draft_asked(visit, objective)
    if state_of(row.state) not in PLANNED:
        return redirect("objective", visit.slug, row.public_id)
    if _is_beginning(visit) and not _is_guarding(visit):
        return objective_begun(visit, row.public_id, expected=version_sent(visit.request))
    found = draft_key_results(viewer=visit.viewer, objective=row)
    form = GuardrailForm(form_sent(visit.request), initial=_suggested(visit, found))
    return jotted_answer(
        visit,
        form,
        place=Place("writer-guardrail", row.public_id),
        page=partial(_guardrail_page, visit, row, found),
        save=partial(_add, visit, row),
        refuse=_refuse,
        is_new=True,
    )


def _add(visit: Visit, objective: "Objective", form: GuardrailForm) -> HttpResponse:
    values = form.values(objective)
    seen = version_sent(visit.request)
    is_seen = seen == objective.version
    key_result_create(actor=visit.viewer, objective=objective, values=values, at=visit.at)
    messages.success(visit.request, _("The guardrail is added."))
    if _is_beginning(visit):
        expected = draft_asked(visit, objective.public_id).version if is_seen else seen
        return objective_begun(visit, objective.public_id, expected=expected)
    return redirect(step_url(visit, objective, "guardrail"))


def _is_beginning(visit: Visit) -> bool:
    return visit.request.POST.get("go") == "activate"


def _is_guarding(visit: Visit) -> bool:
    """Whether something of a guardrail is typed, which a beginning would leave behind."""
    return any(visit.request.POST.get(name, "").strip() for name in ("title", "target"))


def _refuse(form: GuardrailForm, refused: DomainError) -> None:
    refusal_show(form, refused, fields={"metric_kind": "kind"})


def _suggested(visit: Visit, found: Sequence["KeyResult"]) -> dict[str, object]:
    """Return what the form begins with: the suggestion that was chosen."""
    asked = visit.request.GET.get("suggest", "")
    offered = _suggestions(found)
    if not asked.isdecimal() or not 0 < int(asked[:2]) <= len(offered):
        return {}
    chosen = offered[int(asked[:2]) - 1]
    return {"title": wording(chosen.title), "kind": chosen.kind.value, "unit": chosen.unit}


def _suggestions(found: Sequence["KeyResult"]) -> Sequence[Suggestion]:
    document = draft_document(found[0].objective, found) if found else None
    if document is None:
        return ()
    titles = {row.title for row in found}
    offered = guardrails_for(document.objectives[0].key_results)
    return [each for each in offered if wording(each.title) not in titles][:SUGGESTED]


def _guardrail_page(
    visit: Visit,
    objective: "Objective",
    found: Sequence["KeyResult"],
    form: GuardrailForm,
    *,
    status: int = 200,
) -> HttpResponse:
    team = objective.team.name if objective.team else ""
    context = {
        "frame": frame_for(visit, Entry.PLAN, context=team, cycle=objective.cycle.public_id),
        "form": form,
        "page": _page(visit, objective, found),
        "steps": writer_steps(3, open_steps=steps_open(found)),
    }
    return render(visit.request, "okrs/writer_guardrail.html", context, status=status)


def _page(visit: Visit, objective: "Objective", found: Sequence["KeyResult"]) -> GuardrailPage:
    own = step_url(visit, objective, "guardrail")
    lacks = draft_lacks(objective, found)
    acts = objective_acts(visit.viewer, objective)
    begins = Act.ACTIVATE in acts and state_of(objective.state) in ACTIVATED_FROM
    blocked = drafts_blocked([objective], on=visit.today).get(objective.public_id, ())
    args = [visit.slug, objective.public_id]
    reading = _reading(visit, objective, found)
    return GuardrailPage(
        title=objective.title,
        results=tuple((row.title, _way(row), row.is_guardrail) for row in found),
        suggestions=tuple(
            SuggestionLine(wording(each.title), wording(each.why), f"{own}?suggest={number}")
            for number, each in enumerate(_suggestions(found), start=1)
        ),
        sources="; ".join(SOURCES),
        findings=reading.lines,
        unchecked=_unchecked_words(reading.foreign),
        lacks=tuple(
            LackLine(
                lack_words(lack, count),
                step_url(visit, objective, FIRST_STEP.get(lack.value, "measures")),
            )
            for lack, count in lacks
        ),
        blocked=blocked_words(blocked),
        blocked_url=reverse("objective", args=args),
        adds=adds_to(visit.viewer, objective),
        activate_url=reverse("objective-activate", args=args)
        if begins and not lacks and not blocked
        else "",
        version=objective.version,
        ask="" if begins else _("The draft is kept. The lead of the team lets it begin."),
        back_url=step_url(visit, objective, "measures"),
        leave_url=step_url(visit, objective, "leave"),
    )


def _reading(visit: Visit, objective: "Objective", found: Sequence["KeyResult"]) -> DocumentReading:
    """Return what the rules say of the draft as a whole."""
    past = earlier_changes(viewer=visit.viewer, objective=objective, key_results=found)
    known = Context(
        today=visit.today,
        history={row.public_id: Past(past[row.pk]) for row in found if row.pk in past},
    )
    document, rulings = draft_document(objective, found), rulings_of(objective, on=visit.today)
    return document_reading(document, known, rulings=rulings)


def _unchecked_words(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "Wording is checked in English alone: %(count)d sentence reads like another language.",
        "Wording is checked in English alone: %(count)d sentences read like another language.",
        count,
    ) % {"count": count}


def _way(row: "KeyResult") -> str:
    """Write where a key result goes, as far as it is known."""

    def typed(value: object) -> str:
        return "…" if value is None else measure_typed(value)  # type: ignore[arg-type]  # a Decimal

    unit = f" {row.unit}" if row.unit else ""
    said = metric_said(row.title)
    if said.target is not None and (said.kind, said.baseline, said.target) == (
        row.metric_kind,
        row.baseline,
        row.target,
    ):
        return ""  # its words say it already
    match row.metric_kind:
        case MetricKind.INCREASE | MetricKind.DECREASE:
            return f"{typed(row.baseline)} → {typed(row.target)}{unit}"
        case MetricKind.AT_MOST:
            return _("at most %(value)s") % {"value": f"{typed(row.target)}{unit}"}
        case MetricKind.AT_LEAST:
            return _("at least %(value)s") % {"value": f"{typed(row.target)}{unit}"}
        case MetricKind.RANGE:
            return f"{typed(row.low)} – {typed(row.high)}{unit}"
        case MetricKind.MILESTONE:
            return _("reached or not")
    return _("nothing says yet how it is measured")
