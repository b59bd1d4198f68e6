"""Finding objectives and key results by the words of their titles."""

from typing import Annotated

from ninja import Query, Router
from pydantic import Field, StringConstraints

from plumbline.api.calls import ApiRequest
from plumbline.api.schemas.search import FoundOut, HitOut
from plumbline.api.schemas.values import Narrowing, Text
from plumbline.domain.okrs.selectors.finding import (
    MOST_CHARACTERS,
    Hits,
    key_results_found,
    objectives_found,
    words_of,
)

router = Router(tags=["Search"])

MOST = 25


class SearchQuery(Narrowing):
    """What is looked for, and how much of it is answered at once."""

    text: Annotated[Text, StringConstraints(min_length=1, max_length=MOST_CHARACTERS)]
    limit: Annotated[int, Field(ge=1, le=MOST)] = 5
    offset: Annotated[int, Field(ge=0, le=1000)] = 0


@router.get("/search", response=FoundOut, operation_id="search")
def search(request: ApiRequest, query: Query[SearchQuery]) -> FoundOut:
    """Objectives and key results whose title holds every word; what runs comes first."""
    words, viewer = words_of(query.text), request.call.viewer
    objectives = objectives_found(viewer=viewer, words=words, first=query.offset, limit=query.limit)
    results = key_results_found(viewer=viewer, words=words, first=query.offset, limit=query.limit)
    return FoundOut(
        objectives=_hits(objectives),
        more_objectives=objectives.is_more,
        key_results=_hits(results),
        more_key_results=results.is_more,
    )


def _hits(found: Hits) -> list[HitOut]:
    return [HitOut.model_validate(hit) for hit in found.rows]
