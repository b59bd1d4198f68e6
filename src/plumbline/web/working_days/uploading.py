"""Holidays from a calendar that is pasted or uploaded: looked at first, then added."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.selectors.working_days import holidays_listed
from plumbline.domain.orgs.services.working_days import holidays_upload
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.working_days.reading import holidays_read
from plumbline.web.form_refusals import UNPROCESSABLE, refusal_show
from plumbline.web.settings_frame import settings_frame
from plumbline.web.uploads import upload_bounded
from plumbline.web.visits import Visit, tenant_page
from plumbline.web.working_days.calendar_page import calendar_url
from plumbline.web.working_days.calendars import location_sent
from plumbline.web.working_days.forms import UploadForm

CONTENT_TOO_LARGE = 413


@tenant_page
def _too_large(visit: Visit) -> HttpResponse:
    """Answer a body that was not read: the form again, with the reason at the field."""
    manage_permit(visit.viewer, Kind.WORKING_DAYS)
    form = UploadForm({})
    form.errors.clear()
    form.add_error("file", form.too_large_words())
    return _page(visit, form, status=CONTENT_TOO_LARGE)


@upload_bounded(too_large=_too_large)
@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def upload(visit: Visit) -> HttpResponse:
    """Take a calendar, show what is in it, and add it once that was confirmed."""
    manage_permit(visit.viewer, Kind.WORKING_DAYS)
    if visit.request.method != "POST":
        return _page(visit, UploadForm())
    form = UploadForm(visit.request.POST, visit.request.FILES)
    if not form.is_valid():
        return _page(visit, form, status=UNPROCESSABLE)
    if "confirmed" not in visit.request.POST:
        return _preview(visit, form)
    return _added(visit, form)


def _preview(visit: Visit, form: UploadForm) -> HttpResponse:
    location = location_sent(visit)
    read = holidays_read(form.calendar_text, this_year=visit.today.year)
    known = {each.day for each in holidays_listed(viewer=visit.viewer, location=location)}
    context = {
        "preview": [(each, each.day in known) for each in read.holidays],
        "fresh": sum(each.day not in known for each in read.holidays),
        "problems": [(each.line, wording(each.message)) for each in read.problems],
        "text": form.calendar_text,
    }
    return _page(visit, form, status=200 if read.holidays else UNPROCESSABLE, **context)


def _added(visit: Visit, form: UploadForm) -> HttpResponse:
    location = location_sent(visit)
    read = holidays_read(form.calendar_text, this_year=visit.today.year)
    try:
        row = holidays_upload(
            actor=visit.viewer,
            location=location,
            holidays=[(each.day, each.name) for each in read.holidays],
            at=visit.at,
        )
    except (Refused, ValidationRefused) as refused:
        refusal_show(form, refused)
        return _page(visit, form, status=UNPROCESSABLE)
    words = ngettext("%(count)d holiday added.", "%(count)d holidays added.", row.count)
    messages.success(visit.request, words % {"count": row.count})
    return redirect(calendar_url(visit, location, read.holidays[0].day.year))


def _page(visit: Visit, form: UploadForm, *, status: int = 200, **further: object) -> HttpResponse:
    location = location_sent(visit)
    context = {
        "frame": settings_frame(visit, "working-days"),
        "form": form,
        "location": location,
        "url": reverse("holidays-upload", args=[visit.slug]),
        "back": calendar_url(visit, location),
        **further,
    }
    return render(visit.request, "working_days/upload.html", context, status=status)
