"""What of an address a view may keep."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode

from plumbline.domain.views.models import ViewPage

#: Neither a thing in focus nor what is folded: those name objectives, which may be private.
PARAMETERS: Final[Mapping[ViewPage, tuple[str, ...]]] = {
    ViewPage.OBJECTIVES: (
        "q",
        "cycle",
        "team",
        "state",
        "owner",
        "style",
        "visibility",
        "tag",
        "sort",
    ),
    ViewPage.MAP: ("q", "cycle", "team", "style", "status", "colour", "form"),
}

#: What the page does anyway.
_USUAL: Final = frozenset({("sort", "place"), ("colour", "status")})
_FIELDS_READ: Final = 100


def query_kept(page: ViewPage, query: str) -> str:
    """Return what a view of a page keeps of a query: known names alone, each once, in one order.

    So two addresses that ask for the same have the same query. It is empty where nothing is
    narrowed, sorted or shown in another form.
    """
    try:
        given = dict(parse_qsl(query, max_num_fields=_FIELDS_READ))
    except ValueError:
        return ""
    said = ((name, given.get(name, "").strip()) for name in PARAMETERS[page])
    return urlencode([pair for pair in said if pair[1] and pair not in _USUAL])
