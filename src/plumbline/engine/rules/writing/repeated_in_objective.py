"""Two key results of one objective that say the same.

What it finds:
    Key results of one objective whose titles share most of their words.

Why it matters:
    The same thing counted twice weighs double in the progress of its objective.

Source:
    Field practice; nothing is counted twice in a roll-up.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Raise the renewal rate from 84% to 92%"
          - title: "Raise the rate of renewals to 92% from 84%"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Raise the renewal rate from 84% to 92%"
          - title: Cut support contacts for each order from 7 to 4

Parameters:
    least_share: Share of words in common from which on they count as the same.

Mend:
    Keep one of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import Item, found, key_results
from plumbline.engine.rules.language.nearness import near_pairs
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-W12",
    name="repeated-in-objective",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    least_share: float = number(
        0.8, 0.5, 1.0, "Share of words in common from which on they count as the same"
    )


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find key results that repeat each other."""
    grouped: dict[int, list[Item]] = {}
    for _, _, item in key_results(document, guardrails=True):
        grouped.setdefault(item.at[0], []).append(item)
    for items in grouped.values():
        titles = [item.node.title for item in items]
        for first, second, _ in near_pairs(titles, params.least_share):
            yield found(
                RULE,
                items[second],
                Message("rules.repeated_in_objective", {"title": titles[first][:120]}),
            )
