"""Questions that wait for somebody's answer."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from plumbline.domain.discussion.models import Comment, Mention
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.rows_asked import OtherThan, RowStands
from plumbline.domain.tenancy.scoping import asked_alike

QUESTIONS_UP_TO = 5
WORDS_UP_TO = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question nobody else has answered.

    Attributes:
        key_result: What it is about, where that is not the objective itself.
        text: Its words, shortened.
    """

    public_id: str
    objective: Name
    key_result: Name | None
    author: str
    text: str
    asked_at: datetime


def questions_waiting(*, viewer: Viewer) -> tuple[Question, ...]:
    """Return the questions that want the viewer's answer, the oldest first (one query).

    Those on objectives and key results they own, those on key results of nobody in an objective
    they own, and those that mention them, as long as nobody but the asker has answered.
    """
    return tuple(_question(row) for row in _asked(viewer))


@asked_alike(128)
def _asked(viewer: Viewer) -> QuerySet[Comment]:
    answered = RowStands(
        Comment, reply_to_id=F("pk"), taken_back_at=None, author_id=OtherThan(F("author_id"))
    )
    mentioned = RowStands(Mention, comment_id=F("pk"), person_id=viewer.person_id)
    of_key_result = Q(key_result__owner=viewer.person_id)
    # A comment on no key result joins none, whose owner is empty as well.
    mine = of_key_result | Q(key_result__owner=None, objective__owner=viewer.person_id)
    rows = (
        Comment.objects.filter(
            visible_to(viewer, of="objective"), is_question=True, taken_back_at__isnull=True
        )
        .exclude(author=viewer.person_id)
        .filter(mine | Q(mentioned))
        .exclude(answered)
        .select_related("objective", "key_result", "author")
    )
    return rows.order_by("created_at", "pk")[:QUESTIONS_UP_TO]


def _question(row: Comment) -> Question:
    about = row.key_result
    words = " ".join(row.text.split())
    return Question(
        public_id=row.public_id,
        objective=Name(row.objective.public_id, row.objective.title),
        key_result=Name(about.public_id, about.title) if about else None,
        author=row.author.name,
        text=words if len(words) <= WORDS_UP_TO else f"{words[: WORDS_UP_TO - 1].rstrip()}…",
        asked_at=row.created_at,
    )
