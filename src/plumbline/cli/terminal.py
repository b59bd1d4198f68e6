"""What a terminal may be told: the texts of a document cannot drive it, nor fake lines of ours."""

import re
import sys
from typing import TextIO

# Control characters of both blocks, line and paragraph separators, and what turns the direction
# of writing round (Unicode Standard Annex 9), with which a title could pose as another one.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    r"""Return a text of a document as one line that is only shown, whatever it holds.

    Args:
        text: A title, an owner, a value.

    Returns:
        The same with each steering character as its escape: `\x1b`, `\n`.
    """
    if text.isprintable():  # most are, and what steers never is
        return text
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def streams_prepare() -> None:
    """Let no text fail for want of a letter: what the terminal cannot show is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def stream_of(stream: TextIO | None, name: str) -> TextIO:
    """Return a standard stream.

    Raises:
        OSError: The command was started without it.
    """
    if stream is None:
        raise OSError(f"there is no standard {name}")
    return stream
