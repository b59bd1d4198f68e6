"""A key result with words that everybody reads otherwise.

What it finds:
    Words such as significantly, better, world-class, various, timely where no number in the
    same key result makes them plain. And titles of which no word names what is measured, such as
    "ok?", "test" or "KR 2": beside them a number says nothing.

Why it matters:
    At the end of the cycle each reader will have meant something else.

Source:
    Doerr, Measure What Matters: with key results there is no grey area, no room for doubt.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Significantly better support for key accounts

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: ok?
            metric: {kind: increase, baseline: 10, target: 25}

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Key accounts rate support 4.5 or better

Parameters:
    allowed: Words that are plain enough here.

Mend:
    Say by how much, or what would be seen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.gibberish import names_none
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.tokens import Token
from plumbline.engine.rules.language.vocabulary import VAGUE
from plumbline.engine.rules.model import Context, Finding, Mend, Rule, Severity, Status
from plumbline.engine.rules.parameters import words
from plumbline.engine.rules.rewording import without

RULE = Rule(
    code="PL-W08",
    name="vague-words",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    allowed: tuple[str, ...] = words("Words that are plain enough here")


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find vague words where no number makes them plain."""
    for _, key_result, item in key_results(document, guardrails=True):
        line = line_read(key_result.title)
        if names_nothing(key_result.title) or names_none(line):
            word = key_result.title.strip()
            yield found(RULE, item, Message("rules.vague_words.nothing", {"word": word}))
            continue
        if line.numbers or key_result.metric is not None:
            continue
        vague = [
            token
            for token in line.tokens
            if token.kinds & VAGUE and token.text not in params.allowed
        ]
        if vague:
            words = tuple(key_result.title[token.start : token.end] for token in vague)
            yield found(
                RULE,
                item,
                Message("rules.vague_words", {"word": words[0]}),
                at=(vague[0].start, vague[0].end),
                evidence=words,
                mend=_mend(key_result.title, vague),
            )


def names_nothing(title: str) -> bool:
    """Return whether no word of a title could name what is measured: "ok?", "test", "KR 2"."""
    if len(title) > _LONGEST:
        return False
    folded = title.lower()
    first = _WORD.search(folded)
    if first is not None and first.group() not in _NOTHING:
        return False  # nearly all titles
    return _NOTHING.issuperset(_WORD.findall(folded))


def _mend(title: str, vague: list[Token]) -> Mend | None:
    """Cut the words that only press: "significantly" says nothing that would be missed."""
    pressing = [(token.start, token.end) for token in vague if token.text in _PRESSING]
    kept = without(title, pressing) if pressing else None
    return Mend(Message("rules.vague_words.mend"), kept) if kept else None


_PRESSING = frozenset(
    [
        "considerably",
        "dramatically",
        "properly",
        "significantly",
        "substantially",
        "successfully",
    ]
)

_LONGEST = 60
"""Characters up to which a title is asked whether it names anything; longer ones do."""
_WORD = re.compile(r"[^\W\d_]+")
_NOTHING_TEXT = (
    "a an the to from at by of on in for with and or we our it is this that all some any more less "
    "up down per no not yes ok okay k x y z n na tba tbd tbc todo test testing foo bar baz asdf "
    "blah bla kr krs okr key result results target goal goals metric measure number value "
    "something anything nothing thing things stuff whatever somehow etc better best good great "
    "fine nice cool new done ready finish finished do it's maybe hm hmm improve increase decrease "
    "reduce raise grow reach achieve placeholder example sample draft untitled unnamed title name "
    "lorem ipsum"
)
_NOTHING = frozenset(_NOTHING_TEXT.split())
"""Words that name no measure, alone or together."""
