"""Reading document files and writing them, with plain words when that fails."""

import sys
from pathlib import Path

from plumbline.cli.refusals import CommandRefused

PIPED = "-"
#: Read no more than this: the reader refuses far smaller files, and says so.
MOST_BYTES = 60_000_000


def document_bytes(file: str) -> bytes:
    """Return the bytes of a file, or of what is piped in.

    Raises:
        CommandRefused: The file is not there or cannot be read.
    """
    if file == PIPED:
        return sys.stdin.buffer.read(MOST_BYTES)
    path = Path(file)
    if path.is_dir():
        raise CommandRefused(f"{file} is a folder. Name a file in it.")
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES)
    except OSError as error:
        raise CommandRefused(f"{file} cannot be read: {error.strerror}.") from None


def document_write(text: str, output: Path | None) -> None:
    """Write a document to a file, whole or not at all, or to the output.

    Raises:
        CommandRefused: The file cannot be written.
    """
    if output is None:
        sys.stdout.write(text)
        return
    draft = output.with_name(f".{output.name}.part")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(output)
    except OSError as error:
        raise CommandRefused(f"{output} cannot be written: {error.strerror}.") from None
