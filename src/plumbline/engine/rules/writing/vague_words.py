"""A key result with words that everybody reads otherwise.

What it finds:
    Words such as significantly, better, world-class, various, timely where no number in the
    same key result makes them plain.

Why it matters:
    At the end of the cycle each reader will have meant something else.

Source:
    Doerr, Measure What Matters: with key results there is no grey area, no room for doubt.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Significantly better support for key accounts

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

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
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
