"""The second file of a backup: the secret key and the settings, which open what the first holds.

Settings are read when the instance is opened, so this works on the data folder alone.
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from plumbline import __version__
from plumbline.cli.archive import Manifest, archive_unpack, archive_write
from plumbline.cli.instance import data_folder_made
from plumbline.cli.refusals import CommandRefused

NAMES = ("secret_key", "plumbline.env")
KEPT = ".before-restore"


def secrets_backup(target: Path, data: Path) -> None:
    """Write what is secret in a data folder into a file for its owner only.

    Raises:
        CommandRefused: It cannot be written, or everything secret comes from the environment.
    """
    members = [(name, data / name) for name in NAMES if (data / name).exists()]
    if not members:
        raise CommandRefused(
            f"There is nothing secret in {data}: key and settings come from the environment. "
            "Keep them where you set them."
        )
    made_at = datetime.now(tz=UTC).isoformat(timespec="seconds")
    archive_write(target, Manifest(kind="secrets", version=__version__, made_at=made_at), members)


def secrets_restore(source: Path, *, replace: bool) -> None:
    """Put key and settings back into the data folder.

    Args:
        source: As `secrets_backup` wrote it.
        replace: Also in the place of others, which are then kept beside them.

    Raises:
        CommandRefused: It is no such file, the folder cannot be used, or others are there.
    """
    folder = data_folder_made()
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as place:
        manifest = archive_unpack(source, Path(place), kind="secrets")
        names = [name for name in NAMES if name in manifest.files]
        others = [name for name in names if _differs(folder / name, Path(place) / name)]
        if others and not replace:
            raise CommandRefused(
                f"{folder / others[0]} is another one than in {source}. Add --replace to put the "
                f"one of the backup in its place; the present one is kept as {others[0]}{KEPT}."
            )
        for name in others:
            (folder / name).replace(folder / f"{name}{KEPT}")
        for name in names:
            (Path(place) / name).replace(folder / name)


def _differs(present: Path, kept: Path) -> bool:
    return present.exists() and present.read_bytes() != kept.read_bytes()
