"""Who may save templates and change them; `orgs.rights` has the answers."""

from plumbline.domain.journal.recording import Author
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing


def template_permit(actor: Actor, team: Team | None) -> Author:
    """Refuse whoever may not save or change a template that comes from a team.

    Raises:
        PermissionRefused: They neither lead the team nor run the house.
    """
    return permit(actor, Act.MANAGE, _thing(team))


def template_changeable(viewer: Actor, team: Team | None) -> bool:
    """Whether somebody may save or change a template that comes from a team."""
    return permitted(viewer, Act.MANAGE, _thing(team))


def _thing(team: Team | None) -> Thing:
    return Thing(
        kind=Kind.TEMPLATE,
        team_id=team.pk if team else None,
        team_path=team.path if team else "",
    )
