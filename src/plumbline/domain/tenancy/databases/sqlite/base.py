"""SQLite in which every writer waits for its turn, whoever it is."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import NotSupportedError
from django.db.backends.sqlite3 import base as django_sqlite
from django.db.backends.sqlite3 import operations

from plumbline.domain.tenancy.databases.compiling import QuickOperations
from plumbline.domain.tenancy.databases.guarding import GuardedConnection
from plumbline.domain.tenancy.databases.sqlite.turns import ProcessTurn, TicketTurn, Turn

PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -32000",
    "PRAGMA mmap_size = 134217728",
    "PRAGMA temp_store = MEMORY",
)
BUSY_TIMEOUT_SECONDS = 20.0
"""For what the turns do not cover: recovery after a crash, a backup by another tool."""


class DatabaseOperations(QuickOperations, operations.DatabaseOperations):
    """Django's, with compilers that are quick."""


class DatabaseWrapper(GuardedConnection, django_sqlite.DatabaseWrapper):
    """Takes the turn before BEGIN IMMEDIATE and gives it back when the transaction ends."""

    ops_class = DatabaseOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 — Django's own signature
        super().__init__(*args, **kwargs)
        self._turn: Turn | None = None
        self._turn_of: str | None = None

    def get_connection_params(self) -> dict[str, Any]:
        """Adds the busy timeout; the transaction mode is ours to choose for each transaction."""
        params = super().get_connection_params()
        params.setdefault("timeout", BUSY_TIMEOUT_SECONDS)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Connects and sets the pragmas; the first connection of all turns WAL on.

        A file that is made here is its owner's only; SQLite gives the files beside it its mode.
        """
        if not self.is_in_memory_db():
            _file_make(Path(str(self.settings_dict["NAME"])))
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        if not self.is_in_memory_db():
            mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
            if mode != "wal":
                with self.turn_for_one_statement():
                    connection.execute("PRAGMA journal_mode = WAL")
        return connection

    @contextmanager
    def turn_for_one_statement(self) -> Iterator[None]:
        """Waits for the turn and holds it for the block."""
        turn = self._own_turn()
        turn.take()
        try:
            yield
        finally:
            turn.give_back()

    def _own_turn(self) -> Turn:
        """Returns this connection's place in the queue of its database."""
        name = str(self.settings_dict["NAME"])
        if self._turn is None or self._turn_of != name:
            self._turn = ProcessTurn(name) if self.is_in_memory_db() else TicketTurn(name)
            self._turn_of = name
        return self._turn

    def _start_transaction_under_autocommit(self) -> None:
        if self.reading_only:
            self.cursor().execute("BEGIN DEFERRED")
            return
        turn = self._own_turn()
        turn.take()
        try:
            self.cursor().execute("BEGIN IMMEDIATE")
        except BaseException:
            turn.give_back()
            raise

    def _set_autocommit(self, autocommit: bool) -> None:
        if not autocommit:
            raise NotSupportedError("Open a transaction with atomic(); autocommit stays on.")
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # the stubs leave it out

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # the stubs leave it out
        self._turn_over()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._turn_over()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._turn_over()

    def _turn_over(self) -> None:
        if self._turn is not None:
            self._turn.give_back()


def _file_make(path: Path) -> None:
    """Makes the empty file of a new database for its owner only; SQLite would heed the umask."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError:
        # It is there, or cannot be: then SQLite says so in its own words.
        return
