"""One part of what an objective or key result says, written where it stands on its page.

The form of the edit page is narrowed to the fields of that part; what else it says is taken from
the row, so that the same service and the same version check save it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from plumbline.domain.tenancy.errors import Refused
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.form_refusals import UNPROCESSABLE
from plumbline.web.jottings import ACT, KEEP, SHEET, JottedForm
from plumbline.web.okrs.custom_part import PREFIX
from plumbline.web.visits import Visit
from plumbline.web.writing.parts import WordingPart

PART: Final = "part"
CUSTOM: Final = "custom"
SAVED: Final = "plumbline:saved"
"""The event that lets a page with a saved part fetch itself anew."""
UNDO: Final = "undo"
"""What a form says along that puts a former value back."""
REASON: Final = "reason"

Parts = Mapping[str, Sequence[str]]

OBJECTIVE_PARTS: Final[Parts] = {
    "title": ("title", "reason"),
    "why": ("why",),
    "style": ("style",),
    "place": ("team", "cycle"),
    "owner": ("owner",),
    "seen": ("visibility",),
    "priority": ("priority",),
    "tags": ("tags",),
}

KEY_RESULT_PARTS: Final[Parts] = {
    "title": ("title", "work", "reason"),
    "measure": (
        "kind", "unit", "baseline", "baseline_by", "target", "relative_target", "accumulates",
        "limit", "low", "high", "stages",
    ),
    "owner": ("owner",),
    "weight": ("weight", "is_guardrail"),
    "rhythm": ("cadence", "due"),
    "evidence": ("evidence_counts",),
    "tags": ("tags",),
}  # fmt: skip

F = TypeVar("F", bound=JottedForm)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a form that is asked for; without a name it is all of it.

    Attributes:
        name: As the address names it.
        fields: Those of the form that belong to it.
    """

    name: str = ""
    fields: tuple[str, ...] = ()


ADDED: Final = Part("new")
"""A key result that is not there yet: all of its form."""


def part_asked(visit: Visit, parts: Parts, form: forms.Form) -> Part:
    """Return which part of a form is to be written in place; without htmx it is all of it.

    Raises:
        Refused: It cannot be written any more: what is written about began meanwhile.
    """
    sent = visit.request.POST
    if sent.get(ACT) == KEEP or UNDO in sent:
        name = sent.get(PART, "")  # kept while it is typed: there is no page to be put anywhere
    elif visit.request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        name = visit.request.GET.get(PART, "")
    else:
        name = ""
    if not name:
        return Part()
    custom = (field for field in form.fields if field.startswith(PREFIX))
    wanted = custom if name == CUSTOM else parts.get(name, ())
    fields = tuple(field for field in wanted if field in form.fields)
    if not fields:
        raise Refused("okrs.part_not_writable")
    return Part(name, fields)


def part_narrow(form: F, part: Part) -> F:
    """Let a form that was sent in part say for the rest what stands."""
    if part.name and form.is_bound:
        form.data = _completed(form, part)
    return form


def part_page(
    visit: Visit,
    part: Part,
    form: JottedForm,
    *,
    status: int = 200,
    wording: WordingPart | None = None,
) -> HttpResponse:
    """Show the part of a form, to be put where the part stands.

    Args:
        visit: Who writes.
        part: Which part.
        form: All of it.
        status: Of the form; a conflict is answered like a refusal, which htmx shows.
        wording: What the rules say of its sentence, where it has one.
    """
    if UNDO in visit.request.POST:
        return _undo_refused(visit, part, form, is_conflict=status == CONFLICT)
    context = {
        "form": form,
        "wording": wording,
        "part": part.name,
        "fields": [form[name] for name in part.fields],
        "others": [
            error
            for name, errors in form.errors.items()
            if part.fields and name in form.fields and name not in part.fields
            for error in errors
        ],
        "url": visit.request.path,
        "is_refused": form.is_bound,
        "is_conflict": status == CONFLICT,
    }
    shown = UNPROCESSABLE if status == CONFLICT else status
    return render(visit.request, "okrs/in_place.html", context, status=shown)


def part_added() -> HttpResponse:
    """Tell the page that something is written on it; all its numbers are fetched anew."""
    return HttpResponse(status=204, headers={"HX-Trigger": SAVED})


def part_saved(visit: Visit, part: Part, form: JottedForm, *, version: int) -> HttpResponse:
    """Tell the page that a part is saved, with the way to put back what it said before.

    Args:
        visit: Who wrote.
        part: Which part.
        form: As it was sent; what a fresh one would have shown is what is put back.
        version: Of the row as it stands now: what is changed after it is not overwritten.
    """
    if UNDO in visit.request.POST or not part.name:
        return part_added()
    context = {
        "words": _("Saved."),
        "url": visit.request.path,
        "part": part.name,
        "version": version,
        "former": list(_former(part, form)),
    }
    answer = render(visit.request, "okrs/in_place_undo.html", context)
    answer["HX-Trigger"], answer["HX-Retarget"], answer["HX-Reswap"] = SAVED, "#toasts", "beforeend"
    return answer


def _former(part: Part, form: JottedForm) -> Iterator[tuple[str, str]]:
    """Yield the fields of a part as a form would have sent them before."""
    for name in part.fields:
        if name == REASON:
            yield name, _("Taken back: it is called again as it was.")
            continue
        for text in _texts(form.get_initial_for_field(form.fields[name], name)):
            yield name, text


def _undo_refused(visit: Visit, part: Part, form: JottedForm, *, is_conflict: bool) -> HttpResponse:
    """Say in the place of the offer why nothing was put back; what stands there stays."""
    faults = [str(error) for errors in form.errors.values() for error in errors]
    words = (
        _("Somebody changed it meanwhile. Nothing is taken back: what stands there stays.")
        if is_conflict
        else " ".join([_("It could not be taken back."), *faults])
    )
    context = {"words": words, "part": part.name, "is_refused": True}
    return render(visit.request, "okrs/in_place_undo.html", context, status=UNPROCESSABLE)


def _completed(form: JottedForm, part: Part) -> QueryDict:
    """Return what was sent for a part, and for the other fields what stands."""
    sent: QueryDict = form.data  # type: ignore[assignment]  # as `form_sent` gave it
    filled = QueryDict(mutable=True)
    for name, field in form.fields.items():
        if name in part.fields or name == "version":
            if name in sent:
                filled.setlist(name, sent.getlist(name))
        elif texts := _texts(form.get_initial_for_field(field, name)):
            filled.setlist(name, texts)
    filled[SHEET] = sent.get(SHEET, "")
    return filled


def _texts(value: object) -> list[str]:
    """Return a value as a form would send it."""
    if value in (None, False):
        return []
    if value is True:
        return ["on"]
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    return [value.isoformat() if isinstance(value, date) else str(value)]
