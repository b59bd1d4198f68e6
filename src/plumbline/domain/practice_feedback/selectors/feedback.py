"""What people say of a practice: one's own, the counts, and every word for its keepers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Q, QuerySet

from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.permissions import practices_read_permit
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.practice_feedback.choices import Verdict
from plumbline.domain.practice_feedback.models import PracticeFeedback
from plumbline.domain.practice_feedback.permissions import feedback_readable
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.paging import rows_part

# Words come along: interfaces read no models.
__all__ = [
    "COUNTED_FROM",
    "Counts",
    "FeedbackFacts",
    "FeedbackPart",
    "OwnFeedback",
    "Verdict",
    "feedback_get",
    "feedback_list",
    "feedback_part",
    "feedback_said_part",
    "own_feedback",
]

COUNTED_FROM: Final = 5
"""Whoever does not keep a practice sees counts of so many people at least: of fewer one could tell
who said what."""
_LATEST: Final = ("-given_at", "-pk")


@dataclass(frozen=True, slots=True)
class OwnFeedback:
    """What the viewer said of a practice last.

    Attributes:
        is_current: Whether that is about its words of today.
        answer: Of whoever keeps it; empty where they closed it without a word.
        version: Of the row, for the next change.
    """

    verdict: Verdict
    words: str
    given_at: datetime
    is_current: bool
    answer: str
    closed_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people said what of the words of today."""

    helps: int
    hinders: int
    unclear: int

    @property
    def total(self) -> int:
        """Return how many said anything."""
        return self.helps + self.hinders + self.unclear


@dataclass(frozen=True, slots=True)
class FeedbackPart:
    """What somebody may know of the feedback on a practice.

    Attributes:
        counts: None where the viewer does not keep it and fewer than `COUNTED_FROM` said anything.
        open: How many wait for an answer, whatever words they are about; 0 for whoever does not
            keep it.
        is_keeper: Whether the viewer reads every word.
    """

    counts: Counts | None
    open: int
    is_keeper: bool


@dataclass(frozen=True, slots=True)
class FeedbackFacts:
    """What one person said, for whoever keeps the practice.

    Attributes:
        person: Their public id.
        is_current: Whether it is about the words of today.
        closed_by: Name; empty while it is open.
    """

    public_id: str
    person: str
    person_name: str
    verdict: Verdict
    words: str
    given_at: datetime
    is_current: bool
    answer: str
    closed_by: str
    closed_at: datetime | None
    version: int


def own_feedback(*, viewer: Viewer, practice: Practice) -> OwnFeedback | None:
    """Return what the viewer said of a practice last; None where they said nothing (one query).

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    rows = PracticeFeedback.objects.filter(practice=practice, person_id=viewer.person_id)
    row: PracticeFeedback | None = rows.order_by("-words_version").first()
    if row is None:
        return None
    return OwnFeedback(
        verdict=Verdict(row.verdict),
        words=row.words,
        given_at=row.given_at,
        is_current=row.words_version == practice.words_version,
        answer=row.answer,
        closed_at=row.closed_at,
        version=row.version,
    )


def feedback_part(*, viewer: Viewer, practice: Practice) -> FeedbackPart:
    """Return what the viewer may know of the feedback on a practice (one query).

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    today = Q(words_version=practice.words_version)
    told = PracticeFeedback.objects.filter(practice=practice).aggregate(
        open=Count("pk", filter=Q(closed_at=None)),
        **{each.value: Count("pk", filter=today & Q(verdict=each)) for each in Verdict},
    )
    waiting = told.pop("open")
    counts, is_keeper = Counts(**told), feedback_readable(viewer, practice)
    if not is_keeper:
        return FeedbackPart(counts if counts.total >= COUNTED_FROM else None, 0, False)
    return FeedbackPart(counts, waiting, True)


def feedback_list(
    *, viewer: Viewer, practice: Practice, is_open: bool | None = None
) -> Sequence[FeedbackFacts]:
    """Return what each person said of a practice, what waits first, then the latest (one query).

    Args:
        viewer: Who keeps the practice.
        practice: Which.
        is_open: Only what waits for an answer, or only what is closed.

    Raises:
        NotFound: The viewer may not know who said what.
    """
    _keeps(viewer, practice)
    rows = _narrowed(_rows().filter(practice=practice), is_open).order_by(*_LATEST)
    facts = [_facts(row, practice) for row in rows]
    return sorted(facts, key=lambda each: each.closed_at is not None)


def feedback_said_part(
    *,
    viewer: Viewer,
    practice: Practice,
    is_open: bool | None = None,
    after: str | None = None,
    limit: int = 50,
) -> tuple[Sequence[FeedbackFacts], str | None]:
    """Return some of what people said of a practice, the latest first, and where the next stand.

    One query; two behind the first part. What waits is no earlier than the rest: it could be
    answered between two parts, and what stands behind it would be left out.

    Args:
        viewer: Who keeps the practice.
        practice: Which.
        is_open: As of `feedback_list`.
        after: Where the part before ended.
        limit: So many.

    Raises:
        NotFound: The viewer may not know who said what, or what the part before ended with is gone.
    """
    _keeps(viewer, practice)
    every = _rows().filter(practice=practice)
    # What the part before ended with may have been answered since.
    some, ended = rows_part(
        _narrowed(every, is_open), _LATEST, after=after, limit=limit, among=every
    )
    return [_facts(row, practice) for row in some], ended


def _narrowed(rows: QuerySet[PracticeFeedback], is_open: bool | None) -> QuerySet[PracticeFeedback]:
    return rows if is_open is None else rows.filter(closed_at__isnull=is_open)


def feedback_get(*, viewer: Viewer, practice: Practice, public_id: str) -> FeedbackFacts:
    """Return what one person said of a practice (one query).

    Raises:
        NotFound: There is nothing of the kind, or the viewer may not know who said what.
    """
    _keeps(viewer, practice)
    row = _rows().filter(practice=practice, public_id=public_id).first()
    if row is None:
        raise NotFound("practice_feedback.not_found")
    return _facts(row, practice)


def _keeps(viewer: Viewer, practice: Practice) -> None:
    practices_read_permit(viewer)
    if not feedback_readable(viewer, practice):
        raise NotFound("practice_feedback.not_found")


def _rows() -> QuerySet[PracticeFeedback]:
    rows: QuerySet[PracticeFeedback] = PracticeFeedback.objects.select_related(
        "person", "closed_by"
    )
    return rows


def _facts(row: PracticeFeedback, practice: Practice) -> FeedbackFacts:
    return FeedbackFacts(
        public_id=row.public_id,
        person=row.person.public_id,
        person_name=row.person.name,
        verdict=Verdict(row.verdict),
        words=row.words,
        given_at=row.given_at,
        is_current=row.words_version == practice.words_version,
        answer=row.answer,
        closed_by=row.closed_by.name if row.closed_by else "",
        closed_at=row.closed_at,
        version=row.version,
    )
