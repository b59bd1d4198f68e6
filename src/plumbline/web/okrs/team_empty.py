"""What a team or the company reads without an objective in a cycle, and the steps on from there."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.okrs.selectors.drafts import writes
from plumbline.domain.transfer.permissions import import_permitted
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


def company_without_objectives(visit: Visit, cycle: "Cycle", as_of: AsOf) -> Empty:
    """Lead whoever may write to the first objective, and whoever may import to a document.

    Nothing is written into a cycle that is over, nor on a past day; a document may bring one.
    """
    words = _("No objectives have run in this cycle, as far as you may see.")
    written = not as_of.day and cycle.end >= visit.today and writes(visit.viewer)
    imported = import_permitted(visit.viewer)
    new_url = f"{reverse('objective-new', args=[visit.slug])}?cycle={cycle.public_id}"
    import_url = reverse("import", args=[visit.slug])
    if written and imported:
        return Empty(
            words=_("No objectives run in this cycle yet. Write one or bring a document."),
            url=new_url,
            action=_("Write an objective"),
            other_url=import_url,
            other_action=_("Bring a document"),
        )
    if written:
        return Empty(words=words, url=new_url, action=_("Write an objective"))
    if imported:
        return Empty(words=words, url=import_url, action=_("Bring a document"))
    return Empty(words=words)
