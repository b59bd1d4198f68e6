"""What the viewer is asked to attest, and what they answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from plumbline.domain.attestations.choices import Audience
from plumbline.domain.attestations.models import Attestation, AttestationAsk
from plumbline.domain.attestations.selectors.occasions import (
    asks_in_force,
    counts_from,
    cycles_holding,
    due_day,
)
from plumbline.domain.governance.models import Practice, PracticeVersion
from plumbline.domain.governance.permissions import practices_read_permit
from plumbline.domain.orgs.viewers import Viewer


@dataclass(frozen=True, slots=True)
class OwnAttestation:
    """A practice that the viewer is asked to attest.

    Attributes:
        is_attested: Whether they did, so that it counts today.
        note: Of what they answered last, if that is about today's words.
        answered_on: The day they answered so; None where they did not.
        until: Last day on which it is asked; None for no end.
        due_on: By when it is to be attested.
        is_overdue: That day is over, and they have not.
    """

    practice: Practice
    is_attested: bool
    note: str
    answered_on: date | None
    until: date | None
    due_on: date
    is_overdue: bool


def own_attestations(*, viewer: Viewer, on: date) -> Sequence[OwnAttestation]:
    """Return what the viewer is asked to attest, by name: first what waits (one query).

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    mine = Attestation.objects.filter(
        practice_id=OuterRef("practice_id"), person_id=viewer.person_id
    ).order_by("-at", "-pk")
    worded = PracticeVersion.objects.filter(
        practice_id=OuterRef("practice_id"), number=OuterRef("practice__words_version")
    )
    rows = asks_in_force(on=on).annotate(
        cycle_start=Subquery(cycles_holding(on=on).values("start")[:1]),
        worded_at=Subquery(worded.values("at")[:1]),
        **{
            f"last_{name}": Subquery(mine.values(name)[:1])
            for name in ("is_attested", "practice_version", "note", "on")
        },
    )
    found = [_own(row, on) for row in rows.order_by("practice__name", "pk") if asks(row, viewer)]
    return sorted(found, key=lambda each: each.is_attested)


def own_attestation(*, viewer: Viewer, practice: Practice, on: date) -> OwnAttestation | None:
    """Return how the viewer stands to one practice; None where they are not asked (one query)."""
    found = own_attestations(viewer=viewer, on=on)
    return next((each for each in found if each.practice.pk == practice.pk), None)


def asks(ask: AttestationAsk, viewer: Viewer) -> bool:
    """Whether the viewer is among those asked."""
    if ask.audience == Audience.ROLES:
        return any(role.value in ask.roles for role in viewer.roles)
    if ask.audience == Audience.TEAM:
        # The teams above one's own are among those one sees into.
        return ask.team_id in viewer.visible_team_ids
    return True


def _own(row: AttestationAsk, on: date) -> OwnAttestation:
    said = vars(row)  # with what `annotate` put beside the fields
    since = counts_from(row, on=on, cycle_start=said["cycle_start"])
    given = said["last_on"]
    counts = (
        given is not None
        and said["last_practice_version"] >= row.practice.words_version
        and (since is None or given >= since)
    )
    is_attested = bool(counts and said["last_is_attested"])
    due_on = due_day(
        row,
        on=on,
        effective_on=row.practice.effective_on,
        cycle_start=said["cycle_start"],
        worded_at=said["worded_at"],
    )
    return OwnAttestation(
        practice=row.practice,
        is_attested=is_attested,
        note=said["last_note"] if counts else "",
        answered_on=given if counts else None,
        until=row.until,
        due_on=due_on,
        is_overdue=due_on < on and not is_attested,
    )
