"""Moving somebody from one team to another from a day on; taking that, and leaving, back."""

from datetime import date, datetime

from plumbline.domain.orgs.models import Person, Team, TeamMembership, TeamMembershipState
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.services.memberships import (
    membership_add,
    membership_end,
    membership_reopen,
)
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import Refused


def membership_move(
    *, actor: Actor, membership: TeamMembership, team: Team, since: date, at: datetime
) -> TeamMembership:
    """Let a member of one team belong to another one instead, from a day on.

    Args:
        actor: who says so.
        membership: the one that ends; its last day is the one before `since`.
        team: where they belong from then on, without leading it.
        since: the first day there; it may have passed or be yet to come.
        at: now.

    Returns:
        The new membership.

    Raises:
        PermissionRefused: the actor may not manage teams.
        Refused: it is the same team or an archived one, they belong to it already, they are
            deactivated, or had not joined the former team on that day.
    """
    with acting(actor):
        manage_permit(actor, Kind.TEAM)
        if team.pk == membership.team_id:
            raise Refused("orgs.membership.same")
        if since < membership.since:
            raise Refused("orgs.membership.before")
        membership_end(actor=actor, membership=membership, until=since, at=at)
        return membership_add(actor=actor, person=membership.person, team=team, since=since, at=at)


def membership_move_back(
    *, actor: Actor, person: Person, former: Team, team: Team, at: datetime
) -> TeamMembership:
    """Take back that somebody was moved from one team to another.

    They belong to the former team for as long as before, and the time in the other one never was.

    Raises:
        PermissionRefused: the actor may not manage teams.
        Refused: one of the two memberships is no longer as the move left it.
    """
    with acting(actor):
        manage_permit(actor, Kind.TEAM)
        rows = TeamMembership.objects.select_related("person", "team").filter(person=person)
        moved = rows.filter(team=team, until=None).order_by("-pk").first()
        ended = moved and rows.filter(team=former, until=moved.since).order_by("-pk").first()
        if moved is None or ended is None:
            raise Refused("orgs.membership.move_over")
        membership_end(actor=actor, membership=moved, until=moved.since, at=at)
        return membership_reopen(actor=actor, membership=ended, until=_until_before(ended), at=at)


def membership_leave_back(
    *, actor: Actor, person: Person, team: Team, at: datetime
) -> TeamMembership:
    """Take back that somebody was to leave a team: they belong to it for as long as before.

    Raises:
        PermissionRefused: the actor may not manage teams.
        Refused: nothing of them in this team ends, or the team is archived.
    """
    with acting(actor):
        manage_permit(actor, Kind.TEAM)
        states = TeamMembershipState.objects.filter(
            subject__person=person, subject__team=team, valid_to=None
        )
        last = states.order_by("-valid_from", "-pk").select_related("subject").first()
        if last is None or last.until is None:
            raise Refused("orgs.membership.not_left")
        ended = last.subject
        return membership_reopen(actor=actor, membership=ended, until=_until_before(ended), at=at)


def _until_before(membership: TeamMembership) -> date | None:
    """Return until when a membership was to last before the last change of it."""
    states = TeamMembershipState.objects.filter(subject=membership).exclude(valid_to=None)
    before = states.order_by("-valid_from").first()
    return None if before is None or before.until == membership.until else before.until
