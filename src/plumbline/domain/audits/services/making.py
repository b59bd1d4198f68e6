"""Asking for an audit, and making it turn by turn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import translation

from plumbline.domain.audits.attestations_check import AttestationsCheck
from plumbline.domain.audits.checks import Check, Flaw, Inquiry, PracticeAsked, Seen
from plumbline.domain.audits.choices import Asked, AuditState, FindingOutcome
from plumbline.domain.audits.models import (
    TITLE_CHARACTERS,
    Audit,
    AuditFinding,
    AuditPractice,
    AuditSubject,
    AuditWaiver,
)
from plumbline.domain.audits.permissions import audit_permit
from plumbline.domain.audits.rules_check import RulesCheck
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.governance.selectors.then import WaiverThen, practices_then, waivers_then
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.okrs.selectors.matters_then import levels_then
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.names import names_then
from plumbline.domain.orgs.days import organization_day, organization_day_end
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.domain.tenancy.transactions import writing
from plumbline.engine.messages import Message

CHECKS: Final[tuple[Check, ...]] = (RulesCheck(), AttestationsCheck())
"""What every audit asks, in order. A running audit remembers which one it is at: add at the end."""
AT_ONCE: Final = 100
"""Subjects that a request looks at itself; the worker makes larger audits."""
TURN: Final = 100
"""Subjects of one turn: judged before the database is locked, written together."""


@dataclass(frozen=True, slots=True)
class AuditSize:
    """How much there is to look at, as far as it may be told to everybody who audits.

    Attributes:
        practices: How many practices were in force with something that checks them.
        is_large: The worker makes it; else it is there at once.
    """

    practices: int
    is_large: bool


def audit_run(
    *,
    actor: Actor,
    at: datetime,
    as_of: date | None = None,
    team: Team | None = None,
    cycle: Cycle | None = None,
    is_scheduled: bool = False,
    waits: bool = False,
) -> Audit:
    """Ask for an audit; a small one is there when this returns, the worker makes a large one.

    Args:
        actor: Who asks.
        at: Now.
        as_of: The day it tells of: what stood at its end. Today, as of now, without.
        team: Only this team and those below.
        cycle: Only this cycle.
        is_scheduled: A schedule asks, and the worker makes it, however small.
        waits: Make it wholly, however large it is.

    Raises:
        PermissionRefused: The actor may not.
        Refused: Governance is switched off, no practice was in force, or the same is under way.
        ValidationRefused: The day lies ahead.
    """
    with acting(actor) as organization:
        author = audit_permit(actor)
        today = organization_day(organization, at)
        day = as_of or today
        _refuse(day, today, team, cycle)
        audit = Audit(
            as_of=day,
            seen_at=at if day == today else organization_day_end(organization, day),
            team=team,
            cycle=cycle,
            asked_by_id=author.person_id,
            asked_at=at,
            is_scheduled=is_scheduled,
        )
        inquiry = inquiry_of(audit)
        if not inquiry.practices:
            raise Refused("audits.nothing_in_force")
        audit.to_look_at = sum(check.count(inquiry) for check in CHECKS)
        audit.save(force_insert=True)
        _practices_keep(audit, inquiry.practices)
        _journal(author, audit, at)
    if waits or (audit.to_look_at <= AT_ONCE and not is_scheduled):
        audit_go_on(public_id=audit.public_id, clock=lambda: at, goes_on=lambda: True)
        audit.refresh_from_db()
    return audit


def audit_size(
    *,
    actor: Actor,
    at: datetime,
    as_of: date | None = None,
    team: Team | None = None,
    cycle: Cycle | None = None,
) -> AuditSize:
    """Say how large an audit would be, without making it.

    Raises:
        PermissionRefused: The actor may not make audits.
    """
    audit_permit(actor)
    organization = organization_bound()
    day = as_of or organization_day(organization, at)
    seen_at = min(at, organization_day_end(organization, day))
    inquiry = inquiry_of(Audit(as_of=day, seen_at=seen_at, team=team, cycle=cycle))
    count = sum(check.count(inquiry) for check in CHECKS) if inquiry.practices else 0
    return AuditSize(len(inquiry.practices), count > AT_ONCE)


def audits_running() -> Sequence[str]:
    """Return the public ids of the audits under way, the oldest first (one query)."""
    rows = Audit.objects.filter(state=AuditState.RUNNING).order_by("pk")
    return list(rows.values_list("public_id", flat=True))


def audit_go_on(
    *, public_id: str, clock: Callable[[], datetime], goes_on: Callable[[], bool]
) -> bool:
    """Make an audit from where it has come to; tell whether it is done.

    What it reads is what stood at its instant, so an interruption changes nothing of it.

    Args:
        public_id: Of the audit.
        clock: Tells when it is done.
        goes_on: Asked before each turn.
    """
    audit = Audit.objects.select_related("team", "cycle").get(public_id=public_id)
    if audit.state == AuditState.DONE:
        return True
    inquiry = inquiry_of(audit)
    practices = {
        row.practice_id: row for row in AuditPractice.objects.filter(audit=audit).order_by("pk")
    }
    waivers = waivers_then(at=audit.seen_at, on=audit.as_of)
    turn = _Turn(audit, practices, waivers, _team_names(waivers, inquiry.moment))
    language = organization_bound().language
    while goes_on():
        if audit.asking == len(CHECKS):
            return turn.end(clock())
        with translation.override(language):
            seen = CHECKS[audit.asking].look(inquiry, after=audit.reached, most=TURN)
        if not turn.keep(seen):
            return False
    return False


def inquiry_of(audit: Audit) -> Inquiry:
    """Return what the checks are told for an audit (four queries)."""
    moment = Moment(audit.as_of, audit.seen_at)
    held = practices_then(at=audit.seen_at, on=audit.as_of)
    teams = {each.practice.team_id for each in held if each.practice.team_id is not None}
    teams |= {audit.team_id} if audit.team_id is not None else set()
    paths = names_then(Team, "path", teams, moment) if teams else {}
    names = names_then(Team, "name", teams, moment) if teams else {}
    rows = [each.practice for each in held]
    asked = [check.asks(rows, moment, audit.cycle) for check in CHECKS]
    practices = []
    for each in held:
        asks = frozenset[Asked]().union(*(of.get(each.practice.pk, ()) for of in asked))
        place = each.practice.team_id
        if asks:
            practices.append(
                PracticeAsked(
                    practice=each.practice,
                    number=each.number,
                    team_name=names[place].name if place is not None else "",
                    team_path=paths[place].name if place is not None else "",
                    asks=asks,
                )
            )
    own = paths[audit.team_id].name if audit.team_id is not None else ""
    return Inquiry(moment, practices, levels_then(moment), own, audit.cycle)


@dataclass(slots=True)
class _Turn:
    """Writing down what was seen, a turn at a time."""

    audit: Audit
    practices: Mapping[int, AuditPractice]
    waivers: Sequence[WaiverThen]
    team_names: Mapping[int, str]

    def keep(self, seen: Sequence[Seen]) -> bool:
        """Keep what was seen and where it has come to; tell whether the audit is still ours.

        Nothing seen ends the check.
        """
        audit = self.audit
        before = (audit.asking, audit.reached)
        if seen:
            audit.reached, audit.looked_at = seen[-1].place, audit.looked_at + len(seen)
        else:
            audit.asking, audit.reached = audit.asking + 1, 0
        with writing(organization_bound()):
            ours = Audit.objects.filter(
                pk=audit.pk, state=AuditState.RUNNING, asking=before[0], reached=before[1]
            ).update(asking=audit.asking, reached=audit.reached, looked_at=audit.looked_at)
            if ours and seen:
                self._rows_keep(seen)
        return bool(ours)

    def end(self, at: datetime) -> bool:
        """End the audit."""
        with writing(organization_bound()):
            Audit.objects.filter(pk=self.audit.pk, state=AuditState.RUNNING).update(
                state=AuditState.DONE, done_at=at
            )
        return True

    def _rows_keep(self, seen: Sequence[Seen]) -> None:
        subjects = AuditSubject.objects.bulk_create(
            AuditSubject(
                organization_id=self.audit.organization_id,
                audit=self.audit,
                objective_public_id=each.objective_public_id,
                title=each.title,
                team_id=each.team_id,
                team_name=each.team_name,
                team_path=each.team_path,
                cycle_name=each.cycle_name,
                asked=each.asked,
                practice=self.practices[each.practice_id] if each.practice_id else None,
                person_id=each.person_id,
            )
            for each in seen
        )
        let_off = self._waivers_keep(subjects)
        AuditFinding.objects.bulk_create(
            self._finding(subject, flaw, let_off)
            for subject, each in zip(subjects, seen, strict=True)
            for flaw in each.flaws
        )

    def _waivers_keep(
        self, subjects: Sequence[AuditSubject]
    ) -> Mapping[tuple[int, int], AuditWaiver]:
        """Keep the waivers over some subjects; return them by subject and practice.

        One for the objective itself comes last and so before one for its team.
        """
        kept = AuditWaiver.objects.bulk_create(
            AuditWaiver(
                organization_id=self.audit.organization_id,
                audit=self.audit,
                subject=subject,
                practice=self.practices[each.waiver.practice_id],
                waiver_public_id=each.waiver.public_id,
                reason=each.waiver.reason,
                answer=each.answer,
                asked_by_id=each.waiver.asked_by_id,
                granted_by_id=each.granted_by_id,
                granted_at=each.granted_at,
                expires_on=each.waiver.expires_on,
                team_name=self.team_names.get(each.waiver.team_id or 0, ""),
            )
            for each in sorted(self.waivers, key=lambda each: each.waiver.team_id is None)
            if each.waiver.practice_id in self.practices
            for subject in subjects
            if _is_over(each, subject, self.practices[each.waiver.practice_id])
        )
        return {(row.subject_id, row.practice_id): row for row in kept}

    def _finding(
        self, subject: AuditSubject, flaw: Flaw, let_off: Mapping[tuple[int, int], AuditWaiver]
    ) -> AuditFinding:
        practice = self.practices[flaw.practice_id]
        waiver = let_off.get((subject.pk, practice.pk))
        outcome = FindingOutcome.BROKEN if flaw.is_sure else FindingOutcome.UNSURE
        return AuditFinding(
            organization_id=self.audit.organization_id,
            audit=self.audit,
            subject=subject,
            practice=practice,
            code=flaw.code,
            name=flaw.name,
            message=flaw.message,
            item_kind=flaw.item_kind,
            item_public_id=flaw.item_public_id,
            item_title=flaw.item_title[:TITLE_CHARACTERS],
            field=flaw.field,
            words=list(flaw.words),
            values=dict(flaw.values),
            outcome=FindingOutcome.WAIVED if waiver else outcome,
            waiver=waiver,
        )


def _is_over(waived: WaiverThen, subject: AuditSubject, practice: AuditPractice) -> bool:
    """Whether a waiver is for a subject, or for its team or one above."""
    row = waived.waiver
    if subject.practice_id not in (None, practice.pk):
        return False
    if row.team_id is not None:
        return f"/{row.team_id}/" in subject.team_path
    return bool(row.objective_public_id == subject.objective_public_id)


def _team_names(waivers: Sequence[WaiverThen], moment: Moment) -> Mapping[int, str]:
    """Return what the teams of waivers were called (one query where there are any)."""
    ids = {each.waiver.team_id for each in waivers if each.waiver.team_id is not None}
    found = names_then(Team, "name", ids, moment) if ids else {}
    return {pk: each.name for pk, each in found.items()}


def _refuse(day: date, today: date, team: Team | None, cycle: Cycle | None) -> None:
    """Refuse an audit that cannot be made now."""
    if ModuleKey.GOVERNANCE not in organization_modules():
        raise Refused("audits.off")
    if day > today:
        raise ValidationRefused({"as_of": [Message("audits.as_of")]})
    running = Audit.objects.filter(state=AuditState.RUNNING, as_of=day, team=team, cycle=cycle)
    if running.exists():
        raise Refused("audits.under_way")


def _practices_keep(audit: Audit, practices: Sequence[PracticeAsked]) -> None:
    AuditPractice.objects.bulk_create(
        AuditPractice(
            organization_id=audit.organization_id,
            audit=audit,
            practice=each.practice,
            number=each.number,
            name=each.practice.name,
            text=each.practice.text,
            tier=each.practice.tier,
            team_name=each.team_name,
            team_path=each.team_path,
            asks=sorted(asked.value for asked in each.asks),
            codes=[binding["code"] for binding in each.practice.bindings],
        )
        for each in practices
    )


def _journal(author: Author, audit: Audit, at: datetime) -> None:
    """Tell the journal that an audit was asked for; what it found is told to whoever sees it."""
    changes = {
        "as_of": Change(None, audit.as_of),
        "team_id": Change(None, audit.team_id),
        "cycle_id": Change(None, audit.cycle_id),
    }
    journal_record(
        author=author,
        act="audit.run",
        subject=Subject("audit", audit.pk, audit.public_id),
        at=at,
        changes={name: each for name, each in changes.items() if each.new is not None},
    )
