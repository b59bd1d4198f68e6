"""One line, read once: its words, numbers, metric, head and the phrase the head acts on."""

from dataclasses import dataclass
from functools import lru_cache

from plumbline.engine.documents.metrics_in_text import metric_read
from plumbline.engine.documents.numbers_in_text import TextNumber, numbers_read
from plumbline.engine.documents.text_metric import NOTHING, TextMetric
from plumbline.engine.rules.language.heads import begin_of, head_of
from plumbline.engine.rules.language.phrases import Phrase, phrase_at
from plumbline.engine.rules.language.subjects import HELPING, subject_phrase, verb_behind_subject
from plumbline.engine.rules.language.tokens import Token, tokens_of
from plumbline.engine.rules.language.vocabulary import MEASURE, WORK


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of text as the analysis reads it.

    Attributes:
        text: The line.
        tokens: Its words, numbers and marks.
        numbers: The numbers that may measure something.
        measured: What it measures: baseline, target, unit, with their places.
        begin: Index of the first token behind labels and words that say nothing.
        head: Index of the verb the line begins with, `None` where it begins with a noun.
        head_kinds: What that verb may be.
        object: The phrase the head acts on, or the one the line begins with.
        verb: Index of the verb whose subject the line begins with, `None` where there is none.
    """

    text: str
    tokens: tuple[Token, ...]
    numbers: tuple[TextNumber, ...]
    measured: TextMetric
    begin: int
    head: int | None
    head_kinds: int
    object: Phrase
    verb: int | None = None

    @property
    def acts(self) -> bool:
        """Whether a subject does something of itself: "is", "has" and "can" say what it is like."""
        return self.verb is not None and self.tokens[self.verb].text not in HELPING


def _from_step_to_step(tokens: tuple[Token, ...], named: Phrase) -> Phrase:
    """Return the whole name of a measure between two steps: "Order to cash time"."""
    if named.behind + 1 >= len(tokens) or tokens[named.behind].text != "to":
        return named
    second = phrase_at(tokens, named.behind + 1)
    if not second.kinds & MEASURE or second.first != named.behind + 1:
        return named
    return Phrase(named.first, second.behind, second.kinds, named.around | second.around)


@lru_cache(maxsize=4096)
def line_read(text: str) -> Line:
    """Read a line.

    Args:
        text: A title without mark-up; only its first 2,000 characters are looked at.
    """
    tokens = tokens_of(text)
    numbers = numbers_read(text)
    begin = begin_of(tokens)
    verb = verb_behind_subject(tokens, begin)
    head, kinds = head_of(tokens, begin) if verb is None else (None, 0)
    start = begin if head is None else head + 1
    if head is not None and tokens[head].pair & WORK:
        start = head + 2
    named = phrase_at(tokens, start) if verb is None else subject_phrase(tokens, begin, verb)
    if head is None and verb is None:
        named = _from_step_to_step(tokens, named)
    return Line(
        text=text,
        tokens=tokens,
        numbers=numbers,
        measured=metric_read(text, numbers) if numbers else NOTHING,
        begin=begin,
        head=head,
        head_kinds=kinds,
        object=named,
        verb=verb,
    )
