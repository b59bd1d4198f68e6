"""The only doors to the database: a reading phase and a writing phase, each for one organization.

* `reading` opens one deferred transaction, so that a page sees one state of the data; a statement
  that would write is refused in it.
* `writing` opens one immediate transaction (on SQLite behind the fair ticket lock). Inside
  another `writing` it joins: its own failure undoes its own part, the outer one decides the rest.
* A request reads in a *suspendable* phase: a service called within it ends the phase, writes,
  commits and starts the phase anew, so that what is read next includes what was written and no
  reader ever waits for the lock with an old state in hand.

The phases named `_global` serve the tables without an organization (accounts, sessions). They
claim nothing about tenants: the binding around them stays, and without one tenant tables refuse.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connections, transaction
from django.db.transaction import Atomic

from plumbline.domain.tenancy.context import organization_binding, organization_bound_or_none
from plumbline.domain.tenancy.databases.guarding import GuardedConnection
from plumbline.domain.tenancy.errors import ProgrammingMistake
from plumbline.domain.tenancy.models import Organization


@dataclass
class _Phase:
    """One open `reading` or `writing`; the list of them is a stack."""

    writes: bool
    suspendable: bool
    organization: Organization | None
    using: str
    atomic: Atomic | None = field(default=None)


_phases: ContextVar[tuple[_Phase, ...]] = ContextVar("plumbline_phases", default=())
_rehearses: ContextVar[bool] = ContextVar("plumbline_rehearses", default=False)


class Rehearsed(Exception):
    """What was tried would have been written, and was not."""


@contextmanager
def rehearsal() -> Iterator[None]:
    """Tries what would write, and keeps nothing of it.

    The end of the first whole `writing` inside undoes it and leaves the block, so that nothing
    that follows a success, such as a word about it, is done either. What refuses, refuses. What a
    service says of itself on the bound organization, such as its calendar, is undone with it.
    """
    organization = organization_bound_or_none()
    said = dict(organization.__dict__) if organization else {}
    token = _rehearses.set(True)
    try:
        yield
    except Rehearsed:
        return
    finally:
        _rehearses.reset(token)
        if organization is not None:
            organization.__dict__.clear()
            organization.__dict__.update(said)


@contextmanager
def reading(
    organization: Organization, *, suspendable: bool = False, using: str = "default"
) -> Iterator[None]:
    """Reads `organization`'s rows as of one moment.

    Args:
        organization: Whose rows are seen.
        suspendable: A `writing` inside may end this phase and start it again after its commit.
        using: Alias of the database connection.

    Raises:
        WriteOutsideTransaction: From inside, when a statement would write.
    """
    with _phase(organization, writes=False, suspendable=suspendable, using=using):
        yield


@contextmanager
def writing(organization: Organization, *, using: str = "default") -> Iterator[None]:
    """Changes `organization`'s rows: all of it or nothing.

    Raises:
        ProgrammingMistake: Inside a `reading` that is not suspendable.
        DatabaseBusy: The queue of writers did not move within the bounded wait (SQLite).
    """
    with _writing_phase(organization, using):
        yield


@contextmanager
def reading_global(*, suspendable: bool = False, using: str = "default") -> Iterator[None]:
    """Reads global tables; the binding around it, if any, stays."""
    organization = organization_bound_or_none()
    with _phase(organization, writes=False, suspendable=suspendable, using=using):
        yield


@contextmanager
def writing_global(*, using: str = "default") -> Iterator[None]:
    """Changes global tables; the binding around it, if any, stays. See `writing`."""
    with _writing_phase(organization_bound_or_none(), using):
        yield


def is_writing() -> bool:
    """Whether a `writing` is open: whoever rests inside one keeps everybody waiting."""
    return any(phase.writes for phase in _phases.get())


@contextmanager
def _writing_phase(organization: Organization | None, using: str) -> Iterator[None]:
    phases = _phases.get()
    if not phases or phases[-1].writes:
        with _phase(organization, writes=True, suspendable=False, using=using):
            yield
            _rehearsed(is_whole=not phases)
        return
    if not all(phase.suspendable for phase in phases):
        raise ProgrammingMistake(
            "writing() inside a reading() that is not suspendable: write first, then read."
        )
    with (
        _suspended(phases),
        _phase(organization, writes=True, suspendable=False, using=using),
    ):
        yield
        _rehearsed(is_whole=True)


def _rehearsed(*, is_whole: bool) -> None:
    """Undoes a whole writing that was only tried."""
    if is_whole and _rehearses.get():
        raise Rehearsed


@contextmanager
def _phase(
    organization: Organization | None, *, writes: bool, suspendable: bool, using: str
) -> Iterator[None]:
    """Opens a phase, or joins the open one, and binds its organization."""
    outer = _phases.get()
    phase = _Phase(writes=writes, suspendable=suspendable, organization=organization, using=using)
    joins_a_writing = bool(outer) and outer[-1].writes
    if joins_a_writing and not writes:
        phase.writes = True  # what reads inside a writing sees, and may be followed by, its writes
    token = _phases.set((*outer, phase))
    try:
        with organization_binding(organization):
            failure: BaseException | None = None
            _open(phase, outer)
            try:
                yield
            except BaseException as error:
                failure = error
                raise
            finally:
                _close(phase, outer, failure)
    finally:
        _phases.reset(token)


def _open(phase: _Phase, outer: tuple[_Phase, ...]) -> None:
    """Begins the transaction (or savepoint) of `phase` and raises the database's own wall."""
    connection = _connection(phase.using)
    connection.reading_only = not phase.writes
    outermost = not connection.in_atomic_block
    try:
        if phase.writes or not outer:
            atomic = transaction.atomic(using=phase.using)
            atomic.__enter__()
            phase.atomic = atomic
        if outermost or not _is_told(phase, outer):
            connection.organization_set(
                _id(phase.organization), begins=outermost, only_reads=not phase.writes
            )
    except BaseException as error:
        _close(phase, outer, error)
        raise


def _close(phase: _Phase, outer: tuple[_Phase, ...], failure: BaseException | None) -> None:
    """Commits or rolls back and gives the database's wall back to the phase around."""
    connection = _connection(phase.using)
    try:
        if phase.atomic is not None:
            still_open = connection.in_atomic_block and not connection.needs_rollback
            within = still_open and len(connection.atomic_blocks) > 1
            if failure is None and within and not _is_told(phase, outer):
                # Released savepoints keep what SET LOCAL did; rolled back ones restore it.
                connection.organization_set(_id(outer[-1].organization if outer else None))
            atomic, phase.atomic = phase.atomic, None
            atomic.__exit__(type(failure) if failure else None, failure, None)
        elif failure is None and not connection.needs_rollback and not _is_told(phase, outer):
            connection.organization_set(_id(outer[-1].organization if outer else None))
    finally:
        connection.reading_only = bool(outer) and not outer[-1].writes


def _is_told(phase: _Phase, outer: tuple[_Phase, ...]) -> bool:
    """Whether the database knows of the organization of `phase` by the phase around it already.

    Services open phases inside those of requests, nearly always of the same organization: each
    would ask the database twice for nothing.
    """
    if not outer or outer[-1].using != phase.using:
        return False
    return _id(outer[-1].organization) == _id(phase.organization)


@contextmanager
def _suspended(phases: tuple[_Phase, ...]) -> Iterator[None]:
    """Ends the reading phases for the time of a writing one, then starts them again."""
    outermost = phases[0]
    connection = _connection(outermost.using)
    if outermost.atomic is None or connection.atomic_blocks[-1] is not outermost.atomic:
        raise ProgrammingMistake("writing() inside a bare atomic() inside a suspendable reading().")
    _close(outermost, (), None)
    token = _phases.set(())
    try:
        yield
    finally:
        _phases.reset(token)
        _open(outermost, ())
        connection.organization_set(_id(phases[-1].organization))


def _connection(using: str) -> GuardedConnection:
    connection: Any = connections[using]
    if not isinstance(connection, GuardedConnection):
        raise ProgrammingMistake(f"The database {using!r} does not use an engine of Plumbline.")
    return connection


def _id(organization: Organization | None) -> int | None:
    return None if organization is None else organization.pk
