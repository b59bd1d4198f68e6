"""Backing up and restoring, once the instance is open."""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from plumbline import __version__
from plumbline.cli.archive import Manifest, archive_unpack, archive_write
from plumbline.cli.backup_secrets import secrets_backup
from plumbline.cli.counting import counted
from plumbline.cli.refusals import CommandRefused
from plumbline.cli.serving import instance_prepare
from plumbline.domain.tenancy.databases.copying import (
    CopyFailed,
    database_copy,
    database_put_back,
)
from plumbline.domain.tenancy.selectors import organizations_all
from plumbline.domain.tenancy.transactions import reading_global

DATABASE = "database"
MAIL = "mail"
MEGABYTE = 1_000_000


def backup(target: Path, secrets: Path | None) -> int:
    """Write the backup and say what is in it.

    Raises:
        CommandRefused: There is nothing to back up, or a file cannot be written.
    """
    organizations = _organizations()
    if organizations is None:
        raise CommandRefused("There is no database yet. Type plumbline up to make one.")
    made_at = datetime.now(tz=UTC).isoformat(timespec="seconds")
    with _folder_beside(target) as place:
        copy = Path(place) / DATABASE
        try:
            vendor = database_copy(copy)
        except CopyFailed as failed:
            raise CommandRefused(f"The database cannot be copied: {failed}.") from None
        manifest = Manifest(
            kind="data",
            version=__version__,
            made_at=made_at,
            database=vendor,
            migrations=tuple(sorted(_applied())),
        )
        archive_write(target, manifest, [(DATABASE, copy), *_mails()])
    size = target.stat().st_size / MEGABYTE
    print(f"{target}: {counted(organizations, 'organization')}, {size:.1f} MB.")
    if secrets is None:
        print("The secret key and the settings are not in it; --secrets FILE keeps them too.")
    else:
        secrets_backup(secrets, settings.PLUMBLINE.data)
        print(f"{secrets}: the secret key and the settings. Keep it elsewhere.")
    return 0


def restore(source: Path, *, replace: bool) -> int:
    """Put a backup back and say what came.

    Raises:
        CommandRefused: It is no backup, it is damaged or newer than this version, or there are
            organizations already and `replace` was not said. Nothing is changed then.
    """
    data: Path = settings.PLUMBLINE.data
    at = datetime.now(tz=UTC)
    present = _organizations()
    if present and not replace:
        raise CommandRefused(
            f"This instance holds {counted(present, 'organization')} already. Add --replace to put "
            "the backup in its place; what is there now is kept in a file."
        )
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as place:
        manifest = archive_unpack(source, Path(place), kind="data")
        _fits(manifest, source)
        if present:
            kept = data / f"before-restore-{at:%Y%m%d-%H%M%S}.backup"
            backup(kept, None)
            print(f"What was here is kept in {kept}.")
        try:
            database_put_back(Path(place) / DATABASE)
        except CopyFailed as failed:
            raise CommandRefused(f"Nothing was changed: {failed}.") from None
        _mails_put_back(Path(place) / MAIL)
    instance_prepare(at)
    count = _organizations() or 0
    print(f"Restored {counted(count, 'organization')} as of {manifest.made_at}.")
    return 0


def _organizations() -> int | None:
    """Return how many there are; `None` without a database of ours."""
    connection = connections["default"]
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return None
    try:
        if "tenancy_organization" not in connection.introspection.table_names():
            return None
        with reading_global():
            return len(organizations_all())
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        raise CommandRefused(f"The database cannot be used: {reason}.") from None


def _applied() -> set[str]:
    recorder = MigrationRecorder(connections["default"])
    return {f"{app}.{name}" for app, name in recorder.applied_migrations()}


def _fits(manifest: Manifest, source: Path) -> None:
    """Refuse what this version or this kind of database cannot take."""
    vendor = connections["default"].vendor
    if manifest.database != vendor or DATABASE not in manifest.files:
        raise CommandRefused(
            f"{source} holds a database of {manifest.database or 'no kind'}, and this instance "
            f"uses {vendor}. Restore it into one of its kind, then move the OKRs with plumbline "
            "export."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(manifest.migrations) - known):
        raise CommandRefused(
            f"{source} was made by version {manifest.version}, which is newer than this one "
            f"({__version__}; it does not know {newer[0]}). Upgrade first."
        )


def _folder_beside(target: Path) -> "tempfile.TemporaryDirectory[str]":
    """Make a private folder on the disk that the backup goes to: there has to be room anyway."""
    try:
        return tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-")
    except OSError as error:
        raise CommandRefused(f"{target} cannot be written: {error.strerror}.") from None


def _mails() -> list[tuple[str, Path]]:
    folder = Path(settings.PLUMBLINE_MAIL_FOLDER)
    return [
        (f"{MAIL}/{path.relative_to(folder).as_posix()}", path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and not path.name.startswith(".")
    ]


def _mails_put_back(kept: Path) -> None:
    """Add the mails of the backup to those that are there."""
    folder = Path(settings.PLUMBLINE_MAIL_FOLDER)
    for path in sorted(kept.rglob("*")):
        if path.is_file():
            place = folder / path.relative_to(kept)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.move(path, place)
