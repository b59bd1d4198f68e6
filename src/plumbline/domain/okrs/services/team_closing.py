"""Closing a team together with what belongs to it.

`orgs` knows nothing of objectives, so a team is closed through here: not while it still has
something to do, and its members leave it, so that nobody leads or sees anything by a team that is
no longer there. What is private or personal is its owner's alone and never stands in the way.
"""

from datetime import datetime

from django.db.models import Q

from plumbline.domain.okrs.lifecycle import OPEN_STATES
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Team, TeamMembership
from plumbline.domain.orgs.services.memberships import membership_end
from plumbline.domain.orgs.services.teams import team_archive
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.transactions import writing


def team_close(*, actor: Actor, team: Team, expected: int, at: datetime) -> Team:
    """Close a team: its history stays, its members leave it today, nothing is planned for it.

    Raises:
        PermissionRefused: The actor may not manage teams.
        StaleVersion: Somebody else changed it since version `expected`.
        Refused: It is the company, teams below it are still in use, or its objectives still run or
            wait for their grade.
    """
    with writing(organization_bound()):
        closed = team_archive(actor=actor, team=team, at=at, expected=expected)
        if _runs(closed):
            raise Refused("okrs.team.still_runs", team=closed.name)
        today = organization_day(organization_bound(), at)
        still = Q(until=None) | Q(until__gt=today)
        # In the order of people: each is locked, and another team may be closed at the same time.
        leaving = TeamMembership.objects.filter(still, team=closed).order_by("person_id", "pk")
        for membership in leaving:
            until = max(today, membership.since)
            membership_end(actor=actor, membership=membership, until=until, at=at)
        return closed


def _runs(team: Team) -> bool:
    rows = Objective.objects.filter(
        team=team,
        state__in=OPEN_STATES,
        visibility__in=(Visibility.ORGANIZATION, Visibility.TEAM),
        is_personal=False,
        is_staged=False,
    )
    return rows.exists()
