"""Answering what people say of a practice."""

from datetime import datetime

from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.permissions import practices_read_permit
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.practice_feedback.models import PracticeFeedback
from plumbline.domain.practice_feedback.permissions import feedback_answer_permit
from plumbline.domain.practice_feedback.services.giving import told, words_check
from plumbline.domain.tenancy.errors import NotFound, Refused
from plumbline.domain.tenancy.versions import version_check, version_save


def feedback_close(
    *,
    actor: Viewer,
    practice: Practice,
    public_id: str,
    answer: str,
    expected: int,
    at: datetime,
) -> PracticeFeedback:
    """Close what somebody said of a practice, with an answer or without.

    Args:
        actor: Who keeps the practice.
        practice: Which.
        public_id: Of what was said.
        answer: For whoever said it; may be empty.
        expected: The version of what was said that it answers.
        at: Now.

    Raises:
        NotFound: It is gone, or the actor may not know who said what.
        PermissionRefused: The actor may read it and not answer.
        Refused: It is closed already.
        StaleVersion: They say something else meanwhile.
        ValidationRefused: The answer is too long.
    """
    with acting(actor):
        practices_read_permit(actor)
        author = feedback_answer_permit(actor, practice)
        rows = PracticeFeedback.objects.select_for_update(of=("self",))
        row: PracticeFeedback | None = rows.filter(practice=practice, public_id=public_id).first()
        if row is None:
            raise NotFound("practice_feedback.not_found")
        version_check(row, expected=expected)
        if row.closed_at is not None:
            raise Refused("practice_feedback.closed")
        words_check(answer, "answer")
        row.answer, row.closed_by_id, row.closed_at = answer.strip(), author.person_id, at
        version_save(row, expected=expected, update_fields=("answer", "closed_by", "closed_at"))
        told(author, practice, "feedback_close", {}, at=at)
        return row
