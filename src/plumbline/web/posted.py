"""What a form without fields of its own sends along."""

from django.http import HttpRequest


def version_sent(request: HttpRequest) -> int:
    """Return the version a form was opened on; what is no number is older than any."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
