"""Reading document files and writing them, with plain words when that fails."""

import os
import stat
import sys
import tempfile
from pathlib import Path

from plumbline.cli.refusals import CommandRefused
from plumbline.cli.terminal import stream_of

PIPED = "-"
#: Read no more than this: the reader refuses far smaller files, and says so.
MOST_BYTES = 60_000_000
OWN_FILE = 0o600


def document_bytes(file: str) -> bytes:
    """Return the bytes of a file, or of what is piped in.

    Raises:
        CommandRefused: The file is not there or cannot be read.
    """
    path = Path(file)
    if not file:
        raise CommandRefused(
            "The name of the file is empty. Name a file, or - for what is piped in."
        )
    if file != PIPED and path.is_dir():
        raise CommandRefused(f"{file} is a folder. Name a file in it.")
    try:
        if file == PIPED:
            return stream_of(sys.stdin, "input").buffer.read(MOST_BYTES)
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES)
    except OSError as error:
        raise CommandRefused(f"{file} cannot be read: {error.strerror or error}.") from None


def document_write(content: bytes, output: Path | None) -> None:
    """Write a document to a file, whole or not at all, or to the output.

    A new file is readable for its owner alone, because private objectives may stand in it; one
    that stood there keeps its rights, and a link leads on to what it names. What is no file, such
    as a pipe, is written to and not replaced.

    Raises:
        CommandRefused: It cannot be written.
    """
    try:
        if output is None or str(output) == PIPED:
            _pass_on(content)
        elif output.exists() and not output.is_file():
            output.write_bytes(content)
        else:
            _replace(output.resolve(), content)
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "The output" if output is None else output
        raise CommandRefused(f"{name} cannot be written: {error.strerror or error}.") from None


def _pass_on(content: bytes) -> None:
    out = stream_of(sys.stdout, "output")
    out.flush()
    out.buffer.write(content)
    out.buffer.flush()


def _replace(output: Path, content: bytes) -> None:
    """Put a file in the place of another in one step; what was prepared in vain goes again."""
    mode = stat.S_IMODE(output.stat().st_mode) if output.exists() else OWN_FILE
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.", suffix=".part")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        draft.chmod(mode)
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)
