"""Writing who belongs to which team, and who leads it."""

from datetime import date, datetime

from django.db.models import F, Q

from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import (
    Person,
    Team,
    TeamMembership,
    TeamMembershipFields,
    TeamMembershipState,
)
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.services.acting import acting, row_check, row_insert
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, Refused
from plumbline.domain.tenancy.history import state_record


def membership_add(
    *,
    actor: Actor,
    person: Person,
    team: Team,
    since: date,
    at: datetime,
    is_lead: bool = False,
) -> TeamMembership:
    """Let a person belong to a team.

    Args:
        actor: who says so.
        person: who.
        team: where.
        since: the first day.
        at: now.
        is_lead: whether they lead it.

    Raises:
        PermissionRefused: the actor may not manage teams.
        Refused: they belong to it on one of these days already, they are deactivated, or the team
            is archived.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.TEAM)
        if Team.objects.filter(pk=team.pk).exclude(archived_on=None).exists():
            raise Refused("orgs.team.archived")
        if Person.objects.filter(pk=person.pk, active=False).exists():
            raise Refused("orgs.person.inactive")
        membership = TeamMembership(person=person, team=team, since=since, is_lead=is_lead)
        row_check(membership)
        _once_check(membership)
        row_insert(membership, taken=Refused("orgs.membership.twice"))
        changes = {
            "team": Change(new=team.public_id),
            "since": Change(new=since),
            "is_lead": Change(new=is_lead),
        }
        _settle(author, membership, act="add", at=at, changes=changes)
        return membership


def membership_end(
    *, actor: Actor, membership: TeamMembership, until: date, at: datetime
) -> TeamMembership:
    """Let a person belong to a team no longer.

    Args:
        actor: who says so.
        membership: which one.
        until: the first day on which they are no longer in the team; of a closed one no later than
            the day it was closed. What is still to come is taken back by any day before it begins.
        at: now.

    Raises:
        PermissionRefused: the actor may not manage teams.
        Refused: it would end before it began, or reach into the time of another membership of the
            same person in the same team.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.TEAM)
        membership = _locked(membership)
        if organization_day(organization_bound(), at) < membership.since:
            until = max(until, membership.since)  # then it never was
        if until < membership.since:
            raise Refused("orgs.membership.order")
        closed_on = membership.team.archived_on
        if closed_on is not None:
            until = min(until, max(closed_on, membership.since))
        changes = {"until": Change(membership.until, until)}
        membership.until = until
        _once_check(membership)
        membership.save(update_fields=["until"])
        _settle(author, membership, act="end", at=at, changes=changes)
        return membership


def membership_reopen(
    *, actor: Actor, membership: TeamMembership, until: date | None, at: datetime
) -> TeamMembership:
    """Let a membership that was ended last longer again.

    Args:
        actor: who says so.
        membership: which one.
        until: the first day on which they are no longer in the team; None for no end.
        at: now.

    Raises:
        PermissionRefused: the actor may not manage teams.
        Refused: the team is archived, or they belong to it again already.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.TEAM)
        membership = _locked(membership)
        if membership.team.archived_on is not None:
            raise Refused("orgs.team.archived")
        changes = {"until": Change(membership.until, until)}
        membership.until = until
        _once_check(membership)
        membership.save(update_fields=["until"])
        _settle(author, membership, act="reopen", at=at, changes=changes)
        return membership


def membership_lead_set(
    *, actor: Actor, membership: TeamMembership, is_lead: bool, at: datetime
) -> TeamMembership:
    """Let a member of a team lead it, or no longer.

    Raises:
        PermissionRefused: the actor may not manage teams.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.TEAM)
        membership = _locked(membership)
        changes = {"is_lead": Change(membership.is_lead, is_lead)}
        membership.is_lead = is_lead
        membership.save(update_fields=["is_lead"])
        _settle(author, membership, act="lead_set", at=at, changes=changes)
        return membership


def _once_check(membership: TeamMembership) -> None:
    """Refuse one that would let a person belong to a team twice on the same day.

    The person is locked, so that of two such memberships at once the second one finds the first.
    """
    list(Person.objects.select_for_update().filter(pk=membership.person_id).values_list("pk"))
    others = TeamMembership.objects.filter(person=membership.person, team=membership.team)
    others = others.exclude(pk=membership.pk).exclude(until=F("since"))  # which never was
    others = others.filter(Q(until=None) | Q(until__gt=membership.since))
    if membership.until is not None:
        others = others.filter(since__lt=membership.until)
    if membership.until != membership.since and others.exists():
        raise Refused("orgs.membership.twice")


def _locked(membership: TeamMembership) -> TeamMembership:
    found: TeamMembership | None = (
        TeamMembership.objects.select_for_update(of=("self",))
        .select_related("team", "person")
        .filter(pk=membership.pk)
        .first()
    )
    if found is None:
        raise NotFound("orgs.membership.none")
    return found


def _settle(
    author: Author,
    membership: TeamMembership,
    *,
    act: str,
    at: datetime,
    changes: dict[str, Change],
) -> None:
    """Keep the state and the journal of a membership that was just saved."""
    state_record(
        row=membership,
        versioned=TeamMembershipFields,
        state_model=TeamMembershipState,
        at=at,
    )
    journal_record(
        author=author,
        act=f"team_membership.{act}",
        subject=Subject(
            kind="person", id=membership.person_id, public_id=membership.person.public_id
        ),
        at=at,
        changes=changes,
    )
