"""An objective with a number in it.

What it finds:
    Numbers that measure something in the title of an objective; years, quarters and versions
    are none.

Why it matters:
    A number in the objective turns it into a key result and its key results into steps towards
    it. The objective is the words people remember.

Source:
    Doerr, Measure What Matters: objectives are qualitative, key results carry the numbers.

Bad:
    objectives:
      - title: "Grow revenue by 20%"

Bad:
    objectives:
      - title: Reach 10,000 happy members

Good:
    objectives:
      - title: Become the bank that young families trust

Good:
    objectives:
      - title: Win back customers who left us in 2025

Good:
    objectives:
      - title: No one waits, and everything is found in one place

Parameters:
    None.

Mend:
    Move the number into a key result and say in words what it stands for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.stated import number_places
from plumbline.engine.rules.model import Context, Finding, Mend, Rule, Severity, Status
from plumbline.engine.rules.rewording import without_amount

RULE = Rule(
    code="PL-W03",
    name="objective-has-number",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
    reads_wording=True,
)


_KNOWN = re.compile(r"(?i)\b(?:the|our|these|those|its|their|as)\s$")
"""What stands before a number word that tells which things are meant, not how many."""

_LEAST = re.compile(r"(?i)\b(?:at least|exactly|only|more than)\s$")
"""What stands before a "one" that counts after all."""


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find numbers in objectives."""
    for item in objectives(document):
        places = [
            place
            for place in number_places(line_read(item.node.title))
            if not _tells_which(item.node.title, *place)
        ]
        if places:
            start, end = places[0]
            kept = without_amount(item.objective, tuple(places))
            yield found(
                RULE,
                item,
                Message("rules.objective_has_number", {"number": item.node.title[start:end]}),
                at=(start, end),
                evidence=tuple(item.node.title[begin:behind] for begin, behind in places),
                mend=Mend(Message("rules.objective_has_number.mend"), kept) if kept else None,
            )


def _tells_which(title: str, start: int, end: int) -> bool:
    """Return whether a number word names things that are known: "the two firms", "as one".

    "One" counts nothing in an objective: "no one", "in one place", "one team".
    """
    words = title[start:end]
    if words.lower() == "one":
        return _LEAST.search(title[:start]) is None
    return words.isalpha() and _KNOWN.search(title[:start]) is not None
