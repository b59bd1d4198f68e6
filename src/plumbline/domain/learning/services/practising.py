"""Answering an exercise. It is not journaled: how somebody learns is theirs."""

from datetime import datetime
from typing import Final

from plumbline.domain.learning.models import ExerciseTry
from plumbline.domain.learning.permissions import practising_permit
from plumbline.domain.learning.selectors.course import exercise_named
from plumbline.domain.orgs.services.acting import acting, row_check
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.coaching.learning.judging import LONGEST, Verdict, answer_judge
from plumbline.engine.messages import Message

KEPT: Final = 20
"""Tries of one exercise that are kept of a person; of more the oldest go, the one that was enough
last of all."""


def exercise_answer(*, actor: Viewer, exercise: str, answer: str, at: datetime) -> Verdict:
    """Keep an answer of the actor and say what it still lacks.

    Args:
        actor: Who answers; nobody answers for another.
        exercise: The name of the exercise.
        answer: As it was written; its first `LONGEST` characters are kept.
        at: Now.

    Raises:
        NotFound: There is no such exercise.
        PermissionRefused: They have no progress of their own.
        ValidationRefused: Nothing was written.
    """
    asked = exercise_named(exercise)
    words = answer.replace("\r\n", "\n").strip()[:LONGEST]
    with acting(actor):
        practising_permit(actor)
        if not words:
            raise ValidationRefused({"answer": [Message("learning.no_answer")]})
        verdict = answer_judge(asked, words)
        row = ExerciseTry(
            person_id=actor.person_id,
            exercise=asked.name,
            answer=words,
            is_enough=verdict.is_done,
            at=at,
        )
        row_check(row)
        row.save(force_insert=True)
        own = ExerciseTry.objects.filter(person_id=actor.person_id, exercise=asked.name)
        over = own.order_by("-is_enough", "-at", "-pk").values_list("pk", flat=True)[KEPT:]
        ExerciseTry.objects.filter(pk__in=list(over)).delete()
    return verdict
