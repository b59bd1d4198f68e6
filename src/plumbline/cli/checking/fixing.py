"""`plumbline check --fix` and `--diff`: making the mends that are safe, or showing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from plumbline.cli.checking.asked import Asked
from plumbline.cli.checking.documents import Checked, data_checked
from plumbline.cli.document_files import PIPED, document_bytes, document_write
from plumbline.cli.refusals import CommandRefused
from plumbline.cli.terminal import one_line
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.source import encode
from plumbline.engine.rules.mends import mends_make
from plumbline.engine.rules.model import Finding

MOST_ROUNDS = 10
"""A mend may show another one; ten in a row do not happen by themselves."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A document with its safe mends made.

    Attributes:
        before: As it was.
        after: As it is then, checked again.
        made: What was mended, in order.
    """

    before: Checked
    after: Checked
    made: tuple[Finding, ...]


def documents_fixed(checked: Sequence[Checked], asked: Asked) -> tuple[Fixed, ...]:
    """Make the safe mends of documents in memory; nothing is written."""
    return tuple(_fixed(one, asked) for one in checked)


def _fixed(before: Checked, asked: Asked) -> Fixed:
    """Mend one document until nothing is left to mend."""
    name = asked.name(before.path)

    def reread(text: str) -> ReadResult:
        data = encode(text, before.source.encoding)
        return document_read(data or b"", name=str(name) if name else None)

    made: list[Finding] = []
    now = before
    # What does not come back byte for byte is not touched.
    rounds = MOST_ROUNDS if encode(now.source.text, now.source.encoding) == now.data else 0
    for _ in range(rounds):
        mended = mends_make(now.source, now.read, now.report.findings, reread)
        data = encode(mended.text, now.source.encoding)
        if not mended.made or data is None:
            break
        made += mended.made
        now = data_checked(data, before.path, asked, before.settings)
    return Fixed(before, now, tuple(made))


def fixes_write(fixed: Sequence[Fixed]) -> None:
    """Write the documents that were mended, each whole or not at all.

    Raises:
        CommandRefused: One cannot be written, or has changed since it was read.
    """
    for one in fixed:
        if one.made:
            if one.before.path == PIPED:
                raise CommandRefused("What is piped in cannot be mended in place. Use --diff.")
            if document_bytes(one.before.path) != one.before.data:
                raise CommandRefused(f"{one.before.path} was changed meanwhile. Check it again.")
            document_write(one.after.data, Path(one.before.path))


def fixes_shown(fixed: Sequence[Fixed], *, escaped: bool) -> str:
    """Return the mends as a patch.

    Args:
        fixed: The documents.
        escaped: It goes to a terminal, which a text must not steer.
    """
    lines: list[str] = []
    for one in fixed:
        if one.made:
            name = one.before.path
            lines += import_module("difflib").unified_diff(
                _lines(one.before.source.text), _lines(one.after.source.text), name, name
            )
    ended = (
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
    return "".join(_steerless(line) if escaped else line for line in ended)


def _steerless(line: str) -> str:
    """Return a line that steers no terminal; tabs stay."""
    return "\t".join(map(one_line, line[:-1].split("\t"))) + "\n"


def _lines(text: str) -> list[str]:
    """Return lines with their ends; only line feeds end one, as in every patch."""
    found = [f"{line}\n" for line in text.split("\n")]
    found[-1] = found[-1][:-1]
    return found if found[-1] else found[:-1]
