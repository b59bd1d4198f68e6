"""Installs what the tests need beside Python and Node: Chromium, fonts and PostgreSQL.

Run by root, or by someone whose sudo asks for no password, on a machine with apt, it installs
what is missing. Elsewhere it names the one line to type and leaves the machine as it is; the
tests then say aloud what they could not run.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True, slots=True)
class SystemPart:
    """Something the operating system provides.

    Attributes:
        name: What people call it.
        package: Its Debian package.
        is_present: Says whether the machine has it.
    """

    name: str
    package: str
    is_present: Callable[[], bool]


def chromium_is_present() -> bool:
    """Say whether a Chromium that Playwright can drive is on the path."""
    return any(shutil.which(name) for name in CHROMIUM_NAMES)


def fonts_are_present() -> bool:
    """Say whether the fonts are there without which Chromium draws empty boxes."""
    return Path("/usr/share/fonts/truetype/liberation").is_dir() or sys.platform != "linux"


def postgresql_is_present() -> bool:
    """Say whether `initdb` is on the path or where Debian keeps it."""
    return bool(shutil.which("initdb")) or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


SYSTEM_PARTS = (
    SystemPart("Chromium", "chromium", chromium_is_present),
    SystemPart("Liberation fonts", "fonts-liberation", fonts_are_present),
    SystemPart("PostgreSQL", "postgresql", postgresql_is_present),
)


def missing_parts(parts: Sequence[SystemPart] = SYSTEM_PARTS) -> list[SystemPart]:
    """List the parts that this machine lacks."""
    return [part for part in parts if not part.is_present()]


def install_prefix() -> list[str] | None:
    """Find out how packages may be installed here.

    Returns:
        What to put before `apt-get` (nothing for root), or `None` where it is not allowed.
    """
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    may_sudo = (
        shutil.which("sudo")
        and not subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
    )
    return ["sudo", "-n"] if may_sudo else None


def install(packages: Sequence[str], prefix: Sequence[str]) -> bool:
    """Install Debian packages without asking anything.

    Args:
        packages: Their names.
        prefix: What goes before the command, such as `["sudo", "-n"]`.

    Returns:
        Whether all of them were installed.
    """
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes"]
    update = [*quiet, "update"]
    add = [*quiet, "install", "--no-install-recommends", *packages]
    return all(
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0
        for command in (update, add)
    )


def main() -> int:
    """Install what is missing, or say what to type. A missing part is never an error here."""
    missing = missing_parts()
    if not missing:
        return 0
    names = ", ".join(part.name for part in missing)
    packages = [part.package for part in missing]
    prefix = install_prefix()
    if prefix is not None:
        print(f"Installing {names} ...", flush=True)
        if install(packages, prefix):
            return 0
    typed = f"sudo apt-get install --yes --no-install-recommends {' '.join(packages)}"
    print(f"{names} missing. Type: {typed}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
