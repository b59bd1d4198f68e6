"""A key result that says its objective again.

What it finds:
    Key results most of whose words stand in the objective, with nothing measured beside them.

Why it matters:
    A key result is to prove the objective. Said twice, it proves nothing.

Source:
    Doerr, Measure What Matters: if all key results can be reached without the intent of the
    objective, they do not suffice; the reverse of it.

Bad:
    objectives:
      - title: Customers trust our invoices
        key_results:
          - title: Customers trust our invoices more

Good:
    objectives:
      - title: Customers trust our invoices
        key_results:
          - title: Disputed invoices from 4% to 1%

Parameters:
    least_share: Share of words in common from which on it counts as the same.

Mend:
    Ask what would convince somebody who doubts the objective, and write that.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.nearness import nearness, stems_of
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-W05",
    name="restates-objective",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    least_share: float = number(
        0.75, 0.5, 1.0, "Share of words in common from which on it counts as the same"
    )


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find key results that repeat their objective."""
    for objective, key_result, item in key_results(document, guardrails=True):
        stems = stems_of(objective.title)
        if not stems:
            continue
        # So many of its words must stand in the other; looking for them first is much quicker.
        low = key_result.title.lower()
        if sum([stem in low for stem in stems]) < params.least_share * len(stems):
            continue
        if nearness(key_result.title, objective.title) >= params.least_share:
            yield found(RULE, item, Message("rules.restates_objective"))
