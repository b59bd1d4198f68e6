"""Plumbline under a moved clock: `python -m scripts.month.clock 2026-12-07T08:30 up --port 8000`.

The clock goes on from there at its usual speed, in the server and in its worker.
"""

import sys
from collections.abc import Sequence
from datetime import datetime

import time_machine


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command of Plumbline at another time.

    Args:
        arguments: The moment in ISO format with its zone, then what is typed behind `plumbline`.

    Returns:
        What the command returns.
    """
    moment, *command = sys.argv[1:] if arguments is None else arguments
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        from plumbline.cli.main import main as plumbline  # noqa: PLC0415 — it reads the clock

        return plumbline(command)


if __name__ == "__main__":
    raise SystemExit(main())
