"""An audit as a file, and the ways to it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from plumbline.domain.audits.permissions import audits_export_permit
from plumbline.domain.audits.selectors.audits import audit_get
from plumbline.domain.audits.selectors.export_files import AuditForm, audit_file
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.export_places import export_place
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.audits.models import Audit


@dataclass(frozen=True, slots=True)
class ExportLink:
    """One form of the file."""

    words: str
    url: str


def export_links(visit: Visit, audit: "Audit") -> tuple[ExportLink, ...]:
    """Return the forms an audit can be taken away in."""
    url = reverse("audit-export", args=[visit.slug, audit.public_id])
    return tuple(ExportLink(form.value.upper(), f"{url}?format={form}") for form in AuditForm)


@require_safe
@tenant_page
def export(visit: Visit, audit: str) -> HttpResponse:
    """Hand out an audit as a file."""
    row = audit_get(viewer=visit.viewer, public_id=audit)
    audits_export_permit(visit.viewer)
    try:
        form = AuditForm(visit.request.GET.get("format", AuditForm.CSV))
    except ValueError as error:
        raise Http404 from error
    try:
        with export_place():
            found = audit_file(viewer=visit.viewer, audit=row, form=form)
    except Refused as refused:
        messages.error(visit.request, wording(refused.message))
        return redirect("audit", visit.slug, audit)
    return HttpResponse(
        found.content,
        content_type=found.content_type,
        headers={"Content-Disposition": f'attachment; filename="{found.name}"'},
    )
