"""The export of a cycle, by the name under which a standing test knows it."""

from plumbline.domain.transfer.selectors.export import document_export

__all__ = ["document_export"]
