"""Is the database as it has to be? Asked by `doctor` and at start."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from plumbline.domain.tenancy.databases.walls import walls_missing
from plumbline.engine.messages import Message

_MOUNTS = Path("/proc/self/mounts")
_NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.glusterfs", "ceph", "afs"}
)


@dataclass(frozen=True, slots=True)
class DatabaseCheck:
    """One thing looked at.

    Attributes:
        name: Stable name of the check.
        ok: It is as it should be.
        message: What was found, and what to do about it.
    """

    name: str
    ok: bool
    message: Message


def database_checks(using: str = "default") -> tuple[DatabaseCheck, ...]:
    """Looks at the database's settings, roles and walls.

    Raises:
        django.db.Error: The database cannot be reached at all.
    """
    connection = connections[using]
    checks = _postgres_checks if connection.vendor == "postgresql" else _sqlite_checks
    return (*checks(connection), _walls_check(connection))


def _walls_check(connection: BaseDatabaseWrapper) -> DatabaseCheck:
    missing = walls_missing(connection)
    if not missing:
        return DatabaseCheck("walls", ok=True, message=Message("tenancy.check.walls_ok"))
    first = missing[0]
    params = {"count": len(missing), "table": first.table, "wall": first.wall}
    return DatabaseCheck("walls", ok=False, message=Message("tenancy.check.walls_missing", params))


def _sqlite_checks(connection: BaseDatabaseWrapper) -> Iterator[DatabaseCheck]:
    with connection.cursor() as cursor:
        mode = _one(cursor, "PRAGMA journal_mode")
        synchronous = _one(cursor, "PRAGMA synchronous")
        damage = _one(cursor, "PRAGMA quick_check(1)")
        broken_ties = cursor.execute("PRAGMA foreign_key_check").fetchall()
    path = Path(str(connection.settings_dict["NAME"]))
    full = 2
    durable = mode in {"wal", "memory"} and synchronous == full
    yield _check("durability", durable, {"mode": mode, "synchronous": synchronous})
    yield _check(
        "integrity",
        damage == "ok" and not broken_ties,
        {"found": damage, "broken_ties": len(broken_ties)},
    )
    kind = file_system_of(path)
    yield _check("local_disk", kind not in _NETWORK_FILE_SYSTEMS, {"path": str(path), "kind": kind})


def _check(name: str, ok: bool, params: Mapping[str, object]) -> DatabaseCheck:
    """Return what was found; what to do about it is said only when it is not well."""
    found = f"tenancy.check.{name}_ok" if ok else f"tenancy.check.{name}"
    return DatabaseCheck(name, ok=ok, message=Message(found, params))


def _postgres_checks(connection: BaseDatabaseWrapper) -> Iterator[DatabaseCheck]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, "
            "(SELECT count(*) FROM pg_tables WHERE tableowner = current_user "
            "AND schemaname = 'public') FROM pg_roles WHERE rolname = current_user"
        )
        role, superuser, bypasses, owned = cursor.fetchone()
    yield _check(
        "app_role",
        not (superuser or bypasses or owned),
        {"role": role, "superuser": superuser, "bypasses": bypasses, "owned": owned},
    )


def file_system_of(path: Path) -> str:
    """Returns the kind of file system that holds `path`, or "" where the system does not tell."""
    if not _MOUNTS.exists():
        return ""
    place = os.path.realpath(path)
    best, kind = "", ""
    for line in _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, mount, found, *_rest = line.split(" ")
        mount = mount.replace("\\040", " ")
        inside = place == mount or place.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, found
    return kind


def _one(cursor: object, statement: str) -> object:
    row = cursor.execute(statement).fetchone()  # type: ignore[attr-defined]  # a Django cursor
    return row[0]
