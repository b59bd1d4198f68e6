"""Working days and holidays of the organization and of each location, and changing them."""

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.orgs.selectors.working_days import (
    location_get,
    team_or_person_named,
    working_week_of,
)
from plumbline.domain.orgs.services import working_days as services
from plumbline.domain.tenancy.errors import NotFound, StaleVersion
from plumbline.web.form_answers import form_answer
from plumbline.web.posted import form_sent
from plumbline.web.undo_offers import undo_offer
from plumbline.web.visits import Visit, tenant_page
from plumbline.web.working_days.calendar_page import (
    calendar_page,
    calendar_url,
    location_words,
    week_words,
)
from plumbline.web.working_days.forms import (
    HolidayForm,
    LocationForm,
    LocationNewForm,
    PlaceForm,
    WeekForm,
)

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Person, Team
    from plumbline.domain.working_days.models import Location

REMOVED = "location_removed"


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def organization(visit: Visit) -> HttpResponse:
    """Show the organization's calendar, and save its working days."""
    if visit.request.method != "POST":
        return calendar_page(visit, None)
    manage_permit(visit.viewer, Kind.WORKING_DAYS)

    def save(form: WeekForm) -> HttpResponse:
        given = form.cleaned_data
        try:
            services.working_weekdays_set(
                actor=visit.viewer,
                weekdays=given["weekdays"],
                expected=given["version"],
                at=visit.at,
            )
        except StaleVersion as stale:
            # The form was opened on a number of the calendar, which is no version of a row.
            raise StaleVersion(stale.message.id, current=working_week_of(stale.current)) from stale
        messages.success(visit.request, _("Saved."))
        return redirect(calendar_url(visit, None))

    form = WeekForm(visit.request.POST)
    page = partial(_page, visit, None, "week_form")
    return form_answer(form, page=page, save=save, now=week_words)


@require_POST
@tenant_page
def holiday_add(visit: Visit) -> HttpResponse:
    """Add a holiday to the calendar of the organization or a location.

    The undo of a removal sends nothing: it has the holiday in its address.
    """
    manage_permit(visit.viewer, Kind.WORKING_DAYS)
    location = location_sent(visit)

    def save(form: HolidayForm) -> HttpResponse:
        row = services.holiday_add(
            actor=visit.viewer,
            location=location,
            at=visit.at,
            of_upload=visit.request.GET.get("upload", ""),
            **form.cleaned_data,
        )
        messages.success(visit.request, _("%(name)s is a holiday.") % {"name": row.name})
        return redirect(calendar_url(visit, location, row.day.year))

    sent = visit.request.POST if "day" in visit.request.POST else visit.request.GET
    form = HolidayForm(sent)
    return form_answer(
        form, page=partial(_page, visit, location, "holiday_form"), save=save, once=visit
    )


@require_POST
@tenant_page
def holiday_remove(visit: Visit, holiday: str) -> HttpResponse:
    """Remove a holiday."""
    row = services.holiday_remove(actor=visit.viewer, public_id=holiday, at=visit.at)
    words = _("%(name)s is a holiday no longer.") % {"name": row.name}
    again = {"day": row.day.isoformat(), "name": row.name}
    if row.location is not None:
        again["location"] = row.location.public_id
    if row.upload is not None:
        again["upload"] = row.upload.public_id
    url = f"{reverse('holiday-add', args=[visit.slug])}?{urlencode(again)}"
    undo_offer(visit.request, words, url=url)
    return redirect(calendar_url(visit, row.location, row.day.year))


@require_POST
@tenant_page
def undo(visit: Visit, upload: str) -> HttpResponse:
    """Take away what an upload added."""
    location = location_sent(visit)
    count = services.holidays_undo(actor=visit.viewer, upload=upload, at=visit.at)
    words = ngettext("%(count)d holiday removed.", "%(count)d holidays removed.", count)
    messages.success(visit.request, words % {"count": count})
    return redirect(calendar_url(visit, location))


@require_POST
@tenant_page
def location_add(visit: Visit) -> HttpResponse:
    """Add a location."""
    manage_permit(visit.viewer, Kind.WORKING_DAYS)

    def save(form: LocationNewForm) -> HttpResponse:
        name = form.cleaned_data["name"]
        row = services.location_add(actor=visit.viewer, name=name, at=visit.at)
        messages.success(visit.request, _("Added. Give it its holidays, and say who works there."))
        return redirect(calendar_url(visit, row))

    form = LocationNewForm(visit.request.POST)
    return form_answer(
        form, page=partial(_page, visit, None, "location_form"), save=save, once=visit
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def location(visit: Visit, location: str) -> HttpResponse:
    """Show the calendar of a location, and save what it is called and when people work there."""
    row = location_get(viewer=visit.viewer, public_id=location)
    if visit.request.method != "POST":
        return calendar_page(visit, row)
    manage_permit(visit.viewer, Kind.WORKING_DAYS)
    return form_answer(
        LocationForm(form_sent(visit.request)),
        page=partial(_page, visit, row, "edit_form"),
        save=partial(_location_save, visit, row),
        now=location_words,
    )


def _location_save(visit: Visit, row: "Location", form: LocationForm) -> HttpResponse:
    given = form.cleaned_data
    services.location_edit(
        actor=visit.viewer,
        location=row,
        name=given["name"],
        weekdays=given["weekdays"],
        expected=given["version"],
        at=visit.at,
    )
    messages.success(visit.request, _("Saved."))
    return redirect(calendar_url(visit, row))


@require_POST
@tenant_page
def location_remove(visit: Visit, location: str) -> HttpResponse:
    """Remove a location with its holidays; the session keeps what its undo puts back."""
    row = location_get(viewer=visit.viewer, public_id=location)
    name = row.name
    kept = services.location_remove(actor=visit.viewer, location=row, at=visit.at)
    visit.request.session[f"{REMOVED}_{location}"] = kept
    words = _("%(name)s is removed.") % {"name": name}
    back = f"{reverse('location-back', args=[visit.slug])}?{urlencode({'location': location})}"
    undo_offer(visit.request, words, url=back)
    return redirect(calendar_url(visit, None))


@require_POST
@tenant_page
def location_back(visit: Visit) -> HttpResponse:
    """Put back a location that was removed in this session."""
    manage_permit(visit.viewer, Kind.WORKING_DAYS)
    key = f"{REMOVED}_{visit.request.GET.get('location', '')}"
    kept = visit.request.session.get(key)
    if kept is None:
        raise NotFound("working_days.location.not_found")
    row = services.location_put_back(actor=visit.viewer, kept=kept, at=visit.at)
    del visit.request.session[key]
    messages.success(visit.request, _("%(name)s is there again.") % {"name": row.name})
    return redirect(calendar_url(visit, row))


@require_POST
@tenant_page
def place(visit: Visit, location: str) -> HttpResponse:
    """Say that a team or person works at a location."""
    row = location_get(viewer=visit.viewer, public_id=location)
    manage_permit(visit.viewer, Kind.WORKING_DAYS)

    def save(form: PlaceForm) -> HttpResponse:
        found = team_or_person_named(viewer=visit.viewer, named=form.cleaned_data["named"])
        _place(visit, found, row)
        words = _("%(who)s: %(location)s.") % {"who": found.name, "location": row.name}
        messages.success(visit.request, words)
        return redirect(calendar_url(visit, row))

    form = PlaceForm(visit.request.POST)
    return form_answer(form, page=partial(_page, visit, row, "place_form"), save=save)


@require_POST
@tenant_page
def take_away(visit: Visit, location: str) -> HttpResponse:
    """Say that a team or person, by id, has no location of its own any more."""
    row = location_get(viewer=visit.viewer, public_id=location)
    team, person = visit.request.POST.get("team"), visit.request.POST.get("person", "")
    found = (
        team_get(viewer=visit.viewer, public_id=team)
        if team
        else person_get(viewer=visit.viewer, public_id=person)
    )
    manage_permit(visit.viewer, Kind.WORKING_DAYS)
    if found.location_id == row.pk:
        _place(visit, found, None)
    messages.success(visit.request, _("%(who)s has no location now.") % {"who": found.name})
    return redirect(calendar_url(visit, row))


def _place(visit: Visit, found: "Team | Person", location: "Location | None") -> None:
    if found._meta.model_name == "team":
        services.team_place(actor=visit.viewer, team=found, location=location, at=visit.at)  # type: ignore[arg-type]  # asked above
    else:
        services.person_place(actor=visit.viewer, person=found, location=location, at=visit.at)  # type: ignore[arg-type]  # asked above


def location_sent(visit: Visit) -> "Location | None":
    """Return the location that a form names; `None` for the organization."""
    named = visit.request.POST.get("location") or visit.request.GET.get("location")
    return location_get(viewer=visit.viewer, public_id=named) if named else None


def _page(
    visit: Visit,
    location: "Location | None",
    name: str,
    form: WeekForm | HolidayForm | LocationNewForm | LocationForm | PlaceForm,
    *,
    status: int = 200,
) -> HttpResponse:
    return calendar_page(visit, location, status=status, form=(name, form))
