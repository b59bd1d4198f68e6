"""Whose objective it is: the organization's, a team's, or a person's."""

from plumbline.engine.documents.model import Objective
from plumbline.engine.rules.model import Context

COMPANY, TEAM, PERSON = "company", "team", "person"


def level_of(objective: Objective, context: Context) -> tuple[str, str]:
    """Return the level of an objective and the name of whoever it belongs to."""
    if objective.personal:
        return PERSON, (objective.owner or "").casefold()
    team = (objective.team or "").casefold()
    if (not team and context.company_is_default) or (
        team and team in {name.casefold() for name in context.company}
    ):
        return COMPANY, ""
    return TEAM, team
