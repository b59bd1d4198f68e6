"""No pattern takes for ever: what is typed is read by hundreds of them, each at once."""

import importlib
import pkgutil
import re
import signal
import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from inspect import signature
from types import FrameType

import plumbline.engine
from plumbline.engine.documents.caseless import Caseless

PARTS = [
    *(
        "2026 ",
        "2026",
        "# 2026",
        "Q1 ",
        "1,",
        "1.",
        "1.1.",
        "10",
        "1/2/2026 ",
        "10% ",
        "$5 ",
        "5k ",
    ),
    *("a", "a ", "A ", "a-", "a: ", "a, ", "x/", "team ", "OKR ", "key result ", "owner: ", "@a "),
    *("- ", "# ", "(", "[", "*", "_", "`", "'", '"', "|", "<a ", "<br>", "&amp;", "\\", "\t", " "),
    *("to 5 ", "from 1 ", "and ", "of the ", "by 1 May 2026 ", "http://example.org", "a@b."),
]
REPEATED = 60
MOST_SECONDS = 1.0
"""A pattern that goes back over its own steps takes years, one that does not no time at all."""


class TooLong(BaseException):
    """A pattern is still at work."""


def _too_long(signum: int, frame: FrameType | None) -> None:
    del signum, frame
    raise TooLong


def patterns() -> list[re.Pattern[str]]:
    """Return the patterns that modules of the engine name."""
    for module in pkgutil.walk_packages(plumbline.engine.__path__, "plumbline.engine."):
        importlib.import_module(module.name)
    modules = [each for name, each in sys.modules.items() if name.startswith("plumbline.engine")]
    found = {
        value for module in modules for named in vars(module).values() for value in _compiled(named)
    }
    return sorted(found, key=lambda pattern: pattern.pattern)


def _compiled(value: object) -> Iterator[re.Pattern[str]]:
    """Yield the patterns in a value of a module: itself, or what it compiles when it is asked."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, Caseless):
        yield from (value.any, value.plain)
    elif isinstance(value, _lru_cache_wrapper) and not signature(value).parameters:
        yield from _compiled(value())
    elif isinstance(value, tuple):
        for part in value:
            yield from _compiled(part)


def is_slow(pattern: re.Pattern[str], text: str) -> bool:
    """Return whether a pattern does not come to an end with a text."""
    before = signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        pattern.search(text)
        pattern.fullmatch(text)
    except TooLong:
        return True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return False


def test_no_pattern_goes_back_over_its_own_steps() -> None:
    texts = [part * REPEATED + "\x01" for part in PARTS]
    found = patterns()
    assert len(found) > 450
    assert [
        (each.pattern, text[:9]) for each in found for text in texts if is_slow(each, text)
    ] == []


def test_one_that_does_is_found() -> None:
    assert is_slow(re.compile(r"(?:2026|\d{1,4}|#|\s)+"), "# 2026" * REPEATED + "\x01")
