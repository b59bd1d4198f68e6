"""Attestations of practices, coming in and going out."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from plumbline.api.schemas.values import Flag, Input, Output, Ref, Text, Whole
from plumbline.domain.attestations.selectors.standing import Answer

if TYPE_CHECKING:
    from plumbline.domain.attestations.selectors.own import OwnAttestation
    from plumbline.domain.attestations.selectors.standing import PersonStanding


class OwnAttestationOut(Output):
    """A practice that the caller is asked to attest."""

    practice: Ref
    words_version: int = Field(description="Of what it asks for now; send it with the answer.")
    is_attested: bool
    note: str
    answered_on: date | None
    until: date | None = Field(description="The last day on which it is asked.")
    due_on: date = Field(description="By when it is to be attested; never after `until`.")
    is_overdue: bool

    @classmethod
    def of(cls, own: "OwnAttestation") -> "OwnAttestationOut":
        """Return an attestation as it is shown."""
        return cls(
            practice=Ref(id=own.practice.public_id, name=own.practice.name),
            words_version=own.practice.words_version,
            is_attested=own.is_attested,
            note=own.note,
            answered_on=own.answered_on,
            until=own.until,
            due_on=own.due_on,
            is_overdue=own.is_overdue,
        )


class AttestationOut(Output):
    """How one person who is asked stands to a practice."""

    person: Ref
    teams: list[str] = Field(description="Ids of the teams they belonged to that day.")
    answer: Answer
    note: str
    at: datetime | None

    @classmethod
    def of(cls, row: "PersonStanding") -> "AttestationOut":
        """Return a standing as it is shown."""
        return cls(
            person=Ref(id=row.person, name=row.name),
            teams=list(row.teams),
            answer=row.answer,
            note=row.note,
            at=row.at,
        )


class AttestationIn(Input):
    """Yes, or why not yet."""

    is_attested: Flag
    note: Annotated[Text, Field(max_length=2000)] = Field(
        "", description="Required for “not yet”; champions, auditors and leads read it."
    )
    words_version: Annotated[Whole, Field(ge=1, le=2_000_000_000)]
