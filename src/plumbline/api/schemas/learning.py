"""Lessons, exercises and assignments, coming in and going out."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from plumbline.api.schemas.values import Day, Input, Output, PublicId, Ref, Text
from plumbline.api.schemas.wording import WordingFindingOut
from plumbline.domain.learning.selectors.course import exercise_named
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.coaching.learning.exercises import ExerciseKind

if TYPE_CHECKING:
    from plumbline.domain.learning.selectors.assignments import AssignmentFacts, TeamStanding
    from plumbline.domain.learning.selectors.course import Progress
    from plumbline.engine.coaching.learning.course import Lesson
    from plumbline.engine.coaching.learning.exercises import Exercise
    from plumbline.engine.coaching.learning.judging import Verdict


class ExerciseLineOut(Output):
    """An exercise of a lesson, and how far the caller is."""

    name: str
    title: str
    tries: int
    is_done: bool


class LessonOut(Output):
    """A lesson of the course, and how far the caller is."""

    name: str
    title: str
    aim: str
    minutes: int
    exercises: list[ExerciseLineOut]
    is_done: bool = Field(description="All of its exercises are.")

    @classmethod
    def of(cls, lesson: "Lesson", progress: "Progress") -> "LessonOut":
        """Return a lesson as it is shown."""
        return cls(
            name=lesson.name,
            title=lesson.title,
            aim=lesson.aim,
            minutes=lesson.minutes,
            exercises=[
                ExerciseLineOut(
                    name=name,
                    title=exercise_named(name).title,
                    tries=progress.tries.get(name, 0),
                    is_done=name in progress.done,
                )
                for name in lesson.exercises
            ],
            is_done=progress.is_done(lesson),
        )


class LessonTextOut(Output):
    """A lesson with its text."""

    lesson: LessonOut
    text: str = Field(description="Markdown.")
    rules: list[str] = Field(description="Names of the rules that it teaches.")
    sources: list[str]

    @classmethod
    def of(cls, lesson: "Lesson", progress: "Progress") -> "LessonTextOut":
        """Return a lesson with its text as it is shown."""
        return cls(
            lesson=LessonOut.of(lesson, progress),
            text=lesson.text,
            rules=list(lesson.rules),
            sources=list(lesson.sources),
        )


class ExerciseOut(Output):
    """Something to write or to choose."""

    name: str
    kind: ExerciseKind
    title: str
    task: str
    above: str = Field(description="The objective that the answer belongs to.")
    given: str = Field(description="The line that is to be turned, or that is paired.")
    options: list[str] = Field(description="What is chosen from; answer with its number, from 1.")
    tries: int
    is_done: bool

    @classmethod
    def of(cls, exercise: "Exercise", progress: "Progress") -> "ExerciseOut":
        """Return an exercise as it is shown: without the answers that it takes."""
        return cls(
            name=exercise.name,
            kind=exercise.kind,
            title=exercise.title,
            task=exercise.task,
            above=exercise.above,
            given=exercise.given,
            options=[each.words for each in exercise.options],
            tries=progress.tries.get(exercise.name, 0),
            is_done=exercise.name in progress.done,
        )


class ExerciseAnswer(Input):
    """What somebody writes; of a choice the number of the option."""

    answer: Annotated[Text, Field(max_length=2000)]


class VerdictOut(Output):
    """What an answer still lacks."""

    is_done: bool
    findings: list[WordingFindingOut]
    missing: list[str]
    chosen: str = Field(description="What is said of the option that was chosen.")

    @classmethod
    def of(cls, verdict: "Verdict") -> "VerdictOut":
        """Return a verdict as it is shown."""
        return cls(
            is_done=verdict.is_done,
            findings=[WordingFindingOut.of(each) for each in verdict.findings],
            missing=[wording(each) for each in verdict.missing],
            chosen=verdict.chosen,
        )


class AssignmentOut(Output):
    """Lessons that people are to do by a day."""

    id: str
    team: Ref | None = Field(description="With all teams below it; null for everybody.")
    lessons: list[str] = Field(description="Names of lessons.")
    due_on: date
    given_by: str
    given_at: datetime

    @classmethod
    def of(cls, facts: "AssignmentFacts") -> "AssignmentOut":
        """Return an assignment as it is shown."""
        return cls(
            id=facts.public_id,
            team=Ref(id=facts.team_id, name=facts.team) if facts.team_id else None,
            lessons=[each.name for each in facts.lessons],
            due_on=facts.due_on,
            given_by=facts.given_by,
            given_at=facts.given_at,
        )


class TeamStandingOut(Output):
    """Who of a team is done with an assignment, in the order of names."""

    team: str = Field(description="Name; empty for people without a team.")
    done: list[str]
    open: list[str]

    @classmethod
    def of(cls, standing: "TeamStanding") -> "TeamStandingOut":
        """Return a standing as it is shown."""
        return cls(team=standing.team, done=list(standing.done), open=list(standing.open))


class AssignmentStandingOut(Output):
    """An assignment, and who is done with it as far as the caller may see."""

    assignment: AssignmentOut
    teams: list[TeamStandingOut]


class AssignmentIn(Input):
    """Which lessons, for whom, by when."""

    team: PublicId | None = Field(None, description="With all teams below it; null for everybody.")
    lessons: Annotated[list[Annotated[Text, Field(max_length=60)]], Field(max_length=50)]
    due_on: Day
