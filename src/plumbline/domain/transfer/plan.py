"""The plan of an import, by the name under which pages know it."""

from plumbline.domain.transfer.selectors.plan import import_plan

__all__ = ["import_plan"]
