"""People of an import: inserted while nobody sees them, shown all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from plumbline.domain.accounts.emails import email_normalized
from plumbline.domain.journal.recording import Subject
from plumbline.domain.journal.services import journal_insert, journal_prepare
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.recording import personal_change
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.services.acting import acting, row_check
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.messages import Message

#: How many are asked for at once; SQLite allows a bounded number of parameters.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """Somebody whom a document names and nobody knows."""

    name: str
    email: str = ""


def people_stage(
    *, actor: Actor, people: Sequence[PersonNamed], batch: str, at: datetime
) -> list[Person]:
    """Insert people whom nobody sees yet.

    Args:
        actor: Who makes them.
        people: What they are called, and their addresses where known.
        batch: Public id of the import they belong to.
        at: The instant from which they will be here.

    Raises:
        PermissionRefused: The actor may not manage people.
        ValidationRefused: A value cannot stand.
    """
    with acting(actor):
        manage_permit(actor, Kind.PERSON)
        rows = [
            Person(
                name=one.name.strip(),
                email=email_normalized(one.email),
                staged_by=batch,
                created_at=at,
            )
            for one in people
        ]
        for row in rows:
            row_check(row)
        return Person.every.bulk_create(rows)


def people_show(*, actor: Actor, people: Sequence[Person], at: datetime) -> None:
    """Let staged people be seen, as if they had been made at this instant.

    Raises:
        PermissionRefused: The actor may not manage people.
        ValidationRefused: Somebody took an address meanwhile.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.PERSON)
        _addresses_check(people)
        try:
            with transaction.atomic():
                for part in _parts(people):
                    Person.every.filter(pk__in=[row.pk for row in part]).update(staged_by="")
        except IntegrityError:
            # Another writer was quicker than our check; PostgreSQL has the last word.
            _addresses_check(people)
            raise
        journal_insert(
            journal_prepare(
                author=author,
                act="person.create",
                subject=Subject(kind="person", id=row.pk, public_id=row.public_id),
                at=at,
                changes={
                    "name": personal_change(row, new=row.name),
                    "email": personal_change(row, new=row.email or None),
                },
            )
            for row in people
        )


def _addresses_check(people: Sequence[Person]) -> None:
    for part in _parts([row for row in people if row.email]):
        found = Person.objects.filter(email__in=[row.email for row in part])
        taken = found.values_list("email", flat=True).first()
        if taken is not None:
            message = Message("orgs.person.email_taken", {"email": taken})
            raise ValidationRefused({"email": [message]})


def _parts(people: Sequence[Person]) -> list[Sequence[Person]]:
    return [people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE)]
