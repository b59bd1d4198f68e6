"""The security headers of every response: pages, the API, static files and errors."""

from collections.abc import Callable
from typing import Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
FOREIGN_FILE_POLICY: Final = (
    "default-src 'none'; sandbox; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""Of files that people handed in: whatever is in them, nothing runs and nothing is loaded."""
LETTER_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""Of a mail shown as it looks: its styles stand on its elements; nothing else is let through."""
FRAMING_POLICY: Final = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
"""Of the page that shows one in a frame."""
STRICT_TRANSPORT_SECURITY: Final = f"max-age={365 * 24 * 3600}; includeSubDomains"

HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class ForeignFileResponse(FileResponse):
    """A file that somebody handed in; it is shown in a sandbox, if at all."""


class LetterResponse(HttpResponse):
    """A mail as it looks, for a frame of ours: nothing runs in it and nothing is loaded."""


class FramingResponse(HttpResponse):
    """A page that shows a letter in a frame."""


#: What those answers are held to that the policy of pages does not fit.
POLICIES: Final[tuple[tuple[type[HttpResponseBase], str], ...]] = (
    (ForeignFileResponse, FOREIGN_FILE_POLICY),
    (LetterResponse, LETTER_POLICY),
    (FramingResponse, FRAMING_POLICY),
)


class SecurityHeadersMiddleware:
    """The outermost middleware, so that no response leaves without the headers.

    No view can weaken them: what a view has set is replaced. Pages of signed-in people are kept
    out of shared caches unless the view has said otherwise.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers with the headers set."""
        response = self._get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        for kind, policy in POLICIES:
            if isinstance(response, kind):
                response.headers["Content-Security-Policy"] = policy
        if request.is_secure():
            response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT_SECURITY
        if isinstance(response, HttpResponse):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
