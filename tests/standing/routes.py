"""Every address of the product, as its own resolver knows it."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

API = "/api/v1/"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

_PLACEHOLDER = re.compile(r"<(?:[^:>]+:)?(?P<name>[^>]+)>")


@cache
def routes() -> tuple[str, ...]:
    """Return the addresses, placeholders in braces: `/o/{slug}/people`."""
    return tuple(sorted(set(_walk("/", get_resolver().url_patterns))))


def _walk(prefix: str, patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for entry in patterns:
        own = entry.pattern
        # A pattern by regular expression has no placeholders to fill: it stands under its name.
        part = _PLACEHOLDER.sub(r"{\g<name>}", str(own)) if isinstance(own, RoutePattern) else None
        if isinstance(entry, URLResolver):
            yield from _walk(prefix + (part or ""), entry.url_patterns)
        else:
            yield f"{prefix}({entry.name})" if part is None else prefix + part
