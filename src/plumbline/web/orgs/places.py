"""Where the pages of people and teams stand in the frame, and who keeps house there."""

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing
from plumbline.web.frame import Tab
from plumbline.web.visits import Visit


def people_tabs(visit: Visit, *, teams: bool) -> tuple[Tab, ...]:
    """Return the views of People.

    Args:
        visit: Who is there.
        teams: Whether the page is about teams; else it is about people.
    """
    return (
        Tab(label=_("People"), url=reverse("people", args=[visit.slug]), current=not teams),
        Tab(label=_("Teams"), url=reverse("teams", args=[visit.slug]), current=teams),
    )


def manages(visit: Visit, kind: Kind) -> bool:
    """Whether the viewer manages a kind of the house: people, or teams."""
    return permitted(visit.viewer, Act.MANAGE, Thing(kind=kind))
