"""The words a cycle may take, for interfaces: they read no models."""

from plumbline.domain.cycles.models import CycleKind, CyclePhase

__all__ = ["CycleKind", "CyclePhase"]
