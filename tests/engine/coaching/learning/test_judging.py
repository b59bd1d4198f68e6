"""Answers that are enough, answers that are not, and what is said of them."""

import pytest

from plumbline.engine.coaching.learning.exercises import Exercise, ExerciseKind, exercises
from plumbline.engine.coaching.learning.judging import answer_judge
from plumbline.engine.messages import render
from plumbline.engine.rules.registry import registered

WRITTEN = [each for each in exercises().values() if each.kind is not ExerciseKind.CHOICE]
CHOSEN = [each for each in exercises().values() if each.kind is ExerciseKind.CHOICE]


def by_name(exercise: Exercise) -> str:
    return exercise.name


@pytest.mark.parametrize("exercise", WRITTEN, ids=by_name)
def test_good_answers_are_enough_and_bad_ones_are_told_what_is_wrong(exercise: Exercise) -> None:
    assert len(exercise.good) >= 2
    assert len(exercise.bad) >= 3
    for answer in (*exercise.good, exercise.sample):
        assert answer_judge(exercise, answer).names == (), answer
    for bad in exercise.bad:
        assert bad.says in answer_judge(exercise, bad.words).names, bad.words


@pytest.mark.parametrize("exercise", WRITTEN, ids=by_name)
def test_nothing_the_same_again_and_gibberish_are_no_answer(exercise: Exercise) -> None:
    assert answer_judge(exercise, " \n ").names == ("empty",)
    if exercise.given:
        assert answer_judge(exercise, f" {exercise.given.upper()}! ").names == ("unchanged",)
    for nothing in (
        "lorem ipsum dolor sit amet",
        "asdf qwer zxcv from 40 to 60",
        "xxxx sdfgh wrtz",
    ):
        assert "gibberish" in answer_judge(exercise, nothing).names
    for missing in answer_judge(exercise, "x").missing:
        assert render(missing)


@pytest.mark.parametrize("exercise", CHOSEN, ids=by_name)
def test_one_option_is_right_and_each_says_why(exercise: Exercise) -> None:
    verdicts = [answer_judge(exercise, str(at + 1)) for at in range(len(exercise.options))]
    assert [each.is_done for each in verdicts].count(True) == 1
    assert all(each.chosen.endswith((".", "?")) for each in verdicts)
    for nothing in ("0", "9", "²", "-1", "one", "11"):
        assert answer_judge(exercise, nothing).names == ("choose",)


def test_exercises_name_rules_that_are_there() -> None:
    known = {one.rule.name for one in registered().values()}
    assert {rule for each in exercises().values() for rule in each.gone} <= known


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("0.6 as twelve of twenty points were covered", ()),
        ("0,6 as twelve of twenty points were covered", ()),
        ("0.65 as we were nearly there in the end", ()),
        ("0.70 as we were nearly there in the end", ("grade",)),
        ("60% as we were nearly there in the end", ("no_grade",)),
        ("2026 was a good year for all of us", ("no_grade",)),
        ("1 since it felt like a full success", ("grade",)),
    ],
)
def test_a_grade_is_the_part_of_the_way_that_was_covered(
    answer: str, names: tuple[str, ...]
) -> None:
    assert answer_judge(exercises()["grade-this"], answer).names == names


def test_what_is_too_long_or_strange_is_judged_all_the_same() -> None:
    for exercise in exercises().values():
        for answer in ("a" * 100_000, "\x00\ud800", "≥ ☃ 5 5 5 5", "1 " * 5000):
            assert not answer_judge(exercise, answer).is_done
