"""Practices, the library and findings, coming in and going out."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from plumbline.api.schemas.values import Day, Input, Output, PublicId, Ref, Text
from plumbline.domain.governance.selectors.practices import (
    NAME_CHARACTERS,
    Binding,
    Gate,
    LibraryPractice,
    Subject,
    Tier,
    bindings_read,
)
from plumbline.domain.tenancy.wording import wording

if TYPE_CHECKING:
    from plumbline.domain.audits.selectors.previews import Effect
    from plumbline.domain.governance.models import Practice, PracticeVersion
    from plumbline.domain.okrs.selectors.findings import Judged

Name = Annotated[Text, Field(max_length=NAME_CHARACTERS)]
Reason = Annotated[Text, Field(max_length=2000)]
Param = bool | int | float | list[str]


class BindingOut(Output):
    """A rule that checks a practice, with the parameters that differ from its own."""

    code: str
    params: dict[str, Param]

    @classmethod
    def of(cls, binding: Binding) -> "BindingOut":
        """Return a binding as it is shown."""
        return cls(code=binding.code, params=dict(binding.params))  # type: ignore[arg-type]  # checked when it was saved


class PracticeOut(Output):
    """What the organization asks of its OKRs, and how firmly."""

    id: str
    library_key: str = Field(description="The practice of the library it comes from, or empty.")
    name: str
    text: str
    why: str
    source: str
    steps: list[str]
    tier: Tier
    owner: Ref | None
    team: Ref | None = Field(description="Where it holds, with all below; null for everywhere.")
    gates: list[Gate] = Field(description="Acts that ask its rules.")
    bindings: list[BindingOut]
    effective_on: date
    review_on: date | None
    is_archived: bool
    version: int

    @classmethod
    def of(cls, row: "Practice") -> "PracticeOut":
        """Return a practice as it is shown."""
        return cls(
            id=row.public_id,
            library_key=row.library_key,
            name=row.name,
            text=row.text,
            why=row.why,
            source=row.source,
            steps=list(row.steps),
            tier=Tier(row.tier),
            owner=Ref(id=row.owner.public_id, name=row.owner.name) if row.owner else None,
            team=Ref(id=row.team.public_id, name=row.team.name) if row.team else None,
            gates=[Gate(each) for each in row.gates],
            bindings=[BindingOut.of(each) for each in bindings_read(row.bindings)],
            effective_on=row.effective_on,
            review_on=row.review_on,
            is_archived=row.is_archived,
            version=row.version,
        )


class PracticeVersionOut(Output):
    """What became of a practice, once."""

    number: int
    act: str
    tier: Tier
    reason: str
    author: Ref | None
    at: datetime

    @classmethod
    def of(cls, row: "PracticeVersion") -> "PracticeVersionOut":
        """Return a version as it is shown."""
        return cls(
            number=row.number,
            act=row.act,
            tier=Tier(row.tier),
            reason=row.reason,
            author=Ref(id=row.author.public_id, name=row.author.name) if row.author else None,
            at=row.at,
        )


class LibraryPracticeOut(Output):
    """A best practice that comes along."""

    key: str
    subject: Subject
    name: str
    text: str
    why: str
    source: str
    steps: list[str]
    rules: list[str]
    practice: str | None = Field(description="The practice it was adopted as, if it was.")

    @classmethod
    def of(cls, key: str, row: LibraryPractice, practice: str | None) -> "LibraryPracticeOut":
        """Return a row of the library as it is shown."""
        return cls(
            key=key,
            subject=row.subject,
            name=str(row.name),
            text=str(row.text),
            why=str(row.why),
            source=row.source,
            steps=list(map(str, row.steps)),
            rules=list(row.rules),
            practice=practice,
        )


class PracticeAdopt(Input):
    """Which practice of the library comes into use, how firmly, and why."""

    library_key: Annotated[Text, Field(max_length=60)]
    tier: Tier
    team: PublicId | None = Field(None, description="Where it holds; everywhere without.")
    effective_on: Day | None = Field(None, description="Today, unless said otherwise.")
    reason: Reason


class PracticeMove(Input):
    """Where on the ladder a practice goes, and why."""

    tier: Tier
    effective_on: Day | None = Field(None, description="Today, unless said otherwise.")
    reason: Reason


class PracticeReason(Input):
    """Why a practice is put away, or used again."""

    reason: Reason


class BrokenLineOut(Output):
    """A line that does not keep a practice, and why."""

    objective: str = Field(description="Public id of what it is of.")
    key_result: Ref | None = Field(description="None where it is the objective itself.")
    message: str


class EffectOut(Output):
    """What a practice would do today if it were a policy; the same for everybody."""

    looked_at: int
    is_partial: bool = Field(description="There are more than were looked at.")
    to_look_at: int = Field(description="How many there are.")
    counted_on: Day | None = Field(description="The day of the figures; none: nothing is counted.")
    percent_done: int = Field(description="How far the counting has come; 100 once it is done.")
    broken: int
    running: int = Field(description="Of those broken: they go on until their next gate.")
    drafts: int = Field(description="Of those broken: they could not be activated.")
    objectives: list[Ref] = Field(description="The first of those broken.")
    lines: list[BrokenLineOut] = Field(description="Which lines of these do not keep it, today.")

    @classmethod
    def of(cls, effect: "Effect") -> "EffectOut":
        """Return an effect as it is shown."""
        named = [each.objective for each in effect.named]
        return cls(
            looked_at=effect.looked_at,
            is_partial=not effect.is_counted,
            to_look_at=effect.to_look_at,
            counted_on=effect.counted_on,
            percent_done=effect.percent_done,
            broken=effect.broken,
            running=effect.begun,
            drafts=effect.drafts,
            objectives=[Ref(id=each.public_id, name=each.name) for each in named],
            lines=[
                BrokenLineOut(
                    objective=each.objective.public_id,
                    key_result=Ref(id=part.key_result.public_id, name=part.key_result.name)
                    if part.key_result
                    else None,
                    message=wording(part.message),
                )
                for each in effect.named
                for part in each.parts
            ],
        )


class FindingOut(Output):
    """What a rule found, as severe as the practices of the organization make it."""

    code: str
    name: str
    severity: Literal["hint", "warn", "block"]
    message: str
    subject: Literal["objective", "key_result", "document"]
    subject_id: str | None
    subject_title: str
    field: str
    start: int
    end: int
    evidence: list[str]
    confidence: float
    replacement: str | None
    practice: Ref | None
    gates: list[Gate] = Field(description="Acts that ask the practice.")

    @classmethod
    def of(cls, judged: "Judged") -> "FindingOut":
        """Return a finding as it is shown."""
        found, practice = judged.finding, judged.practice
        return cls(
            code=found.code,
            name=found.rule.name,
            severity=judged.severity.value,
            message=wording(found.message),
            subject=found.subject.kind.value,
            subject_id=found.subject.id,
            subject_title=found.subject.title,
            field=found.field,
            start=found.start,
            end=found.end,
            evidence=list(found.evidence),
            confidence=found.confidence,
            replacement=found.mend.replacement if found.mend else None,
            practice=Ref(id=practice.public_id, name=practice.name) if practice else None,
            gates=[Gate(each) for each in practice.gates] if practice else [],
        )
