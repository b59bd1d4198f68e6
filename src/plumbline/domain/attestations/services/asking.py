"""Asking people to attest a practice, and ending that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.attestations.choices import ASKED_ROLES, Audience, Rhythm
from plumbline.domain.attestations.models import AttestationAsk, AttestationAskVersion
from plumbline.domain.attestations.selectors.asked import SAID
from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.permissions import practice_permit
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.services.acting import acting, row_insert
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import Refused, StaleVersion, ValidationRefused
from plumbline.domain.tenancy.versions import version_check, version_save
from plumbline.engine.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class AskValues:
    """Who is asked, how often, and until when.

    Attributes:
        roles: Where the audience is people with a role.
        team: Where the audience is a team; with all below it.
        until: Last day; None for no end.
    """

    audience: Audience
    roles: Sequence[Role] = ()
    team: Team | None = None
    rhythm: Rhythm = Rhythm.WORDS
    until: date | None = None


def attestation_ask(
    *, actor: Actor, practice: Practice, values: AskValues, expected: int, at: datetime
) -> AttestationAsk:
    """Ask people to attest a practice, or change who is asked.

    What was answered stays and counts for whoever is still asked.

    Args:
        actor: Who runs the practices.
        practice: A guideline or a policy.
        values: Who is asked.
        expected: The version of the ask that it was decided on, 0 where nobody was ever asked.
        at: Now.

    Raises:
        PermissionRefused: The actor may not.
        Refused: It is a best practice, or put away.
        StaleVersion: Somebody changed it meanwhile.
        ValidationRefused: No role or team is chosen, the team is archived, or the last day is past.
    """
    with acting(actor) as organization:
        author = practice_permit(actor)
        today = organization_day(organization, at)
        if practice.is_archived:
            raise Refused("attestations.put_away")
        if practice.tier == Tier.BEST_PRACTICE:
            raise Refused("attestations.best_practice")
        _check(values, today)
        row = _locked(practice)
        if row is None:
            row = AttestationAsk(practice=practice, began_on=today)
            _fill(row, values)
            row_insert(row, taken=StaleVersion("tenancy.version.stale", current=row))
            _keep(row, at=at)
            _record(author, row, "attest_ask", {}, at=at)
            return row
        version_check(row, expected=expected)
        before = _facts(row)
        if row.ended_on is not None:
            row.began_on, row.ended_on = today, None
        _fill(row, values)
        version_save(row, expected=expected, update_fields=SAID)
        _keep(row, at=at)
        _record(author, row, "attest_ask", before, at=at)
        return row


def attestation_ask_end(
    *, actor: Actor, practice: Practice, expected: int, at: datetime
) -> AttestationAsk:
    """Ask nobody any more, from today on; what was answered stays.

    Raises:
        PermissionRefused: The actor may not.
        Refused: Nobody is asked.
        StaleVersion: Somebody changed it meanwhile.
    """
    with acting(actor) as organization:
        author = practice_permit(actor)
        row = _locked(practice)
        if row is None or row.ended_on is not None:
            raise Refused("attestations.not_asked")
        version_check(row, expected=expected)
        before = _facts(row)
        row.ended_on = organization_day(organization, at)
        version_save(row, expected=expected, update_fields=("ended_on",))
        _keep(row, at=at)
        _record(author, row, "attest_end", before, at=at)
        return row


def _locked(practice: Practice) -> AttestationAsk | None:
    rows = AttestationAsk.objects.select_for_update(of=("self",)).select_related("team")
    row: AttestationAsk | None = rows.filter(practice=practice).first()
    if row is not None:
        row.practice = practice
    return row


def _check(values: AskValues, today: date) -> None:
    errors: dict[str, list[Message]] = {}
    if values.audience is Audience.ROLES and not set(values.roles) & set(ASKED_ROLES):
        errors["roles"] = [Message("attestations.roles")]
    if values.audience is Audience.TEAM and values.team is None:
        errors["team"] = [Message("attestations.team")]
    elif values.audience is Audience.TEAM and values.team and values.team.archived_on:
        errors["team"] = [Message("orgs.team.archived")]
    if values.until is not None and values.until < today:
        errors["until"] = [Message("attestations.until")]
    if errors:
        raise ValidationRefused(errors)


def _fill(row: AttestationAsk, values: AskValues) -> None:
    of_roles, of_team = values.audience is Audience.ROLES, values.audience is Audience.TEAM
    row.audience, row.rhythm, row.until = values.audience, values.rhythm, values.until
    row.roles = [role.value for role in ASKED_ROLES if role in values.roles] if of_roles else []
    row.team = values.team if of_team else None


def _keep(row: AttestationAsk, *, at: datetime) -> None:
    """Keep what it says from now on, for whoever looks at a past day."""
    said = {name: getattr(row, name) for name in SAID}
    AttestationAskVersion(ask=row, number=row.version, at=at, **said).save()


def _facts(row: AttestationAsk) -> dict[str, object]:
    return {
        "audience": str(row.audience),
        "roles": list(row.roles),
        "team_id": row.team_id,
        "rhythm": str(row.rhythm),
        "until": row.until.isoformat() if row.until else None,
        "ended_on": row.ended_on.isoformat() if row.ended_on else None,
    }


def _record(
    author: Author, row: AttestationAsk, act: str, before: Mapping[str, object], *, at: datetime
) -> None:
    changes = {
        name: Change(before.get(name), value)
        for name, value in _facts(row).items()
        if before.get(name) != value and (before or value)
    }
    journal_record(
        author=author,
        act=f"practice.{act}",
        subject=Subject("practice", row.practice.pk, row.practice.public_id),
        at=at,
        changes=changes,
    )
