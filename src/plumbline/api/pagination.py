"""Pages of lists: continued behind their last item, refused rather than cut short."""

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from plumbline.api.schemas.values import Narrowing, Output, PublicId
from plumbline.domain.tenancy.errors import NotFound

PAGE_SIZE = 50
PAGE_SIZE_MAX = 200

Item = TypeVar("Item", bound=BaseModel)
Row = TypeVar("Row")


class PageQuery(Narrowing):
    """Which part of a list; a limit out of bounds is refused, never quietly lowered."""

    limit: Annotated[int, Field(ge=1, le=PAGE_SIZE_MAX)] = PAGE_SIZE
    after: Annotated[
        PublicId | None, Field(description="The `next` of the page before; none for the first.")
    ] = None


class Page(Output, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next: str | None = Field(
        description="Send it as `after` for the next page; null on the last one."
    )


def page_link(request: HttpRequest, response: HttpResponse, after: str | None) -> None:
    """Add the address of the next page as a `Link` header."""
    if after is None:
        return
    query = request.GET.copy()
    query["after"] = after
    address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    response.headers["Link"] = f'<{address}>; rel="next"'


def part_of(
    rows: Sequence[Row], query: PageQuery, *, public_id: Callable[[Row], str]
) -> tuple[Sequence[Row], str | None]:
    """Return one page of a list that is read whole, and what the next one is asked for with.

    Args:
        rows: All there is, in order.
        query: Which part.
        public_id: Of a row.

    Raises:
        NotFound: What the page before ended with is gone.
    """
    first = 0
    if query.after is not None:
        ids = [public_id(row) for row in rows]
        if query.after not in ids:
            raise NotFound("tenancy.page_gone")
        first = ids.index(query.after) + 1
    part = rows[first : first + query.limit]
    ended = first + query.limit >= len(rows)
    return part, None if ended else public_id(part[-1])
