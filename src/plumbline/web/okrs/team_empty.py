"""What a team reads that has no objective in a cycle, and the one step on from there."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.okrs.selectors.drafts import writes
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.ui.notices import Empty
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle
    from plumbline.domain.orgs.models import Team


def without_objectives(
    visit: Visit, team: "Team", cycle: "Cycle", as_of: AsOf, *, words: str
) -> Empty:
    """Lead whoever may write to the first objective of the team, and readers to the company's.

    The page of a company that has none either would only say the same once more.

    Args:
        visit: Who asks, and where.
        team: Whose page it is.
        cycle: Which one is shown.
        as_of: The day that is shown; nothing is begun on a past one.
        words: What there is none of.
    """
    if as_of.day or not writes(visit.viewer):
        url = reverse("company", args=[visit.slug])
        return Empty(words=words, url=url, action=_("To the company’s objectives"))
    new_url = reverse("objective-new", args=[visit.slug])
    url = f"{new_url}?cycle={cycle.public_id}&team={team.public_id}"
    return Empty(words=words, url=url, action=_("Write an objective"))
