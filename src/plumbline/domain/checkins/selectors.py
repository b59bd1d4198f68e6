"""Reading check-ins: those of a key result, and what a person is asked for this week."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from plumbline.domain.okrs.selectors.facts import KeyResultFacts, Name
from plumbline.domain.orgs.viewers import Actor, Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInFacts:
    """One check-in as a list shows it.

    Attributes:
        value: In the metric's unit; `None` for a word of confidence alone and for stages.
        stage: Stages reached, of a staged milestone.
        progress: What counted after it, 0 to 1; `None` without data.
        deputy: Who entered it for the author.
        is_standing: False once it was corrected or withdrawn, and for a withdrawal itself.
        corrects: Public id of the check-in it replaces or withdraws.
        corrected_by: Public id of the one that replaced or withdrew it.
    """

    public_id: str
    effective_on: date
    recorded_at: datetime
    value: Decimal | None
    stage: int | None
    confidence: int | None
    note: str
    evidence_text: str
    evidence_link: str
    author: Name | None
    deputy: Name | None
    source: str
    imported_on: date | None
    progress: Decimal | None
    is_standing: bool
    is_withdrawal: bool
    is_withdrawn: bool
    corrects: str | None
    corrected_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInPage:
    """Check-ins, newest first; pass `after` on for the next page, `None` on the last one."""

    check_ins: tuple[CheckInFacts, ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MyCheckIn:
    """A key result that the viewer is asked to check in on.

    Attributes:
        for_person: Whom the viewer stands in for; `None` for their own.
        is_done: Whether nothing is due this week.
        sparkline: The latest values that stand, oldest first.
    """

    facts: KeyResultFacts
    objective: Name
    team: Name | None
    for_person: Name | None
    is_done: bool
    sparkline: tuple[Decimal, ...]


def check_ins_of_key_result(
    *,
    viewer: Actor,
    key_result: str,
    as_of: date | None = None,
    after: str | None = None,
    limit: int = 25,
) -> CheckInPage:
    """Return the check-ins of a key result (by public id), newest first.

    Raises:
        NotFound: There is no such key result for the viewer; or the page before ended with a
            check-in that is gone.
    """
    raise NotImplementedError


def check_in_get(*, viewer: Actor, public_id: str) -> "CheckInFacts":
    """Return one check-in.

    Raises:
        NotFound: There is none with this id, or it is not for the viewer.
    """
    raise NotImplementedError


def my_check_ins(*, viewer: Viewer, at: datetime) -> tuple[MyCheckIn, ...]:
    """Return the key results the viewer checks in on, the most overdue first.

    Their own and those of the people they are deputy for today, active or being graded.
    """
    raise NotImplementedError
