"""Packs what the pages need, and refuses a wheel or an sdist that would lack any of it.

Hatch runs it before every build. Someone who installs the result has no npm at hand and no
repository: front end, translations and the how-to guides that the help shows travel inside.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("src/plumbline/web/static/vendor")
LOCALES = Path("src/plumbline/locale")
PSEUDO_LOCALE = "en_XA"
GUIDES = "docs/how-to"
GUIDES_PACKED = "plumbline/web/guides"
"""Where the wheel holds them, beside the module that reads them."""


def missing_parts(root: Path) -> list[str]:
    """Say what a build from this folder would leave out.

    Args:
        root: The folder that holds `pyproject.toml`.

    Returns:
        One sentence for each missing part, each with its cure; empty when nothing is missing.
    """
    problems = []
    vendor = root / VENDOR
    for suffix in (".css", ".js"):
        if not any(vendor.rglob(f"*{suffix}")):
            problems.append(f"{VENDOR} holds no {suffix} file; run `make frontend` first.")
    for source in sorted((root / LOCALES).rglob("*.po")):
        if PSEUDO_LOCALE not in source.parts and not source.with_suffix(".mo").exists():
            name = source.relative_to(root)
            problems.append(f"{name} is not compiled; run `make translations` first.")
    if not any((root / GUIDES).glob("*.md")):
        problems.append(f"{GUIDES} holds no guide; build from a whole copy of the repository.")
    return problems


class PagesBuildHook(BuildHookInterface[Any]):
    """Stops a build whose result could not serve a page."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Check before the first file is packed, and add the guides to a wheel.

        Args:
            version: "standard", or "editable" for a development install, which serves from the
                source tree and may come before the front end.
            build_data: What Hatch is about to pack.

        Raises:
            SystemExit: Something is missing; the message says what to type.
        """
        if version == "editable":
            return
        if problems := missing_parts(Path(self.root)):
            raise SystemExit("plumbline cannot be built:\n  " + "\n  ".join(problems))
        if self.target_name == "wheel":
            build_data["force_include"][str(Path(self.root, GUIDES))] = GUIDES_PACKED
