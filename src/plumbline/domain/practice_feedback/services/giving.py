"""Saying what one thinks of a practice, and taking it back."""

from datetime import datetime
from typing import Final

from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.permissions import practices_read_permit
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.services.acting import acting, row_insert
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.practice_feedback.choices import Verdict
from plumbline.domain.practice_feedback.models import PracticeFeedback
from plumbline.domain.practice_feedback.permissions import feedback_permit
from plumbline.domain.tenancy.errors import Refused, StaleVersion, ValidationRefused
from plumbline.domain.tenancy.versions import version_check, version_save
from plumbline.engine.messages import Message

WORDS: Final = 2_000


def feedback_give(
    *,
    actor: Viewer,
    practice: Practice,
    verdict: Verdict,
    words: str,
    read_version: int,
    expected: int,
    at: datetime,
) -> PracticeFeedback:
    """Say what one thinks of a practice as it was read, or say something else of it.

    What is changed is open again, without the answer that the earlier words had. The journal tells
    that it happened and nothing of what was said: that is for whoever keeps the practice.

    Args:
        actor: Who lives with it.
        practice: In use.
        verdict: How it is to live with.
        words: Why; may be empty.
        read_version: `words_version` of the practice as the actor read it.
        expected: The version of what they said of these words before; 0 where they said nothing.
        at: Now.

    Raises:
        PermissionRefused: A program says nothing of a practice.
        Refused: The practice is put away, or changed since they read it.
        StaleVersion: They said something else meanwhile, or took it back, in another window.
        ValidationRefused: The words are too long.
    """
    with acting(actor):
        practices_read_permit(actor)
        author = feedback_permit(actor)
        # Locked, so that its words do not change while somebody speaks of them.
        about = Practice.objects.select_for_update(of=("self",)).get(pk=practice.pk)
        if about.is_archived:
            raise Refused("practice_feedback.put_away")
        if about.words_version != read_version:
            raise Refused("practice_feedback.changed")
        words_check(words, "words")
        rows = PracticeFeedback.objects.select_for_update(of=("self",))
        row: PracticeFeedback | None = rows.filter(
            practice=about, person_id=actor.person_id, words_version=read_version
        ).first()
        if row is None:
            row = PracticeFeedback(
                practice=about, person_id=actor.person_id, words_version=read_version
            )
            if expected:  # they took it back meanwhile
                row.version = 0
                raise StaleVersion("tenancy.version.stale", current=row)
            _fill(row, verdict, words, at)
            row_insert(row, taken=StaleVersion("tenancy.version.stale", current=row))
        else:
            version_check(row, expected=expected)
            _fill(row, verdict, words, at)
            fields = ("verdict", "words", "given_at", "answer", "closed_by", "closed_at")
            version_save(row, expected=expected, update_fields=fields)
        told(author, about, "feedback", {"version": Change(None, about.version)}, at=at)
        return row


def feedback_take_back(*, actor: Viewer, practice: Practice, at: datetime) -> None:
    """Take back all that one said of a practice, of earlier words too; nothing of it is kept.

    Raises:
        PermissionRefused: A program said nothing of a practice.
        Refused: They said nothing of it.
    """
    with acting(actor):
        author = feedback_permit(actor)
        gone, _each = PracticeFeedback.objects.filter(
            practice=practice, person_id=actor.person_id
        ).delete()
        if not gone:
            raise Refused("practice_feedback.none")
        told(author, practice, "feedback_take_back", {}, at=at)


def words_check(words: str, field: str) -> None:
    """Refuse words that are too long.

    Raises:
        ValidationRefused: With the reason at the field.
    """
    if len(words) > WORDS:
        said = {"limit": WORDS, "length": len(words)}
        raise ValidationRefused({field: [Message("practice_feedback.too_long", said)]})


def told(
    author: Author, practice: Practice, act: str, changes: dict[str, Change], *, at: datetime
) -> None:
    """Tell the journal that it happened, and of no word."""
    journal_record(
        author=author,
        act=f"practice.{act}",
        subject=Subject("practice", practice.pk, practice.public_id),
        at=at,
        changes=changes,
    )


def _fill(row: PracticeFeedback, verdict: Verdict, words: str, at: datetime) -> None:
    row.verdict, row.words, row.given_at = verdict, words.strip(), at
    row.answer, row.closed_by, row.closed_at = "", None, None
