"""The words a cycle may take, for interfaces: they read no models."""

from typing import Final

from plumbline.domain.cycles.models import PATTERN_CHARACTERS, CycleKind, CyclePhase

__all__ = ["NAMED_KINDS", "PATTERN_CHARACTERS", "CycleKind", "CyclePhase"]

#: The kinds that a calendar names; a custom one is called as somebody says.
NAMED_KINDS: Final = (CycleKind.QUARTER, CycleKind.YEAR, CycleKind.HALF, CycleKind.MONTH)
