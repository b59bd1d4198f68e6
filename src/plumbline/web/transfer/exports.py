"""Taking a cycle out: the choices, and the file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.selectors.export_files import ExportFile, ExportForm, export_file
from plumbline.web.form_refusals import UNPROCESSABLE
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.plan_tabs import plan_tabs
from plumbline.web.transfer.export_form import ExportChoicesForm
from plumbline.web.visits import Visit, tenant_page


@require_safe
@tenant_page
def choices(visit: Visit) -> HttpResponse:
    """Ask which cycle goes out, and how it is written."""
    permit(visit.viewer, Act.EXPORT, Thing(kind=Kind.DOCUMENT))
    return _page(visit, ExportChoicesForm(visit, is_asked=False))


@require_safe
@tenant_page
def file(visit: Visit) -> HttpResponse:
    """Hand out a cycle as a file."""
    permit(visit.viewer, Act.EXPORT, Thing(kind=Kind.DOCUMENT))
    form = ExportChoicesForm(visit, is_asked=True)
    if not form.is_valid():
        return _page(visit, form, status=UNPROCESSABLE)
    try:
        found = _file(visit, form)
    except Refused as refused:
        messages.error(visit.request, wording(refused.message))
        return _page(visit, form, status=UNPROCESSABLE)
    return HttpResponse(
        found.content,
        content_type=found.content_type,
        headers={"Content-Disposition": f'attachment; filename="{found.name}"'},
    )


def _file(visit: Visit, form: ExportChoicesForm) -> ExportFile:
    asked = form.cleaned_data
    return export_file(
        viewer=visit.viewer,
        cycle=cycle_get(viewer=visit.viewer, public_id=asked["cycle"]),
        form=ExportForm(asked["format"]),
        team=team_get(viewer=visit.viewer, public_id=asked["team"]) if asked["team"] else None,
    )


def _page(visit: Visit, form: ExportChoicesForm, *, status: int = 200) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.PLAN, tabs=plan_tabs(visit, cycles=True)),
        "form": form,
        "has_cycles": bool(visit.cycles),
        "file_url": reverse("export-file", args=[visit.slug]),
        "cycles_url": reverse("cycles", args=[visit.slug]),
        "import_url": reverse("import", args=[visit.slug]),
    }
    return render(visit.request, "transfer/export.html", context, status=status)
