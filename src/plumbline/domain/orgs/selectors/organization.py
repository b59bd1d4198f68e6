"""Reading what an organization says of itself."""

from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.models import Organization


def organization_now(*, viewer: Actor) -> Organization:
    """Return the bound organization as it stands in the database (one query)."""
    permit(viewer, Act.VIEW, Thing(kind=Kind.ORGANIZATION))
    return Organization.objects.get(pk=organization_bound().pk)
