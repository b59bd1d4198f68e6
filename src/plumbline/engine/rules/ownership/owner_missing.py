"""Nobody answers for it.

What it finds:
    Objectives and key results without an owner. A key result takes the owner of its objective
    only where that is set so. A name in brackets behind a title, such as "[Ada]", counts where
    the configuration names one person called so; else it says that the name is not sure.

Why it matters:
    What belongs to all is done by none.

Source:
    Doerr, Measure What Matters: one owner for each key result.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Renewal rate from 84% to 92%
          - title: Disputes from 4% to 1%

Good:
    objectives:
      - title: Buyers trust us before they call
        owner: ada@example.org
        key_results: [{title: Renewal rate from 84% to 92%, owner: carl@example.org}]

Parameters:
    inherits: A key result without an owner belongs to the owner of its objective.

Mend:
    Name one person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.given_names import GIVEN_NAMES
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.roles import owners_split
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import Item, found, key_results, objectives
from plumbline.engine.rules.language.owners import is_group
from plumbline.engine.rules.language.vocabulary import WORDS
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import choice

RULE = Rule(
    code="PL-O01",
    name="owner-missing",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    inherits: bool = choice(
        False, "A key result without an owner belongs to the owner of its objective"
    )


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find what nobody owns."""
    for item in objectives(document):
        if not item.objective.owner:
            yield from _unowned(item.objective.title, item, context)
    for objective, one, item in key_results(document, guardrails=True):
        if not one.owner and not (params.inherits and objective.owner):
            yield from _unowned(one.title, item, context)


def _unowned(title: str, item: Item, context: Context) -> Iterator[Finding]:
    """Find that nobody is the owner, unless a name in brackets is that of one known person."""
    message = Message("rules.owner_missing")
    names = _bracketed(title, context)
    if len(names) > 1:
        said = {"names": ", ".join(names), "count": len(names)}
        message = Message("rules.owner_missing.several", said)
    elif names:
        if len(_called(names[0], context)) == 1:
            return
        message = Message("rules.owner_missing.unsure", {"name": names[0]})
    yield found(RULE, item, message, field="owner")


def _bracketed(title: str, context: Context) -> tuple[str, ...]:
    """Return the people named in brackets at the end of a title: "[Ada]", "(Ada, Carl)"."""
    if not title.rstrip(" .").endswith((")", "]")):
        return ()
    match = _BEHIND.search(title[-LONGEST:])
    if match is None:
        return ()
    names = owners_split(match["names"])
    if any(name.split()[0].lower() in GIVEN_NAMES or _called(name, context) for name in names):
        return names
    # "[Dana]" is nobody in particular and yet hardly anything else; "[Draft]" and "[Support]" are.
    may_be = match[0].startswith("[") and len(names) == 1 and not is_group(names[0])
    return names if may_be and names[0].lower() not in {*WORDS, *_LABELS} else ()


def _called(name: str, context: Context) -> list[str]:
    """Return the known people, each as configured, who are called so by first or whole name."""
    wanted = name.casefold()
    return [
        person
        for person in context.people
        if "@" not in person and wanted in (person.casefold(), person.split(" ")[0].casefold())
    ]


_LABELS = frozenset(
    ("aspirational", "committed", "done", "draft", "learning", "moonshot", "optional", "stretch")
)
LONGEST = 120
"""Characters at the end of a title that are looked at for names."""
_NAME = r"[A-ZÄÖÜÉÈÁÍÓÚÑÇ](?![A-Z])[\w'’.-]{1,30}(?: [A-ZÄÖÜÉÈÁÍÓÚÑÇ][\w'’.-]{0,30}){0,2}"
_BEHIND = re.compile(
    rf"[\[(]\s?(?P<names>{_NAME}(?:\s?(?:,|/|&|\band\b)\s?{_NAME}){{0,4}})\s?[\])][ .]*$"
)
