"""What figures were measured on, in words."""

import os
import platform


def machine_words() -> str:
    """Return cores, load and Python of this machine."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), load {load}, "
        f"Python {platform.python_version()}"
    )
