"""A key result without an end in time.

What it finds:
    Key results with no due day, no cycle with an end, and no end named in their title.

Why it matters:
    Without an end nothing is ever late, and nothing is ever graded.

Source:
    Doerr, Measure What Matters: key results are time-bound.

Bad:
    # cycle: none
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Renewal rate from 84% to 92%

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Renewal rate from 84% to 92%"

Good:
    # cycle: none
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Renewal rate from 84% to 92% by the end of June

Parameters:
    None.

Mend:
    Name the cycle of the document, or a due day.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.cycle_names import cycle_read, part_read
from plumbline.engine.documents.model import Cycle, Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.stated import deadline_place
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-T07",
    name="not-time-bound",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


_MESSAGE = Message("rules.not_time_bound")


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find key results without an end."""
    cycle = document.cycle
    if cycle is not None and (cycle.end is not None or names_end(cycle)):
        return
    for _, key_result, item in key_results(document):
        if key_result.due is None and deadline_place(line_read(key_result.title)) is None:
            yield found(RULE, item, _MESSAGE, field="due")


def names_end(cycle: Cycle) -> bool:
    """Return whether the name of a cycle says when it ends, as 2026-Q3 does, or Q3 this year."""
    return cycle_read(cycle.name) is not None or part_read(cycle.name) is not None
