"""The end of an objective: the owner's answer first, then a grade judged by its style."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import BetterState, KeyResult, Objective, State, Style
from plumbline.domain.okrs.services.grading import (
    GradeValues,
    grade_close,
    grade_propose,
    grading_start,
)
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.tenancy.errors import (
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, World
from tests.world_okrs import (
    first_key_result,
    make_check_in,
    make_link,
    make_objective,
    progress_of,
    stored,
)

LATER = AT + timedelta(hours=1)
MISSED = GradeValues(better_state=BetterState.PARTLY, note="A storm took two weeks.")
CAST = ("ada", "carl", "lena", "mia", "max", "dee", "vic", "aud", "fin")


def graded(world: World, *, style: Style = Style.COMMITTED, value: str | None = "40") -> Objective:
    """Make an objective that waits for its grade."""
    objective = make_objective(world, style=style)
    if value is not None:
        make_check_in(world, first_key_result(world, objective), value)
    with world.reading():
        grading_start(actor=world.system, objective=objective, expected=objective.version, at=AT)
    return stored(world, objective)


def close(world: World, objective: Objective, values: GradeValues) -> Objective:
    with world.reading():
        return grade_close(
            actor=world.system,
            objective=objective,
            values=values,
            expected=objective.version,
            at=LATER,
        )


def refused(world: World, objective: Objective, values: GradeValues) -> list[str]:
    """Try to close; nothing may change. Returns what is said."""
    with pytest.raises(ValidationRefused) as refusal:
        close(world, objective, values)
    now = stored(world, objective)
    assert (now.state, now.version, now.final_score) == (State.GRADING, objective.version, None)
    return [message.id for message in refusal.value.field_errors[""]]


def test_what_waits_for_its_grade_has_ended_and_so_have_its_key_results(world: World) -> None:
    objective = graded(world)
    assert objective.state == State.GRADING
    assert first_key_result(world, objective).state == State.GRADING
    assert progress_of(world, objective) == Decimal("0.4")


def test_the_owner_answers_first_and_the_leader_closes(world: World) -> None:
    objective = graded(world)
    mia, lena = world.viewer("mia"), world.viewer("lena")
    with world.reading():
        proposed = grade_propose(
            actor=mia,
            objective=objective,
            values=replace(MISSED, score=Decimal("0.5"), reason="Half of it holds."),
            expected=objective.version,
            at=AT,
        )
        assert (proposed.state, proposed.self_score, proposed.final_score) == (
            State.GRADING,
            Decimal("0.5"),
            None,
        )
        closed = grade_close(
            actor=lena, objective=proposed, values=MISSED, expected=proposed.version, at=LATER
        )
        acts = JournalEntry.objects.filter(subject_public_id=objective.public_id)
        assert set(acts.values_list("act", flat=True)) >= {
            "objective.grade_self",
            "objective.grade_final",
            "objective.close",
        }
    assert (closed.state, closed.self_score, closed.final_score) == (
        State.CLOSED,
        Decimal("0.5"),
        Decimal("0.4"),
    )
    assert (closed.better_state, closed.grade_note) == ("partly", "A storm took two weeks.")
    assert first_key_result(world, closed).state == State.CLOSED


def test_a_closed_child_still_counts_in_its_parent(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    child = graded(world)
    make_link(world, child, parent, weight="1")
    close(world, child, MISSED)
    assert progress_of(world, parent) == Decimal("0.2")
    with world.reading():
        assert recomputation_compare() == []


@pytest.mark.parametrize(
    ("style", "value", "values", "said"),
    [
        (Style.COMMITTED, "40", replace(MISSED, note=" "), ["scoring.miss_unexplained"]),
        (
            Style.COMMITTED,
            "40",
            replace(MISSED, score=Decimal("0.6")),
            ["scoring.reason_missing"],
        ),
        (
            Style.ASPIRATIONAL,
            "40",
            replace(MISSED, score=Decimal("1.1")),
            ["scoring.score_refused"],
        ),
        (
            Style.ASPIRATIONAL,
            "40",
            replace(MISSED, score=Decimal("NaN")),
            ["scoring.score_refused"],
        ),
        (
            Style.LEARNING,
            "40",
            MISSED,
            ["scoring.learned_missing", "scoring.evidence_missing"],
        ),
    ],
)
def test_a_grade_that_leaves_something_open_is_refused(
    world: World, style: Style, value: str, values: GradeValues, said: list[str]
) -> None:
    assert refused(world, graded(world, style=style, value=value), values) == said


@pytest.mark.parametrize(
    ("style", "values", "final"),
    [
        (Style.COMMITTED, MISSED, Decimal("0.4")),
        (Style.ASPIRATIONAL, GradeValues(better_state=BetterState.NO), Decimal("0.4")),
        (
            Style.ASPIRATIONAL,
            GradeValues(better_state=BetterState.YES, score=Decimal("0.8"), reason="Late value"),
            Decimal("0.8"),
        ),
        (
            Style.LEARNING,
            GradeValues(better_state=BetterState.YES, learned="Few call", evidence="A survey"),
            None,
        ),
    ],
)
def test_each_style_has_its_own_grade(
    world: World, style: Style, values: GradeValues, final: Decimal | None
) -> None:
    objective = close(world, graded(world, style=style), values)
    assert (objective.state, objective.final_score) == (State.CLOSED, final)


def test_what_is_not_being_graded_takes_no_grade(world: World) -> None:
    objective = make_objective(world)
    with pytest.raises(Refused) as refusal:
        close(world, objective, MISSED)
    assert refusal.value.message.id == "okrs.grade.not_grading"
    assert stored(world, objective).state == State.ACTIVE


def test_a_grade_is_final(world: World) -> None:
    objective = close(world, graded(world), MISSED)
    with pytest.raises(Refused):
        close(world, objective, replace(MISSED, score=Decimal(1), reason="Better so"))
    assert stored(world, objective).final_score == Decimal("0.4")


def test_the_second_of_two_is_refused(world: World) -> None:
    objective = graded(world)
    with world.reading(), pytest.raises(StaleVersion):
        grade_propose(
            actor=world.system,
            objective=objective,
            values=MISSED,
            expected=objective.version - 1,
            at=AT,
        )
    assert stored(world, objective).self_score is None


@pytest.mark.parametrize("who", CAST)
def test_the_owner_proposes_and_a_leader_closes_and_nobody_else(world: World, who: str) -> None:
    objective = graded(world)
    viewer = world.viewer(who)
    for act, allowed in ((grade_propose, {"mia"}), (grade_close, {"ada", "carl", "lena"})):
        objective = stored(world, objective)
        with world.reading():
            before = list(Objective.objects.values()) + list(KeyResult.objects.values())
            if who in allowed:
                act(
                    actor=viewer,
                    objective=objective,
                    values=MISSED,
                    expected=objective.version,
                    at=LATER,
                )
                continue
            with pytest.raises(PermissionRefused):
                act(
                    actor=viewer,
                    objective=objective,
                    values=MISSED,
                    expected=objective.version,
                    at=LATER,
                )
            assert list(Objective.objects.values()) + list(KeyResult.objects.values()) == before
