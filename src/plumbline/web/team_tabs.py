"""The views of a team, for its tabs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.web.frame import Tab
from plumbline.web.visits import Visit


def team_tabs(visit: Visit, team: str, query: str = "", *, review: bool) -> tuple[Tab, ...]:
    """Return the views of a team; one alone needs no tabs.

    Args:
        visit: Who is there.
        team: Its public id.
        query: The cycle and the day that links keep, with its question mark.
        review: Whether the page is its weekly review; else it is its objectives.
    """
    if ModuleKey.WEEKLY_REVIEW not in visit.modules:
        return ()
    own = [visit.slug, team]
    return (
        Tab(label=_("Objectives"), url=reverse("team", args=own) + query, current=not review),
        Tab(label=_("Weekly review"), url=reverse("team-review", args=own) + query, current=review),
    )
