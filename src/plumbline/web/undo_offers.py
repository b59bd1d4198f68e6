"""Saying what was done together with the way to take it back."""

from django.contrib import messages
from django.http import HttpRequest


def undo_offer(request: HttpRequest, words: str, *, url: str) -> None:
    """Let the next page say what was done, with a button that takes it back.

    Args:
        request: Of who did it.
        words: What was done.
        url: What the button posts to; it needs to know nothing more.
    """
    messages.success(request, words, extra_tags=url)
