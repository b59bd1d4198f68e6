"""Finding the configuration of a document: the nearest one, in its folder or above."""

from importlib import import_module
from pathlib import Path
from typing import Any

from plumbline.cli.checking.settings import Settings, settings_make
from plumbline.cli.checking.values import Refused
from plumbline.cli.refusals import CommandRefused

OWN_FILE = "plumbline.toml"
PROJECT_FILE = "pyproject.toml"
MOST_BYTES = 1_000_000


class Configurations:
    """The configurations met so far, each read once.

    Attributes:
        named: The one to use for every document; the nearest to each where it is `None`.
    """

    def __init__(self, named: Path | None = None) -> None:
        self.named = named
        self._known: dict[Path, Settings] = {}

    def of(self, folder: Path) -> Settings:
        """Return what holds for the documents of an absolute folder.

        Paths in the patterns of a configuration that was named begin where the command runs.

        Raises:
            CommandRefused: A configuration cannot be read, or says what cannot be.
        """
        found = self._known.get(self.named or folder)
        if found is None:
            found = self._named(self.named) if self.named else self._nearest(folder)
            self._known[self.named or folder] = found
        return found

    def _named(self, file: Path) -> Settings:
        given = _given(file)
        if given is None:
            raise CommandRefused(f"{file} has no table [tool.plumbline]. Add it, or name another.")
        return _made(given, file, Path.cwd())

    def _nearest(self, folder: Path) -> Settings:
        for name in (OWN_FILE, PROJECT_FILE):
            file = folder / name
            given = _given(file) if file.is_file() else None
            if given is not None:
                return _made(given, file, folder)
        return Settings() if folder.parent == folder else self.of(folder.parent)


def _given(file: Path) -> dict[str, Any] | None:
    """Return what a file says of Plumbline; `None` where it says nothing."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandRefused(f"{file} cannot be read: {error.strerror or error}.") from None
    if len(data) > MOST_BYTES:
        raise CommandRefused(f"{file} is larger than 1 MB: that is no configuration.")
    is_project = file.name == PROJECT_FILE
    if is_project and b"plumbline" not in data:
        return None
    try:
        read: dict[str, Any] = import_module("tomllib").loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        said = str(error)[:200] or "it is nested too deeply"
        raise CommandRefused(f"{file} is no TOML: {said}.") from None
    if not is_project:
        return read
    tool = read.get("tool", {})
    found = tool.get("plumbline") if isinstance(tool, dict) else None
    if found is not None and not isinstance(found, dict):
        raise CommandRefused(f"{file}: tool.plumbline: This is a table: write [tool.plumbline].")
    return found


def _made(given: dict[str, Any], file: Path, folder: Path) -> Settings:
    try:
        return settings_make(given, folder=folder, file=file)
    except Refused as refused:
        raise CommandRefused(f"{file}: {refused.key}: {refused.said}") from None
