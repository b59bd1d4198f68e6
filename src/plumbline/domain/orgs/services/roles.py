"""Giving and taking roles."""

from datetime import datetime

from plumbline.domain.journal.recording import Author, Change
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import GrantedRole, Person, RoleGrant, RoleTerm
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.recording import person_record
from plumbline.domain.orgs.rights import Kind, Role
from plumbline.domain.orgs.selectors.administered import admins_able
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused


def role_grant(*, actor: Actor, person: Person, role: Role, at: datetime) -> RoleGrant:
    """Give a person a role; giving it twice changes nothing.

    Raises:
        PermissionRefused: the actor may not manage roles.
        Refused: the role is not one that is given by hand, or the person is a service.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.ROLE)
        role_check(role)
        if person.is_service:
            raise Refused("orgs.role.service")
        return role_write(author=author, person=person, role=role, at=at)


def role_revoke(*, actor: Actor, person: Person, role: Role, at: datetime) -> None:
    """Take a role from a person.

    Raises:
        PermissionRefused: the actor may not manage roles.
        Refused: nobody who can sign in would be admin any more.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.ROLE)
        if role is Role.ADMIN:
            another_admin_check(person)  # first, since it locks the grants of all admins in order
        grants = RoleGrant.objects.select_for_update().filter(person=person, role=role.value)
        grant = grants.first()
        if grant is None:
            return
        grant.delete()
        _term_end(grant, at)
        person_record(
            author=author,
            act="role_revoke",
            person=person,
            at=at,
            changes={"role": Change(role.value, None)},
        )


def role_check(role: str) -> None:
    """Refuse a role that is not given by hand.

    Raises:
        Refused: it follows from teams, reports or tokens, or is no role at all.
    """
    if role not in GrantedRole.values:
        raise Refused("orgs.role.unknown", role=str(role))


def role_write(*, author: Author, person: Person, role: Role, at: datetime) -> RoleGrant:
    """Write the grant, the term that begins with it and the entry of both.

    In the caller's `writing` and after its checks.
    """
    grant, is_new = RoleGrant.objects.get_or_create(person=person, role=role.value)
    if is_new:
        RoleTerm(
            person=person, role=role.value, since=organization_day(organization_bound(), at)
        ).save(force_insert=True)
        person_record(
            author=author,
            act="role_grant",
            person=person,
            at=at,
            changes={"role": Change(None, role.value)},
        )
    found: RoleGrant = grant
    return found


def _term_end(grant: RoleGrant, at: datetime) -> None:
    """End the term of a grant that was taken away; who has it on no day at all had it for none."""
    term = RoleTerm.objects.get(person_id=grant.person_id, role=grant.role, until=None)
    day = organization_day(organization_bound(), at)
    term.until = max(day, term.since or day)
    term.save(update_fields=["until"])


def another_admin_check(person: Person) -> None:
    """Refuse an act that would leave nobody who can sign in and administer.

    The grants are locked, then read anew: of two admins who leave at once, one stays. PostgreSQL
    would give the joined person as they were before the wait.

    Raises:
        Refused: the person is the last admin.
    """
    grants = RoleGrant.objects.filter(role=Role.ADMIN.value)
    list(grants.select_for_update().order_by("pk").values_list("pk"))
    if set(admins_able().values_list("person_id", flat=True)) == {person.pk}:
        raise Refused("orgs.role.last_admin")
