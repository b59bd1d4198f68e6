"""Best practices that come along: what the field recommends, with its sources.

Each is shown as not adopted until an organization adopts it. A key is never given to another one.
"""

from collections.abc import Mapping
from typing import Final

from plumbline.domain.governance.library.agreement import AGREEMENT
from plumbline.domain.governance.library.balance import BALANCE
from plumbline.domain.governance.library.measuring import MEASURING
from plumbline.domain.governance.library.rhythm import RHYTHM
from plumbline.domain.governance.library.row import LibraryPractice
from plumbline.domain.governance.library.writing import WRITING

LIBRARY: Final[Mapping[str, LibraryPractice]] = {
    **WRITING,
    **MEASURING,
    **BALANCE,
    **RHYTHM,
    **AGREEMENT,
}

__all__ = ["LIBRARY", "LibraryPractice"]
