"""Making an organization and switching its modules.

These are the bare acts: `orgs`, which knows people and roles, checks the actor's rights, records
the act in the journal and calls them inside its own `writing`.
"""

import zoneinfo
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from plumbline.domain.tenancy.errors import Refused, StaleVersion, ValidationRefused
from plumbline.domain.tenancy.models import Organization, OrganizationModule
from plumbline.domain.tenancy.modules import MODULES, ModuleKey, Preset, preset_modules
from plumbline.domain.tenancy.texts import one_line
from plumbline.domain.tenancy.transactions import writing, writing_global
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message

RESERVED_SLUGS = frozenset({"new", "api", "static", "admin", "setup"})
"""Words that addresses of the product itself may need after `/o/`."""
MONDAY_TO_FRIDAY = "12345"
"""The days of the week that are worked on unless something else is said."""


def organization_create(
    *,
    name: str,
    slug: str,
    at: datetime,
    time_zone: str = "UTC",
    language: str = "en",
    fiscal_year_start_month: int = 1,
    preset: Preset = Preset.SIMPLE,
) -> Organization:
    """Creates an organization and sets its modules by `preset`.

    Args:
        name: As people call it.
        slug: Its part of the address: lower-case letters, digits and hyphens; unique.
        at: Now.
        time_zone: IANA name; all its days begin and end there.
        language: Language code of its mails and defaults.
        fiscal_year_start_month: 1 for January.
        preset: Which modules are on at first.

    Raises:
        ValidationRefused: A value is not acceptable, or the slug is taken.
    """
    organization = Organization(
        name=one_line(name),
        slug=slug,
        time_zone=time_zone,
        language=language,
        fiscal_year_start_month=fiscal_year_start_month,
        created_at=at,
    )
    with writing_global():
        _organization_check(organization)
        organization.save(force_insert=True)
        with writing(organization):
            OrganizationModule.objects.bulk_create(
                OrganizationModule(key=key.value, enabled=enabled)
                for key, enabled in preset_modules(preset).items()
            )
    return organization


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationValues:
    """What an organization says of itself.

    Attributes:
        name: As people call it.
        slug: Its part of the address.
        time_zone: IANA name; its days begin and end there.
        fiscal_year_start_month: 1 for January.
    """

    name: str
    slug: str
    time_zone: str
    fiscal_year_start_month: int


def organization_write(
    *, organization: Organization, values: OrganizationValues, expected: int
) -> tuple[Organization, Mapping[str, tuple[object, object]]]:
    """Changes what `organization` says of itself.

    Returns:
        The organization, and for each field that changed what stood before and what stands now.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        ValidationRefused: A value is not acceptable, or the slug is taken.
    """
    with writing(organization):
        row = Organization.objects.select_for_update().get(pk=organization.pk)
        version_check(row, expected=expected)
        wanted = {
            "name": one_line(values.name),
            "slug": values.slug.strip(),
            "time_zone": values.time_zone,
            "fiscal_year_start_month": values.fiscal_year_start_month,
        }
        changed = {
            field: (getattr(row, field), new)
            for field, new in wanted.items()
            if getattr(row, field) != new
        }
        for field, new in wanted.items():
            setattr(row, field, new)
        _organization_check(row)
        if changed:
            row.version += 1
            _organization_save(row)
        return row, changed


def organization_faults(
    *, organization: Organization, values: Mapping[str, object]
) -> Mapping[str, Sequence[Message]]:
    """Return what could not stand if an organization said this, at each field; nothing is written.

    Args:
        organization: Whose values they would be.
        values: Those to look at, by field; the others are taken as they stand.
    """
    row = copy(organization)
    for field, value in values.items():
        setattr(row, field, value)
    try:
        _organization_check(row)
    except ValidationRefused as refused:
        return refused.field_errors
    return {}


def organization_hold(organization: Organization) -> None:
    """Let one writer at a time count what the organization may have so many of.

    Two who came at one moment would each find room for their own. Rows may still be added beside
    it: what is held is no key of theirs.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)


def organization_calendar_write(
    *, organization: Organization, weekdays: str = "", expected: int | None = None
) -> str:
    """Says that who works on which day has changed, and which days of the week are worked on.

    Args:
        organization: Whose days they are; it says the same afterwards.
        weekdays: Such as "12345"; empty leaves them, from Monday to Friday if none are said yet.
        expected: The number of the calendar that the writer saw; `None` whatever it is.

    Returns:
        The days of the week that were said before; empty for none.

    Raises:
        StaleVersion: The calendar changed since number `expected`.
    """
    with writing(organization):
        row = Organization.objects.select_for_update().get(pk=organization.pk)
        if expected is not None and row.calendar_number != expected:
            raise StaleVersion("tenancy.version.stale", current=row)
        before = row.working_weekdays
        row.working_weekdays = weekdays or before or MONDAY_TO_FRIDAY
        row.calendar_number += 1
        row.save(update_fields=["working_weekdays", "calendar_number"])
    organization.working_weekdays = row.working_weekdays
    organization.calendar_number = row.calendar_number
    return before


def _organization_save(organization: Organization) -> None:
    """Saves; of two that want one slug at the same time, the database lets one have it."""
    try:
        with transaction.atomic():
            organization.save()
    except IntegrityError as error:
        raise ValidationRefused({"slug": [_slug_taken(organization)]}) from error


def module_switch(*, organization: Organization, key: ModuleKey, enabled: bool) -> None:
    """Switches one module of `organization` on or off; its data is kept either way.

    Raises:
        Refused: The module is essential and was to be switched off.
    """
    if MODULES[key].essential and not enabled:
        raise Refused("tenancy.module.essential", module=key.value)
    with writing(organization):
        OrganizationModule.objects.update_or_create(key=key.value, defaults={"enabled": enabled})


def _organization_check(organization: Organization) -> None:
    """Refuses impossible values, each with its own message.

    Raises:
        ValidationRefused: With a message for each field.
    """
    errors: dict[str, list[Message]] = {}
    if organization.time_zone not in zoneinfo.available_timezones():
        errors["time_zone"] = [
            Message("tenancy.organization.time_zone", {"value": organization.time_zone})
        ]
    if organization.slug in RESERVED_SLUGS or organization.slug != organization.slug.lower():
        errors["slug"] = [Message("tenancy.organization.slug", {"value": organization.slug})]
    elif Organization.objects.filter(slug=organization.slug).exclude(pk=organization.pk).exists():
        errors["slug"] = [_slug_taken(organization)]
    try:
        organization.clean_fields()
    except ValidationError as error:
        for field in error.message_dict:
            errors.setdefault(field, [Message(f"tenancy.organization.{field}", {})])
    if errors:
        raise ValidationRefused(errors)


def _slug_taken(organization: Organization) -> Message:
    return Message("tenancy.organization.slug_taken", {"value": organization.slug})
