"""What a decision of a review is to the table of rights."""

from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.reviews.models import ReviewDecision


def decision_thing(row: ReviewDecision) -> Thing:
    """Return whose a decision is: of a team, and of who sees to it."""
    return Thing(
        kind=Kind.DECISION, owner_id=row.owner_id, team_id=row.team_id, team_path=row.team.path
    )
