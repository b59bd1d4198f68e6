"""What must not get worse meanwhile: the counterpart of a measure, by its family."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plumbline.engine.documents.model import KeyResult, MetricKind
from plumbline.engine.messages import Message
from plumbline.engine.rules.families import families_named, family_of

SOURCES: Final = (
    "Grove, High Output Management: paired indicators",
    "Wodtke, Radical Focus: health metrics beside OKRs",
)
"""Who says that a measure wants a counterpart."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A guardrail that somebody might set; its limit only the person knows.

    Attributes:
        family: The family of measures it keeps watch over.
        title: What is measured.
        why: What the target might be bought with.
        kind: `at_most` or `at_least`.
        unit: As a rule; empty where the house has its own.
    """

    family: str
    title: Message
    why: Message
    kind: MetricKind
    unit: str


_MOST, _LEAST = MetricKind.AT_MOST, MetricKind.AT_LEAST
_REWORK = Suggestion(
    "quality",
    Message("coaching.guardrail.rework"),
    Message("coaching.guardrail.rework.why"),
    _MOST,
    "%",
)
_WAITING = Suggestion(
    "speed",
    Message("coaching.guardrail.waiting"),
    Message("coaching.guardrail.waiting.why"),
    _MOST,
    "days",
)
_CHURN = Suggestion(
    "loyalty",
    Message("coaching.guardrail.churn"),
    Message("coaching.guardrail.churn.why"),
    _MOST,
    "%",
)
_SATISFIED = Suggestion(
    "loyalty",
    Message("coaching.guardrail.satisfied"),
    Message("coaching.guardrail.satisfied.why"),
    _LEAST,
    "%",
)
_SERVING = Suggestion(
    "cost",
    Message("coaching.guardrail.serving"),
    Message("coaching.guardrail.serving.why"),
    _MOST,
    "",
)
_HELP = Suggestion(
    "quality",
    Message("coaching.guardrail.help"),
    Message("coaching.guardrail.help.why"),
    _MOST,
    "requests",
)
_EVENINGS = Suggestion(
    "people",
    Message("coaching.guardrail.evenings"),
    Message("coaching.guardrail.evenings.why"),
    _MOST,
    "hours",
)

PAIRS: Final[Mapping[str, tuple[Suggestion, ...]]] = {
    "speed": (_REWORK, _EVENINGS),
    "quality": (_WAITING, _SERVING),
    "growth": (_CHURN, _HELP),
    "revenue": (_CHURN, _SATISFIED),
    "cost": (_SATISFIED, _REWORK),
    "loyalty": (_SERVING, _WAITING),
    "reliability": (_WAITING, _EVENINGS),
    "behaviour": (_HELP, _SATISFIED),
}
"""Counterparts by the family of what is to move.

Source: see `SOURCES`; which pairs is ours.
"""

USUAL: Final = (_SATISFIED, _EVENINGS)
"""For measures of no family."""


def guardrails_for(key_results: Sequence[KeyResult]) -> tuple[Suggestion, ...]:
    """Return what might be watched beside some key results, the likeliest first.

    A family that is measured already, as a result or as a guardrail, is not suggested again.

    Args:
        key_results: All of an objective, guardrails too.
    """
    moved = [one for one in key_results if not one.guardrail]
    if not moved:
        return ()
    watched = {family for one in key_results for family in (family_of(one), *families_named(one))}
    # What fits a family fits better than what is usual of anything.
    named = dict.fromkeys(_likeliest(one) for one in moved)
    families = sorted(named, key=lambda family: family not in PAIRS)
    found = [each for family in families for each in PAIRS.get(family, USUAL)]
    return tuple({each.title.id: each for each in found if each.family not in watched}.values())


def _likeliest(key_result: KeyResult) -> str:
    """Return the family of what is measured, else the first that a word names."""
    return family_of(key_result) or next(iter(families_named(key_result)), "")
