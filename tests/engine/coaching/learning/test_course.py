"""Lessons hold what they promise: rules that are there, an example, exercises, sources."""

from plumbline.engine.coaching.learning.course import (
    BlockKind,
    Lesson,
    lesson_of_exercise,
    lesson_of_rule,
    lessons,
)
from plumbline.engine.coaching.learning.exercises import ExerciseKind, exercises
from plumbline.engine.coaching.learning.questions import questions
from plumbline.engine.rules.registry import registered


def words_of(lesson: Lesson) -> list[str]:
    prose = [run.words for block in lesson.blocks for line in block.lines for run in line]
    cells = [cell for block in lesson.blocks for row in block.rows for cell in row]
    return " ".join([*prose, *cells]).split()


def test_every_lesson_is_short_has_a_table_and_says_whom_it_is_from() -> None:
    assert len(lessons()) >= 12
    for lesson in lessons().values():
        # Some 150 words a minute leave a minute or two for an exercise.
        assert 250 <= len(words_of(lesson)) <= 150 * (lesson.minutes - 1) + 75, lesson.name
        assert 3 <= lesson.minutes <= 5
        assert lesson.sources
        assert lesson.aim.endswith(".")
        assert lesson.exercises
        kinds = [block.kind for block in lesson.blocks]
        assert {BlockKind.TABLE, BlockKind.HEADING} <= set(kinds), lesson.name


def test_tables_are_even_and_no_mark_is_left_in_the_words() -> None:
    for lesson in lessons().values():
        for block in lesson.blocks:
            assert {len(row) for row in block.rows} <= {len(block.head)}, lesson.name
        assert not {"*", "|", "##", "-"} & set(words_of(lesson)), lesson.name
        assert not any("*" in word for word in words_of(lesson)), lesson.name


def test_every_rule_on_okrs_has_a_lesson_and_every_lesson_known_rules() -> None:
    names = {one.rule.name: one.rule.code for one in registered().values()}
    assert {rule for lesson in lessons().values() for rule in lesson.rules} <= names.keys()
    untaught = names.keys() - lesson_of_rule().keys()
    assert {names[name][:4] for name in untaught} == {"PL-S"}  # of suppressions in a file


def test_a_rule_leads_to_the_lesson_that_is_about_it() -> None:
    taught = {name: lesson.name for name, lesson in lesson_of_rule().items()}
    assert taught["activity-as-result"] == "outcome-not-activity"
    assert taught["objective-is-task"] == "objectives-worth-reaching"
    assert taught["objective-has-number"] == "objectives-worth-reaching"
    assert taught["too-many-key-results"] == "what-okrs-are"


def test_every_exercise_belongs_to_one_lesson() -> None:
    placed = [name for lesson in lessons().values() for name in lesson.exercises]
    assert sorted(placed) == sorted(exercises())
    assert lesson_of_exercise()["grade-this"].name == "grading"
    written = [each for each in exercises().values() if each.kind is not ExerciseKind.CHOICE]
    assert len(written) >= 8


def test_questions_are_answered_grouped_and_lead_to_a_lesson() -> None:
    assert len(questions()) >= 20
    assert len({each.words for each in questions()}) == len(questions())
    assert len({each.group for each in questions()}) >= 4
    for each in questions():
        assert (each.words[-1], each.answer[-1]) == ("?", "."), each.words
        assert each.lesson in lessons()
