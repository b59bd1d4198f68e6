"""The calculation tree behind every number.

A `Step` says one thing about a calculation, as a message with the actual numbers in it, and
holds the steps it rests on. Pages open it in place, terminals print it with `render_text`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from plumbline.engine.messages import Message, render


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation.

    Attributes:
        message: What happens here, with the actual numbers as parameters.
        value: What comes out of the step: a ratio, a measure, the name of a state, or `None`
            when nothing can be said.
        parts: The steps this one rests on, in the order they are read.
    """

    message: Message
    value: Decimal | str | None = None
    parts: tuple["Step", ...] = ()


def render_text(step: Step) -> str:
    """Write a calculation tree for a terminal.

    Returns:
        One line a step, parts indented by two spaces under the step that rests on them.
    """
    return "\n".join(_lines(step, 0))


def _lines(step: Step, depth: int) -> Iterator[str]:
    yield "  " * depth + render(step.message)
    for part in step.parts:
        yield from _lines(part, depth + 1)
