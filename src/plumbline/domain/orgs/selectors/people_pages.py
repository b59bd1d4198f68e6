"""People as pages that are continued behind their last person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.tenancy.errors import NotFound


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
    if after is not None:
        last = Person.objects.filter(public_id=after).first()
        if last is None:
            raise NotFound("orgs.person.not_found")
        found = found.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    page = list(found.order_by("name", "pk")[: limit + 1])
    return PeopleFound(page[:limit], page[limit - 1].public_id if len(page) > limit else None)
