"""Result or work: what a key result reads as, how surely, and which words say so."""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple, cast

from plumbline.engine.rules.language import weights_key_results, weights_objectives
from plumbline.engine.rules.language.features import features_of, objective_features_of
from plumbline.engine.rules.language.found import Features
from plumbline.engine.rules.language.line import line_read

Where = tuple[int, int]
SHOWN = 4
"""How many features are named as reasons, strongest first."""


class Reason(NamedTuple):
    """One thing in a line that speaks for work (positive weight) or for a result (negative).

    Attributes:
        feature: Name of the feature.
        weight: Its part in the sum, in logits.
        start: Offset of the words that say it.
        end: Offset behind them; equal to `start` where something is missing.
    """

    feature: str
    weight: float
    start: int
    end: int


_reason = cast("Callable[[tuple[object, ...]], Reason]", partial(tuple.__new__, Reason))
"""Makes a reason of all its fields, in half the time."""


class Verdict(NamedTuple):
    """What a key result reads as.

    Attributes:
        is_work: It reads as work rather than as a result.
        confidence: How sure that is, 0.5 to 1.
        reasons: What led to it, strongest first.
    """

    is_work: bool
    confidence: float
    reasons: tuple[Reason, ...]

    @property
    def marked(self) -> Where | None:
        """Return the words to mark: the verb at the head, or else the strongest reason."""
        shown = [reason for reason in self.reasons if reason.end > reason.start]
        verbs = [reason for reason in shown if "verb first" in reason.feature]
        first = (verbs or shown)[:1]
        return (first[0].start, first[0].end) if first else None

    def words(self, text: str) -> tuple[str, ...]:
        """Return the words of the text that led to the verdict, strongest first."""
        shown = [reason for reason in self.reasons if reason.end > reason.start]
        return tuple(dict.fromkeys(text[reason.start : reason.end] for reason in shown))


_UNREAD = Verdict(is_work=False, confidence=0.5, reasons=())
"""Of a line without a word: it names neither work nor a result."""


def says_words(text: str) -> bool:
    """Whether a line holds anything to be read: signs, and one letter over and over, say nothing.

    Args:
        text: A title without mark-up.
    """
    for word in text.casefold().split():
        if word.isalpha():
            if word.count(word[0]) < len(word):
                return True  # nearly always the first word already
        elif len({sign for sign in word if sign.isalnum()}) > 1:
            return True
    return False


@lru_cache(maxsize=4096)
def verdict_of(text: str) -> Verdict:
    """Tell whether a key result names a result or work.

    A sum of weights over general features of the line; the weights are in files beside.

    Args:
        text: A title without mark-up, in English.
    """
    if not says_words(text):
        return _UNREAD
    found = features_of(line_read(text))
    return _verdict(found, weights_key_results.WEIGHTS, weights_key_results.INTERCEPT)


@lru_cache(maxsize=4096)
def objective_verdict_of(text: str) -> Verdict:
    """Tell whether an objective names a task or a better state.

    Args:
        text: A title without mark-up, in English.
    """
    if not says_words(text):
        return _UNREAD
    found = objective_features_of(line_read(text))
    return _verdict(found, weights_objectives.WEIGHTS, weights_objectives.INTERCEPT)


def _verdict(found: Features, weights: Mapping[str, float], intercept: float) -> Verdict:
    """Add up what the features of a line weigh."""
    weighed = [(name, weights[name]) for name in found if name in weights]
    total = intercept + sum([weight for _, weight in weighed])
    chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    is_work = chance > 0.5
    if is_work:
        spoken = sorted([(-weight, name) for name, weight in weighed if weight > 0])
        shown = [_reason((name, -weight, *found[name])) for weight, name in spoken[:SHOWN]]
    else:
        spoken = sorted([(weight, name) for name, weight in weighed if weight < 0])
        shown = [_reason((name, weight, *found[name])) for weight, name in spoken[:SHOWN]]
    return Verdict(is_work, max(chance, 1 - chance), tuple(shown))
