"""Where the pages of cycles stand in the frame."""

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing
from plumbline.web.frame import Tab
from plumbline.web.visits import Visit


def plan_tabs(visit: Visit, *, cycles: bool) -> tuple[Tab, ...]:
    """Return the views of Plan.

    Args:
        visit: Who is there.
        cycles: Whether the page is about cycles; else it is about drafts.
    """
    return (
        Tab(label=_("Drafts"), url=reverse("plan", args=[visit.slug]), current=not cycles),
        Tab(label=_("Cycles"), url=reverse("cycles", args=[visit.slug]), current=cycles),
    )


def runs_cycles(visit: Visit) -> bool:
    """Whether the viewer makes cycles and moves them on."""
    return permitted(visit.viewer, Act.MANAGE, Thing(kind=Kind.CYCLE))
