"""The zip archive of a workbook, looked through before anything of it is believed or parsed."""

import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from plumbline.engine.documents.source import SIZE_LIMIT_BYTES
from plumbline.engine.messages import Message

UNPACKED_LIMIT_BYTES = 50_000_000
"""Most bytes that all parts of a workbook may have together."""
RATIO_LIMIT = 100
"""Most bytes unpacked for one packed; workbooks that people fill stay below a third of it."""
RATIO_ASKED_FROM_BYTES = 1_000_000
"""Smaller workbooks may repeat themselves as much as they like."""
PARTS_LIMIT = 2_000
CELLS_LIMIT = 200_000
"""Most cells of all sheets together, styled empty ones included."""
ELEMENTS_LIMIT = 2_500_000
"""Most marks of XML in all parts that are parsed: what the time to parse them grows with."""
STYLES_LIMIT_BYTES = 4_000_000
"""Most bytes of a part that is no sheet and no list of texts; such parts become whole objects."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How old office files begin, and how new ones do that have a password."""
_WORKBOOK = "xl/workbook.xml"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_MACROS = re.compile(r"vbaproject|/macrosheets/", re.IGNORECASE)
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00")
"""How XML in another encoding than UTF-8 begins, in which nothing could be looked for."""
_BULK = ("xl/worksheets/", "xl/sharedstrings")


class WorkbookRefused(Exception):
    """A file that is no workbook, or one that is not read; `message` says why."""

    def __init__(self, message_id: str, **params: object) -> None:
        """Keep the reason."""
        super().__init__(message_id)
        self.message = Message(message_id, params)


def is_workbook(data: bytes) -> bool:
    """Whether bytes are an archive that holds a workbook."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return any(name.lower() == _WORKBOOK for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def package_check(data: bytes) -> None:
    """Make sure that a workbook can be parsed in bounded time and memory.

    What the archive announces is bounded first; no part ever gives more bytes than it announced.
    Then the parts that will be parsed are unpacked one by one and looked through.

    Raises:
        WorkbookRefused: It is none, has a password, macros or links to other files, declares
            entities, or is larger than what is read.
    """
    if len(data) > SIZE_LIMIT_BYTES:
        size, limit = f"{len(data) / 1e6:.1f}", f"{SIZE_LIMIT_BYTES / 1e6:.0f}"
        raise WorkbookRefused("documents.format.too_large", size=size, limit=limit)
    if data.startswith(OLD_OFFICE):
        raise WorkbookRefused("documents.xlsx.password")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _entries_check(archive.infolist(), len(data))
            _parts_check(archive)
    # A broken archive makes zipfile raise many things.
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
    ) as error:
        raise WorkbookRefused("documents.xlsx.broken") from error


def _entries_check(entries: list[zipfile.ZipInfo], packed: int) -> None:
    names = [entry.filename.lower() for entry in entries]
    if _WORKBOOK not in names:
        raise WorkbookRefused("documents.format.archive")
    if len(entries) > PARTS_LIMIT or len(set(names)) < len(names):
        raise WorkbookRefused("documents.xlsx.broken")
    unpacked = sum(entry.file_size for entry in entries)
    is_dense = unpacked > RATIO_ASKED_FROM_BYTES and unpacked > RATIO_LIMIT * packed
    if unpacked > UNPACKED_LIMIT_BYTES or is_dense:
        raise WorkbookRefused("documents.xlsx.unpacked", limit=UNPACKED_LIMIT_BYTES // 1_000_000)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise WorkbookRefused("documents.xlsx.password")
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise WorkbookRefused("documents.xlsx.broken")
    if any(_MACROS.search(name) for name in names):
        raise WorkbookRefused("documents.xlsx.macros")
    if any("/externallinks/" in name for name in names):
        raise WorkbookRefused("documents.xlsx.links")


def _parts_check(archive: zipfile.ZipFile) -> None:
    counts = {"cells": 0, "elements": 0}
    for entry in archive.infolist():
        name = entry.filename.lower()
        if not name.endswith((".xml", ".rels")):
            continue  # pictures and the like stay packed
        if not name.startswith(_BULK) and entry.file_size > STYLES_LIMIT_BYTES:
            raise WorkbookRefused("documents.xlsx.unpacked", limit=STYLES_LIMIT_BYTES // 1_000_000)
        _part_check(archive.read(entry), counts)


def _part_check(part: bytes, counts: dict[str, int]) -> None:
    if part.startswith(_WIDE):
        raise WorkbookRefused("documents.xlsx.broken")
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise WorkbookRefused("documents.xlsx.entities")
    counts["cells"] += sum(1 for _ in _CELL.finditer(part))
    counts["elements"] += part.count(b"<")
    _counts_check(counts)


def _counts_check(counts: Mapping[str, int]) -> None:
    if counts["cells"] > CELLS_LIMIT or counts["elements"] > ELEMENTS_LIMIT:
        raise WorkbookRefused("documents.xlsx.cells", limit=CELLS_LIMIT)
