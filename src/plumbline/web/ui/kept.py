"""Pieces made once: what is made of the same words is the same, whoever asks for it.

A page of rows is mostly rows that were there the last time. Each is kept under all that it is made
of, the language it is made in and where the site begins, for its links say that. So a row that says
anything else is another row, and nobody can be shown what was not handed in for them (ADR 0032).
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.urls import get_script_prefix
from django.utils.translation import get_language

_P = ParamSpec("_P")
_Piece = TypeVar("_Piece")


def kept(most: int) -> Callable[[Callable[_P, _Piece]], Callable[_P, _Piece]]:
    """Keep what a function makes of its arguments, in each language.

    Args:
        most: So many pieces; the one that was not asked for the longest goes first.
    """

    def keeping(make: Callable[_P, _Piece]) -> Callable[_P, _Piece]:
        @lru_cache(maxsize=most)
        def in_language(
            language: str | None,
            prefix: str,
            *args: _P.args,
            **kwargs: _P.kwargs,
        ) -> _Piece:
            return make(*args, **kwargs)

        @wraps(make)
        def made(*args: _P.args, **kwargs: _P.kwargs) -> _Piece:
            return in_language(get_language(), get_script_prefix(), *args, **kwargs)  # type: ignore[arg-type]  # pieces are frozen

        return made

    return keeping
