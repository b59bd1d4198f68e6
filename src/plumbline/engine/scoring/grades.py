"""Grades at the end of a cycle, by style.

The owner first says whether the better state is true and sees the score only then. The final
grade starts from the progress; who changes it says why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from plumbline.engine.documents.model import BetterState, Style
from plumbline.engine.messages import Message

# Source: thresholds of the field's convention for stretch goals, half-open.
GREEN_FROM = Decimal("0.7")
YELLOW_FROM = Decimal("0.4")
COMMITTED_FROM = Decimal(1)


class GradeColour(StrEnum):
    """The colour of a grade."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeProposal:
    """What is known when an objective is graded.

    Attributes:
        style: Decides how the score is judged.
        progress: 0 to 1; `None` when the objective is not scored.
        better_state: The owner's answer, given before the score is seen.
        final_score: 0 to 1; `None` keeps the progress.
        note: What the owner says of the result.
        reason: Why the final score differs from the progress.
        learned: What was learned.
        evidence: What shows it.
        is_guardrail_breached: Whether any guardrail is breached at the end.
    """

    style: Style
    progress: Decimal | None
    better_state: BetterState | None = None
    final_score: Decimal | None = None
    note: str = ""
    reason: str = ""
    learned: str = ""
    evidence: str = ""
    is_guardrail_breached: bool = False


def grade_colour(style: Style, score: Decimal | None) -> GradeColour | None:
    """The colour of a score by style.

    Returns:
        Aspirational: green from 0.7, yellow from 0.4, else red. Committed: green at 1, else
        red. `None` for learning objectives and those that are not scored.
    """
    if score is None or style is Style.LEARNING:
        return None
    if style is Style.COMMITTED:
        return GradeColour.GREEN if score >= COMMITTED_FROM else GradeColour.RED
    if score >= GREEN_FROM:
        return GradeColour.GREEN
    return GradeColour.YELLOW if score >= YELLOW_FROM else GradeColour.RED


def grade_final(proposal: GradeProposal) -> Decimal | None:
    """The final score: the one given, else the progress; `None` when not scored."""
    if proposal.style is Style.LEARNING:
        return None
    return proposal.progress if proposal.final_score is None else proposal.final_score


def grade_validate(proposal: GradeProposal) -> tuple[Message, ...]:
    """Say everything that keeps a grade from being given; empty when it can be."""
    return tuple(_grade_problems(proposal))


def _grade_problems(proposal: GradeProposal) -> Iterator[Message]:
    if proposal.better_state is None:
        yield Message("scoring.better_state_missing")
    if proposal.style is Style.LEARNING:
        if not proposal.learned.strip():
            yield Message("scoring.learned_missing")
        if not proposal.evidence.strip():
            yield Message("scoring.evidence_missing")
        return
    given = proposal.final_score
    if given is not None and not (given.is_finite() and 0 <= given <= 1):
        yield Message("scoring.score_refused", {"score": str(given)})
        return
    if given is not None and given != proposal.progress and not proposal.reason.strip():
        yield Message("scoring.reason_missing")
    is_miss = grade_colour(proposal.style, grade_final(proposal)) is GradeColour.RED
    if proposal.style is Style.COMMITTED and is_miss and not proposal.note.strip():
        yield Message("scoring.miss_unexplained")


def grade_remarks(proposal: GradeProposal) -> tuple[Message, ...]:
    """What the grade has to say beside its score: breached guardrails, weak key results."""
    remarks = []
    if proposal.is_guardrail_breached:
        remarks.append(Message("scoring.grade_guardrail_breached"))
    if is_weak(proposal):
        remarks.append(Message("scoring.key_results_weak"))
    return tuple(remarks)


def is_weak(proposal: GradeProposal) -> bool:
    """Whether the key results measured something else than the better state.

    True when the better state is true though the score is below 0.4, or is not true though the
    score is green. "Partly" agrees with every score.
    """
    final = grade_final(proposal)
    if final is None:
        return False
    if proposal.better_state is BetterState.YES:
        return final < YELLOW_FROM
    is_green = grade_colour(proposal.style, final) is GradeColour.GREEN
    return proposal.better_state is BetterState.NO and is_green
