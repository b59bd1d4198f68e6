"""A command line in a process of its own, on a data folder of its own."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

NO_SETTINGS: Mapping[str, str] = MappingProxyType({})
ROOT = Path(__file__).resolve().parents[2]
COMMAND = "import sys; from plumbline.cli.main import main; sys.exit(main())"
SET_UP = """
import django; django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
from plumbline.domain.orgs.services.set_up import organization_set_up
from django.db import connections
owner = "migrator" if "migrator" in connections.settings else "default"
call_command("migrate", database=owner, verbosity=0, interactive=False)
organization_set_up(
    organization_name="Example Freight", slug="freight", email="ada@freight.example", name="Ada",
    password="a plumb line hangs straight", at=datetime.now(tz=UTC),
)
"""


def bare(data: Path) -> dict[str, str]:
    """Return the environment without any setting but the data folder."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PLUMBLINE_", "DJANGO_"))
    }
    return {**environment, "PLUMBLINE_DATA": str(data)}


def plumbline(
    *words: str, data: Path, settings: Mapping[str, str] = NO_SETTINGS
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *words],
        env={**bare(data), **settings},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def organization_made(data: Path, settings: Mapping[str, str] = NO_SETTINGS) -> None:
    """Make a database with one organization in it: once a process, and a copy from then on."""
    if settings:
        _organization_made(data, settings)
        return
    shutil.copytree(_one_organization(), data, dirs_exist_ok=True)


@cache
def _one_organization() -> Path:
    """Make a data folder with one organization, which stays as it is until the run ends."""
    folder = Path(tempfile.mkdtemp(prefix="plumbline-test-one-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _organization_made(folder / "data", NO_SETTINGS)
    return folder / "data"


def _organization_made(data: Path, settings: Mapping[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-c", SET_UP],
        env={**bare(data), **settings, "DJANGO_SETTINGS_MODULE": "plumbline.config.settings"},
        cwd=ROOT,
        check=True,
        timeout=180,
    )
