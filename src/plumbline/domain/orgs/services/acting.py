"""What every service of teams and people begins and ends with."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import DomainError, OrganizationMismatch, ValidationRefused
from plumbline.domain.tenancy.models import Organization, TenantModel
from plumbline.domain.tenancy.transactions import writing
from plumbline.engine.messages import Message


@contextmanager
def acting(actor: Actor) -> Iterator[Organization]:
    """Open `writing` for the bound organization, which must be the actor's own.

    Raises:
        OrganizationNotBound: no `reading` or `writing` is open around.
        OrganizationMismatch: the actor belongs to another organization than the bound one.
    """
    organization = organization_bound()
    if actor.organization_id != organization.pk:
        raise OrganizationMismatch("The actor belongs to another organization than the bound one.")
    with writing(organization):
        yield organization


def row_check(row: TenantModel) -> None:
    """Refuse a row with a value that its fields do not allow.

    Raises:
        ValidationRefused: with the reasons at their fields.
    """
    try:
        row.clean_fields(exclude={"organization"})
    except ValidationError as error:
        raise ValidationRefused(
            {
                name: [Message("orgs.field", {"reason": reason}) for reason in reasons]
                for name, reasons in error.message_dict.items()
            }
        ) from error


def row_insert(row: TenantModel, *, taken: DomainError) -> None:
    """Insert a row whose uniqueness was checked, where another writer may have been quicker.

    On PostgreSQL writers do not queue: the database has the last word on what is unique.

    Raises:
        DomainError: `taken`, if the row is not unique.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise taken from error
