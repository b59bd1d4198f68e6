"""People as pages that are continued behind their last person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.tenancy.paging import rows_part


@dataclass(frozen=True, slots=True)
class PeopleFound:
    """Some people; pass `after` on for the next page, `None` on the last one."""

    people: Sequence[Person]
    after: str | None


def people_page(
    *,
    viewer: Actor,
    search: str = "",
    active: bool | None = True,
    after: str | None = None,
    limit: int = 50,
) -> PeopleFound:
    """Return people by name, with their managers fetched (two queries).

    Args:
        viewer: Who asks.
        search: Words that name or e-mail address must all contain.
        active: Only active ones, only others, or `None` for all.
        after: Public id of whom the page before ended with.
        limit: People of a page.

    Raises:
        NotFound: Whom the page before ended with is gone.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.PERSON))
    found = Person.objects.select_related("manager")
    if active is not None:
        found = found.filter(active=active)
    for word in search.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    # Whom the page before ended with may have left or be called something else by now.
    some, ended = rows_part(
        found, ("name", "pk"), after=after, limit=limit, among=Person.objects.all()
    )
    return PeopleFound(some, ended)
