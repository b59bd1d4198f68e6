"""The views of Plan, for its tabs."""

from django.urls import reverse
from django.utils.translation import gettext as _

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
