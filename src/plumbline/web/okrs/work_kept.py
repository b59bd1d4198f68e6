"""Work that became a result: it stays beside the key result, as a comment that names it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from plumbline.domain.discussion.services.comments import CommentValues, comment_write

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult
    from plumbline.web.visits import Visit


def work_keep(visit: "Visit", row: "KeyResult", work: str) -> None:
    """Say beside a key result which work serves it, as the person who wrote it."""
    words = _("Work that serves it: %(work)s") % {"work": work}
    comment_write(
        actor=visit.viewer,
        objective=row.objective,
        key_result=row,
        values=CommentValues(text=words),
        at=visit.at,
    )
