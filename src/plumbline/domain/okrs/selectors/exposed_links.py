"""Contributing links whose parent has come to be seen by more people than the child.

No such link can be made, and no objective can be changed into one. But a team can move in the
tree, and with it who belongs to it: teams know nothing of objectives and ask nobody. The numbers
stay right and titles stay hidden; the nightly check reports the links, so that somebody lets them
support only.
"""

from plumbline.domain.okrs.models import Alignment, Visibility
from plumbline.domain.okrs.permissions import seen_by_no_more_people


def links_too_visible() -> list[Alignment]:
    """Return the contributing links that tell a number to people who may not see the child.

    For the system itself: nothing is narrowed to a viewer. One query.
    """
    links = Alignment.objects.filter(is_removed=False, weight__isnull=False)
    narrow = links.exclude(child_objective__visibility=Visibility.ORGANIZATION)
    rows = narrow.select_related("child_objective__team", "parent_objective__team").order_by("pk")
    return [
        link
        for link in rows
        if not seen_by_no_more_people(link.parent_objective, than=link.child_objective)
    ]
