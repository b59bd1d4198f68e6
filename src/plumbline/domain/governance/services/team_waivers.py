"""Asking for a team and all below to be let off a practice, and answering."""

from datetime import date, datetime

from plumbline.domain.governance.models import Practice, Waiver
from plumbline.domain.governance.permissions import practices_read_permit, team_waiver_permit
from plumbline.domain.governance.services.waivers import waiver_write
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import Refused


def team_waiver_ask(
    *,
    actor: Actor,
    team: Team,
    practice: Practice,
    reason: str,
    expires_on: date,
    at: datetime,
) -> Waiver:
    """Ask for a team and all below to be let off a practice until a day.

    Raises:
        NotFound: The actor may not read practices.
        PermissionRefused: They neither lead the team or one above nor run the practices.
        Refused: The practice is put away or asks nothing there, or the same is asked for already.
        ValidationRefused: The reason is missing, or the last day is past or too far.
    """
    with acting(actor) as organization:
        practices_read_permit(actor)
        author = team_waiver_permit(actor, Act.ASK, team.path)
        if not _meets(practice.team, team):
            raise Refused("governance.waiver_elsewhere", name=team.name)
        return waiver_write(
            author,
            practice=practice,
            team=team,
            reason=reason,
            expires_on=expires_on,
            on=organization_day(organization, at),
            at=at,
        )


def _meets(holds: Team | None, team: Team) -> bool:
    """Whether a practice that holds in a team and below asks anything in another and below."""
    return holds is None or team.path.startswith(holds.path) or holds.path.startswith(team.path)
