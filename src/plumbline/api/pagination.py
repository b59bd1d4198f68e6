"""Pages of lists: continued behind their last item, refused rather than cut short."""

from typing import Annotated, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from plumbline.api.schemas.values import Narrowing, Output, PublicId

PAGE_SIZE = 50
PAGE_SIZE_MAX = 200

Item = TypeVar("Item", bound=BaseModel)


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
