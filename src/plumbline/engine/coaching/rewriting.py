"""A key result put together from a person's own answers: nothing is invented, gaps stay open."""

import re
from dataclasses import dataclass

from plumbline.engine.documents.model import Cadence, Metric
from plumbline.engine.documents.numbers_in_text import TextNumber, numbers_read
from plumbline.engine.messages import Message
from plumbline.engine.rules.language.line import line_read

BASELINE, TARGET, WHO = "[baseline]", "[target]", "[who]"
"""Gaps as they stand in a proposal; the rule `placeholder-number` finds the first two."""
LATE = Message("coaching.late")
"""Said of what shows only when the cycle is about over."""
LONGEST = 400
"""Characters of an answer that are read."""

_END = re.compile(r"[\s.;:,!?]+$")
_LEAD = re.compile(r"(?i)^(?:(?:that|so that|because|then|maybe|perhaps)\s+)+")
_NAMELESS = re.compile(r"(?i)^(?:they|he|she|it|these|those)\b(?:\s+(?:will|would|can|could)\b)?")
_BETWEEN = re.compile(r"(?i)^\s*(?:→|->|=>|to|up to|down to|until|–|-|—)\s*$")
_CHANGE = re.compile(
    r"(?i)^\s*(?:[+\-−±]|(?:by|about|around|roughly)\s)|\b(?:more|fewer|less|higher|lower|faster)\b"
)
_RHYTHMS = (
    (Cadence.BIWEEKLY, r"(?:every|each) (?:two|2|other|second) weeks?|biweekly|fortnight"),
    (Cadence.MONTHLY, r"month"),
    (
        Cadence.WEEKLY,
        r"week|dail|day|morning|evening|night|hour|at once|immediate|live|instant"
        r"|(?:mon|tues|wednes|thurs|fri)day",
    ),
)
_LATE = re.compile(
    r"(?i)\b(?:at|by) the end\b|\bend of (?:the |this )?(?:cycle|quarter|half|year)\b"
    r"|\b(?:quarterly|yearly|annual(?:ly)?|half[- ]year(?:ly)?)\b"
    r"|\b(?:once|twice|every|each|a|per|next) (?:a |the )?(?:half[- ])?(?:quarter|year)\b"
)
_TURN = (
    r"(?:(?:every|each) (?:(?:two|2|other|second) weeks?|week|month|(?:working |week)?day|morning"
    r"|evening|night|(?:mon|tues|wednes|thurs|fri)day)|on (?:mon|tues|wednes|thurs|fri)days"
    r"|once a (?:day|week|month)|daily|weekly|biweekly|fortnightly|monthly)"
)
_TIME = (
    r"at (?:\d|noon|midnight|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)
_TURN_FIRST = re.compile(
    rf"(?i)^{_TURN}(?:\s*$|\s*[,;:–—-]+\s*|\s+(?=(?:in|on|from|at|by|with|out of)\b)(?!{_TIME}))"
)
_TURN_LAST = re.compile(rf"(?i)[\s,;:–—-]+{_TURN}$")
_ASIDE = re.compile(r"(?:[,;:]\s(?!\d)|[.?!]\s|\s[(–—]).*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What somebody answered to the turning questions, as typed."""

    change: str
    seen: str = ""
    movement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A key result in the person's own words.

    Attributes:
        title: The whole sentence; `gaps` stand in it where something is not known yet.
        gaps: What is still to be filled in, in order.
        metric: What the sentence measures, as far as it says.
        seen: How it will be seen, in the person's words; empty without an answer.
        cadence: How often, where that answer says so.
        is_late: That answer says that it is seen only when the cycle is about over.
    """

    title: str
    gaps: tuple[str, ...]
    metric: Metric | None
    seen: str
    cadence: Cadence | None
    is_late: bool


def proposal_of(answers: Answers) -> Proposal | None:
    """Put answers together as a key result; `None` while nobody said what changes.

    Every word and every digit of the proposal comes from the answers, apart from "from", "to" and
    the gaps.

    Args:
        answers: As typed; of each only the first `LONGEST` characters are read.
    """
    change = _clause(answers.change)
    if not change:
        return None
    title = change
    if not _says_way(change) or _plain(answers.movement):
        title = f"{change}: {_movement(_plain(answers.movement))}"
    seen = _END.sub("", _plain(answers.seen))
    return Proposal(
        title=title,
        gaps=tuple(gap for gap in (WHO, BASELINE, TARGET) if gap in title),
        metric=line_read(title).measured.metric,
        seen=seen,
        cadence=cadence_said(seen),
        is_late=bool(_LATE.search(seen)),
    )


def cadence_said(seen: str) -> Cadence | None:
    """Return how often something can be seen, by what somebody says of it; `None` where unsaid."""
    if _LATE.search(seen):
        return None
    return next(
        (rhythm for rhythm, words in _RHYTHMS if re.search(rf"(?i)\b(?:{words})", seen)), None
    )


def seen_where(seen: str) -> str:
    """Return where something can be seen: the answer without how often, where it says just that.

    "Every Monday, in the sign-up log" leaves "in the sign-up log"; "every Monday at six" says more
    than a rhythm and stays.
    """
    plain = _END.sub("", _plain(seen))
    return _TURN_LAST.sub("", _TURN_FIRST.sub("", plain))


def _plain(text: str) -> str:
    return " ".join(text[:LONGEST].split())


def _clause(text: str) -> str:
    """Return what changes, as the beginning of a sentence; who is meant by "they" stays a gap."""
    clause = _LEAD.sub("", _END.sub("", _plain(text)))
    clause = _NAMELESS.sub(WHO, clause)
    return clause if clause.startswith("[") else clause[:1].upper() + clause[1:]


def _says_way(change: str) -> bool:
    metric = line_read(change).measured.metric
    return metric is not None and metric.baseline is not None and metric.target is not None


def _movement(text: str) -> str:
    """Write the way as "from … to …"; a change alone ("10 % more") stays as it was said."""
    numbers = [number for number in numbers_read(text) if not number.word]
    if not numbers:
        return f"from {BASELINE} to {TARGET}"
    first, *others = numbers
    if others and _BETWEEN.match(text[first.end : others[0].start]):
        return f"from {_said(text, first)} to {_rest(text, others[0])}"
    if _CHANGE.search(text):
        return _END.sub("", text)
    if others:
        return f"from {_said(text, first)} to {_rest(text, others[-1])}"
    return f"from {BASELINE} to {_rest(text, first)}"


def _rest(text: str, number: TextNumber) -> str:
    """Return a number with the words behind it, up to where something else begins."""
    return _said(text, number) + _END.sub("", _ASIDE.sub("", text[number.end :]))


def _said(text: str, number: TextNumber) -> str:
    return text[number.start : number.end]
