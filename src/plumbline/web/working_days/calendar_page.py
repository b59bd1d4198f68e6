"""What the page of the organization's calendar, or of a location's, shows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS

from plumbline.domain.orgs.selectors.working_days import (
    HolidayFacts,
    WorkingWeek,
    holiday_years,
    holidays_listed,
    locations_listed,
    people_at,
    teams_at,
    uploads_latest,
    working_days_managed,
    working_week,
)
from plumbline.domain.working_days.selectors import location_facts
from plumbline.web.settings_frame import settings_frame
from plumbline.web.visits import Visit
from plumbline.web.working_days.forms import (
    HolidayForm,
    LocationForm,
    LocationNewForm,
    PlaceForm,
    WeekForm,
)

if TYPE_CHECKING:
    from plumbline.domain.working_days.models import Location

FIRST_YEAR, LAST_YEAR = 1900, 2999


@dataclass(frozen=True, slots=True)
class YearLink:
    """Another year of holidays."""

    year: int
    url: str


def calendar_url(visit: Visit, location: "Location | None", year: int | None = None) -> str:
    """Return the address of a calendar, and of one year of it."""
    if location is None:
        url = reverse("working-days", args=[visit.slug])
    else:
        url = reverse("location", args=[visit.slug, location.public_id])
    return url if year is None else f"{url}?year={year}"


def year_asked(visit: Visit) -> int:
    """Return the year that is looked at.

    Raises:
        BadRequest: What was asked for is no year.
    """
    typed = visit.request.GET.get("year", "")
    if not typed:
        return visit.today.year
    if not (typed.isascii() and typed.isdigit() and FIRST_YEAR <= int(typed[:5]) <= LAST_YEAR):
        raise BadRequest("no year")
    return int(typed)


def calendar_page(
    visit: Visit,
    location: "Location | None",
    *,
    status: int = 200,
    year: int | None = None,
    form: tuple[str, Form] | None = None,
) -> HttpResponse:
    """Show a calendar with its holidays of one year, and the forms that change it.

    Args:
        visit: Who is there.
        location: Whose it is; `None` for the organization's.
        status: Of the answer.
        year: To show; the one that is asked for where it is `None`.
        form: That was sent and refused, with its name in the page.
    """
    year = year or year_asked(visit)
    context = {
        "frame": settings_frame(visit, "working-days"),
        "location": location,
        "manages": working_days_managed(viewer=visit.viewer),
        "year": year,
        "years": _years(visit, location, year),
        "holidays": _holidays(visit, location, year),
        "uploads": uploads_latest(viewer=visit.viewer, location=location),
        "slug": visit.slug,
        "url": calendar_url(visit, location),
        "holiday_form": HolidayForm(),
        **(_of_organization(visit) if location is None else _of_location(visit, location)),
        **({} if form is None else {form[0]: form[1]}),
    }
    return render(visit.request, "working_days/calendar.html", context, status=status)


def _holidays(visit: Visit, location: "Location | None", year: int) -> tuple[HolidayFacts, ...]:
    return holidays_listed(viewer=visit.viewer, location=location, year=year)


def _years(visit: Visit, location: "Location | None", year: int) -> tuple[YearLink, ...]:
    """Return the years to turn to: those beside it, and those that have holidays."""
    beside = {each for each in (year - 1, year + 1) if FIRST_YEAR <= each <= LAST_YEAR}
    found = {*beside, year, *holiday_years(viewer=visit.viewer, location=location)}
    return tuple(YearLink(each, calendar_url(visit, location, each)) for each in sorted(found))


def _of_organization(visit: Visit) -> dict[str, object]:
    week = working_week(viewer=visit.viewer)
    return {
        "weekdays": _words(week.weekdays),
        "is_in_use": week.is_in_use,
        "week_form": WeekForm(initial=week_words(week)),
        "location_form": LocationNewForm(),
        "locations": [
            (each.name, reverse("location", args=[visit.slug, each.public_id]))
            for each in locations_listed(viewer=visit.viewer)
        ],
    }


def _of_location(visit: Visit, location: "Location") -> dict[str, object]:
    facts = location_facts(location)
    weekdays = facts.weekdays or working_week(viewer=visit.viewer).weekdays
    return {
        "weekdays": _words(weekdays),
        "is_in_use": True,
        "edit_form": LocationForm(initial=location_words(location)),
        "place_form": PlaceForm(),
        "teams": teams_at(viewer=visit.viewer, location=location),
        "people": people_at(viewer=visit.viewer, location=location),
    }


def week_words(week: WorkingWeek) -> dict[str, object]:
    """Return when the organization works, as its form shows it."""
    return {"weekdays": sorted(week.weekdays), "version": week.version}


def location_words(location: "Location") -> dict[str, object]:
    """Return what stands in a location, as its form shows it."""
    facts = location_facts(location)
    return {
        "name": facts.name,
        "weekdays": sorted(facts.weekdays or ()),
        "version": facts.version,
    }


def _words(weekdays: frozenset[int]) -> list[str]:
    return [str(WEEKDAYS[day]) for day in sorted(weekdays)]
