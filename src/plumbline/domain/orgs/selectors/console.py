"""Who acts at the server's own command line: somebody of the organization, by their address."""

from datetime import datetime

from plumbline.domain.accounts.emails import email_normalized
from plumbline.domain.journal.models import Source
from plumbline.domain.orgs.models import GrantedRole, Person, RoleGrant
from plumbline.domain.orgs.selectors.viewing import viewer_of
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, Refused


def console_viewer(*, email: str | None, at: datetime) -> Viewer:
    """Return in whose name a command of the server works in the bound organization.

    Whoever may start commands on the server can read its database anyway, so no password is
    asked; the journal says that it came by the command line.

    Args:
        email: Whose; `None` for the only admin.
        at: Now.

    Raises:
        NotFound: Nobody here has this address, or there is no admin.
        Refused: There are several admins and none was named.
    """
    organization = organization_bound()
    people = Person.objects.filter(active=True)
    if email is not None:
        person = people.filter(email=email_normalized(email)).first()
        if person is None:
            raise NotFound("orgs.console.nobody", email=email)
    else:
        grants = RoleGrant.objects.filter(role=GrantedRole.ADMIN).values("person_id")
        admins = list(people.filter(pk__in=grants).order_by("pk")[:2])
        if not admins:
            raise NotFound("orgs.console.no_admin")
        if len(admins) > 1:
            raise Refused("orgs.console.several_admins")
        person = admins[0]
    return viewer_of(person=person, organization=organization, at=at, source=Source.CLI)
