"""Work and the result it might turn into, by function: examples for whoever has none in sight."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from plumbline.engine.messages import Message


@dataclass(frozen=True, slots=True)
class Example:
    """One line of work beside the result it turned into.

    Attributes:
        function: What kind of work it is from.
        work: The line that can be done while nothing gets better.
        result: The line that shows that something did.
    """

    function: str
    work: Message
    result: Message


EXAMPLES: Final[Mapping[str, Example]] = {
    each.function: each
    for each in (
        Example(
            "product",
            Message("coaching.example.product.work"),
            Message("coaching.example.product.result"),
        ),
        Example(
            "engineering",
            Message("coaching.example.engineering.work"),
            Message("coaching.example.engineering.result"),
        ),
        Example(
            "marketing",
            Message("coaching.example.marketing.work"),
            Message("coaching.example.marketing.result"),
        ),
        Example(
            "sales",
            Message("coaching.example.sales.work"),
            Message("coaching.example.sales.result"),
        ),
        Example(
            "service",
            Message("coaching.example.service.work"),
            Message("coaching.example.service.result"),
        ),
        Example(
            "operations",
            Message("coaching.example.operations.work"),
            Message("coaching.example.operations.result"),
        ),
        Example(
            "people",
            Message("coaching.example.people.work"),
            Message("coaching.example.people.result"),
        ),
        Example(
            "finance",
            Message("coaching.example.finance.work"),
            Message("coaching.example.finance.result"),
        ),
    )
}
"""By function."""
