"""Audits and what they found, coming in and going out."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from plumbline.api.schemas.values import Day, Input, Narrowing, Output, PublicId, Ref
from plumbline.domain.audits.selectors.audits import AuditState, FindingOutcome
from plumbline.domain.audits.selectors.export_files import AuditForm

if TYPE_CHECKING:
    from plumbline.domain.audits.models import Audit, AuditFinding
    from plumbline.domain.audits.selectors.compliance import Compliance, Tally
    from plumbline.domain.cycles.models import Cycle
    from plumbline.domain.orgs.models import Team


class AuditRun(Input):
    """A new audit."""

    as_of: Day | None = Field(None, description="The day it tells of; today without it.")
    team: PublicId | None = Field(None, description="Only this team and the teams below.")
    cycle: PublicId | None = Field(None, description="Only this cycle.")


class AuditExportQuery(Narrowing):
    """How an audit is written."""

    format: AuditForm = AuditForm.JSON


class TallyOut(Output):
    """How often practices were kept; a check is one practice asked of one objective or person."""

    asked: int
    kept: int
    waived: int
    broken: int
    percent: int | None = Field(
        description="Kept of what is not waived, rounded half up; null where nothing had to."
    )


class PracticeTallyOut(TallyOut):
    """The same of one practice, as it stood that day."""

    practice: Ref
    version: int
    tier: str


class TeamTallyOut(TallyOut):
    """The same of one team; of what is outside teams without one."""

    team: Ref | None = Field(
        description="Null for personal objectives and for people of no team who are to attest."
    )


class AuditOut(Output):
    """One audit; its figures are the same for everybody who reads it.

    They count what hangs on objectives that everybody sees today, and on people who were to attest.
    """

    id: str
    as_of: date
    state: AuditState
    asked_at: datetime
    done_at: datetime | None
    is_scheduled: bool
    asked_by: Ref | None
    team: Ref | None = Field(description="Where it looked, with all below; null for everywhere.")
    cycle: Ref | None
    subjects: int = Field(description="How many objectives were looked at.")
    attestations: int = Field(description="How many attestations people were asked for.")
    total: TallyOut
    practices: list[PracticeTallyOut]
    teams: list[TeamTallyOut]

    @classmethod
    def of(cls, row: "Audit", told: "Compliance") -> "AuditOut":
        """Return an audit as it is shown."""
        asked_by = row.asked_by
        return cls(
            id=row.public_id,
            as_of=row.as_of,
            state=AuditState(row.state),
            asked_at=row.asked_at,
            done_at=row.done_at,
            is_scheduled=row.is_scheduled,
            asked_by=Ref(id=asked_by.public_id, name=asked_by.name) if asked_by else None,
            team=_ref(row.team),
            cycle=_ref(row.cycle),
            subjects=told.subjects,
            attestations=told.attestations,
            total=TallyOut.model_validate(_tally(told.total)),
            practices=[
                PracticeTallyOut(
                    practice=Ref(id=each.practice.practice.public_id, name=each.practice.name),
                    version=each.practice.number,
                    tier=each.practice.tier,
                    **_tally(each.tally),
                )
                for each in told.by_practice
            ],
            teams=[
                TeamTallyOut(
                    team=Ref(id=each.public_id, name=each.name) if each.public_id else None,
                    **_tally(each.tally),
                )
                for each in told.by_team
            ],
        )


class AuditWaiverOut(Output):
    """What lets a finding pass."""

    id: str
    reason: str
    answer: str = Field(description="Why it was granted.")
    granted_by: Ref | None
    granted_at: datetime | None
    expires_on: date


class AuditFindingOut(Output):
    """One flaw as it was found, with its evidence."""

    outcome: FindingOutcome
    practice: Ref
    practice_version: int
    tier: str
    code: str
    rule: str
    message: str
    kind: str
    item: Ref | None = Field(
        description="The objective or key result, with its words of then; null for a person."
    )
    objective: Ref | None = Field(description="Null for what hangs on a person.")
    person: str = Field(
        description="Who had not attested: their name where you may know it, else “Somebody”. "
        "Empty for what hangs on an objective."
    )
    team: Ref | None
    field: str
    words: list[str]
    values: dict[str, str]
    waiver: AuditWaiverOut | None

    @classmethod
    def of(cls, row: "AuditFinding", person: str) -> "AuditFindingOut":
        """Return a finding as it is shown; `person` is who had not attested, if it is one."""
        return cls(
            outcome=FindingOutcome(row.outcome),
            practice=Ref(id=row.practice.practice.public_id, name=row.practice.name),
            practice_version=row.practice.number,
            tier=row.practice.tier,
            code=row.code,
            rule=row.name,
            message=row.message,
            kind=row.item_kind,
            item=_named(row.item_public_id, row.item_title),
            objective=_named(row.subject.objective_public_id, row.subject.title),
            person=person,
            team=Ref(id=row.subject.team.public_id, name=row.subject.team_name)
            if row.subject.team
            else None,
            field=row.field,
            words=list(row.words),
            values=dict(row.values),
            waiver=_waiver(row),
        )


Page = Annotated[int, Field(ge=1, le=100_000)]


class FindingsQuery(Narrowing):
    """Which findings."""

    page: Page = 1
    practice: PublicId | None = None
    team: PublicId | None = None
    outcome: FindingOutcome | None = None


class FindingsOut(Output):
    """One page of findings, fifty at most."""

    items: list[AuditFindingOut]
    page: int
    pages: int
    total: int


def _tally(tally: "Tally") -> dict[str, Any]:
    return {
        "asked": tally.asked,
        "kept": tally.kept,
        "waived": tally.waived,
        "broken": tally.broken,
        "percent": tally.percent,
    }


def _named(public_id: str, name: str) -> Ref | None:
    return Ref(id=public_id, name=name) if public_id else None


def _ref(row: "Team | Cycle | None") -> Ref | None:
    return None if row is None else Ref(id=row.public_id, name=row.name)


def _waiver(row: "AuditFinding") -> AuditWaiverOut | None:
    waiver = row.waiver
    if waiver is None:
        return None
    granted_by = waiver.granted_by
    return AuditWaiverOut(
        id=waiver.waiver_public_id,
        reason=waiver.reason,
        answer=waiver.answer,
        granted_at=waiver.granted_at,
        granted_by=Ref(id=granted_by.public_id, name=granted_by.name) if granted_by else None,
        expires_on=waiver.expires_on,
    )
