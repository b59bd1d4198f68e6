"""Addresses that only take an act, opened in a browser: they lead to what the act is about."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers

SEE_OTHER = 303


class OpenedActMiddleware:
    """Leads whoever opens the address of an act to the page above it.

    A new tab, a bookmark and a tab that the browser restores open such an address, and an empty
    405 would be all that is seen. A program, which does not ask for a page, still gets that one.
    What the viewer may not see stays hidden: the page above answers for itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and lead on from what only takes a POST."""
        response = self._get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.method != "GET":
            return response
        if "text/html" in request.headers.get("Accept", ""):
            response = HttpResponseRedirect(page_above(request.path_info), status=SEE_OTHER)
        patch_vary_headers(response, ["Accept"])
        return response


def page_above(path: str) -> str:
    """Return the nearest address above `path` that there is; a further act leads on itself."""
    above = path.rstrip("/")
    while "/" in above:
        above = above.rpartition("/")[0]
        for address in (above, f"{above}/"):
            try:
                resolve(address)
            except Resolver404:
                continue
            return address
    return "/"
