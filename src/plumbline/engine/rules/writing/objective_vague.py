"""An objective that would fit any team in any company.

What it finds:
    Objectives of very few words, ones that consist of words of praise and general nouns alone,
    and ones made of keys that were pressed or of filler text.

Why it matters:
    What could stand on anybody's wall helps nobody to decide what not to do.

Source:
    Wodtke, Radical Focus: an objective is inspiring and particular to the team.

Bad:
    objectives:
      - title: Operational excellence

Bad:
    objectives:
      - title: Improve quality

Bad:
    objectives:
      - title: asdf qwer zxcv

Good:
    objectives:
      - title: Every resident can deal with the town hall from home

Parameters:
    least_words: Objectives with fewer words of their own are vague.

Mend:
    Name who is better off, and in what.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives
from plumbline.engine.rules.language.gibberish import names_none
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.vocabulary import (
    ABSTRACT,
    ADJECTIVE,
    CONJUNCTION,
    DETERMINER,
    DOWN,
    LINKING,
    PRAISE,
    PREPOSITION,
    SOFT,
    UP,
    VAGUE,
)
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-W04",
    name="objective-vague",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    least_words: int = number(2, 1, 8, "Objectives with fewer words of their own are vague")


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives that say nothing particular."""
    for item in objectives(document):
        line = line_read(item.node.title)
        if names_none(line):
            word = item.node.title.strip()
            yield found(RULE, item, Message("rules.objective_vague.nothing", {"word": word}))
            continue
        own = [token for token in line.tokens if token.word and not token.kinds & _SAYS_NOTHING]
        if len(own) < params.least_words:
            yield found(RULE, item, Message("rules.objective_vague"))


_SAYS_NOTHING = (
    PREPOSITION
    | CONJUNCTION
    | DETERMINER
    | LINKING
    | ADJECTIVE
    | VAGUE
    | PRAISE
    | SOFT
    | UP
    | DOWN
    | ABSTRACT
)
