"""Naming who acts for whom while they are away."""

from datetime import date, datetime, timedelta

from django.utils import formats, translation

from plumbline.domain.journal.recording import Change
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.messages import MESSAGES
from plumbline.domain.orgs.models import Deputy, Person
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.recording import person_record
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.services.acting import acting, row_insert
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.outbox.services import outbox_write
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.models import Organization


def deputy_set(
    *,
    actor: Actor,
    person: Person,
    acts_for: Person,
    starts_on: date,
    ends_on: date,
    at: datetime,
) -> Deputy:
    """Let one person act for another, from one day to another, both included.

    Args:
        actor: the absent person, their manager, or an admin.
        person: who stands in.
        acts_for: who is away.
        starts_on: the first day.
        ends_on: the last day.
        at: now.

    Raises:
        PermissionRefused: the actor may not name a deputy for this person.
        Refused: the days are in the wrong order, the deputy cannot act, or the actor names
            themself: whoever may name deputies must not reach, by naming, what is private.
    """
    with acting(actor) as organization:
        author = permit(actor, Act.DEPUTIZE, Thing(kind=Kind.PERSON, person_id=acts_for.pk))
        if ends_on < starts_on:
            raise Refused("orgs.deputy.order")
        if person.pk == acts_for.pk:
            raise Refused("orgs.deputy.self")
        if actor.person_id == person.pk:
            raise Refused("orgs.deputy.own")
        if not person.active:
            raise Refused("orgs.person.inactive")
        if person.is_service:
            raise Refused("orgs.person.service")
        deputy = Deputy(person=person, acts_for=acts_for, starts_on=starts_on, ends_on=ends_on)
        twice = Refused("orgs.deputy.twice")
        if Deputy.objects.filter(person=person, acts_for=acts_for, starts_on=starts_on).exists():
            raise twice
        row_insert(deputy, taken=twice)
        changes = {
            "deputy": Change(new=person.public_id),
            "starts_on": Change(new=starts_on),
            "ends_on": Change(new=ends_on),
        }
        person_record(author=author, act="deputy_set", person=acts_for, at=at, changes=changes)
        if actor.person_id != acts_for.pk and acts_for.email:
            _absent_tell(deputy, organization, at)
        return deputy


def _absent_tell(deputy: Deputy, organization: Organization, at: datetime) -> None:
    """Tell the absent person that somebody else named a deputy for them."""
    absent = deputy.acts_for
    with translation.override(absent.language or organization.language):
        outbox_write(
            to=absent.email,
            subject=str(MESSAGES["orgs.mail.deputy.subject"]).format(
                organization=organization.name
            ),
            body_text=str(MESSAGES["orgs.mail.deputy.body"]).format(
                deputy=deputy.person.name,
                starts_on=formats.date_format(deputy.starts_on),
                ends_on=formats.date_format(deputy.ends_on),
            ),
            organization=organization,
            is_open=True,
            at=at,
        )


def deputy_end(*, actor: Actor, deputy: Deputy, at: datetime) -> None:
    """Let a deputy act no longer, from this moment on; whose days are over stays as they were.

    Raises:
        PermissionRefused: the actor may not name deputies for this person.
    """
    with acting(actor) as organization:
        absent = deputy.acts_for
        author = permit(actor, Act.DEPUTIZE, Thing(kind=Kind.PERSON, person_id=absent.pk))
        yesterday = organization_day(organization, at) - timedelta(days=1)
        if deputy.ends_on <= yesterday:
            return
        changes = {
            "deputy": Change(old=deputy.person.public_id),
            "ends_on": Change(deputy.ends_on, yesterday),
        }
        if deputy.starts_on > yesterday:
            deputy.delete()
        else:
            deputy.ends_on = yesterday
            deputy.save(update_fields=["ends_on"])
        person_record(author=author, act="deputy_end", person=absent, at=at, changes=changes)
