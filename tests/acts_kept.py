"""What makers of rows did, kept a process long and put back where everything stands as it stood.

Making an objective takes some eighty queries through the services, and hundreds of tests begin with
the same one. Where nothing was written since a cast was put back, or since an act that is kept, the
same act with the same arguments writes the same rows: the first test of a process that asks for it
has it done, the others get a copy of what it returned, and its writing statements once more.

Only on SQLite inside the transaction of a test: there the ids begin anew with each test, and the
connection counts each row that anybody changed. Nor in a test that patches something, for what is
done there is done so nowhere else, nor while somebody listens to the statements.
"""

import pickle
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar, runtime_checkable

import pytest
from django.db import connection, models
from django.test.utils import override_settings

from plumbline.domain.tenancy.databases.guarding import statement_writes

_Asked = ParamSpec("_Asked")
_Made = TypeVar("_Made")
#: Fixtures of whole modules that patch something.
_PATCHED = frozenset({"built"})
_PLAIN = (str, int, bool, bytes, date, Decimal, Enum, type(None))


@runtime_checkable
class Told(Protocol):
    """Something that says itself what tells it from others of its kind."""

    def told_by(self) -> Hashable: ...


@dataclass(frozen=True)
class _Moment:
    """Where a connection stands: two that are equal have nothing written or undone between them."""

    connection: object
    rows_changed: int
    savepoints: tuple[str | None, ...]


@dataclass(frozen=True)
class _Done:
    """What an act wrote and returned.

    Attributes:
        statements: Each with its parameters, and whether these are many rows of them.
        rows_changed: How many rows the statements change, those changed by triggers included.
        made: What it returned, pickled.
    """

    statements: list[tuple[str, Any, bool]]
    rows_changed: int
    made: bytes


@dataclass
class _Stand:
    """What is known of the database of this process: how it came to be as it was at a moment."""

    history: Hashable = None
    moment: _Moment | None = None
    is_of_patched_test: bool = False


class _Unknown(Exception):
    """An argument that cannot be compared with another."""


_stand = _Stand()
_done: dict[Hashable, _Done] = {}


def test_begins(fixtures: Collection[str]) -> None:
    """Say that a test begins, and which fixtures it asks for."""
    _stand.is_of_patched_test = not _PATCHED.isdisjoint(fixtures)
    _stand.moment = None


@contextmanager
def patches_told() -> Iterator[None]:
    """Let whatever patches something say so: the test that does is alone with what it makes."""

    def telling(patch: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(patch)
        def told(*args: object, **kwargs: object) -> object:
            _stand.is_of_patched_test = True
            return patch(*args, **kwargs)

        return told

    with pytest.MonkeyPatch.context() as patch:
        for name in ("setattr", "delattr", "setitem", "delitem"):
            patch.setattr(pytest.MonkeyPatch, name, telling(getattr(pytest.MonkeyPatch, name)))
        patch.setattr(override_settings, "enable", telling(override_settings.enable))
        yield


def rows_stand(cause: Hashable) -> None:
    """Say that nothing but a cause has written anything since a database was empty, or since then.

    Args:
        cause: What put the rows there; equal causes put equal rows.
    """
    moment = _moment()
    if moment is None:
        _stand.moment = None
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        _stand.history = (cause, frozenset(cursor.fetchall()))
    _stand.moment = moment


def kept_act(make: Callable[_Asked, _Made]) -> Callable[_Asked, _Made]:
    """Let a maker do its work once for the same arguments and the same rows before."""

    @wraps(make)
    def again(*args: _Asked.args, **kwargs: _Asked.kwargs) -> _Made:
        before = _moment()
        if before is None or before != _stand.moment:
            return make(*args, **kwargs)
        try:
            asked = _comparable((args, kwargs))
        except _Unknown:
            return make(*args, **kwargs)
        act = (_stand.history, make.__qualname__, asked)
        done = _done.get(act)
        if done is not None:
            _put_back(done)
            made: _Made = pickle.loads(done.made)
        else:
            made, done = _do(lambda: make(*args, **kwargs), before)
            if done is None or _comparable((args, kwargs)) != asked:
                return made
            _done[act] = done
        _stand.history, _stand.moment = act, _moment()
        return made

    return again


def _do(make: Callable[[], _Made], before: _Moment) -> tuple[_Made, _Done | None]:
    """Return what was made, and how; `None` where putting it back would not be the same."""
    statements: list[tuple[str, Any, bool]] = []
    undone = False

    def watch(
        execute: Callable[..., Any],
        sql: str,
        params: Any,  # noqa: ANN401 — whatever the driver takes
        many: bool,
        context: dict[str, Any],
    ) -> Any:  # noqa: ANN401 — whatever the driver returns
        nonlocal undone
        undone = undone or sql.startswith("ROLLBACK")
        if statement_writes(sql):
            params = list(params) if many else params
            statements.append((sql, params, many))
        return execute(sql, params, many, context)

    waiting = len(connection.run_on_commit)
    with connection.execute_wrapper(watch):
        made = make()
    after = _moment()
    if undone or after is None or len(connection.run_on_commit) != waiting:
        return made, None
    return made, _Done(statements, after.rows_changed - before.rows_changed, pickle.dumps(made))


def _put_back(done: _Done) -> None:
    before = connection.connection.total_changes
    cursor = connection.create_cursor()
    for sql, params, many in done.statements:
        (cursor.executemany if many else cursor.execute)(sql, params)
        cursor.fetchall()
    changed = connection.connection.total_changes - before
    assert changed == done.rows_changed, f"{changed} rows changed, not {done.rows_changed}"


def _moment() -> _Moment | None:
    """Return where the connection stands; `None` where nothing is to be kept or put back."""
    if connection.vendor != "sqlite" or not connection.in_atomic_block:
        return None
    if _stand.is_of_patched_test or connection.force_debug_cursor:
        return None
    if len(connection.execute_wrappers) > 1:  # there is a guard; whoever else listens is to hear
        return None
    raw = connection.connection
    return _Moment(raw, raw.total_changes, tuple(connection.savepoint_ids))


def _comparable(value: object) -> Hashable:
    """Return what is equal for values that ask for the same.

    Raises:
        _Unknown: For a kind of value of which that is not known.
    """
    if isinstance(value, _PLAIN):
        return type(value), value
    if isinstance(value, Told):
        return value.told_by()
    if isinstance(value, models.Model):
        names = (column.attname for column in value._meta.concrete_fields)
        held = value.__dict__
        return type(value), tuple(_comparable(held[name]) for name in names if name in held)
    if isinstance(value, tuple | list):
        return type(value), tuple(map(_comparable, value))
    if isinstance(value, dict):
        return tuple((name, _comparable(value[name])) for name in sorted(value))
    if is_dataclass(value):
        parts = (_comparable(getattr(value, part.name)) for part in fields(value))
        return type(value), tuple(parts)
    raise _Unknown
