"""Writing people: making, changing, deactivating."""

import zoneinfo
from datetime import datetime

from django.utils import translation

from plumbline.domain.accounts.emails import email_normalized
from plumbline.domain.accounts.services.accounts import membership_set
from plumbline.domain.accounts.services.invitations import invitation_withdraw
from plumbline.domain.journal.recording import Author, Change
from plumbline.domain.orgs.messages import MESSAGES
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.permissions import manage_permit, permit, permitted
from plumbline.domain.orgs.recording import person_record, personal_change
from plumbline.domain.orgs.rights import Act, Kind, Role
from plumbline.domain.orgs.services.acting import acting, row_check, row_insert
from plumbline.domain.orgs.services.roles import another_admin_check
from plumbline.domain.orgs.viewers import Actor, SystemActor, Thing
from plumbline.domain.outbox.services import outbox_write
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message

#: Longer chains of managers do not occur; the bound ends a walk over broken data.
_MANAGERS_ABOVE_MAX = 100


def person_create(
    *,
    actor: Actor,
    name: str,
    at: datetime,
    email: str = "",
    manager: Person | None = None,
    is_service: bool = False,
    time_zone: str = "",
    language: str = "",
) -> Person:
    """Make a person that nobody signs in as yet (a service: ever).

    Args:
        actor: who makes them.
        name: what they are called.
        at: now.
        email: their address; unique in the organization where given.
        manager: their direct manager.
        is_service: whether it is a program, which acts through tokens only.
        time_zone: IANA name; empty follows the organization.
        language: language code; empty follows the organization.

    Raises:
        PermissionRefused: the actor may not manage people.
        ValidationRefused: a value cannot stand, the address is taken, or the manager is a service.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.PERSON)
        if manager is not None:
            _service_manager_check(manager)
        person = Person(
            name=name.strip(),
            email=email_normalized(email),
            manager=manager,
            is_service=is_service,
            time_zone=time_zone,
            language=language,
            created_at=at,
        )
        _person_check(person)
        row_insert(person, taken=_email_taken(person.email))
        changes = {
            "name": personal_change(person, new=person.name),
            "email": personal_change(person, new=person.email or None),
            "manager": Change(new=manager.public_id if manager else None),
            "is_service": Change(new=is_service or None),
            "time_zone": Change(new=time_zone or None),
            "language": Change(new=language or None),
        }
        person_record(author=author, act="create", person=person, at=at, changes=changes)
        return person


def person_update(
    *,
    actor: Actor,
    person: Person,
    expected: int,
    at: datetime,
    name: str,
    email: str,
    manager: Person | None,
    time_zone: str,
    language: str,
) -> Person:
    """Change what is known of a person.

    Everybody may change their own name, time zone and language; address and manager are the
    admin's to change. Who gets another manager is told: that one reads their private objectives.

    Args:
        actor: who changes it.
        person: whom.
        expected: the version the change was prepared on.
        at: now.
        name: what they are called.
        email: their address in this organization.
        manager: their direct manager.
        time_zone: IANA name; empty follows the organization.
        language: language code; empty follows the organization.

    Raises:
        PermissionRefused: the actor may not change this.
        StaleVersion: somebody else changed it meanwhile.
        Refused: somebody would manage themself.
        ValidationRefused: a value cannot stand, the address is taken, the manager is a service, or
            the actor makes themself the manager of somebody who signs in.
    """
    with acting(actor) as organization:
        person, address = person_locked(person), email_normalized(email)
        manager_id = manager.pk if manager else None
        house_matters = (address, manager_id) != (person.email, person.manager_id)
        author = _update_permit(actor, person, house_matters=house_matters)
        version_check(person, expected=expected)
        if manager is not None:
            _manager_check(person, manager)
            if manager_id != person.manager_id:
                _service_manager_check(manager)
                _own_manager_check(actor, person, manager)
        changes = _changes(person, name.strip(), address, manager, time_zone, language)
        if address != person.email:
            # Whoever reads the old address must not become this person.
            invitation_withdraw(organization=organization, person_public_id=person.public_id, at=at)
        if manager is not None and manager_id != person.manager_id:
            _manager_tell(actor, person, manager, organization, at)
        person.name, person.email, person.manager = name.strip(), address, manager
        person.time_zone, person.language = time_zone, language
        _person_check(person)
        _changed(person)
        person_record(author=author, act="update", person=person, at=at, changes=changes)
        return person


def _changes(
    person: Person,
    name: str,
    address: str,
    manager: Person | None,
    time_zone: str,
    language: str,
) -> dict[str, Change]:
    """Return what the journal keeps of a change, before it is made."""
    old = person.manager
    return {
        "name": personal_change(person, old=person.name or None, new=name or None),
        "email": personal_change(person, old=person.email or None, new=address or None),
        "manager": Change(old.public_id if old else None, manager.public_id if manager else None),
        "time_zone": Change(person.time_zone, time_zone),
        "language": Change(person.language, language),
    }


def _manager_tell(
    actor: Actor, person: Person, manager: Person, organization: Organization, at: datetime
) -> None:
    """Tell somebody who reads their private objectives from now on, as `opening` an objective does.

    The mail goes where they are reached now: an address that changes along with their manager is
    no way around it.
    """
    if isinstance(actor, SystemActor) or not person.is_claimed or not person.email:
        return
    with translation.override(person.language or organization.language):
        outbox_write(
            to=person.email,
            subject=str(MESSAGES["orgs.mail.manager.subject"]).format(
                organization=organization.name
            ),
            body_text=str(MESSAGES["orgs.mail.manager.body"]).format(manager=manager.name),
            organization=organization,
            is_open=True,
            at=at,
        )


def _update_permit(actor: Actor, person: Person, *, house_matters: bool) -> Author:
    thing = Thing(kind=Kind.PERSON, person_id=person.pk, of_service=person.is_service)
    if not house_matters and permitted(actor, Act.EDIT, thing):
        return permit(actor, Act.EDIT, thing)
    return permit(actor, Act.MANAGE, thing)


def person_deactivate(
    *, actor: Actor, person: Person, at: datetime, expected: int | None = None
) -> Person:
    """Let a person act here no longer; at once, and with every token. What they did stays.

    Raises:
        PermissionRefused: the actor may not manage people.
        StaleVersion: somebody else changed them since version `expected`.
        Refused: nobody would be admin any more.
    """
    with acting(actor) as organization:
        author = manage_permit(actor, Kind.PERSON)
        person = person_locked(person)
        version_check(person, expected=person.version if expected is None else expected)
        if not person.active:
            return person
        if person.role_grants.filter(role=Role.ADMIN.value).exists():
            another_admin_check(person)
        person.active = False
        _changed(person)
        invitation_withdraw(organization=organization, person_public_id=person.public_id, at=at)
        _membership_follow(person, at)
        changes = {"active": Change(old=True, new=False)}
        person_record(author=author, act="deactivate", person=person, at=at, changes=changes)
        return person


def person_reactivate(
    *, actor: Actor, person: Person, at: datetime, expected: int | None = None
) -> Person:
    """Let a person act here again.

    Raises:
        PermissionRefused: the actor may not manage people.
        StaleVersion: somebody else changed them since version `expected`.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.PERSON)
        person = person_locked(person)
        version_check(person, expected=person.version if expected is None else expected)
        if person.active:
            return person
        person.active = True
        _changed(person)
        _membership_follow(person, at)
        changes = {"active": Change(old=False, new=True)}
        person_record(author=author, act="reactivate", person=person, at=at, changes=changes)
        return person


def person_locked(person: Person) -> Person:
    """Return a person as they are now, locked.

    Raises:
        NotFound: there is no such person.
    """
    found: Person | None = Person.objects.select_for_update().filter(pk=person.pk).first()
    if found is None:
        raise NotFound("orgs.person.not_found")
    return found


def _changed(person: Person) -> None:
    person.version += 1
    person.save()


def _membership_follow(person: Person, at: datetime) -> None:
    """Keep the global list of who may enter where in step."""
    if person.account is not None:
        membership_set(
            account=person.account,
            organization=person.organization,
            person_public_id=person.public_id,
            at=at,
            active=person.active,
        )


def _person_check(person: Person) -> None:
    """Refuse values that cannot stand.

    Raises:
        ValidationRefused: with the reasons at their fields.
    """
    row_check(person)
    if person.time_zone and person.time_zone not in zoneinfo.available_timezones():
        raise ValidationRefused(
            {"time_zone": [Message("orgs.person.time_zone", {"value": person.time_zone})]}
        )
    if person.email and Person.objects.filter(email=person.email).exclude(pk=person.pk).exists():
        raise _email_taken(person.email)


def _email_taken(email: str) -> ValidationRefused:
    return ValidationRefused({"email": [Message("orgs.person.email_taken", {"email": email})]})


def _own_manager_check(actor: Actor, person: Person, manager: Person) -> None:
    """Refuse whoever makes themself somebody's manager, as whoever makes themself a deputy.

    A manager reads what is private without a reason given, and whoever may name managers must not
    reach it by naming. Before somebody signs in for the first time they have written nothing.
    """
    if person.is_claimed and actor.person_id == manager.pk:
        raise ValidationRefused({"manager": [Message("orgs.person.manager_own")]})


def _service_manager_check(manager: Person) -> None:
    """Refuse a program as manager: whoever makes its tokens would read what is private by them."""
    if manager.is_service:
        raise ValidationRefused({"manager": [Message("orgs.person.manager_service")]})


def _manager_check(person: Person, manager: Person) -> None:
    """Refuse a manager who is managed, at whatever distance, by the person.

    Raises:
        Refused: it would close a loop.
    """
    above: int | None = manager.pk
    for _ in range(_MANAGERS_ABOVE_MAX):
        if above is None:
            return
        if above == person.pk:
            break
        above = Person.objects.filter(pk=above).values_list("manager_id", flat=True).first()
    raise Refused("orgs.person.manager_loop")
