"""A title nobody can keep in mind.

What it finds:
    Titles of objectives and key results with more words than the limit.

Why it matters:
    OKRs steer the week only if they are remembered; a paragraph is looked up, once.

Source:
    Wodtke, Radical Focus: an objective is one memorable sentence.

Bad:
    objectives:
      - title: Our customers in every region and in every segment are so satisfied with the speed and the quality and the friendliness and the price of all of our services that they recommend us to friends and colleagues and family

Good:
    objectives:
      - title: Customers recommend us to their friends

Parameters:
    most_words: Titles with more words are too long.

Mend:
    Keep the point in the title and move the rest into why it matters.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import Item, found, key_results, objectives
from plumbline.engine.rules.language.tokens import LONGEST
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import Laxer, number

RULE = Rule(
    code="PL-W09",
    name="title-too-long",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    most_words: int = number(30, 8, 100, "Titles with more words are too long", laxer=Laxer.HIGHER)


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find titles that are too long."""
    for item in objectives(document):
        yield from _in(item, params)
    for _, _, item in key_results(document, guardrails=True):
        yield from _in(item, params)


def _in(item: Item, params: Params) -> Iterator[Finding]:
    """Find a title that is too long."""
    words = len(item.node.title[:LONGEST].split())
    if words > params.most_words or len(item.node.title) > LONGEST:
        yield found(
            RULE, item, Message("rules.title_too_long", {"words": words, "most": params.most_words})
        )
