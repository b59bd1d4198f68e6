from dataclasses import replace
from decimal import Decimal

import pytest

from plumbline.engine.documents.model import BetterState, Style
from plumbline.engine.scoring.grades import (
    GradeColour,
    GradeProposal,
    grade_colour,
    grade_final,
    grade_remarks,
    grade_validate,
    is_weak,
)

STRETCH = GradeProposal(
    style=Style.ASPIRATIONAL, progress=Decimal("0.6"), better_state=BetterState.PARTLY
)
PROMISE = replace(STRETCH, style=Style.COMMITTED, progress=Decimal(1))
LESSON = replace(STRETCH, style=Style.LEARNING, learned="Prices matter", evidence="12 interviews")


@pytest.mark.parametrize(
    ("style", "score", "colour"),
    [
        (Style.ASPIRATIONAL, "0.7", GradeColour.GREEN),
        (Style.ASPIRATIONAL, "0.699999999", GradeColour.YELLOW),
        (Style.ASPIRATIONAL, "0.4", GradeColour.YELLOW),
        (Style.ASPIRATIONAL, "0.399999999", GradeColour.RED),
        (Style.COMMITTED, "1", GradeColour.GREEN),
        (Style.COMMITTED, "0.999999999", GradeColour.RED),
        (Style.LEARNING, "1", None),
    ],
)
def test_the_colour_follows_the_style(style: Style, score: str, colour: GradeColour | None) -> None:
    assert grade_colour(style, Decimal(score)) is colour


def test_what_is_not_scored_has_no_colour() -> None:
    assert grade_colour(Style.COMMITTED, None) is None


def test_the_final_grade_starts_from_the_progress() -> None:
    assert grade_final(STRETCH) == Decimal("0.6")
    assert grade_final(replace(STRETCH, final_score=Decimal("0.8"))) == Decimal("0.8")
    assert grade_final(LESSON) is None


@pytest.mark.parametrize(
    "proposal",
    [
        STRETCH,
        PROMISE,
        LESSON,
        replace(STRETCH, final_score=Decimal("0.60")),
        replace(STRETCH, final_score=Decimal("0.8"), reason="The last week was not measured"),
        replace(PROMISE, progress=Decimal("0.9"), note="The supplier failed"),
        replace(PROMISE, progress=None),
    ],
)
def test_a_complete_grade_is_accepted(proposal: GradeProposal) -> None:
    assert grade_validate(proposal) == ()


@pytest.mark.parametrize(
    ("proposal", "message_ids"),
    [
        (replace(STRETCH, better_state=None), ["scoring.better_state_missing"]),
        (replace(STRETCH, final_score=Decimal("0.8")), ["scoring.reason_missing"]),
        (replace(STRETCH, final_score=Decimal("0.8"), reason=" "), ["scoring.reason_missing"]),
        (replace(STRETCH, final_score=Decimal("1.1")), ["scoring.score_refused"]),
        (replace(STRETCH, final_score=Decimal("NaN")), ["scoring.score_refused"]),
        (replace(PROMISE, progress=Decimal("0.9")), ["scoring.miss_unexplained"]),
        (
            replace(PROMISE, final_score=Decimal("0.9")),
            ["scoring.reason_missing", "scoring.miss_unexplained"],
        ),
        (
            replace(LESSON, learned="", evidence=" "),
            ["scoring.learned_missing", "scoring.evidence_missing"],
        ),
    ],
)
def test_an_incomplete_grade_is_refused(proposal: GradeProposal, message_ids: list[str]) -> None:
    assert [message.id for message in grade_validate(proposal)] == message_ids


@pytest.mark.parametrize(
    ("style", "answer", "score", "weak"),
    [
        (Style.ASPIRATIONAL, BetterState.YES, "0.39", True),
        (Style.ASPIRATIONAL, BetterState.YES, "0.4", False),
        (Style.ASPIRATIONAL, BetterState.NO, "0.7", True),
        (Style.ASPIRATIONAL, BetterState.NO, "0.69", False),
        (Style.COMMITTED, BetterState.NO, "0.9", False),
        (Style.COMMITTED, BetterState.NO, "1", True),
        (Style.COMMITTED, BetterState.YES, "0.1", True),
        (Style.COMMITTED, BetterState.PARTLY, "0", False),
        (Style.ASPIRATIONAL, None, "1", False),
    ],
)
def test_key_results_are_weak_where_answer_and_score_disagree(
    style: Style, answer: BetterState | None, score: str, weak: bool
) -> None:
    proposal = GradeProposal(style=style, progress=Decimal(score), better_state=answer)
    assert is_weak(proposal) is weak


def test_what_is_not_scored_is_not_weak() -> None:
    assert not is_weak(LESSON)


def test_the_grade_says_what_its_score_does_not() -> None:
    proposal = replace(
        STRETCH,
        progress=Decimal(1),
        better_state=BetterState.NO,
        is_guardrail_breached=True,
    )
    assert [message.id for message in grade_remarks(proposal)] == [
        "scoring.grade_guardrail_breached",
        "scoring.key_results_weak",
    ]
    assert grade_remarks(STRETCH) == ()
