"""Which objectives of the last quarter the example company keeps to begin others from."""

from dataclasses import dataclass
from typing import Final

from plumbline.domain.okrs.starters import Function


@dataclass(frozen=True, slots=True)
class Kept:
    """An objective by its key, and what it is called as a template.

    Attributes:
        key_results: What its key results are called where titles would state its figures.
    """

    key: str
    name: str
    function: Function
    with_figures: bool = False
    key_results: tuple[str, ...] = ()


TEMPLATES: Final = (
    Kept(
        "last-claims-human",
        "Customers hear from a person",
        Function.SERVICE,
        key_results=("Desks a claim passes", "Complaints about how a claim was handled"),
    ),
    Kept("last-fewer-empty", "Fewer empty kilometres", Function.OPERATIONS, with_figures=True),
)
