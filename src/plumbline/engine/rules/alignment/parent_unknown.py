"""A link to something that is not there.

What it finds:
    Links of objectives and key results to ids that stand neither in the document nor in the
    organization, where the organization is known.

Why it matters:
    A broken link reads as alignment and is none.

Source:
    Our own reasoning: a link is read by people who were not there when it was made.

Bad:
    # elsewhere: c1 = Be the first choice for hospitals
    objectives:
      - {title: Newcomers stay, supports: [c9]}

Good:
    # elsewhere: c1 = Be the first choice for hospitals
    objectives:
      - {title: Newcomers stay, supports: [c1]}

Parameters:
    None.

Mend:
    Correct the id, or remove the link.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, Link
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import Item, found, key_results, objectives
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-A04",
    name="parent-unknown",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    looks_at_all=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find links that lead nowhere; silent where nothing is known beside the document."""
    if not context.elsewhere:
        return
    known = set(context.elsewhere) | {one.id for one in document.objectives}
    known |= {one.id for _, one in document.key_results()}
    for item in objectives(document):
        yield from _in(item, item.objective.supports, known)
    for _, one, item in key_results(document, guardrails=True):
        yield from _in(item, one.supports, known)


def _in(item: Item, links: tuple[Link, ...], known: set[str | None]) -> Iterator[Finding]:
    """Find the links of one item that lead nowhere."""
    for link in links:
        if link.id not in known:
            yield found(
                RULE, item, Message("rules.parent_unknown", {"id": link.id}), field="supports"
            )
