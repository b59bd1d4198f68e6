"""What the command line asks for."""

import os
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath

from plumbline.cli.checking.patterns import matches
from plumbline.cli.checking.settings import Settings
from plumbline.cli.checking.settings_files import Configurations
from plumbline.cli.document_files import PIPED
from plumbline.engine.rules.model import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for; it goes before any configuration.

    Attributes:
        today: The day to check for.
        select: Codes that run, whatever a configuration selects or ignores; `None` unless given.
        ignore: Codes that do not run, beside those that a configuration ignores.
        fail_on: From this severity on the exit code is 1; `None` unless given.
        configurations: Where settings come from.
        piped_name: The name under which what is piped in is checked.
        skip_others: Pass over named files that hold no OKRs, as files of a folder are.
        large: Check documents that take longer than a second, too.
    """

    today: date
    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    fail_on: Severity | None = None
    configurations: Configurations = field(default_factory=Configurations)
    piped_name: str | None = None
    skip_others: bool = False
    large: bool = False

    def settings(self, folder: Path) -> Settings:
        """Return what holds for the documents of an absolute folder."""
        found = self.configurations.of(folder)
        chosen = (found.codes if self.select is None else self.select) - self.ignore
        return replace(found, codes=chosen, fail_on=self.fail_on or found.fail_on)

    def settings_for(self, path: str) -> Settings:
        """Return what holds for one document, without the rules that do not count on its path."""
        name = self.name(path)
        found = self.settings(name.absolute().parent if name is not None else Path.cwd())
        if name is None or not found.passed_over:
            return found
        place = place_of(name, found)
        left = {
            code
            for pattern, codes in found.passed_over
            if matches(pattern, place)
            for code in codes
        }
        return replace(found, codes=found.codes - left)

    def name(self, path: str) -> Path | None:
        """Return the name under which a document is checked; `None` where it has none."""
        if path != PIPED:
            return Path(path)
        return Path(self.piped_name) if self.piped_name else None


def is_excluded(name: Path | None, settings: Settings) -> bool:
    """Say whether a configuration leaves a file or folder out."""
    if name is None or not settings.exclude:
        return False
    place = place_of(name, settings)
    return any(matches(pattern, place) for pattern in settings.exclude)


def place_of(name: Path, settings: Settings) -> PurePath:
    """Return a path as patterns see it: from the folder of the configuration."""
    path = Path(os.path.normpath(name.absolute()))
    return path.relative_to(settings.folder) if path.is_relative_to(settings.folder) else path
