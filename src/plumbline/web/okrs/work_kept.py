"""Work that became a result: it stays beside the key result, as a comment that names it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.translation import gettext as _

from plumbline.domain.discussion.services.comments import CommentValues, comment_write
from plumbline.domain.okrs.permissions import key_result_acts
from plumbline.domain.orgs.rights import Act

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult
    from plumbline.web.visits import Visit


def work_keep(visit: "Visit", row: "KeyResult", work: str) -> None:
    """Say beside a key result which work serves it, as the person who wrote it.

    Whoever may write a key result may not always speak about it, as of what is private: they are
    told the words, and what they wrote is saved all the same.
    """
    if Act.COMMENT not in key_result_acts(visit.viewer, row):
        words = _("You may not comment here, so the work that serves it is not kept: %(work)s")
        messages.warning(visit.request, words % {"work": work})
        return
    words = _("Work that serves it: %(work)s")
    comment_write(
        actor=visit.viewer,
        objective=row.objective,
        key_result=row,
        values=CommentValues(text=words % {"work": work}),
        at=visit.at,
    )
