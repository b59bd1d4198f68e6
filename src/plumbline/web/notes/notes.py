"""One's own note about an objective or a key result."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.domain.notes.permissions import own_notes_permit
from plumbline.domain.notes.selectors import NoteFacts, note_of
from plumbline.domain.notes.services import note_write
from plumbline.domain.okrs.selectors.objectives import key_result_get, objective_get
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.notes.forms import NoteForm
from plumbline.web.posted import form_sent
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePart:
    """What the page of a thing shows of one's own note.

    Attributes:
        is_written: Whether there is one.
        url: Where the form is sent.
    """

    is_written: bool
    url: str
    form: NoteForm


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def objective(visit: Visit, objective: str) -> HttpResponse:
    """Show one's own note about an objective, or write it."""
    own_notes_permit(visit.viewer)
    row = objective_get(viewer=visit.viewer, public_id=objective)
    found = note_of(viewer=visit.viewer, objective=objective)
    return _answered(visit, row, found, reverse("objective", args=[visit.slug, objective]))


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def key_result(visit: Visit, key_result: str) -> HttpResponse:
    """Show one's own note about a key result, or write it."""
    own_notes_permit(visit.viewer)
    row = key_result_get(viewer=visit.viewer, public_id=key_result)
    found = note_of(viewer=visit.viewer, key_result=key_result)
    return _answered(visit, row, found, reverse("key-result", args=[visit.slug, key_result]))


def objective_note(visit: Visit, public_id: str) -> NotePart | None:
    """Return one's own note for the page of its objective; `None` for who has none (one query)."""
    found = note_of(viewer=visit.viewer, objective=public_id)
    return _part(found, reverse("objective-note", args=[visit.slug, public_id]))


def key_result_note(visit: Visit, public_id: str) -> NotePart | None:
    """Return one's own note for the page of its key result; `None` for who has none (one query)."""
    found = note_of(viewer=visit.viewer, key_result=public_id)
    return _part(found, reverse("key-result-note", args=[visit.slug, public_id]))


def _part(found: NoteFacts | None, url: str) -> NotePart | None:
    if found is None:
        return None
    return NotePart(is_written=bool(found.text), url=url, form=_form(None, found))


def _form(sent: QueryDict | None, found: NoteFacts | None) -> NoteForm:
    stands = found or NoteFacts()
    return NoteForm(
        sent, auto_id="note_%s", initial={"text": stands.text, "version": stands.version}
    )


def _answered(
    visit: Visit, about: "Objective | KeyResult", found: NoteFacts | None, back: str
) -> HttpResponse:
    def page(form: NoteForm, *, status: int = 200) -> HttpResponse:
        context = {
            "frame": frame_for(visit, Entry.COMPANY),
            "title": about.title,
            "back": back,
            "form": form,
        }
        return render(visit.request, "notes/note.html", context, status=status)

    return form_answer(
        _form(form_sent(visit.request), found),
        page=page,
        save=partial(_save, visit, about, back),
        now=lambda stands: {"text": stands.text},
    )


def _save(visit: Visit, about: "Objective | KeyResult", back: str, form: NoteForm) -> HttpResponse:
    version = note_write(
        actor=visit.viewer,
        about=about,
        text=form.cleaned_data["text"],
        expected=form.cleaned_data["version"],
        at=visit.at,
    )
    messages.success(
        visit.request, _("Your note is kept.") if version else _("You have no note here now.")
    )
    return redirect(f"{back}#your_notes")
