"""What figures were measured on, in words."""

import os
import platform
from datetime import UTC, datetime


def machine_words() -> str:
    """Return the day, and cores, load and Python of this machine."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{datetime.now(UTC).date()}; {os.cpu_count()} cores ({platform.machine()}), load {load}, "
        f"Python {platform.python_version()}"
    )
