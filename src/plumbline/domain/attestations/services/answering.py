"""Attesting a practice, or saying why not yet."""

from datetime import datetime
from typing import Final

from plumbline.domain.attestations.models import Attestation
from plumbline.domain.attestations.permissions import attestation_permit
from plumbline.domain.attestations.selectors.own import own_attestation
from plumbline.domain.governance.models import Practice
from plumbline.domain.journal.recording import Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.engine.messages import Message

WORDS: Final = 2_000


def attestation_give(
    *,
    actor: Viewer,
    practice: Practice,
    is_attested: bool,
    note: str,
    read_version: int,
    at: datetime,
) -> Attestation:
    """Attest a practice as it was read, or say why not yet; the latest answer counts.

    The journal tells that it happened and no word of the note: that is for whoever sees the
    attestations.

    Args:
        actor: Who is asked.
        practice: Which.
        is_attested: False for "not yet".
        note: Optional for a yes.
        read_version: `words_version` of the practice as the actor read it.
        at: Now.

    Raises:
        PermissionRefused: A program attests nothing.
        Refused: They are not asked, or the practice changed since they read it.
        ValidationRefused: "Not yet" without a reason, or the note is too long.
    """
    with acting(actor) as organization:
        author = attestation_permit(actor)
        # Locked, so that its words do not change while somebody says yes to them.
        row = Practice.objects.select_for_update(of=("self",)).get(pk=practice.pk)
        today = organization_day(organization, at)
        if own_attestation(viewer=actor, practice=row, on=today) is None:
            raise Refused("attestations.not_you")
        if row.words_version != read_version:
            raise Refused("attestations.changed")
        _check(note, is_attested)
        given = Attestation(
            practice=row,
            person_id=actor.person_id,
            practice_version=row.version,
            is_attested=is_attested,
            note=note.strip(),
            on=today,
            at=at,
        )
        given.save(force_insert=True)
        journal_record(
            author=author,
            act="practice.attest" if is_attested else "practice.attest_not_yet",
            subject=Subject("practice", row.pk, row.public_id),
            at=at,
            changes={"version": Change(None, row.version)},
        )
        return given


def _check(note: str, is_attested: bool) -> None:
    if not is_attested and not note.strip():
        raise ValidationRefused({"note": [Message("attestations.note")]})
    if len(note) > WORDS:
        said = {"limit": WORDS, "length": len(note)}
        raise ValidationRefused({"note": [Message("attestations.too_long", said)]})
