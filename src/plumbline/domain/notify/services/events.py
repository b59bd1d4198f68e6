"""From an entry of the journal to what it means for whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from plumbline.domain.attestations.selectors.occasions import asks_in_force
from plumbline.domain.attestations.selectors.outstanding import REMINDED
from plumbline.domain.attestations.selectors.standing import people_silent
from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.checkins.openings import CONFIDENCE_FALL
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.dependencies.lifecycle import ANSWERS, DependencyAct
from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.permissions import (
    delivering_side,
    objectives_between,
    waiting_side,
)
from plumbline.domain.dependencies.selectors.near import dependencies_fetched
from plumbline.domain.discussion.models import Comment
from plumbline.domain.governance.choices import ASKING_TIERS, WaiverState
from plumbline.domain.governance.models import Practice, Waiver
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.learning.models import Assignment
from plumbline.domain.notify.choices import NoticeKind
from plumbline.domain.notify.models import Notice
from plumbline.domain.notify.selectors.audiences import (
    approvals_waiting,
    approvers,
    cycle_followers,
    key_result_followers,
    objective_followers,
    practice_asked,
    practice_runners,
    waiver_answerers,
)
from plumbline.domain.okrs.models import KeyResult, Objective, Status
from plumbline.domain.orgs.days import organization_day, organization_day_begin
from plumbline.domain.orgs.models import Person
from plumbline.domain.practice_feedback.models import PracticeFeedback
from plumbline.domain.tenancy.context import organization_bound

_WORSE: Final = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)
_CHANGES: Final = frozenset(
    {"activate", "adjust", "pause", "resume", "stop", "grade_start", "grade_back", "close"}
)
_APPROVED: Final = frozenset({"approve", "send_back"})
_ASKED: Final = frozenset({"submit", "ask_again", "ask_approval"})
_NEEDED: Final = frozenset({"ask", DependencyAct.MOVE.value})
GIVEN_BACK_WITHIN: Final = timedelta(days=1)
_OWNED: Final = frozenset({"create", "propose", "edit", "adjust"})
_ASKING: Final = frozenset({"adopt", "promote", "tighten", "use"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event, and whom it is for.

    Attributes:
        event: Names it, so that nobody is told twice.
        act: As the journal calls it.
        objective: What it hangs on.
        dependency: What is needed; then both of its sides have to be seen.
        practice: What is to be attested or looked at again.
        waiver: What was asked for the objective, or for a team.
        assignment: Lessons that are to be done.
        audience: Person to the kind of event that it is for them.
        working_on: Told only to those who work on this day; `None` tells everybody.
        daily: Whoever was told of the kind and the practice since this instant hears nothing.
    """

    event: str
    act: str
    at: datetime
    actor_id: int | None
    audience: Mapping[int, NoticeKind]
    objective: Objective | None = None
    key_result: KeyResult | None = None
    cycle: Cycle | None = None
    comment: Comment | None = None
    dependency: Dependency | None = None
    practice: Practice | None = None
    waiver: Waiver | None = None
    assignment: Assignment | None = None
    working_on: date | None = None
    daily: datetime | None = None

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """What somebody has to see today to be told."""
        found = () if self.objective is None else (self.objective,)
        return found + (objectives_between(self.dependency) if self.dependency else ())


@dataclass(slots=True)
class _Found:
    audience: dict[int, NoticeKind] = field(default_factory=dict)
    objective: Objective | None = None
    key_result: KeyResult | None = None
    cycle: Cycle | None = None
    comment: Comment | None = None
    dependency: Dependency | None = None
    practice: Practice | None = None
    waiver: Waiver | None = None
    daily: datetime | None = None

    def add(self, people: frozenset[int] | set[int], kind: NoticeKind) -> None:
        """Tell people; whoever is told already hears the more personal thing only."""
        for person in people:
            self.audience.setdefault(person, kind)


def happening_of(entry: JournalEntry) -> Happening | None:
    """Return what an entry means for whom; `None` where that is nothing any more.

    It takes at most ten queries, whatever the organization's size.
    """
    found = _READERS[entry.subject_kind](entry)
    if found is None:
        return None
    return Happening(
        event=f"journal:{entry.pk}",
        act=entry.act,
        at=entry.at,
        actor_id=entry.actor_person_id,
        audience=found.audience,
        objective=found.objective,
        key_result=found.key_result,
        cycle=found.cycle,
        comment=found.comment,
        dependency=found.dependency,
        practice=found.practice,
        waiver=found.waiver,
        daily=found.daily,
    )


def _objective(entry: JournalEntry) -> _Found | None:
    rows = Objective.objects.select_related("team", "owner").filter(is_staged=False)
    objective = rows.filter(pk=entry.subject_id).first()
    if objective is None:
        return None
    found, verb = _Found(objective=objective), _verb(entry)
    _owner_add(found, entry, objective.owner_id)
    if verb in _ASKED:
        found.add(approvals_waiting(objective), NoticeKind.APPROVAL)
    if verb in _APPROVED and objective.owner_id is not None:
        found.add({objective.owner_id}, NoticeKind.CHANGE)
    if verb in ("propose", "submit"):
        today = organization_day(organization_bound(), entry.at)
        asked = approvers(objective, but=entry.actor_person_id, today=today)
        found.add(asked, NoticeKind.APPROVAL)
    if verb in _CHANGES:
        found.add(objective_followers(objective, with_team=True), NoticeKind.CHANGE)
    if verb == "open":
        told = Person.objects.filter(public_id=_new(entry, "told")).values_list("pk", flat=True)
        owner = {objective.owner_id} if objective.owner_id is not None else set()
        found.add(owner | set(told), NoticeKind.OPENED)
    return found


def _key_result(entry: JournalEntry) -> _Found | None:
    row = _key_result_row(entry.subject_id)
    if row is None:
        return None
    found = _Found(objective=row.objective, key_result=row)
    _owner_add(found, entry, row.owner_id)
    if _verb(entry) in _CHANGES:
        found.add(key_result_followers(row), NoticeKind.CHANGE)
    return found


def _check_in(entry: JournalEntry) -> _Found | None:
    check_in = CheckIn.objects.filter(pk=entry.subject_id).first()
    row = _key_result_row(check_in.key_result_id) if check_in is not None else None
    if check_in is None or row is None:
        return None
    found = _Found(objective=row.objective, key_result=row)
    kind = NoticeKind.WORSENED if _worsened(check_in) else NoticeKind.CHECK_IN
    found.add(key_result_followers(row), kind)
    return found


def _worsened(check_in: CheckIn) -> bool:
    """Say whether an entry says something worse than the one that stood before it."""
    if check_in.corrects_id is not None:
        return False
    earlier = CheckIn.objects.filter(
        key_result_id=check_in.key_result_id,
        pk__lt=check_in.pk,
        corrected_by=None,
        is_withdrawal=False,
    )
    before = earlier.order_by("-pk").first()
    if before is None:
        return False
    if before.status in _WORSE and check_in.status in _WORSE:
        ranks = [_WORSE.index(Status(each.status)) for each in (before, check_in)]
        if ranks[1] > ranks[0]:
            return True
    if before.confidence is None or check_in.confidence is None:
        return False
    return bool(before.confidence - check_in.confidence >= CONFIDENCE_FALL)


def _comment(entry: JournalEntry) -> _Found | None:
    rows = Comment.objects.select_related(
        "objective__team", "objective__owner", "key_result", "reply_to"
    )
    comment = rows.filter(pk=entry.subject_id, taken_back_at__isnull=True).first()
    if comment is None:
        return None
    row = comment.key_result
    found = _Found(objective=comment.objective, key_result=row, comment=comment)
    mentioned = set(comment.mentions.values_list("person_id", flat=True))
    if _verb(entry) == "edit":
        named = (NoticeKind.MENTION, NoticeKind.QUESTION)
        told = Notice.objects.filter(comment=comment, person__in=mentioned, kind__in=named)
        found.add(mentioned - set(told.values_list("person_id", flat=True)), NoticeKind.MENTION)
        return found
    begun = comment.reply_to
    if comment.is_question:
        asked = row.owner_id if row is not None and row.owner_id else comment.objective.owner_id
        found.add(mentioned or ({asked} if asked else set()), NoticeKind.QUESTION)
    if begun is not None and begun.is_question:
        found.add({begun.author_id}, NoticeKind.ANSWER)
    found.add(mentioned, NoticeKind.MENTION)
    if row is None:
        found.add(objective_followers(comment.objective), NoticeKind.COMMENT)
    else:
        row.objective = comment.objective
        found.add(key_result_followers(row), NoticeKind.COMMENT)
    return found


def _cycle(entry: JournalEntry) -> _Found | None:
    cycle = Cycle.objects.filter(pk=entry.subject_id).first()
    if cycle is None:
        return None
    found = _Found(cycle=cycle)
    found.add(cycle_followers(cycle), NoticeKind.CYCLE)
    return found


def _dependency(entry: JournalEntry) -> _Found | None:
    row = dependencies_fetched().filter(public_id=entry.subject_public_id).first()
    if row is None:
        return None
    found, act = _Found(dependency=row), _verb(entry)
    side = waiting_side(row) if act in ANSWERS else delivering_side(row)
    kind = NoticeKind.NEEDED if act in _NEEDED else NoticeKind.PROMISE
    found.add({side.owner_id} if side.owner_id is not None else set(), kind)
    return found


def _waiver(entry: JournalEntry) -> _Found | None:
    rows = Waiver.objects.filter(pk=entry.subject_id)
    waiver = rows.select_related("team").first()
    if waiver is not None and waiver.team is not None:
        return _team_waiver(waiver, entry)
    objectives = Objective.objects.select_related("team", "owner").filter(is_staged=False)
    objective = waiver and objectives.filter(public_id=waiver.objective_public_id).first()
    if waiver is None or objective is None:
        return None
    found = _Found(objective=objective, waiver=waiver)
    if _verb(entry) == "ask":
        # One that was answered since waits for nobody.
        if waiver.state == WaiverState.ASKED:
            found.add(waiver_answerers(objective), NoticeKind.APPROVAL)
    elif waiver.asked_by_id is not None:
        found.add({waiver.asked_by_id}, NoticeKind.WAIVER)
    return found


def _team_waiver(waiver: Waiver, entry: JournalEntry) -> _Found:
    found = _Found(waiver=waiver)
    if _verb(entry) == "ask":
        if waiver.state == WaiverState.ASKED:
            found.add(practice_runners(), NoticeKind.APPROVAL)
    elif waiver.asked_by_id is not None:
        found.add({waiver.asked_by_id}, NoticeKind.WAIVER)
    return found


def _practice(entry: JournalEntry) -> _Found | None:
    """Tell whoever said something of a practice what was answered, if it still stands.

    What begins to be asked more firmly is told to those whom it asks.
    """
    if _verb(entry) in _ASKING:
        return _asking(entry)
    if entry.act == REMINDED:
        return _reminding(entry)
    rows = PracticeFeedback.objects.filter(practice=entry.subject_id, closed_at=entry.at)
    said = rows.select_related("practice").first()
    if said is None:
        return None
    found = _Found(practice=said.practice)
    found.add({said.person_id}, NoticeKind.ANSWER)
    return found


def _asking(entry: JournalEntry) -> _Found | None:
    """Tell of a guideline or policy, unless somebody moved it down or put it away since."""
    rows = Practice.objects.filter(pk=entry.subject_id, is_archived=False, tier__in=ASKING_TIERS)
    practice = rows.select_related("team").first()
    if practice is None:
        return None
    found = _Found(practice=practice)
    today = organization_day(organization_bound(), entry.at)
    found.add(practice_asked(practice, today=today), NoticeKind.ASKS)
    return found


def _reminding(entry: JournalEntry) -> _Found | None:
    """Remind those who have not attested a practice by now, if it is still asked."""
    today = organization_day(organization_bound(), entry.at)
    ask = asks_in_force(on=today).filter(practice=entry.subject_id).first()
    if ask is None:
        return None
    found = _Found(practice=ask.practice, daily=organization_day_begin(organization_bound(), today))
    found.add(set(people_silent(ask, on=today)), NoticeKind.ATTEST)
    return found


_READERS: Final[Mapping[str, Callable[[JournalEntry], _Found | None]]] = {
    "objective": _objective,
    "key_result": _key_result,
    "check_in": _check_in,
    "comment": _comment,
    "cycle": _cycle,
    "dependency": _dependency,
    "waiver": _waiver,
    "practice": _practice,
}

#: The acts that anybody may have to be told of.
ACTS: Final = (
    *(f"objective.{verb}" for verb in sorted(_CHANGES | _OWNED | _APPROVED | _ASKED | {"open"})),
    *(f"key_result.{verb}" for verb in sorted(_CHANGES | _OWNED)),
    *(f"check_in.{verb}" for verb in ("record", "correct", "withdraw")),
    *(f"comment.{verb}" for verb in ("write", "edit")),
    "cycle.phase",
    "dependency.ask",
    *(f"dependency.{act.value}" for act in DependencyAct),
    "practice.feedback_close",
    REMINDED,
    *(f"practice.{verb}" for verb in sorted(_ASKING)),
    *(f"waiver.{verb}" for verb in ("ask", "granted", "declined", "ended")),
)


def _owner_add(found: _Found, entry: JournalEntry, owner_id: int | None) -> None:
    """Tell the new owner, if they still are, and were not just before."""
    if _verb(entry) not in _OWNED or owner_id is None or _new(entry, "owner_id") != owner_id:
        return
    if not _taken_back(entry, owner_id):
        found.add({owner_id}, NoticeKind.OWNER)


def _taken_back(entry: JournalEntry, owner_id: int) -> bool:
    """Whether whoever had named another owner within a day gives it back (one query).

    So it is where a change of many is undone: those who owned it before become nothing new.
    """
    before = JournalEntry.objects.filter(
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        pk__lt=entry.pk,
        changes__has_key="owner_id",
    )
    last = before.order_by("-pk").first()
    return (
        last is not None
        and last.actor_person_id == entry.actor_person_id
        and last.at >= entry.at - GIVEN_BACK_WITHIN
        and last.changes["owner_id"].get("old") == owner_id
    )


def _key_result_row(key_result_id: int | None) -> KeyResult | None:
    rows = KeyResult.objects.select_related("objective__team", "objective__owner")
    row: KeyResult | None = rows.filter(pk=key_result_id, objective__is_staged=False).first()
    return row


def _verb(entry: JournalEntry) -> str:
    return entry.act.partition(".")[2]


def _new(entry: JournalEntry, name: str) -> object:
    return (entry.changes.get(name) or {}).get("new")
