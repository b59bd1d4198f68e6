"""What the rules find in words that are sent: one sentence or a document."""

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints, model_validator

from plumbline.api.schemas.values import Input, Output, PublicId
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.rules.model import Finding, Severity, SubjectKind

MOST_CHARACTERS: Final = 200_000
MOST_FINDINGS: Final = 500

Sentence = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class WordingIn(Input):
    """A document, or one sentence: an objective, or a key result, perhaps with its objective."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=MOST_CHARACTERS)] | None = (
        Field(default=None, description="A document in Markdown, YAML, JSON or CSV.")
    )
    format: Literal["markdown", "yaml", "json", "csv"] | None = Field(
        default=None, description="Its kind; guessed without."
    )
    objective: Sentence | None = None
    key_result: Sentence | None = None
    team: PublicId | None = Field(
        default=None, description="Whose practices are asked beside those of the organization."
    )

    @model_validator(mode="after")
    def one_of_them(self) -> "WordingIn":
        """Refuse a body that holds both a document and a sentence, or neither."""
        sentence = self.objective is not None or self.key_result is not None
        if sentence == (self.text is not None):
            raise ValueError("Send either text, or objective and key_result.")
        return self


class FindingSubject(Output):
    """What a finding is about."""

    kind: SubjectKind
    title: str


class WordingFindingOut(Output):
    """One finding; offsets count characters of the field, lines and columns from 1."""

    code: str
    name: str
    severity: Severity = Field(description="As the practices of the organization make it.")
    message: str
    subject: FindingSubject
    field: str
    start: int
    end: int
    line: int | None
    column: int | None
    evidence: list[str]
    confidence: float

    @classmethod
    def of(cls, finding: Finding) -> "WordingFindingOut":
        """Return a finding, as severe as it is here, in words."""
        span = finding.span
        return cls(
            code=finding.code,
            name=finding.rule.name,
            severity=finding.severity,
            message=wording(finding.message),
            subject=FindingSubject(kind=finding.subject.kind, title=finding.subject.title),
            field=finding.field,
            start=finding.start,
            end=finding.end,
            line=span.line if span else None,
            column=span.column if span else None,
            evidence=list(finding.evidence),
            confidence=finding.confidence,
        )


class WordingOut(Output):
    """What was found, in order of place."""

    objectives: int
    key_results: int
    findings: list[WordingFindingOut]
    more: bool = Field(description=f"Whether there are more than the {MOST_FINDINGS} told.")
    refusal: str = Field(description="Why nothing could be read; empty otherwise.")
