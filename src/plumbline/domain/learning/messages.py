"""What learning has to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "learning.lesson_not_found": _("There is no such lesson."),
    "learning.exercise_not_found": _("There is no such exercise."),
    "learning.assignment_not_found": _("There is no such assignment."),
    "learning.no_answer": _("Write your answer first."),
    "learning.choose_lessons": _("Choose at least one lesson."),
    "learning.lesson_unknown": _("There is no lesson “{name}”."),
    "learning.due_past": _("Choose a day that is not over, within the next year."),
    "learning.given_already": _(
        "Given already to “{team}”, by {day}: {lessons}. Nobody is asked twice; take that back to "
        "set another day."
    ),
    "learning.given_to_all": _(
        "Given already to everybody, by {day}: {lessons}. Nobody is asked twice; take that back to "
        "set another day."
    ),
    "learning.too_many": _("{most} assignments at a time are enough. Take one back first."),
}
