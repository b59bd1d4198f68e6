"""Lessons and exercises by name, and how far somebody has come with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q

from plumbline.domain.learning.models import ExerciseTry
from plumbline.domain.learning.permissions import practises
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.coaching.learning.course import Lesson, lessons
from plumbline.engine.coaching.learning.exercises import Exercise, exercises


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody has come.

    Attributes:
        tries: By exercise, how often it was answered; those never answered are left out.
        done: Exercises that were answered well enough once.
    """

    tries: Mapping[str, int] = field(default_factory=dict)
    done: Collection[str] = frozenset()

    def exercises_done(self, lesson: Lesson) -> int:
        """Return how many of a lesson's exercises are done."""
        return sum(name in self.done for name in lesson.exercises)

    def is_done(self, lesson: Lesson) -> bool:
        """Whether a lesson is done: all of its exercises are."""
        return self.exercises_done(lesson) == len(lesson.exercises)

    def is_begun(self, lesson: Lesson) -> bool:
        """Whether any of its exercises was answered."""
        return any(name in self.tries for name in lesson.exercises)


@dataclass(frozen=True, slots=True)
class TryFacts:
    """An answer that was given."""

    answer: str
    is_enough: bool


def lesson_named(name: str) -> Lesson:
    """Return a lesson.

    Raises:
        NotFound: There is none of that name.
    """
    found = lessons().get(name)
    if found is None:
        raise NotFound("learning.lesson_not_found")
    return found


def exercise_named(name: str) -> Exercise:
    """Return an exercise.

    Raises:
        NotFound: There is none of that name.
    """
    found = exercises().get(name)
    if found is None:
        raise NotFound("learning.exercise_not_found")
    return found


def own_progress(*, viewer: Viewer) -> Progress:
    """Return how far the viewer has come (one query); nothing for whoever has no progress."""
    if not practises(viewer):
        return Progress()
    rows = (
        ExerciseTry.objects.filter(person_id=viewer.person_id)
        .values_list("exercise")
        .annotate(tries=Count("pk"), enough=Count("pk", filter=Q(is_enough=True)))
    )
    found = [(name, tries, enough) for name, tries, enough in rows]
    return Progress(
        {name: tries for name, tries, _enough in found},
        frozenset(name for name, _tries, enough in found if enough),
    )


def own_tries(*, viewer: Viewer, exercise: str) -> tuple[TryFacts, ...]:
    """Return the viewer's answers to an exercise, the latest first (one query)."""
    if not practises(viewer):
        return ()
    rows = ExerciseTry.objects.filter(person_id=viewer.person_id, exercise=exercise)
    return tuple(TryFacts(row.answer, row.is_enough) for row in rows.order_by("-at", "-pk"))
