"""The tree of objectives, one level at a time, as it is and as it was."""

from datetime import date, datetime

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.selectors.facts import TreeLevel
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.viewers import Actor


def tree_level(
    *,
    viewer: Actor,
    cycle: Cycle,
    at: datetime,
    parent: str | None = None,
    as_of: date | None = None,
    team: Team | None = None,
    after: str | None = None,
    limit: int = 50,
) -> TreeLevel:
    """Return the roots of a cycle's tree, or what stands below one objective.

    Args:
        viewer: Who asks; what they may not see is in no list and no count.
        cycle: Whose tree.
        at: Now, for pace and staleness.
        parent: Public id of the objective whose children are asked for, of any cycle; the roots
            are the cycle's objectives without a parent in it that the viewer sees.
        as_of: Show what was recorded by the end of that day, under today's rights.
        team: Roots of this team and of those below it only.
        after: Where the page before ended.
        limit: Nodes of a page.

    Raises:
        NotFound: There is no such parent, or the viewer may not know of it; or the page before
            ended with an objective that is gone.
    """
    raise NotImplementedError
