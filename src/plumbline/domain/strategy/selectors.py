"""Reading the strategy; everybody in the organization may."""

from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.strategy.models import Priority, Statement


def statement_get(*, viewer: Actor) -> Statement:
    """Return the statement, empty while nobody wrote one."""
    del viewer  # the strategy is no secret inside the organization
    return Statement.objects.first() or Statement()


def priorities_list(*, viewer: Actor) -> list[Priority]:
    """Return the priorities in use, in their order."""
    del viewer
    return list(Priority.objects.filter(is_archived=False).order_by("rank", "pk"))
