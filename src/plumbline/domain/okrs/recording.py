"""Journal entries about objectives and key results."""

from collections.abc import Mapping
from datetime import datetime

from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.okrs.models import KeyResult, Objective


def objective_journal(
    author: Author, objective: Objective, *, act: str, at: datetime, changes: Mapping[str, Change]
) -> None:
    """Write down an act on an objective."""
    journal_record(
        author=author,
        act=f"objective.{act}",
        subject=Subject("objective", objective.pk, objective.public_id),
        at=at,
        changes=changes,
    )


def key_result_journal(
    author: Author, key_result: KeyResult, *, act: str, at: datetime, changes: Mapping[str, Change]
) -> None:
    """Write down an act on a key result."""
    journal_record(
        author=author,
        act=f"key_result.{act}",
        subject=Subject("key_result", key_result.pk, key_result.public_id),
        at=at,
        changes=changes,
    )
