"""Opening an objective that is not for one's eyes: with a reason, for a while, and told (A2)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import formats, translation
from django.utils.translation import gettext as _

from plumbline.domain.journal.recording import Author, Change
from plumbline.domain.okrs.messages import MESSAGES
from plumbline.domain.okrs.models import KeyResult, Objective, Opening
from plumbline.domain.okrs.models.openings import opening_stands
from plumbline.domain.okrs.permissions import objective_acts, objective_permit, opening_permit
from plumbline.domain.okrs.recording import objective_journal
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.orgs.days import zone_shown
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.outbox.services import outbox_write
from plumbline.domain.tenancy.errors import NotFound, ValidationRefused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.texts import one_line
from plumbline.engine.messages import Message

OPENING_LASTS = timedelta(hours=24)
"""Long enough to look into a matter and to come back to it the next morning; whoever needs longer
opens it again, says why again, and the owner hears of it again."""


def objective_open(
    *, actor: Viewer, named: str, reason: str, at: datetime, link: Callable[[str], str]
) -> Opening:
    """Let an admin read one objective, with its key results, for `OPENING_LASTS`.

    What cannot be opened answers alike: an id that nothing has, one of another organization, and
    one that the actor reads anyway. What can is told to its owner in the same transaction, so
    nobody learns without a trace that it is there. Opening again what one has open changes
    nothing.

    Args:
        actor: Who opens it.
        named: Public id of the objective or of one of its key results. It is taken as text: who
            opens a thing has not seen it.
        reason: Why; its owner reads it.
        at: Now.
        link: Makes the address of the objective's page from its public id, for the mail.

    Raises:
        PermissionRefused: The actor may open nothing.
        ValidationRefused: No reason, or nothing to open by that id.
    """
    with acting(actor) as organization:
        opening_permit(actor)
        reason = reason.strip()
        if not reason:
            raise ValidationRefused({"reason": [Message("okrs.opening.reason_missing")]})
        objective = _named(named)
        own = Opening.objects.filter(objective=objective, person_id=actor.person_id)
        opened: Opening | None = own.filter(opening_stands(at)).first()
        if opened is not None:
            return opened
        if Act.OPEN not in _acts_unseen(actor, objective):
            raise _nothing()
        author = objective_permit(actor, Act.OPEN, objective)
        opened = _insert(actor, objective, reason, at)
        _journal(author, opened, at)
        if opened.told is not None:
            _tell(opened.told, opened, organization, link(objective.public_id), at)
        return opened


def opening_end(*, actor: Viewer, public_id: str, at: datetime) -> Opening:
    """Read no longer what one has opened; what is over already stays as it is.

    It asks for no right: whoever may open nothing any more may still let go.

    Raises:
        NotFound: The actor has made no such opening.
    """
    with acting(actor):
        own = Opening.objects.select_for_update(of=("self",)).select_related("objective__team")
        opened: Opening | None = own.filter(public_id=public_id, person_id=actor.person_id).first()
        if opened is None:
            raise NotFound("okrs.opening.not_found")
        if opened.ended_at is None and at < opened.expires_at:
            opened.ended_at = at
            opened.save(update_fields=["ended_at"])
            author = Author(actor.source, person_id=actor.person_id, account_id=actor.account_id)
            objective_journal(
                author,
                opened.objective,
                act="opening_end",
                at=at,
                changes={"ended_at": Change(new=at)},
            )
        return opened


def _nothing() -> ValidationRefused:
    return ValidationRefused({"named": [Message("okrs.opening.nothing")]})


def _named(named: str) -> Objective:
    """Return the objective with this id, or with a key result of this id, locked.

    The lock keeps two requests of one person from making two openings.
    """
    rows = Objective.objects.filter(is_staged=False)
    found = rows.filter(public_id=named).values_list("pk", flat=True).first()
    if found is None:
        of_key_result = KeyResult.objects.filter(public_id=named, objective__in=rows)
        found = of_key_result.values_list("objective_id", flat=True).first()
    if found is None:
        raise _nothing()
    try:
        return objective_locked(found)
    except NotFound as gone:
        raise _nothing() from gone


def _acts_unseen(actor: Viewer, objective: Objective) -> frozenset[Act]:
    """Return what the actor may do to an objective; nothing where they see it anyway."""
    acts = objective_acts(actor, objective)
    return frozenset() if Act.VIEW in acts else acts


def _insert(actor: Viewer, objective: Objective, reason: str, at: datetime) -> Opening:
    opened = Opening(
        objective=objective,
        person=Person.objects.get(pk=actor.person_id),
        reason=reason,
        told=_whom_to_tell(objective),
        opened_at=at,
        expires_at=at + OPENING_LASTS,
    )
    opened.clean_fields()
    opened.save(force_insert=True)
    return opened


def _whom_to_tell(objective: Objective) -> Person | None:
    """Return the owner; where they have no address or are gone, their manager, if they have one."""
    owner = objective.owner
    candidates = (owner, owner.manager) if owner is not None else ()
    return next((each for each in candidates if each and each.active and each.email), None)


def _journal(author: Author, opened: Opening, at: datetime) -> None:
    about = opened.objective.owner_id
    told = opened.told
    objective_journal(
        author,
        opened.objective,
        act="open",
        at=at,
        changes={
            "reason": Change(new=opened.reason, personal=True, about_person_id=about),
            "expires_at": Change(new=opened.expires_at),
            "told": Change(new=None if told is None else told.public_id),
        },
    )


def _tell(
    told: Person, opened: Opening, organization: Organization, link: str, at: datetime
) -> None:
    """Tell whom it is for who reads it, why and until when.

    The mail names the objective by its address alone: admins see the outbox, and a title in it
    would open to all of them what one of them opened.
    """
    zone = zone_shown(told, organization)
    with translation.override(told.language or organization.language):
        # Translators: Django's date format: "j F Y, H:i" gives 23 November 2026, 17:30.
        until = formats.date_format(opened.expires_at.astimezone(zone), _("j F Y, H:i"))
        names = {"admin": opened.person.name, "organization": organization.name}
        outbox_write(
            to=told.email,
            subject=str(MESSAGES["okrs.mail.opening.subject"]).format(**names),
            body_text=str(MESSAGES["okrs.mail.opening.body"]).format(
                **names,
                link=link,
                reason=one_line(opened.reason),
                until=f"{until} ({zone.key})",
            ),
            act_words=str(MESSAGES["okrs.mail.opening.act"]),
            organization=organization,
            at=at,
        )
