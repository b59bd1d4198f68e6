"""A command line in a process of its own, on a data folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMAND = "import sys; from plumbline.cli.main import main; sys.exit(main())"
SET_UP = """
import django; django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
from plumbline.domain.orgs.services.set_up import organization_set_up
call_command("migrate", verbosity=0, interactive=False)
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


def plumbline(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *words],
        env=bare(data),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def organization_made(data: Path) -> None:
    """Make a database with one organization in it."""
    subprocess.run(
        [sys.executable, "-c", SET_UP],
        env={**bare(data), "DJANGO_SETTINGS_MODULE": "plumbline.config.settings"},
        cwd=ROOT,
        check=True,
        timeout=180,
    )
