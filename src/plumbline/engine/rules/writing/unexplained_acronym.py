"""An acronym nobody outside the team would understand.

What it finds:
    Words in capitals that are neither common in business nor named by the organization as
    known, and are not spelled out beside.

Why it matters:
    OKRs are read across teams. What only insiders can read cannot be questioned by anybody
    else.

Source:
    Google, OKR Playbook: write so that people outside the team understand.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Raise the QZTR of the DLX line from 3 to 5

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Raise NPS from 30 to 45

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Cut the time to first offer (TTFO) from 9 to 5 days

Parameters:
    known: Acronyms that everybody here knows.

Mend:
    Spell it out once, or add it to the organization's known terms.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import Item, found, key_results, objectives
from plumbline.engine.rules.language.acronyms import ACRONYM, KNOWN
from plumbline.engine.rules.language.tokens import LONGEST
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import words

RULE = Rule(
    code="PL-W07",
    name="unexplained-acronym",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    known: tuple[str, ...] = words("Acronyms that everybody here knows")


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find acronyms that are not explained."""
    known = KNOWN | {term.upper() for term in (*params.known, *context.known_terms)}
    for objective, key_result, item in key_results(document, guardrails=True):
        yield from _in(objective.title, key_result.title, item, known)
    for item in objectives(document):
        yield from _in("", item.node.title, item, known)


def _in(around: str, title: str, item: Item, known: frozenset[str] | set[str]) -> Iterator[Finding]:
    """Find the first unexplained acronym of a title."""
    if title.upper() == title:
        return
    for match in ACRONYM.finditer(title[:LONGEST]):
        word = match.group()
        if word in known or word.rstrip("s") in known or f"({word})" in title or word in around:
            continue
        yield found(
            RULE,
            item,
            Message("rules.unexplained_acronym", {"word": word}),
            at=match.span(),
            evidence=(word,),
        )
        return
