"""Reading the discussion of an objective or key result: threads of it, or comment by comment."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Prefetch, Q, QuerySet

from plumbline.domain.attachments.selectors import AttachmentFacts, attachment_facts
from plumbline.domain.discussion.models import Comment, CommentAttachment
from plumbline.domain.discussion.permissions import is_own
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.permissions import key_result_acts, objective_acts, visible_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.names import team_name
from plumbline.domain.okrs.selectors.objectives import key_result_get, objective_get
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.paging import rows_part
from plumbline.domain.tenancy.rows_asked import Asked, OtherThan, RowStands
from plumbline.domain.tenancy.scoping import asked_alike

THREADS_OF_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class MentionFacts:
    """Somebody whom a comment mentions, and how it calls them."""

    person: Name
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFacts:
    """One comment.

    Attributes:
        objective: What it hangs on.
        key_result: What it is about, where that is not the objective itself.
        text: Empty once it was taken back.
        reply_to: Public id of the comment that begins its thread; `None` where it begins one.
        is_answered: Of a question whether somebody else has answered it.
        is_own: Whether the viewer wrote it, and so may change it as long as they may comment.
    """

    public_id: str
    objective: Name
    key_result: Name | None
    author: Name
    text: str
    mentions: tuple[MentionFacts, ...]
    attachments: tuple[AttachmentFacts, ...]
    reply_to: str | None
    is_question: bool
    is_answered: bool
    created_at: datetime
    edited_at: datetime | None
    is_taken_back: bool
    is_own: bool
    version: int


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and its answers, oldest first."""

    comment: CommentFacts
    replies: tuple[CommentFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """A page of what was said about a thing, the thread that began last on top.

    Attributes:
        subject: What it is about; `objective` what that hangs on.
        total: Threads in all.
        number: Which page it is, from 1, of `pages`.
        questions: How many questions wait for an answer, on all pages.
        may_comment: Whether the viewer may say something.
    """

    subject: Name
    objective: Name
    team: Name | None
    is_of_key_result: bool
    threads: tuple[Thread, ...]
    total: int
    number: int
    pages: int
    questions: int
    may_comment: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPage:
    """Comments, newest first; pass `after` on for the next page, `None` on the last one."""

    comments: tuple[CommentFacts, ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a discussion is about, as its page knows it.

    Attributes:
        objective: What it hangs on.
        key_result: What it is about, where that is not the objective itself.
        may_comment: Whether the viewer may say something.
    """

    objective: Name
    team: Name | None
    key_result: Name | None = None
    may_comment: bool = False


def discussion_of_objective(
    *,
    viewer: Viewer,
    public_id: str,
    page: int = 1,
    comment: str = "",
    size: int = THREADS_OF_A_PAGE,
) -> Discussion:
    """Return what was said about an objective itself.

    Raises:
        NotFound: There is none with this id, or the viewer does not see it.
    """
    row = objective_get(viewer=viewer, public_id=public_id)
    subject = Subject(
        objective=Name(row.public_id, row.title),
        team=team_name(row.team),
        may_comment=Act.COMMENT in objective_acts(viewer, row),
    )
    return discussion_of(viewer=viewer, subject=subject, page=page, comment=comment, size=size)


def discussion_of_key_result(
    *,
    viewer: Viewer,
    public_id: str,
    page: int = 1,
    comment: str = "",
    size: int = THREADS_OF_A_PAGE,
) -> Discussion:
    """Return what was said about a key result.

    Raises:
        NotFound: There is none with this id, or the viewer does not see it.
    """
    row = key_result_get(viewer=viewer, public_id=public_id)
    subject = Subject(
        objective=Name(row.objective.public_id, row.objective.title),
        team=team_name(row.objective.team),
        key_result=Name(row.public_id, row.title),
        may_comment=Act.COMMENT in key_result_acts(viewer, row),
    )
    return discussion_of(viewer=viewer, subject=subject, page=page, comment=comment, size=size)


def discussion_of(
    *,
    viewer: Viewer,
    subject: Subject,
    page: int = 1,
    comment: str = "",
    size: int = THREADS_OF_A_PAGE,
) -> Discussion:
    """Return what was said about a thing: one query where nothing was, seven at most.

    Nothing was said to a viewer who does not see the objective, whatever else they may read of it.

    Args:
        viewer: Who asks.
        subject: About what, read for the same viewer.
        page: From 1; a page that is not there is the last one.
        comment: The page on which this one stands is meant, as long as it does (two more queries).
        size: How many threads a page holds.
    """
    rows = _seen(viewer).filter(objective__public_id=subject.objective.public_id)
    if subject.key_result is None:
        rows = rows.filter(key_result=None)
    else:
        rows = rows.filter(key_result__public_id=subject.key_result.public_id)
    stands = Q(taken_back_at=None)
    begun = rows.filter(stands | Q(_replied()), reply_to=None)
    waits = Q(is_question=True) & stands & ~Q(_answered())
    counted = begun.aggregate(total=Count("pk"), questions=Count("pk", filter=waits))
    total = counted["total"]
    pages = max(1, -(-total // size))
    page = _page_with(rows, begun, comment, size=size) or page
    number = min(max(page, 1), pages)
    first = (number - 1) * size
    order = _told(begun).order_by("-created_at", "-pk")
    shown = list(order[first : first + size]) if total else []
    replies = _replies(viewer, shown)
    return Discussion(
        subject=subject.key_result or subject.objective,
        objective=subject.objective,
        team=subject.team,
        is_of_key_result=subject.key_result is not None,
        threads=tuple(Thread(_facts(row, viewer), replies.get(row.pk, ())) for row in shown),
        total=total,
        number=number,
        pages=pages,
        questions=counted["questions"],
        may_comment=subject.may_comment,
    )


def _page_with(
    rows: QuerySet[Comment], begun: QuerySet[Comment], comment: str, *, size: int
) -> int:
    """Return the page on which the thread of a comment stands; 0 for none."""
    named = rows.filter(public_id=comment).select_related("reply_to").first() if comment else None
    if named is None:
        return 0
    root = named.reply_to or named
    later = Q(created_at__gt=root.created_at) | Q(created_at=root.created_at, pk__gt=root.pk)
    return int(begun.filter(later).count()) // size + 1


def comments_of(
    *,
    viewer: Viewer,
    objective: Objective,
    key_result: KeyResult | None = None,
    after: str | None = None,
    limit: int = 25,
) -> CommentPage:
    """Return comments one by one, newest first, without those that were taken back.

    Args:
        viewer: Who asks.
        objective: What they hang on.
        key_result: What they are about, where that is not the objective itself.
        after: Where the page before ended.
        limit: Comments of a page.

    Raises:
        NotFound: The page before ended with a comment that is gone.
    """
    rows = _seen(viewer).filter(objective=objective, key_result=key_result)
    # What the page before ended with may have been taken back since.
    some, ended = rows_part(
        _told(rows.filter(taken_back_at__isnull=True)),
        ("-created_at", "-pk"),
        after=after,
        limit=limit,
        among=rows,
    )
    return CommentPage(comments=tuple(_facts(row, viewer) for row in some), after=ended)


def comment_get(*, viewer: Viewer, public_id: str) -> Comment:
    """Return a comment on what the viewer sees.

    Raises:
        NotFound: There is none with this id, or it is not for the viewer's eyes.
    """
    rows = _told(_seen(viewer)).filter(public_id=public_id, taken_back_at__isnull=True)
    comment: Comment | None = rows.first()
    if comment is None:
        raise NotFound("discussion.not_found")
    return comment


def comment_facts(*, viewer: Viewer, public_id: str) -> CommentFacts:
    """Return a comment as it is shown.

    Raises:
        NotFound: There is none with this id, or it is not for the viewer's eyes.
    """
    return _facts(comment_get(viewer=viewer, public_id=public_id), viewer)


def comment_files(comment: Comment) -> tuple[AttachmentFacts, ...]:
    """Return the files of a comment that was read for the viewer."""
    return attachment_facts(each.attachment for each in comment.attached.all())


def attached_get(*, viewer: Viewer, public_id: str) -> CommentAttachment:
    """Return a file, with its comment, that hangs on what the viewer sees today.

    Raises:
        NotFound: There is none with this id, it was taken away, or it is not for the viewer's eyes.
    """
    rows = CommentAttachment.objects.filter(
        visible_to(viewer, of="comment__objective"),
        comment__taken_back_at__isnull=True,
        attachment__public_id=public_id,
        attachment__removed_at__isnull=True,
    )
    found: CommentAttachment | None = rows.select_related(
        "attachment", "comment__objective", "comment__key_result"
    ).first()
    if found is None:
        raise NotFound("attachments.not_found")
    return found


def _replies(viewer: Viewer, begun: Iterable[Comment]) -> Mapping[int, tuple[CommentFacts, ...]]:
    ids = [row.pk for row in begun]
    if not ids:
        return {}
    found: dict[int, tuple[CommentFacts, ...]] = defaultdict(tuple)
    rows = Comment.objects.filter(reply_to_id__in=ids, taken_back_at__isnull=True)
    for row in _told(rows).order_by("created_at", "pk"):
        if row.reply_to is not None:  # none without: they were asked for by it
            found[row.reply_to.pk] += (_facts(row, viewer),)
    return found


@asked_alike(128)
def _seen(viewer: Viewer) -> QuerySet[Comment]:
    """Return the comments on all that the viewer sees."""
    return Comment.objects.filter(visible_to(viewer, of="objective"))


def _replied(**columns: Asked) -> RowStands:
    """Return whether a reply to a comment stands."""
    return RowStands(Comment, reply_to_id=F("pk"), taken_back_at=None, **columns)


def _answered() -> RowStands:
    """Return whether somebody else replied to a comment."""
    return _replied(author_id=OtherThan(F("author_id")))


def _told(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """Fetch all that a comment is shown with (three queries)."""
    return (
        rows.annotate(answered=_answered())
        .select_related("author", "objective__team", "key_result", "reply_to")
        .prefetch_related(
            "mentions__person",
            Prefetch(
                "attached", CommentAttachment.objects.select_related("attachment").order_by("pk")
            ),
        )
    )


def _facts(row: Comment, viewer: Viewer) -> CommentFacts:
    key_result = row.key_result
    return CommentFacts(
        public_id=row.public_id,
        objective=Name(row.objective.public_id, row.objective.title),
        key_result=Name(key_result.public_id, key_result.title) if key_result else None,
        author=Name(row.author.public_id, row.author.name),
        text=row.text,
        mentions=tuple(
            MentionFacts(Name(each.person.public_id, each.person.name), each.written)
            for each in row.mentions.all()
        ),
        attachments=comment_files(row),
        reply_to=row.reply_to.public_id if row.reply_to else None,
        is_question=row.is_question,
        is_answered=bool(row.answered),  # type: ignore[attr-defined]  # annotated by `_told`
        created_at=row.created_at,
        edited_at=row.edited_at,
        is_taken_back=row.taken_back_at is not None,
        is_own=is_own(viewer, row),
        version=row.version,
    )
