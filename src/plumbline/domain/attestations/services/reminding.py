"""Having those reminded who have not attested a practice."""

from datetime import datetime

from plumbline.domain.attestations.models import AttestationAsk
from plumbline.domain.attestations.selectors.occasions import asks_in_force
from plumbline.domain.attestations.selectors.outstanding import REMINDED, practices_reminded
from plumbline.domain.attestations.selectors.standing import people_silent
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.permissions import practice_permit
from plumbline.domain.journal.recording import Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import Refused


def attestation_remind(*, actor: Actor, practice: Practice, at: datetime) -> int:
    """Have all who are asked to attest a practice and have not reminded of it, once a day.

    The worker tells them from the journal, by the ways they chose: whoever attests until then
    hears nothing, and nobody is reminded of a practice twice on one day (`notify`).

    Args:
        actor: Who runs the practices.
        practice: Which.
        at: Now.

    Returns:
        How many people have not attested it.

    Raises:
        PermissionRefused: The actor may not.
        Refused: Nobody is asked, all have attested it, or they were reminded today.
    """
    with acting(actor) as organization:
        author = practice_permit(actor)
        today = organization_day(organization, at)
        # Locked, so that of two people who press at once one is told that it is done.
        AttestationAsk.objects.select_for_update(of=("self",)).filter(practice=practice).first()
        ask = asks_in_force(on=today).filter(practice=practice).first()
        if ask is None:
            raise Refused("attestations.not_asked")
        if practices_reminded([practice.pk], viewer=actor, on=today):
            raise Refused("attestations.reminded")
        silent = len(people_silent(ask, on=today))
        if not silent:
            raise Refused("attestations.all_attested")
        journal_record(
            author=author,
            act=REMINDED,
            subject=Subject("practice", practice.pk, practice.public_id),
            at=at,
            changes={"people": Change(None, silent)},
        )
        return silent
