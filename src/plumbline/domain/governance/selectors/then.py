"""What was in force at an instant: practices as their versions said, and waivers.

For audits, which ask nobody's leave.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from plumbline.domain.governance.choices import WaiverState
from plumbline.domain.governance.models import Practice, PracticeVersion, Waiver
from plumbline.domain.governance.selectors.said import as_said, version_holding


@dataclass(frozen=True, slots=True)
class PracticeThen:
    """A practice as it stood at an instant.

    Attributes:
        practice: Its row, holding what its version said; it must not be saved.
        number: That version.
    """

    practice: Practice
    number: int


@dataclass(frozen=True, slots=True)
class WaiverThen:
    """A waiver that was in force at an instant.

    Attributes:
        waiver: Its row of today.
        granted_by_id: Who granted it; `None` for nobody that is known.
        granted_at: When.
        answer: Why it was granted; empty where it was ended before that was kept.
    """

    waiver: Waiver
    granted_by_id: int | None
    granted_at: datetime | None
    answer: str


def practices_then(*, at: datetime, on: date) -> Sequence[PracticeThen]:
    """Return every practice that held at an instant, in the order it was adopted (one query).

    Args:
        at: The instant; what was written later counts for nothing.
        on: The organization's day it was.
    """
    said: dict[int, list[PracticeVersion]] = {}
    rows = PracticeVersion.objects.filter(at__lte=at).select_related("practice")
    for version in rows.order_by("practice_id", "number"):
        said.setdefault(version.practice_id, []).append(version)
    used = (each for each in said.values() if not each[-1].said["is_archived"])
    held = (version_holding(each, on=on) for each in used)
    return [
        PracticeThen(as_said(each), each.number)
        for each in held
        if each is not None and not each.said["is_archived"]
    ]


def waivers_then(*, at: datetime, on: date) -> Sequence[WaiverThen]:
    """Return the waivers that were in force at an instant (one query).

    What had expired by then is not among them: the practice bites again.
    """
    rows = Waiver.objects.filter(asked_at__lte=at, expires_on__gte=on, granted_at__lte=at)
    granted = rows.filter(
        Q(state=WaiverState.GRANTED) | Q(state=WaiverState.ENDED, answered_at__gt=at)
    )
    return [
        WaiverThen(row, row.granted_by_id, row.granted_at, row.granted_why)
        for row in granted.order_by("pk")
    ]
