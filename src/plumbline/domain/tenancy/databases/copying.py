"""A whole copy of a database while others write to it, and putting one back in one step."""

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from django.db import connections

from plumbline.domain.tenancy.databases.sqlite.turns import TicketTurn

#: Empties the schema before a copy is put back; both are one transaction, so all or nothing.
_EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"


class CopyFailed(Exception):
    """The database cannot be copied, or a copy cannot be put back; the text says why."""


def database_copy(target: Path) -> str:
    """Write a copy of the database as it is at one instant; nobody waits meanwhile.

    Args:
        target: A file that is not there yet.

    Returns:
        The kind of the database, and so of the copy: "sqlite" or "postgresql".

    Raises:
        CopyFailed: The database cannot be read, or the copy not written.
    """
    vendor = connections["default"].vendor
    if vendor == "sqlite":
        _sqlite_copy(_sqlite_path(), target)
        with closing(sqlite3.connect(target)) as copy:
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    else:
        _run("pg_dump", "keeper", ["--format=custom", "--no-owner", "--no-privileges",
                                   f"--file={target}"])  # fmt: skip
    return vendor


def database_put_back(copy: Path) -> None:
    """Put a copy in the place of everything the database holds, or change nothing.

    Writers wait their turn; whoever reads sees the old content or the new one. Tables that the
    copy knows in an older form are left so: migrate afterwards.

    Args:
        copy: As `database_copy` wrote it, of the same kind of database.

    Raises:
        CopyFailed: It cannot be put back.
    """
    if connections["default"].vendor == "sqlite":
        _sqlite_check(copy)
        path = _sqlite_path()
        connections["default"].ensure_connection()  # makes the file, with private rights
        connections.close_all()
        turn = TicketTurn(str(path))
        turn.take()
        try:
            _sqlite_copy(copy, path)
        finally:
            turn.give_back()
        return
    with tempfile.TemporaryDirectory(prefix="plumbline-restore-") as folder:
        script = Path(folder) / "script.sql"
        _run("pg_restore", "", ["--no-owner", "--no-privileges", f"--file={script}", str(copy)])
        connections.close_all()
        _run("psql", "migrator", ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1",
                                  "--single-transaction", f"--command={_EMPTY}",
                                  f"--file={script}"])  # fmt: skip


def _sqlite_path() -> Path:
    return Path(str(connections["default"].settings_dict["NAME"]))


def _sqlite_check(copy: Path) -> None:
    """Refuse a file that would leave the instance without a single table."""
    try:
        with closing(sqlite3.connect(copy)) as connection:
            asked = "SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'"
            found = connection.execute(asked).fetchone()
    except sqlite3.Error as error:
        raise CopyFailed(str(error)) from None
    if found is None:
        raise CopyFailed("the backup holds no database of Plumbline")


def _sqlite_copy(source: Path, target: Path) -> None:
    """Copy all pages in one step, so that a writer meanwhile cannot make it begin again."""
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=rw", uri=True, timeout=30)) as origin,
            closing(sqlite3.connect(target, timeout=30)) as copy,
        ):
            origin.backup(copy, pages=-1)
            (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        raise CopyFailed(str(error)) from None
    if verdict != "ok":
        raise CopyFailed(str(verdict))


def _run(program: str, alias: str, arguments: Sequence[str]) -> None:
    """Run one of PostgreSQL's own programs as one of our roles; without a role, on files only."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
    if alias:
        environment |= _connection(alias)
    try:
        done = subprocess.run(  # noqa: S603 — the programs above, found on the path
            [program, *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise CopyFailed(
            f"{program} is missing: install the programs of PostgreSQL (postgresql-client)"
        ) from None
    if done.returncode:
        raise CopyFailed(done.stderr.strip().partition("\n")[0] or f"{program} failed")


def _connection(alias: str) -> dict[str, str]:
    """Return how to connect as a role, as PostgreSQL's programs read it; nothing is on view."""
    if alias not in connections.settings:
        raise CopyFailed(f"set PLUMBLINE_DATABASE_{alias.upper()}_URL, whose role does this")
    values = connections.settings[alias]
    named = {
        "PGDATABASE": values["NAME"],
        "PGUSER": values["USER"],
        "PGPASSWORD": values["PASSWORD"],
        "PGHOST": values["HOST"],
        "PGPORT": values["PORT"],
        "PGSSLMODE": values.get("OPTIONS", {}).get("sslmode", ""),
        "PGSSLROOTCERT": values.get("OPTIONS", {}).get("sslrootcert", ""),
    }
    return {name: str(value) for name, value in named.items() if value}
