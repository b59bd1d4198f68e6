"""Lessons that the champion of the example gives to everybody, and who began with them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from plumbline.domain.demo.content.company import CHAMPION
from plumbline.domain.demo.stage import Stage
from plumbline.domain.demo.timeline import Timeline
from plumbline.domain.learning.services.assigning import assignment_give
from plumbline.domain.learning.services.practising import exercise_answer
from plumbline.engine.coaching.learning.course import lessons
from plumbline.engine.coaching.learning.exercises import ExerciseKind, exercises

GIVEN_AFTER: Final = timedelta(days=17)
DUE_AFTER: Final = timedelta(days=70)
GIVEN: Final = ("what-okrs-are", "outcome-not-activity", "numbers-and-baselines")
TRIED: Final = "Publish 40 blog articles"


#: A second time, while the quarter runs: nobody has begun with it, and its day is near.
GIVEN_LATER: Final = ("reading-forecasts",)
LATER_AFTER: Final = timedelta(days=50)
LATER_DUE: Final = timedelta(days=65)


def lessons_enter(stage: Stage, timeline: Timeline) -> None:
    """Enter lessons given early in the quarter, answers in the week after, and one given later."""
    later = stage.calendar.this_start + LATER_AFTER
    timeline.enter(later, partial(_give, stage, GIVEN_LATER, LATER_DUE))
    given = stage.calendar.this_start + GIVEN_AFTER
    timeline.enter(given, partial(_give, stage, GIVEN, DUE_AFTER))
    for number, key in enumerate(stage.people):
        answered = given + timedelta(days=1 + number % 5)
        # Every third is done, every third has begun, and the others have not.
        if number % 3 == 0:
            timeline.enter(answered, partial(_answer, stage, key, GIVEN))
        elif number % 3 == 1:
            timeline.enter(answered, partial(_answer, stage, key, GIVEN[:1]))


def _give(stage: Stage, names: Sequence[str], due_after: timedelta, at: datetime) -> None:
    due_on = stage.calendar.this_start + due_after
    assignment_give(
        actor=stage.viewer(CHAMPION.key, at), team=None, lessons=names, due_on=due_on, at=at
    )


def _answer(stage: Stage, key: str, names: Sequence[str], at: datetime) -> None:
    actor = stage.viewer(key, at)
    for name in (each for lesson in names for each in lessons()[lesson].exercises):
        exercise = exercises()[name]
        answers = [exercise.sample]
        if exercise.kind is ExerciseKind.CHOICE:
            right = [each.is_right for each in exercise.options].index(True)
            answers = [str(right + 1)]
        elif name == "activity-to-key-result":
            answers = [TRIED, exercise.sample]
        for answer in answers:
            exercise_answer(actor=actor, exercise=name, answer=answer, at=at)
