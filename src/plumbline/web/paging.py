"""Which page of a long list was asked for, and the way to those around it."""

from typing import Protocol

from django.http import HttpRequest

from plumbline.web.ui.notices import Pages

MOST_DIGITS = 6


class ListPage(Protocol):
    """A page of a list, as selectors return it."""

    @property
    def total(self) -> int:
        """How much there is in all."""

    @property
    def number(self) -> int:
        """Which page it is, from 1."""

    @property
    def pages(self) -> int:
        """How many there are, at least 1."""


def page_asked(request: HttpRequest) -> int:
    """Return the number of the page asked for; what is no number asks for the first."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isdecimal() and len(asked) <= MOST_DIGITS else 1


def pages_of(found: ListPage, *, size: int, url: str) -> Pages | None:
    """Return the way through a list; `None` for one that fits on a page.

    Args:
        found: The page that is shown.
        size: How many a page holds.
        url: Where the list stands, perhaps with a query.
    """
    if found.pages == 1:
        return None
    first = (found.number - 1) * size
    joined = f"{url}{'&' if '?' in url else '?'}page="
    return Pages(
        first=first + 1,
        last=min(first + size, found.total),
        total=found.total,
        previous_url=f"{joined}{found.number - 1}" if found.number > 1 else "",
        next_url=f"{joined}{found.number + 1}" if found.number < found.pages else "",
    )
