"""Names of files, safe in headers, on pages and on disks."""

import unicodedata

from plumbline.domain.attachments.kinds import ENDINGS
from plumbline.domain.attachments.models import NAME_LENGTH

_FORBIDDEN = frozenset('<>:"|?*')
_ENDING_LENGTH = 12


def name_safe(name: str, media_type: str) -> str:
    """Return a name for a file: one line, no folders, and an ending that says what it is.

    Args:
        name: As it came.
        media_type: What the file is; where the ending says something else, the right one is added.
    """
    name = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(" " if char in _FORBIDDEN or _is_hidden(char) else char for char in name)
    words = " ".join(shown.split()).strip(". ")
    endings = ENDINGS[media_type]
    stem, _, ending = words.rpartition(".")
    if not stem or ending.lower() not in endings:
        stem, ending = words, endings[0]
    stem = stem[: NAME_LENGTH - _ENDING_LENGTH].strip(". ") or "file"
    return f"{stem}.{ending}"


def _is_hidden(char: str) -> bool:
    """Whether a character is no sign but an instruction: a line break, a turn of direction."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
