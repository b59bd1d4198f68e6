"""Pieces drawn once: what is drawn of the same words is the same, whoever asks for it.

A page of rows is mostly rows that were there the last time. Each is kept under all that it is drawn
of and the language it is drawn in, so a row that says anything else is another row, and nobody can
be shown what was not handed in for them (ADR 0032).
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec

from django.utils.safestring import SafeString
from django.utils.translation import get_language

_P = ParamSpec("_P")


def kept(most: int) -> Callable[[Callable[_P, SafeString]], Callable[_P, SafeString]]:
    """Keep what a function draws of its arguments, in each language.

    Args:
        most: So many drawings; the one that was not asked for the longest goes first.
    """

    def keeping(draw: Callable[_P, SafeString]) -> Callable[_P, SafeString]:
        @lru_cache(maxsize=most)
        def in_language(
            language: str | None,
            *args: _P.args,
            **kwargs: _P.kwargs,
        ) -> SafeString:
            return draw(*args, **kwargs)

        @wraps(draw)
        def drawn(*args: _P.args, **kwargs: _P.kwargs) -> SafeString:
            return in_language(get_language(), *args, **kwargs)  # type: ignore[arg-type]  # pieces are frozen

        return drawn

    return keeping
