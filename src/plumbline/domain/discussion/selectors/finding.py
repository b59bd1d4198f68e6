"""Finding comments by their words, on what the viewer sees and nothing else."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from plumbline.domain.discussion.models import Comment
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.finding import spellings
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.databases.seeking import sought

#: Signs of a comment that are shown before the first word that was looked for, and in all.
BEFORE, SHOWN = 40, 160
#: Signs around words that a comment shows as bold, italic or code; in an excerpt they say nothing.
EMPHASIS = re.compile(r"(?<!\w)(\*\*|\*|`)(?=\S)(.+?)(?<=\S)\1(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentHit:
    """A comment that was found.

    Attributes:
        excerpt: Its words around the first that was looked for, on one line.
        about: The title of what it is about.
        objective: The public id of the objective it hangs on.
        key_result: That of the key result it is about; empty where it is the objective itself.
    """

    public_id: str
    excerpt: str
    about: str
    objective: str
    key_result: str
    author: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class CommentHits:
    """Some of what was found, the latest first; `is_more` when there is more behind it."""

    rows: tuple[CommentHit, ...]
    is_more: bool


def comments_found(
    *, viewer: Actor, words: tuple[str, ...], first: int = 0, limit: int = 5
) -> CommentHits:
    """Return comments that hold all words, the latest first (two queries).

    What was taken back has no words any more and is not found.

    Args:
        viewer: Who asks; a comment is as private as what it hangs on.
        words: From `okrs.selectors.finding.words_of`; nothing is found by none.
        first: How many to leave out, of the pages before.
        limit: Comments of a page.
    """
    if not words:
        return CommentHits((), is_more=False)
    condition = sought(Comment, [spellings(word) for word in words])
    for word in words:
        either = Q()
        for spelling in spellings(word):
            either |= Q(text__icontains=spelling)
        condition &= either
    rows = Comment.objects.filter(condition, visible_to(viewer, of="objective"), taken_back_at=None)
    rows = rows.select_related("author", "objective", "key_result").order_by("-created_at", "-pk")
    page = list(rows[first : first + limit + 1])
    found = tuple(_hit(row, words[0]) for row in page[:limit])
    return CommentHits(found, is_more=len(page) > limit)


def _hit(row: Comment, word: str) -> CommentHit:
    about = row.key_result or row.objective
    return CommentHit(
        public_id=row.public_id,
        excerpt=excerpt_of(row.text, word),
        about=about.title,
        objective=row.objective.public_id,
        key_result=row.key_result.public_id if row.key_result else "",
        author=row.author.name,
        created_at=row.created_at,
    )


def excerpt_of(text: str, word: str) -> str:
    """Return the words around the first one that was looked for, cut between words."""
    line = EMPHASIS.sub(r"\2", " ".join(text.split()))
    at = max(0, line.lower().find(word.lower()))
    start = 0 if at <= BEFORE else line.rfind(" ", 0, at - BEFORE) + 1 or at - BEFORE
    end = start + SHOWN
    if end < len(line):
        gap = line.rfind(" ", start, end)
        end = gap if gap > at else end
    return f"{'… ' if start else ''}{line[start:end]}{' …' if end < len(line) else ''}"
