"""Forms whose text is kept while it is typed: nothing of it hangs on a tab or a connection.

The page of such a form answers three things more than its own: `keep`, sent whenever the person
pauses; `drop`, which throws a sheet away; and, asked with `?sheet=`, the form as it was left.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.domain.jottings.selectors import (
    JottingFacts,
    Place,
    jotting_get,
    jottings_list,
    jottings_of,
)
from plumbline.domain.jottings.services import jotting_forget, jotting_keep
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.domain.tenancy.errors import DomainError, NotFound, Refused
from plumbline.domain.tenancy.public_ids import public_id_new
from plumbline.domain.tenancy.wording import wording
from plumbline.web.form_answers import RULED, FormPage, form_answer
from plumbline.web.form_refusals import UNPROCESSABLE, refusal_show
from plumbline.web.visits import Visit

SHEET: Final = "sheet"
ACT: Final = "sheet_act"
KEEP: Final = "keep"
LOOKS: Final = frozenset({"check", "use", "mend"})
"""Acts that only show the form again: nothing is saved, nothing refused."""
KEPT = 204


@dataclass(frozen=True, slots=True, kw_only=True)
class JottingLine:
    """Something that was typed and not saved: its first words, when, and how one goes on.

    Attributes:
        form_url: The page with its form, fresh; there it is thrown away.
        url: The same page as it was left.
    """

    sheet: str
    words: str
    when: str
    form_url: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JottingPart:
    """What the page of a form says of what is kept.

    Attributes:
        sheet: Under which name this page keeps.
        kept: When what it shows was kept; empty while nothing is.
        others: What else was typed here and not saved.
    """

    sheet: str
    kept: str = ""
    others: tuple[JottingLine, ...] = field(default=())


class JottedForm(forms.Form):
    """A form whose text is kept while it is typed."""

    jotting: JottingPart | None = None

    def looked_at(self, act: str) -> None:
        """Change what is shown again after an act of `LOOKS`, where the form has something to."""


F = TypeVar("F", bound=JottedForm)


def jotted_answer(
    visit: Visit,
    form: F,
    *,
    place: Place,
    page: FormPage[F],
    save: Callable[[F], HttpResponse],
    now: Callable[[Any], Mapping[str, object]] | None = None,
    refuse: Callable[[F, DomainError], None] = refusal_show,
    refusals: tuple[type[DomainError], ...] = RULED,
    is_new: bool = False,
) -> HttpResponse:
    """Answer a form as `form_answer` does, and keep what is typed in it until it is saved.

    Args:
        visit: Who types.
        form: As for `form_answer`; the rights to its page have been asked.
        place: Where it is typed.
        page: As for `form_answer`.
        save: As for `form_answer`; afterwards the sheet is forgotten.
        now: As for `form_answer`.
        refuse: As for `form_answer`.
        refusals: As for `form_answer`.
        is_new: Whether it makes something, so that sent twice it is to make it once.
    """
    act = visit.request.POST.get(ACT, "")
    if act == KEEP:
        return _keep_answer(visit, form, place)
    if act == "drop":
        return _drop(visit)
    if act.partition(" ")[0] in LOOKS and form.is_bound:
        return _look(visit, form, place, page, act)
    return form_answer(
        form,
        page=partial(_page, visit, place, page),
        save=partial(_save, visit, save),
        now=now,
        refuse=refuse,
        refusals=refusals,
        once=visit if is_new else None,
    )


def jotting_begin(visit: Visit, form: JottedForm, place: Place, form_url: str) -> None:
    """Let a fresh form stand on another page than its own, which takes what is typed and saved.

    Args:
        visit: Who types.
        form: Not bound.
        place: Where it is typed, as its own page says.
        form_url: Its own page.
    """
    others = jotting_lines(visit, place, form_url)
    form.jotting = JottingPart(sheet=public_id_new(), others=others)


def jotting_lines(
    visit: Visit, place: Place, form_url: str, *, but: str = ""
) -> tuple[JottingLine, ...]:
    """Return what somebody typed in a place and did not save, as lines of a page.

    Args:
        visit: Who typed it.
        place: Where.
        form_url: The page with its form.
        but: A sheet to leave out: the one in hand.
    """
    found = jottings_list(viewer=visit.viewer, place=place)
    return tuple(_line(visit, each, form_url) for each in found if each.sheet != but)


def jotting_lines_of(
    visit: Visit, subject: str, form_urls: Mapping[str, str]
) -> tuple[JottingLine, ...]:
    """Return what somebody typed about one thing and did not save, form by form.

    Args:
        visit: Who typed it.
        subject: Public id of the thing.
        form_urls: The page of each form by its name; a form without one is left out.
    """
    offered = {form: url for form, url in form_urls.items() if url}
    found = jottings_of(viewer=visit.viewer, subject=subject, forms=offered)
    return tuple(
        _line(visit, each, url) for form, url in offered.items() for each in found.get(form, ())
    )


def _line(visit: Visit, jotting: JottingFacts, form_url: str) -> JottingLine:
    return JottingLine(
        sheet=jotting.sheet,
        words=_words(jotting),
        when=_moment(visit, jotting.typed_at),
        form_url=form_url,
        url=f"{form_url}?{SHEET}={jotting.sheet}",
    )


def _words(jotting: JottingFacts) -> str:
    """Return the first title that was typed; a step of the guided way holds several, or figures."""
    titles = [name for name in jotting.fields if name.startswith("title")]
    typed = next(filter(None, map(jotting.first, titles)), "")
    return typed or (_("Without a title yet") if titles else _("Figures and days"))


def _page(
    visit: Visit, place: Place, page: FormPage[F], form: F, *, status: int = 200
) -> HttpResponse:
    """Show the form, with what else was typed here; what was typed and refused is kept."""
    sheet = (visit.request.GET if not form.is_bound else visit.request.POST).get(SHEET, "")
    kept = ""
    if form.is_bound and sheet and _is_typed_in(form):
        kept = _keep_quietly(visit, form, place, sheet)
    elif sheet and not form.is_bound:
        kept = _go_on(visit, form, place, sheet)
    form.jotting = JottingPart(
        sheet=sheet if kept else public_id_new(),
        kept=kept,
        others=jotting_lines(visit, place, visit.request.path, but=sheet),
    )
    return page(form, status=status)


def _is_typed_in(form: JottedForm) -> bool:
    """Tell whether any field to be typed in holds something; what is only chosen is no text."""
    return any(
        str(bound.value() or "").strip()
        for bound in form
        if isinstance(bound.field.widget, forms.TextInput | forms.Textarea)
    )


def _look(visit: Visit, form: F, place: Place, page: FormPage[F], act: str) -> HttpResponse:
    """Show a form as it was sent, with what there is to say of it; it is kept, and not judged."""
    sheet = visit.request.POST.get(SHEET, "") or public_id_new()
    kept = _keep_quietly(visit, form, place, sheet)
    sent = form.data if isinstance(form.data, QueryDict) else visit.request.POST
    _fill(form, {name: sent.getlist(name) for name in form.fields if name in sent})
    form.is_bound = False
    form.looked_at(act)
    form.jotting = JottingPart(
        sheet=sheet,
        kept=kept,
        others=jotting_lines(visit, place, visit.request.path, but=sheet),
    )
    return page(form)


def _go_on(visit: Visit, form: JottedForm, place: Place, sheet: str) -> str:
    """Show a fresh form as it was left and say when that was; empty where it is not kept."""
    try:
        facts = jotting_get(viewer=visit.viewer, place=place, sheet=sheet)
    except NotFound as gone:
        messages.info(visit.request, wording(gone.message))
        return ""
    _fill(form, facts.fields)
    return _moment(visit, facts.typed_at)


def _fill(form: JottedForm, fields: Mapping[str, Sequence[str]]) -> None:
    """Let a fresh form show what was kept, its version too: what changed since is told at saving.

    A field that was not on offer when it was typed keeps what it shows now.
    """
    sent = QueryDict(mutable=True)
    for name, texts in fields.items():
        sent.setlist(name, list(texts))
    for name, each in form.fields.items():
        is_absent_when_off = isinstance(each, forms.BooleanField | forms.MultipleChoiceField)
        if name in sent or is_absent_when_off:
            form.initial[name] = each.widget.value_from_datadict(sent, {}, name)


def _save(visit: Visit, save: Callable[[F], HttpResponse], form: F) -> HttpResponse:
    answer = save(form)
    if sheet := visit.request.POST.get(SHEET, ""):
        jotting_forget(actor=visit.viewer, sheet=sheet)
    return answer


def _keep_answer(visit: Visit, form: JottedForm, place: Place) -> HttpResponse:
    """Answer a pause in typing; nobody reads the page, so a refusal is a number."""
    try:
        _keep(visit, form, place, visit.request.POST.get(SHEET, ""))
    except Refused:
        return HttpResponse(status=UNPROCESSABLE)
    return HttpResponse(status=KEPT)


def _keep_quietly(visit: Visit, form: JottedForm, place: Place, sheet: str) -> str:
    """Keep what was refused and say when; what is too long to be kept stands on the page alone."""
    try:
        _keep(visit, form, place, sheet)
    except Refused:
        return ""
    return _moment(visit, visit.at)


def _keep(visit: Visit, form: JottedForm, place: Place, sheet: str) -> None:
    # What a part leaves out is in its data as it stands; a box that is left out would be off.
    sent = form.data if isinstance(form.data, QueryDict) else visit.request.POST
    fields = {name: sent.getlist(name) for name in form.fields if name in sent}
    jotting_keep(actor=visit.viewer, place=place, sheet=sheet, fields=fields, at=visit.at)


def _drop(visit: Visit) -> HttpResponse:
    is_forgotten = jotting_forget(actor=visit.viewer, sheet=visit.request.POST.get(SHEET, ""))
    if visit.request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return HttpResponse(status=KEPT)  # left by a key, in place: there is no page to say it on
    if is_forgotten:
        messages.success(visit.request, _("What you had typed is thrown away."))
    return redirect(visit.request.path)


def _moment(visit: Visit, at: datetime) -> str:
    """Write an instant in the viewer's time zone."""
    # Translators: Django's date format: "j F, H:i" gives 23 November, 17:30.
    return date_format(at.astimezone(zone_of(viewer=visit.viewer)), _("j F, H:i"))
