"""What a request sends along with a form."""

from django.http import HttpRequest, QueryDict


def form_sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent; `None` while its page is only opened."""
    return request.POST if request.method == "POST" else None


def version_sent(request: HttpRequest) -> int:
    """Return the version a form was opened on; what is no number is older than any.

    An undo has it in its address.
    """
    typed = request.POST.get("version") or request.GET.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
