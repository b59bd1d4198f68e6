"""What a file is, by its bytes and never by its name, and whether that is taken."""

import re
import zipfile
from collections.abc import Callable, Mapping
from typing import IO, Final

HEAD_BYTES = 256
"""How many bytes at the beginning tell what a file is."""
_PIECE_BYTES = 65_536

RASTER: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Pictures of points, which no browser runs anything of."""
TEXT: Final = "text/plain"

_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."

#: Endings that a name may have, by what the file is; the first one is given where none fits.
ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "application/pdf": ("pdf",),
    TEXT: ("txt", "md", "csv", "tsv", "json", "yaml", "yml", "log"),
    f"{_OPEN_XML}wordprocessingml.document": ("docx",),
    f"{_OPEN_XML}spreadsheetml.sheet": ("xlsx",),
    f"{_OPEN_XML}presentationml.presentation": ("pptx",),
    f"{_OPEN_DOCUMENT}text": ("odt",),
    f"{_OPEN_DOCUMENT}spreadsheet": ("ods",),
    f"{_OPEN_DOCUMENT}presentation": ("odp",),
}
_MAIN_PARTS: Final = {
    "word/document.xml": f"{_OPEN_XML}wordprocessingml.document",
    "xl/workbook.xml": f"{_OPEN_XML}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OPEN_XML}presentationml.presentation",
}
_MACROS: Final = re.compile(r"vbaproject|/macrosheets/|^basic/|^scripts/", re.IGNORECASE)
_BEGINNINGS: Final[tuple[tuple[Callable[[bytes], bool], str], ...]] = (
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), "image/png"),
    (lambda head: head.startswith(b"\xff\xd8\xff"), "image/jpeg"),
    (lambda head: head.startswith((b"GIF87a", b"GIF89a")), "image/gif"),
    (lambda head: head.startswith(b"RIFF") and head[8:12] == b"WEBP", "image/webp"),
    (lambda head: head.startswith(b"%PDF-"), "application/pdf"),
)
#: What browsers take for a page or a drawing, in which scripts can stand.
_MARKUP: Final = re.compile(rb"\s*<(?:!|\?|[a-z])", re.IGNORECASE)
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_CONTROLS: Final = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D})

_DIRECTORY_END: Final = b"PK\x05\x06"
_DIRECTORY_END_BYTES = 22
_COMMENT_BYTES = 65_535
_WIDE_LOCATOR: Final = b"PK\x06\x07"
_WIDE_LOCATOR_BYTES = 20
_DIRECTORY_LIMIT_BYTES = 500_000
"""Most bytes of the list of an archive's parts; what it names is held in memory."""


def raster_type(head: bytes) -> str | None:
    """Return which kind of raster picture begins like this; `None` for anything else."""
    found = _beginning(head)
    return found if found in RASTER else None


def media_type(file: IO[bytes]) -> str | None:
    """Return what a file is, of what is taken; `None` for anything else.

    Args:
        file: Can be read at any place; a bounded part of it is held at a time.
    """
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if head.startswith(b"PK\x03\x04"):
        return _office_type(file, head)
    return _beginning(head) or (TEXT if _is_text(file, head) else None)


def _beginning(head: bytes) -> str | None:
    return next((kind for begins, kind in _BEGINNINGS if begins(head)), None)


def _is_text(file: IO[bytes], head: bytes) -> bool:
    if _MARKUP.match(head.removeprefix(_BYTE_ORDER_MARK)):
        return False
    file.seek(0)
    while piece := file.read(_PIECE_BYTES):
        if len(piece.translate(None, _CONTROLS)) != len(piece):
            return False
    return True


def _office_type(file: IO[bytes], head: bytes) -> str | None:
    names = _part_names(file)
    if any(_MACROS.search(name) for name in names):
        return None
    # Of an OpenDocument the first part is stored as it is and says the type.
    if head[30:38] == b"mimetype":
        length = int.from_bytes(head[22:26], "little")
        said = head[38 : 38 + length].decode("ascii", "replace")
        return said if said.startswith(_OPEN_DOCUMENT) and said in ENDINGS else None
    return next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)


def _part_names(file: IO[bytes]) -> frozenset[str]:
    """Return the parts of an archive in lower case; none where the list of them is too long."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _COMMENT_BYTES - _DIRECTORY_END_BYTES - _WIDE_LOCATOR_BYTES))
    tail = file.read()
    end = tail.rfind(_DIRECTORY_END)
    listed = int.from_bytes(tail[end + 12 : end + 16], "little")
    is_wide = _WIDE_LOCATOR in tail[max(0, end - _WIDE_LOCATOR_BYTES) : end]
    # What is no whole end, as in one whose numbers spell another, is read elsewhere by `zipfile`.
    is_whole = end >= 0 and len(tail) - end >= _DIRECTORY_END_BYTES
    if not is_whole or is_wide or listed > _DIRECTORY_LIMIT_BYTES:
        return frozenset()
    try:
        with zipfile.ZipFile(file) as archive:
            return frozenset(name.lower() for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return frozenset()
