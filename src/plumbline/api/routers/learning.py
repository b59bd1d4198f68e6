"""Lessons with one's own progress, exercises, and lessons that are given to people.

Nothing of it is there while learning is switched off.
"""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest
from plumbline.api.pagination import Page, PageQuery, page_link, part_of
from plumbline.api.references import team_named
from plumbline.api.schemas.learning import (
    AssignmentIn,
    AssignmentOut,
    AssignmentStandingOut,
    ExerciseAnswer,
    ExerciseOut,
    LessonOut,
    LessonTextOut,
    TeamStandingOut,
    VerdictOut,
)
from plumbline.api.schemas.values import PublicId
from plumbline.domain.learning.selectors.assignments import (
    assignment_get,
    assignment_standing,
    assignments_list,
    own_assignments,
)
from plumbline.domain.learning.selectors.course import (
    exercise_named,
    lesson_named,
    own_progress,
)
from plumbline.domain.learning.services.assigning import assignment_give, assignment_take_back
from plumbline.domain.learning.services.practising import exercise_answer
from plumbline.engine.coaching.learning.course import lessons

router = Router(tags=["Learning"])
Id = Annotated[PublicId, Path()]


class AssignmentsQuery(PageQuery):
    """Which assignments."""

    own: bool = False


@router.get("/lessons", response=list[LessonOut], operation_id="lessons_list")
def lessons_list(request: ApiRequest) -> list[LessonOut]:
    """The lessons in the order in which they are best read, with the caller's progress."""
    progress = own_progress(viewer=request.call.viewer)
    return [LessonOut.of(each, progress) for each in lessons().values()]


@router.get("/lessons/{lesson}", response=LessonTextOut, operation_id="lesson_get")
def lesson_get(request: ApiRequest, lesson: str) -> LessonTextOut:
    """One lesson with its text."""
    call = request.call
    return LessonTextOut.of(lesson_named(lesson), own_progress(viewer=call.viewer))


@router.get("/exercises/{exercise}", response=ExerciseOut, operation_id="exercise_get")
def exercise_get(request: ApiRequest, exercise: str) -> ExerciseOut:
    """One exercise, without the answers that it takes."""
    call = request.call
    return ExerciseOut.of(exercise_named(exercise), own_progress(viewer=call.viewer))


@router.post(
    "/exercises/{exercise}/answers", response=VerdictOut, operation_id="exercise_answer_give"
)
def exercise_answer_give(request: ApiRequest, exercise: str, body: ExerciseAnswer) -> VerdictOut:
    """Keep an answer of the caller and say what it still lacks."""
    call = request.call
    verdict = exercise_answer(actor=call.viewer, exercise=exercise, answer=body.answer, at=call.at)
    return VerdictOut.of(verdict)


@router.get("/assignments", response=Page[AssignmentOut], operation_id="assignments_list")
def assignments_list_them(
    request: ApiRequest, response: HttpResponse, query: Query[AssignmentsQuery]
) -> Page[AssignmentOut]:
    """Lessons that are given to somebody, the nearest day first; with `own` to the caller."""
    viewer, on = request.call.viewer, request.call.today
    read = own_assignments if query.own else assignments_list
    rows = read(viewer=viewer, on=on)
    part, after = part_of(rows, query, public_id=lambda row: row.public_id)
    page_link(request, response, after)
    return Page(items=[AssignmentOut.of(row) for row in part], next=after)


@router.post("/assignments", response={201: AssignmentOut}, operation_id="assignment_give")
def assignment_give_it(request: ApiRequest, response: HttpResponse, body: AssignmentIn) -> object:
    """Let the people of a team, or everybody, do some lessons by a day."""
    call = request.call
    row = assignment_give(
        actor=call.viewer,
        team=team_named(call.viewer, body.team),
        lessons=body.lessons,
        due_on=body.due_on,
        at=call.at,
    )
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    facts = assignment_get(viewer=call.viewer, public_id=row.public_id)
    return Status(201, AssignmentOut.of(facts))


@router.get(
    "/assignments/{assignment}", response=AssignmentStandingOut, operation_id="assignment_get"
)
def assignment_get_it(request: ApiRequest, assignment: Id) -> AssignmentStandingOut:
    """One assignment, and by team who is done, as far as the caller may see."""
    call = request.call
    facts = assignment_get(viewer=call.viewer, public_id=assignment)
    found = assignment_standing(viewer=call.viewer, public_id=assignment, on=call.today)
    return AssignmentStandingOut(
        assignment=AssignmentOut.of(facts), teams=[TeamStandingOut.of(each) for each in found.teams]
    )


@router.delete(
    "/assignments/{assignment}", response={204: None}, operation_id="assignment_take_back"
)
def assignment_take_back_it(request: ApiRequest, assignment: Id) -> object:
    """Let an assignment count no more; what people did stays done."""
    call = request.call
    assignment_take_back(actor=call.viewer, public_id=assignment, at=call.at)
    return Status(204, None)
