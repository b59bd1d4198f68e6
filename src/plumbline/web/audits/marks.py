"""Checks as marks: one each, so that what is broken is seen before it is read."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plumbline.domain.audits.selectors.compliance import Tally

MARKS: Final = 28
"""More checks of one team than this are told in words alone: nobody counts as many marks."""


def marks_of(tally: "Tally") -> tuple[str, ...]:
    """Return `kept`, `waived` or `broken` for each check; nothing where there are too many."""
    if tally.asked > MARKS:
        return ()
    return ("kept",) * tally.kept + ("waived",) * tally.waived + ("broken",) * tally.broken
