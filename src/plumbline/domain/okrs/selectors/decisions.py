"""What of a cycle waits for a decision: what is off track and silent, and what cannot begin."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final, NamedTuple

from django.db.models import Q, QuerySet

from plumbline.domain.approvals.choices import ApprovalState
from plumbline.domain.approvals.models import Approval
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import KeyResult, Objective, State, Status
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.standings import parts_read, pauses_of_parts, silence_of
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.scoping import asked_alike
from plumbline.engine.scoring.staleness import CheckInState

#: So many of a kind are told; more come as these are decided.
MOST: Final = 3
#: So many are looked through for those that are silent: nearly all that come first are, so they are
#: read first, and the others only where those did not do.
LOOKED_THROUGH: Final = (6, 40)
#: Nothing is silent sooner than so many days after it was checked in.
SPOKEN_FOR: Final = timedelta(days=7)
RUNNING = (State.ACTIVE, State.GRADING)
QUIET = (CheckInState.STALE, CheckInState.OVERDUE)


@dataclass(frozen=True, slots=True)
class SilentOffTrack:
    """A key result that was off track when it was last heard of.

    Attributes:
        heard_on: When that was.
    """

    key_result: Name
    team: str
    owner: str
    heard_on: date


@dataclass(frozen=True, slots=True)
class NotBegun:
    """An objective that is ready while its cycle runs, and waits to be made to run.

    Attributes:
        asked: How many approvals it waits for.
        sent_back: How many sent it back.
    """

    objective: Name
    team: str
    asked: int
    sent_back: int


def silent_off_track(
    *, viewer: Actor, cycle: Cycle, at: datetime, teams: Collection[int] | None
) -> tuple[SilentOffTrack, ...]:
    """Return what was off track when it fell silent, the longest silent first.

    Three queries at most where those heard of the longest ago are silent, else six.

    Args:
        viewer: Who asks.
        cycle: Whose objectives.
        at: Now.
        teams: Whose objectives alone are looked through, such as `upper_teams`; `None` for all.
    """
    today = organization_day(organization_bound(), at)
    told = _off_track(viewer, cycle.pk, today, None if teams is None else frozenset(teams))
    silent: list[SilentOffTrack] = []
    for begin, end in pairwise((0, *LOOKED_THROUGH)):
        found = [_Heard(*each) for each in told[begin:end]]
        silent += _silent(found, today)
        if len(silent) >= MOST or len(found) < end - begin:
            break
    return tuple(silent[:MOST])


@asked_alike(128)
def _off_track(
    viewer: Actor, cycle_id: int, today: date, teams: frozenset[int] | None
) -> QuerySet[KeyResult, Any]:
    """Return what was off track when it was heard of, the longest ago first."""
    rows = KeyResult.objects.filter(
        visible_to(viewer, of="objective"),
        Q() if teams is None else Q(objective__team__in=teams),
        objective__cycle=cycle_id,
        objective__is_personal=False,
        objective__state__in=RUNNING,
        state__in=RUNNING,
        is_guardrail=False,
        score__status=Status.OFF_TRACK,
        score__checked_in_on__lt=today - SPOKEN_FOR,
    )
    return rows.order_by("score__checked_in_on", "pk").values_list(*_TOLD)


class _Heard(NamedTuple):
    """What is read of a key result that was off track."""

    pk: int
    public_id: str
    title: str
    objective_id: int
    team: str | None
    owner: str | None
    heard_on: date


#: Where that stands: whole rows of five tables would take longer to read.
_TOLD: Final = (
    "pk",
    "public_id",
    "title",
    "objective_id",
    "objective__team__name",
    "owner__name",
    "score__checked_in_on",
)


def _silent(found: Sequence[_Heard], today: date) -> list[SilentOffTrack]:
    """Return those of some key results that are silent (two queries)."""
    if not found:
        return []
    parts = list(parts_read(Q(pk__in=[row.pk for row in found])))
    pauses = pauses_of_parts(
        Q(key_result__in=[row.pk for row in found])
        | Q(objective__in=[row.objective_id for row in found])
    )
    quiet = {
        part.key_result_id for part in parts if silence_of(part, on=today, pauses=pauses) in QUIET
    }
    return [
        SilentOffTrack(
            Name(row.public_id, row.title), row.team or "", row.owner or "", row.heard_on
        )
        for row in found
        if row.pk in quiet
    ]


def not_begun(
    *, viewer: Actor, cycle: Cycle, at: datetime, teams: Collection[int] | None
) -> tuple[NotBegun, ...]:
    """Return what is in review while its cycle runs, the first asked of first (two queries)."""
    today = organization_day(organization_bound(), at)
    if not cycle.start <= today <= cycle.end:
        return ()
    of = None if teams is None else frozenset(teams)
    found = list(_in_review(viewer, cycle.pk, of))
    if not found:
        return ()
    latest = _latest([public_id for public_id, _title, _team in found])
    return tuple(
        NotBegun(
            Name(public_id, title),
            team or "",
            latest.count((public_id, ApprovalState.ASKED)),
            latest.count((public_id, ApprovalState.SENT_BACK)),
        )
        for public_id, title, team in found
    )


@asked_alike(128)
def _in_review(
    viewer: Actor, cycle_id: int, teams: frozenset[int] | None
) -> QuerySet[Objective, Any]:
    rows = Objective.objects.filter(
        visible_to(viewer),
        Q() if teams is None else Q(team__in=teams),
        cycle=cycle_id,
        is_personal=False,
        state=State.IN_REVIEW,
    )
    named = rows.values_list("public_id", "title", "team__name")
    return named.order_by("team__path", "pk")[:MOST]


def _latest(objectives: Sequence[str]) -> list[tuple[str, str]]:
    """Return what became of the approvals of objectives: of each person the latest."""
    rows = Approval.objects.filter(objective_public_id__in=objectives).order_by("pk")
    by_person = {
        (objective, person): state
        for objective, person, state in rows.values_list(
            "objective_public_id", "person_id", "state"
        )
    }
    return [(objective, state) for (objective, _), state in by_person.items()]


def upper_teams() -> frozenset[int]:
    """Return the organization's own team and those right below it (one query).

    In a large organization, what is further down is decided there. By their ids the objectives are
    looked up, while a database that is asked for what is below a team reads all objectives first.
    """
    upper = Team.objects.filter(Q(parent=None) | Q(parent__parent=None))
    return frozenset(upper.order_by().values_list("pk", flat=True))
