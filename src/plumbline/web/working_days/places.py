"""Where a team or a person works, as a field of their forms."""

from typing import TYPE_CHECKING

from django import forms

from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.working_days import location_get, locations_listed
from plumbline.domain.orgs.services.working_days import person_place, team_place
from plumbline.domain.orgs.viewers import Thing
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Person, Team

FIELD = "location"
Options = tuple[tuple[str, str], ...]


def location_options(visit: Visit) -> Options:
    """Return the locations to choose from; none where there are none, or not for the viewer."""
    if not permitted(visit.viewer, Act.MANAGE, Thing(kind=Kind.WORKING_DAYS)):
        return ()
    return tuple((each.public_id, each.name) for each in locations_listed(viewer=visit.viewer))


def location_offered(form: forms.Form, options: Options, *, inherited: str) -> None:
    """Offer locations in a form, or take the field away where there is nothing to choose.

    Args:
        form: Has a field `location`.
        options: From `location_options`.
        inherited: What no choice means.
    """
    if options:
        form.fields[FIELD].choices = [("", inherited), *options]  # type: ignore[attr-defined]  # a ChoiceField
    else:
        del form.fields[FIELD]


def location_now(row: "Team | Person") -> str:
    """Return the public id of the location a form shows; empty for none of their own."""
    return row.location.public_id if row.location_id and row.location else ""


def placed(
    visit: Visit, form: forms.Form, *, team: "Team | None" = None, person: "Person | None" = None
) -> None:
    """Say where a team or person works, as the form does, if it asked."""
    if FIELD not in form.cleaned_data:
        return
    named = form.cleaned_data[FIELD]
    location = location_get(viewer=visit.viewer, public_id=named) if named else None
    if team is not None:
        team_place(actor=visit.viewer, team=team, location=location, at=visit.at)
    if person is not None:
        person_place(actor=visit.viewer, person=person, location=location, at=visit.at)
