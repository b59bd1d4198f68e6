"""What one side waits for and another one delivers, as documents tell it (M12)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from plumbline.engine.documents.choices import PromiseState
from plumbline.engine.documents.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """One side waits for what the other one delivers by a day.

    Each side is a key result, by its document id, or a team with the person who stands for it.

    Attributes:
        title: What is needed.
        state: How far the two sides are; `None` means asked.
        reason: Why it was declined, moved or withdrawn.
        author: Who did what its state says.
        asked_at: When it was asked for (UTC).
    """

    title: str
    needed_by: date
    waiting: str | None = None
    waiting_team: str | None = None
    waiting_person: str | None = None
    delivering: str | None = None
    delivering_team: str | None = None
    delivering_person: str | None = None
    state: PromiseState | None = None
    reason: str | None = None
    author: str | None = None
    asked_at: datetime | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)
