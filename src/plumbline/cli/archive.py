"""The file of a backup: a compressed tar whose first member says what the others must be.

Every member stands in the manifest with its size and SHA-256, so that a damaged file is refused
before anything is replaced, and a member that nobody named is never written.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from plumbline.cli.refusals import CommandRefused

MANIFEST = "manifest.json"
MANIFEST_BYTES_MAX = 50_000_000
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup is.

    Attributes:
        kind: "data" or "secrets".
        version: Of the Plumbline that made it.
        made_at: When, in UTC, as ISO 8601.
        database: "sqlite" or "postgresql"; empty where there is none in it.
        migrations: The steps that its database has gone through, as `app.name`.
        files: Size in bytes and SHA-256 of each member by name.
    """

    kind: str
    version: str
    made_at: str
    database: str = ""
    migrations: tuple[str, ...] = ()
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)


class ArchiveRefused(CommandRefused):
    """A file is no backup of ours, or is damaged."""


def digest_of(path: Path) -> tuple[int, str]:
    """Return size and SHA-256 of a file."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
        return stream.tell(), digest.hexdigest()


def archive_write(target: Path, manifest: Manifest, members: Iterable[tuple[str, Path]]) -> None:
    """Write a backup, whole or not at all, for its owner only.

    Args:
        target: The file to make or to replace.
        manifest: Without `files`, which are read here.
        members: Names, and where their content lies.

    Raises:
        CommandRefused: It cannot be written.
    """
    parts = list(members)
    facts = {**asdict(manifest), "files": {name: digest_of(path) for name, path in parts}}
    text = json.dumps(facts, indent=1).encode()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise CommandRefused(f"{target} cannot be written: {error.strerror}.") from None
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=6) as tar:
                head = tarfile.TarInfo(MANIFEST)
                head.size, head.mode = len(text), 0o600
                tar.addfile(head, io.BytesIO(text))
                for member, path in parts:
                    tar.add(path, arcname=member, recursive=False, filter=_plain)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
    except OSError as error:
        raise CommandRefused(f"{target} cannot be written: {error.strerror or error}.") from None
    finally:
        draft.unlink(missing_ok=True)


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out whose it was and what it was called there."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def archive_unpack(source: Path, folder: Path, *, kind: str) -> Manifest:
    """Unpack a backup and compare every byte with what its manifest says.

    Args:
        source: The backup.
        folder: Where the members go; it should be empty.
        kind: What it must be: "data" or "secrets".

    Returns:
        Its manifest.

    Raises:
        ArchiveRefused: It is no backup of this kind, or damaged.
        CommandRefused: It cannot be read, or there is no room to unpack it.
    """
    try:
        with source.open("rb") as stream, tarfile.open(fileobj=stream, mode="r|gz") as tar:
            manifest = _manifest(tar, source)
            if manifest.kind != kind:
                raise ArchiveRefused(f"{source} is a backup of {manifest.kind}, not of {kind}.")
            seen = set()
            while (member := tar.next()) is not None:
                seen.add(_member_unpack(tar, member, manifest, folder, source))
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError):
        raise ArchiveRefused(f"{source} is not a backup of Plumbline, or is damaged.") from None
    except OSError as error:
        if isinstance(error, CommandRefused):
            raise
        if error.errno is None:  # what gzip says of damage has no number
            raise ArchiveRefused(f"{source} is damaged: {error}.") from None
        raise CommandRefused(f"{source} cannot be read: {error.strerror}.") from None
    if missing := set(manifest.files) - seen:
        raise ArchiveRefused(f"{source} is damaged: {min(missing)} is missing.")
    return manifest


def _manifest(tar: tarfile.TarFile, source: Path) -> Manifest:
    first = tar.next()
    stream = tar.extractfile(first) if first is not None and first.name == MANIFEST else None
    if first is None or stream is None or first.size > MANIFEST_BYTES_MAX:
        raise ArchiveRefused(f"{source} is not a backup of Plumbline.")
    facts: dict[str, Any] = json.loads(stream.read())
    files = {str(name): (int(size), str(digest)) for name, (size, digest) in facts["files"].items()}
    if any(not _is_inside(name) for name in files):
        raise ArchiveRefused(f"{source} names a file outside of the backup.")
    return Manifest(
        kind=str(facts["kind"]),
        version=str(facts["version"]),
        made_at=str(facts["made_at"]),
        database=str(facts["database"]),
        migrations=tuple(map(str, facts["migrations"])),
        files=files,
    )


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and name == str(path) != "."


def _member_unpack(
    tar: tarfile.TarFile, member: tarfile.TarInfo, manifest: Manifest, folder: Path, source: Path
) -> str:
    stream = tar.extractfile(member) if member.isreg() else None
    size, digest = manifest.files.get(member.name, (-1, ""))
    if stream is None or member.size != size:
        raise ArchiveRefused(f"{source} is damaged: {member.name} is not as its list says.")
    path = folder / member.name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if _copy(stream, path) != digest:
        raise ArchiveRefused(f"{source} is damaged: {member.name} is not what was written.")
    return member.name


def _copy(stream: IO[bytes], path: Path) -> str:
    """Copy a member, readable for its owner only; return its SHA-256."""
    digest = hashlib.sha256()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        while block := stream.read(BLOCK):
            digest.update(block)
            target.write(block)
    return digest.hexdigest()
