"""Pages elsewhere that belong to an objective or key result, as documents name them (M13)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from plumbline.engine.documents.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalLink:
    """A page elsewhere.

    Attributes:
        address: An http or https address.
        title: What stands there, in a few words; `None` means its host.
    """

    address: str
    title: str | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)
