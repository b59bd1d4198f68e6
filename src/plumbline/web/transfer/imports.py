"""Importing a document: the file, the preview, and done or undone."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.domain.tenancy.errors import (
    DomainError,
    PermissionRefused,
    StaleVersion,
    ValidationRefused,
)
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.file_readings import reading_hold
from plumbline.domain.transfer.mends import KeptMend
from plumbline.domain.transfer.permissions import import_permitted
from plumbline.domain.transfer.selectors import import_own
from plumbline.domain.transfer.services.confirming import import_confirm
from plumbline.domain.transfer.services.imports import (
    import_file_keep,
    imports_sweep,
)
from plumbline.domain.transfer.services.undoing import import_undo
from plumbline.web.form_refusals import UNPROCESSABLE
from plumbline.web.framing import Entry, frame_for
from plumbline.web.transfer.import_check_text import import_check_text
from plumbline.web.transfer.import_choices import ImportChoices, choices_of
from plumbline.web.transfer.import_example import EXAMPLE
from plumbline.web.transfer.import_form import ImportForm
from plumbline.web.transfer.import_mending import Look, seen_preview
from plumbline.web.transfer.import_mends_sent import look_again, mend_as_sent
from plumbline.web.transfer.import_outcome import (
    coming_of,
    earlier_imports,
    files_waiting,
    outcome_page,
)
from plumbline.web.transfer.import_preview import PLAIN_LOOK, PreviewPage, preview_page
from plumbline.web.transfer.import_reading import (
    Underway,
    file_words,
    import_reading,
    preview_url,
    reading_begun,
)
from plumbline.web.ui.notices import Step
from plumbline.web.uploads import upload_bounded
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.transfer.models import ImportBatch

WAITING = "read"
COMING = ("confirmed", "preparing")
UNDOING = "undoing"
CONFLICT = 409
CONTENT_TOO_LARGE = 413


@tenant_page
def _too_large(visit: Visit) -> HttpResponse:
    """Answer a body that was not read: the form again, with the reason at the field."""
    _permit(visit)
    form = ImportForm({})
    form.errors.clear()
    form.add_error("file", form.too_large_words())
    return _start_page(visit, form, status=CONTENT_TOO_LARGE)


@upload_bounded(too_large=_too_large)
@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def start(visit: Visit) -> HttpResponse:
    """Take a document, or say what can be brought."""
    _permit(visit)
    if visit.request.method != "POST":
        return _start_page(visit, ImportForm())
    form = ImportForm(visit.request.POST, visit.request.FILES)
    if not form.is_valid():
        return _start_page(visit, form, status=UNPROCESSABLE)
    imports_sweep(organization=visit.request.organization, at=visit.at)  # type: ignore[attr-defined]  # a TenantRequest
    batch = import_file_keep(
        actor=visit.viewer,
        data=form.document_data,
        name=form.document_name,
        kind="",
        at=visit.at,
    )
    if form.reading is not None:
        reading_hold(batch.public_id, form.reading, form.document_data)
    return redirect("import-preview", visit.slug, batch.public_id)


@require_safe
@tenant_page
def preview(visit: Visit, upload: str) -> HttpResponse:
    """Show what an import would bring, or what became of it."""
    batch = import_own(viewer=visit.viewer, public_id=upload)
    if batch.state in COMING:
        return _coming_page(visit, batch)
    if batch.state != WAITING:
        return _outcome_page(visit, batch)
    look = Look(place=visit.request.GET.get("mend", ""))
    return _begun_page(visit, batch, choices_of(visit.request.GET), look=look)


@require_POST
@tenant_page
def mend(visit: Visit, upload: str) -> HttpResponse:
    """Have a row of the preview read otherwise, or left out, or as it stands in the file again."""
    batch = import_own(viewer=visit.viewer, public_id=upload)
    sent = visit.request.POST
    choices = choices_of(QueryDict(sent.get("back", "")))
    try:
        anchor = mend_as_sent(visit, batch, choices)
    except ValidationRefused as refused:
        return _begun_page(
            visit, batch, choices, look=look_again(sent, refused), status=UNPROCESSABLE
        )
    except StaleVersion as refused:
        again = import_own(viewer=visit.viewer, public_id=upload)
        look = look_again(sent, ValidationRefused({"": (refused.message,)}))
        return _begun_page(visit, again, choices, look=look, status=CONFLICT)
    return redirect(f"{preview_url(visit, batch, choices)}#{anchor}")


@require_POST
@tenant_page
def confirm(visit: Visit, upload: str) -> HttpResponse:
    """Import what the preview showed, a long file behind the page; a second press finds it so."""
    batch = import_own(viewer=visit.viewer, public_id=upload)
    choices = choices_of(visit.request.POST)
    seen = seen_preview(choices, KeptMend.of_kept(batch.mends))
    if batch.state == WAITING and visit.request.POST.get("seen") != seen:
        return _begun_page(visit, batch, choices, look=Look(changed=True), status=CONFLICT)
    try:
        import_confirm(actor=visit.viewer, batch=batch, choices=choices, at=visit.at)
    except ValidationRefused:
        return _begun_page(visit, batch, choices, status=UNPROCESSABLE)
    except DomainError as refused:
        if import_own(viewer=visit.viewer, public_id=upload).state == WAITING:
            messages.error(visit.request, wording(refused.message))
            return _begun_page(visit, batch, choices, status=UNPROCESSABLE)
    return redirect("import-preview", visit.slug, upload)


@require_safe
@tenant_page
def as_text(visit: Visit, upload: str) -> HttpResponse:
    """Hand out the check of a document as a text."""
    batch = import_own(viewer=visit.viewer, public_id=upload)
    reading = import_reading(visit, batch, choices_of(visit.request.GET))
    name = get_valid_filename(f"check-{batch.file_name or 'text'}.txt")
    return HttpResponse(
        import_check_text(reading),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@tenant_page
def undo(visit: Visit, upload: str) -> HttpResponse:
    """Take an import back."""
    batch = import_own(viewer=visit.viewer, public_id=upload)
    try:
        row = import_undo(actor=visit.viewer, batch=batch, at=visit.at)
    except DomainError as refused:
        messages.error(visit.request, wording(refused.message))
        return redirect("import-preview", visit.slug, upload)
    words = _("The import of %(file)s is undone. Nothing of it is left.")
    if row.state == UNDOING:
        words = _("The import of %(file)s is undone. Nobody sees any of its objectives any more.")
    messages.success(visit.request, words % {"file": file_words(batch.file_name)})
    return redirect("import", visit.slug)


def _permit(visit: Visit) -> None:
    if not import_permitted(visit.viewer):
        raise PermissionRefused("transfer.refused")


def _start_page(visit: Visit, form: ImportForm, *, status: int = 200) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.PLAN),
        "form": form,
        "steps": _steps(1),
        "earlier": earlier_imports(visit),
        "waiting": files_waiting(visit),
        "example": EXAMPLE,
        "slug": visit.slug,
    }
    return render(visit.request, "transfer/import_start.html", context, status=status)


def _begun_page(
    visit: Visit,
    batch: "ImportBatch",
    choices: ImportChoices,
    *,
    look: Look = PLAIN_LOOK,
    status: int = 200,
) -> HttpResponse:
    """Show the preview, or that a long file is still being read for it."""
    begun = reading_begun(visit, batch, choices)
    if isinstance(begun, Underway):
        return _underway_page(visit, batch, choices, begun)
    page = preview_page(visit, begun, choices, look)
    return _preview_page(visit, batch, page, status=status)


def _preview_page(
    visit: Visit, batch: "ImportBatch", page: PreviewPage, *, status: int
) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.PLAN),
        "page": page,
        "declined": batch.declined,
        "steps": _steps(2),
        "upload": batch.public_id,
        "slug": visit.slug,
    }
    return render(visit.request, "transfer/import_preview.html", context, status=status)


def _coming_page(visit: Visit, batch: "ImportBatch") -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.PLAN),
        "name": file_words(batch.file_name),
        "coming": coming_of(batch),
        "steps": _steps(3),
        "upload": batch.public_id,
        "slug": visit.slug,
    }
    return render(visit.request, "transfer/import_coming.html", context)


def _underway_page(
    visit: Visit, batch: "ImportBatch", choices: ImportChoices, underway: Underway
) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.PLAN),
        "name": file_words(underway.name),
        "is_read": underway.is_read,
        "steps": _steps(2),
        "begun_at": batch.at,
        "url": preview_url(visit, batch, choices),
        "slug": visit.slug,
    }
    return render(visit.request, "transfer/import_underway.html", context)


def _outcome_page(visit: Visit, batch: "ImportBatch") -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.PLAN),
        "page": outcome_page(visit, batch),
        "steps": _steps(3),
        "upload": batch.public_id,
        "slug": visit.slug,
    }
    return render(visit.request, "transfer/import_outcome.html", context)


def _steps(current: int) -> tuple[Step, ...]:
    labels = (_("File"), _("Preview"), _("Done, or undo"))
    return tuple(
        Step(label, "done" if number < current else "current" if number == current else "ahead")
        for number, label in enumerate(labels, start=1)
    )
