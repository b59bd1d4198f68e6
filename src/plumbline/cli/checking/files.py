"""Which files are checked: those that were named, and the documents of folders."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from plumbline.cli.checking.asked import Asked, is_excluded
from plumbline.cli.document_files import PIPED
from plumbline.cli.refusals import CommandRefused

ENDINGS = (".yaml", ".yml", ".json", ".md", ".mdx", ".markdown", ".csv", ".tsv")
NEVER = ("node_modules", "__pycache__", "site-packages")
MOST_FILES = 10_000


Refuse = Callable[[CommandRefused], None]
"""Takes a folder that cannot be read, with why; the others are walked on."""


def files_named(paths: Sequence[str], asked: Asked, refuse: Refuse) -> Iterator[tuple[str, bool]]:
    """Yield each file once, and whether it was named itself; a folder gives all in it.

    Args:
        paths: Files and folders.
        asked: What the command line asks for.
        refuse: Told of each folder that cannot be read.

    Raises:
        CommandRefused: A folder holds too many documents.
    """
    seen: set[str] = set()
    for name in paths:
        if name == PIPED or not Path(name).is_dir():
            if name not in seen:
                yield name, True
            seen.add(name)
            continue
        for count, path in enumerate(_inside(Path(name), asked, refuse), start=1):
            if count > MOST_FILES:
                raise CommandRefused(f"{name} holds more than {MOST_FILES} documents. Name fewer.")
            if str(path) not in seen:
                yield str(path), False
            seen.add(str(path))


def _inside(folder: Path, asked: Asked, refuse: Refuse) -> Iterator[Path]:
    """Yield the documents of a folder and its folders in order; links to folders lead nowhere."""

    def unreadable(error: OSError) -> None:
        refuse(CommandRefused(f"{error.filename} cannot be read: {error.strerror}."))

    for root, folders, names in os.walk(folder, onerror=unreadable):
        settings = asked.settings(Path(root).absolute())
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in NEVER
            and not is_excluded(Path(root, name), settings)
        )
        for name in sorted(names):
            path = Path(root, name)
            if path.suffix.lower() in ENDINGS and not name.startswith(".") and path.is_file():
                yield path
