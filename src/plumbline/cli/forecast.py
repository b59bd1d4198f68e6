"""`plumbline forecast`: chances and fans for key results piped in, a JSON line for each.

Nothing but the engine is imported: a pipeline that asks for one forecast waits for it alone.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import BinaryIO, TextIO

from plumbline.cli.forecast_lines import LineRefused, answer, id_of
from plumbline.cli.refusals import FINDINGS


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline forecast`."""
    if not arguments:
        return forecast_command()
    # Typer takes longer to load than a forecast to be made, and has only --help to say.
    typing_in = import_module("plumbline.cli.typing_in")
    code: int = typing_in.command_run("forecast", forecast_command, arguments)
    return code


def forecast_command() -> int:
    """Say how likely key results are to reach their targets; needs no instance.

    Reads one JSON object a line from standard input: "id", "start", "end", "baseline", "target"
    and "points", a list of [day, value]; days are written as 2026-01-31. Writes one line for
    each: "id", "chance", "median", "low80", "high80", "low50" and "high50" on the last day. All
    are null, and "silence" says why, while there are fewer than three dated points.

    May be added: "accumulates" (true for a total, whose baseline is 0 unless given), "kind"
    (increase, decrease, at_most, at_least, range, milestone; increase or decrease follows from
    baseline and target), "low" and "high" of a range, "stages" (true for a milestone whose
    points are the shares reached), "share" (0.7 for an aspirational objective), "today" (points
    of later days are left out), "pauses" (a list of [first day, day it goes on]), "days" (the
    fan on further days, answered as "fans").

    A point on the last day settles it, and a point after the last day counts for the last day:
    it is the median and both ends of the fan then. Name "today" to leave later points out.

    A line that cannot be understood is answered with "id" and "error", and the next one is read.
    Exit codes: 0 all answered; 1 some lines had errors.
    """
    return lines_answer(sys.stdin.buffer, sys.stdout)


def lines_answer(source: BinaryIO | Iterable[bytes], sink: TextIO) -> int:
    """Answer each line as soon as it is read.

    Returns:
        0, or 1 when a line had errors.
    """
    code = 0
    for line in source:
        if not line.strip():
            continue
        try:
            said = answer(line)
        except LineRefused as refused:
            said = {"id": id_of(line), "error": str(refused)}
            code = FINDINGS
        sink.write(json.dumps(said) + "\n")
        sink.flush()
    return code
