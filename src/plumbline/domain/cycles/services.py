"""Writing cycles: create, change, move through their phases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from plumbline.domain.cycles.models import (
    Cycle,
    CycleFields,
    CycleKind,
    CycleNaming,
    CyclePhase,
    CycleState,
)
from plumbline.domain.cycles.naming import pattern_problem
from plumbline.domain.cycles.periods import MONTHS
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.recording import organization_record
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.services.acting import row_check, row_insert
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.history import state_record
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message

#: The steps of a cycle; it goes forward by any number of them and back by one. Phases of one step
#: are one where an organization works light, and are moved between freely.
PHASE_STEPS = {
    CyclePhase.PLANNING: 0,
    CyclePhase.LATERAL_REVIEW: 0,
    CyclePhase.ACTIVE: 1,
    CyclePhase.MID_CYCLE_REVIEW: 1,
    CyclePhase.GRADING: 2,
    CyclePhase.RETROSPECTIVE: 2,
    CyclePhase.CLOSED: 3,
}

#: Longer is a mistyped year.
DAYS_MAX = 366 * 5

FIELDS = ("name", "kind", "phase", "start", "end", "parent_id", "mid_cycle_review_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleValues:
    """What a cycle is; `end` is its last whole day."""

    name: str
    start: date
    end: date
    kind: CycleKind = CycleKind.QUARTER
    parent: Cycle | None = None
    mid_cycle_review_on: date | None = None


def cycle_values(cycle: Cycle) -> CycleValues:
    """Return what a cycle is now, to be changed with `dataclasses.replace`."""
    return CycleValues(
        name=cycle.name,
        start=cycle.start,
        end=cycle.end,
        kind=CycleKind(cycle.kind),
        parent=cycle.parent,
        mid_cycle_review_on=cycle.mid_cycle_review_on,
    )


def cycle_create(
    *,
    actor: Actor,
    values: CycleValues,
    at: datetime,
    phase: CyclePhase = CyclePhase.PLANNING,
) -> Cycle:
    """Add a cycle.

    Raises:
        PermissionRefused: The actor does not run cycles.
        ValidationRefused: The name is taken, or the dates cannot be.
    """
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.CYCLE)
        cycle = Cycle(phase=phase)
        _fill(cycle, values)
        _save(author, cycle, {}, act="create", at=at)
        return cycle


def cycle_stage(*, actor: Actor, values: CycleValues, batch: str) -> Cycle:
    """Insert a cycle that nobody sees yet.

    Args:
        actor: Who makes it.
        values: What it is.
        batch: Public id of the import it belongs to.

    Raises:
        PermissionRefused: The actor does not run cycles.
        ValidationRefused: The name is taken, or the dates cannot be.
    """
    with writing(organization_bound()):
        manage_permit(actor, Kind.CYCLE)
        cycle = Cycle(phase=CyclePhase.PLANNING, staged_by=batch)
        _fill(cycle, values)
        row_check(cycle)
        cycle.save(force_insert=True)
        return cycle


def cycle_show(*, actor: Actor, cycle: Cycle, at: datetime) -> None:
    """Let a staged cycle be seen, as if it had been added at this instant.

    Raises:
        PermissionRefused: The actor does not run cycles.
        ValidationRefused: The name was taken meanwhile.
    """
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.CYCLE)
        try:
            with transaction.atomic():
                Cycle.every.filter(pk=cycle.pk).update(staged_by="")
        except IntegrityError as error:
            raise _name_taken(cycle) from error
        cycle.staged_by = ""
        _record(author, cycle, {}, act="create", at=at)


def cycle_edit(
    *, actor: Actor, cycle: Cycle, values: CycleValues, expected: int, at: datetime
) -> Cycle:
    """Change name, dates or parent of a cycle; with objectives, `okrs.services.cycle_days` does.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        PermissionRefused: The actor does not run cycles.
        ValidationRefused: The name is taken, or the dates cannot be.
    """
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.CYCLE)
        cycle = _locked(cycle, expected)
        before = _snapshot(cycle)
        _fill(cycle, values)
        cycle.version += 1
        _save(author, cycle, before, act="edit", at=at)
        return cycle


def cycle_phase_set(
    *, actor: Actor, cycle: Cycle, phase: CyclePhase, expected: int, at: datetime
) -> Cycle:
    """Move a cycle to another phase: forward as far as wanted, back by one step.

    With objectives, `okrs.services.cycle_phases` does, which asks what still runs.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        PermissionRefused: The actor does not run cycles.
        Refused: The phase lies further back.
    """
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.CYCLE)
        cycle = _locked(cycle, expected)
        now, then = PHASE_STEPS[CyclePhase(cycle.phase)], PHASE_STEPS[phase]
        if then < now - 1:
            raise Refused("cycles.phase_back", phase=phase.label)
        before = _snapshot(cycle)
        cycle.phase = phase
        cycle.version += 1
        _save(author, cycle, before, act="phase", at=at)
        return cycle


def _locked(cycle: Cycle, expected: int) -> Cycle:
    row: Cycle = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    version_check(row, expected=expected)
    return row


def _fill(cycle: Cycle, values: CycleValues) -> None:
    cycle.name = values.name.strip()
    cycle.kind = values.kind
    cycle.start = values.start
    cycle.end = values.end
    cycle.parent = values.parent
    cycle.mid_cycle_review_on = values.mid_cycle_review_on
    cycle.texts_check()
    errors: dict[str, list[Message]] = {}
    if not cycle.name:
        errors["name"] = [Message("cycles.name_missing")]
    elif Cycle.objects.filter(name=cycle.name).exclude(pk=cycle.pk).exists():
        errors["name"] = [Message("cycles.name_taken", {"name": cycle.name})]
    if values.end < values.start:
        errors["end"] = [Message("cycles.end_before_start")]
    elif (values.end - values.start).days > DAYS_MAX:
        errors["end"] = [Message("cycles.too_long")]
    if values.parent and _is_above(cycle, values.parent):
        errors["parent"] = [Message("cycles.parent_loop")]
    elif values.parent and not cycle.pk and values.parent.phase == CyclePhase.CLOSED:
        errors["parent"] = [Message("cycles.parent_closed", {"parent": values.parent.name})]
    elif values.parent and not (
        values.parent.start <= values.start <= values.end <= values.parent.end
    ):
        errors["parent"] = [Message("cycles.outside_parent", {"parent": values.parent.name})]
    outside = _child_outside(cycle, values)
    if outside is not None and "end" not in errors:
        errors["start"] = [Message("cycles.outside_child", {"child": outside.name})]
    if errors:
        raise ValidationRefused(errors)


def _child_outside(cycle: Cycle, values: CycleValues) -> Cycle | None:
    """Return the first of the cycles inside a cycle that its new days would leave outside."""
    days = Q(start__lt=values.start) | Q(end__gt=values.end)
    below = Cycle.objects.filter(days, parent_id=cycle.pk) if cycle.pk else Cycle.objects.none()
    first: Cycle | None = below.order_by("start", "pk").first()
    return first


def _is_above(cycle: Cycle, parent: Cycle) -> bool:
    """Whether a cycle is the proposed parent itself, or lies above it."""
    above: Cycle | None = parent
    while above is not None:
        if above.pk == cycle.pk:
            return True
        above = above.parent
    return False


def _snapshot(cycle: Cycle) -> dict[str, Any]:
    return {name: getattr(cycle, name) for name in FIELDS}


def _save(
    author: Author, cycle: Cycle, before: Mapping[str, Any], *, act: str, at: datetime
) -> None:
    row_check(cycle)
    try:
        with transaction.atomic():
            cycle.save()
    except IntegrityError as error:
        # Another writer took the name between our check and now; PostgreSQL has the last word.
        raise _name_taken(cycle) from error
    _record(author, cycle, before, act=act, at=at)


def _name_taken(cycle: Cycle) -> ValidationRefused:
    return ValidationRefused({"name": [Message("cycles.name_taken", {"name": cycle.name})]})


def _record(
    author: Author, cycle: Cycle, before: Mapping[str, Any], *, act: str, at: datetime
) -> None:
    state_record(row=cycle, versioned=CycleFields, state_model=CycleState, at=at)
    after = _snapshot(cycle)
    journal_record(
        author=author,
        act=f"cycle.{act}",
        subject=Subject("cycle", cycle.pk, cycle.public_id),
        at=at,
        changes={
            name: Change(before.get(name), value)
            for name, value in after.items()
            if before.get(name) != value
        },
    )


def cycle_naming_set(
    *, actor: Actor, patterns: Mapping[CycleKind, str], expected: int, at: datetime
) -> CycleNaming:
    """Say how the cycles of each kind are called from now on; those there are keep their names.

    Args:
        actor: Who says so.
        patterns: For each kind but custom ones a pattern of `naming`; empty for the usual names.
        expected: The version it was prepared on; 1 where nobody has said anything yet.
        at: Now.

    Raises:
        PermissionRefused: The actor does not run cycles.
        StaleVersion: Somebody else changed it since version `expected`.
        ValidationRefused: A pattern cannot stand.
        Refused: Somebody else was the first to say it, at this very moment.
    """
    organization = organization_bound()
    with writing(organization):
        author = manage_permit(actor, Kind.CYCLE)
        wanted = {kind.value: patterns[kind].strip() for kind in MONTHS}
        wrong = {kind.value: pattern_problem(wanted[kind.value], kind) for kind in MONTHS}
        refusals = {name: [problem] for name, problem in wrong.items() if problem}
        if refusals:
            raise ValidationRefused(refusals)
        row = CycleNaming.objects.select_for_update().first() or CycleNaming()
        version_check(row, expected=expected)
        changes = {
            name: Change(getattr(row, name) or None, pattern or None)
            for name, pattern in wanted.items()
            if getattr(row, name) != pattern
        }
        if not changes:
            return row
        for name, pattern in wanted.items():
            setattr(row, name, pattern)
        row.version += 1
        row_check(row)
        if row.pk is None:
            row_insert(row, taken=Refused("cycles.naming_twice"))
        else:
            row.save()
        organization_record(author, organization, act="name_cycles", at=at, changes=changes)
        return row
