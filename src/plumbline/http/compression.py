"""Pages are sent compressed; what has a tag, is a file or comes bit by bit stays as it is."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PageCompressionMiddleware(GZipMiddleware):
    """Compresses pages, of which nine tenths are the same words again and again.

    A compressed length may tell an attacker who sees it whether a page holds what they made it
    repeat. Therefore each answer is lengthened by up to a hundred random bytes, the token of every
    form is masked anew, and what is secret and shown once (a token, an invitation) is the answer
    to a form that no other site can send.

    The API is left alone: compression would make its tags weak, and a weak one is no `If-Match`.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress a page for a browser that takes it so."""
        if "ETag" in response.headers or not _is_page(response):
            return response
        return super().process_response(request, response)


def _is_page(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")
