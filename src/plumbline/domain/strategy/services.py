"""Writing the strategy: its statement and the priorities that objectives serve."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.services.acting import row_check
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.strategy.models import (
    Horizon,
    Priority,
    PriorityFields,
    PriorityState,
    Statement,
)
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import StaleVersion, ValidationRefused
from plumbline.domain.tenancy.history import state_record
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message

#: What the journal tells of a priority.
FIELDS = ("title", "why", "horizon", "rank", "starts_on", "ends_on", "is_archived", "document_key")


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityValues:
    """What a priority says."""

    title: str
    why: str = ""
    horizon: Horizon = Horizon.YEAR
    starts_on: date | None = None
    ends_on: date | None = None
    document_key: str = ""


def priority_values(priority: Priority) -> PriorityValues:
    """Return what a priority says now, to be changed with `dataclasses.replace`."""
    return PriorityValues(
        title=priority.title,
        why=priority.why,
        horizon=Horizon(priority.horizon),
        starts_on=priority.starts_on,
        ends_on=priority.ends_on,
        document_key=priority.document_key,
    )


def statement_write(
    *, actor: Actor, mission: str, vision: str, strategy: str, expected: int, at: datetime
) -> Statement:
    """Write mission, vision and strategy of the organization.

    Args:
        actor: Who writes.
        mission: What the organization is there for.
        vision: How it wants things to be.
        strategy: How it means to get there.
        expected: The version that was read; 1 while nobody wrote one.
        at: Now.

    Raises:
        StaleVersion: Somebody else wrote it since version `expected`.
        PermissionRefused: The actor may not manage priorities.
    """
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.PRIORITY)
        statement = Statement.objects.select_for_update().first() or Statement()
        version_check(statement, expected=expected)
        words = {"mission": mission.strip(), "vision": vision.strip(), "strategy": strategy.strip()}
        changes = {name: Change(getattr(statement, name), text) for name, text in words.items()}
        statement.mission, statement.vision, statement.strategy = words.values()
        statement.version += 1
        _statement_save(statement)
        journal_record(
            author=author,
            act="strategy.write",
            subject=Subject("strategy", statement.pk),
            at=at,
            changes=changes,
        )
        return statement


def _statement_save(statement: Statement) -> None:
    """Save the statement; on PostgreSQL two may write the first one at the same time."""
    try:
        with transaction.atomic():
            statement.save()
    except IntegrityError as error:
        current = Statement.objects.get()
        raise StaleVersion("tenancy.version.stale", current=current) from error


def priority_create(*, actor: Actor, values: PriorityValues, at: datetime) -> Priority:
    """Add a strategic priority at the end of the list.

    Raises:
        PermissionRefused: The actor may not manage priorities.
        ValidationRefused: It says nothing.
    """
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.PRIORITY)
        priority = Priority(rank=Priority.objects.count() + 1)
        _fill(priority, values)
        _save(author, priority, {}, act="create", at=at)
        return priority


def priority_edit(
    *, actor: Actor, priority: Priority, values: PriorityValues, expected: int, at: datetime
) -> Priority:
    """Change what a priority says.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
    """
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.PRIORITY)
        row: Priority = Priority.objects.select_for_update().get(pk=priority.pk)
        version_check(row, expected=expected)
        before = _snapshot(row)
        _fill(row, values)
        row.version += 1
        _save(author, row, before, act="edit", at=at)
        return row


def priority_archive(*, actor: Actor, priority: Priority, expected: int, at: datetime) -> Priority:
    """Put a priority away: nothing new can serve it, past days and what serves it keep it.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        PermissionRefused: The actor may not manage priorities.
    """
    return _archived_set(actor, priority, expected, at, act="archive", is_archived=True)


def priority_restore(*, actor: Actor, priority: Priority, expected: int, at: datetime) -> Priority:
    """Take a priority into use again, in its old place.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        PermissionRefused: The actor may not manage priorities.
    """
    return _archived_set(actor, priority, expected, at, act="restore", is_archived=False)


def _archived_set(
    actor: Actor, priority: Priority, expected: int, at: datetime, *, act: str, is_archived: bool
) -> Priority:
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.PRIORITY)
        row: Priority = Priority.objects.select_for_update().get(pk=priority.pk)
        version_check(row, expected=expected)
        if row.is_archived is is_archived:
            return row
        before = _snapshot(row)
        row.is_archived = is_archived
        row.version += 1
        _save(author, row, before, act=act, at=at)
        return row


def _fill(priority: Priority, values: PriorityValues) -> None:
    if not values.title.strip():
        raise ValidationRefused({"title": [Message("strategy.title_missing")]})
    if values.starts_on and values.ends_on and values.ends_on < values.starts_on:
        raise ValidationRefused({"ends_on": [Message("strategy.order")]})
    priority.title = values.title.strip()
    priority.why = values.why.strip()
    priority.horizon = values.horizon
    priority.starts_on = values.starts_on
    priority.ends_on = values.ends_on
    priority.document_key = values.document_key


def _snapshot(priority: Priority) -> dict[str, Any]:
    return {name: getattr(priority, name) for name in FIELDS}


def _save(
    author: Author, priority: Priority, before: Mapping[str, Any], *, act: str, at: datetime
) -> None:
    row_check(priority)
    priority.save()
    state_record(row=priority, versioned=PriorityFields, state_model=PriorityState, at=at)
    journal_record(
        author=author,
        act=f"priority.{act}",
        subject=Subject("priority", priority.pk, priority.public_id),
        at=at,
        changes=_changes(before, _snapshot(priority)),
    )


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Change]:
    """Return what changed; of a new priority, whatever it says."""
    if not before:
        return {name: Change(None, value) for name, value in after.items() if value}
    return {name: Change(before[name], value) for name, value in after.items()}
