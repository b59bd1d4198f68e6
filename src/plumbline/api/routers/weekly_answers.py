"""The three questions of a week: what a team's people answered, and one's own answers."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL_FOR_SOME, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.schemas.values import Day, Narrowing, PublicId
from plumbline.api.schemas.weekly_answers import (
    AnswersTold,
    OwnAnswersOut,
    WeeklyAnswersIn,
    WeekOut,
)
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.reviews.selectors.weekly_answers import (
    weekly_answers_told,
    weekly_questions_of,
)
from plumbline.domain.reviews.services.weekly_answers import weekly_answers_write

router = Router(tags=["Weekly answers"])
Id = Annotated[PublicId, Path()]


class WeekQuery(Narrowing):
    """A day of the week that is asked for; this week, unless said otherwise."""

    as_of: Day | None = None


@router.get("/teams/{team}/weekly-answers", response=WeekOut, operation_id="weekly_answers_list")
def weekly_answers_list(request: ApiRequest, team: Id, query: Query[WeekQuery]) -> WeekOut:
    """What people of a team answered in a week, by name."""
    call = request.call
    row = team_get(viewer=call.viewer, public_id=team)
    told = weekly_answers_told(viewer=call.viewer, team=row, at=call.at, as_of=query.as_of)
    return WeekOut(answers=[AnswersTold.model_validate(each) for each in told])


@router.get(
    "/teams/{team}/weekly-answers/mine",
    response=OwnAnswersOut,
    operation_id="weekly_answers_get",
    openapi_extra=CONDITIONAL_FOR_SOME,
)
def weekly_answers_get(request: ApiRequest, response: HttpResponse, team: Id) -> object:
    """What one answered for a team this week, empty before; with what one wanted to learn."""
    return entity_answer(request, response, _own(request.call, team))


@router.put(
    "/teams/{team}/weekly-answers/mine",
    response=OwnAnswersOut,
    operation_id="weekly_answers_write",
    openapi_extra=GUARDED,
)
def weekly_answers_put(
    request: ApiRequest, response: HttpResponse, team: Id, body: WeeklyAnswersIn
) -> object:
    """Answer the three questions for a team this week, or change one's answers."""
    call = request.call
    expected = call.expected(lambda: _own(call, team))
    weekly_answers_write(
        actor=call.viewer,
        team=team_get(viewer=call.viewer, public_id=team),
        words=body.words(),
        expected=expected,
        at=call.at,
    )
    return entity_answer(request, response, _own(call, team))


def _own(call: Call, team: str) -> Entity:
    row = team_get(viewer=call.viewer, public_id=team)
    asked = weekly_questions_of(viewer=call.viewer, team=row, at=call.at)
    body = OwnAnswersOut.of(asked)
    return Entity(body, 1 if asked.answers is None else asked.answers.version)
