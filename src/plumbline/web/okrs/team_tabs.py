"""The views of a team, for its tabs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.web.frame import Tab
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.visits import Visit


def team_tabs(visit: Visit, team: str, as_of: AsOf, *, review: bool) -> tuple[Tab, ...]:
    """Return the views of a team; each keeps the cycle and the day. One alone needs no tabs.

    Args:
        visit: Who is there.
        team: Its public id.
        as_of: The day that links keep.
        review: Whether the page is its weekly review; else it is its objectives.
    """
    if ModuleKey.WEEKLY_REVIEW not in visit.modules:
        return ()
    query = as_of.query(cycle=visit.request.GET.get("cycle", ""))
    own = [visit.slug, team]
    return (
        Tab(label=_("Objectives"), url=reverse("team", args=own) + query, current=not review),
        Tab(label=_("Weekly review"), url=reverse("team-review", args=own) + query, current=review),
    )
