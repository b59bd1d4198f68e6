"""What a document says runs and is a draft here: applying activates nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.selectors.blocked import drafts_blocked
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.transfer.selectors.ids import ids_here
from plumbline.engine.documents import model as documents


@dataclass(frozen=True, slots=True)
class DraftLeft:
    """An objective that a document says is active and that is a draft here.

    Attributes:
        id: As the document has it.
        blocked_by: Names of the policies that would block its activation today.
    """

    id: str
    title: str
    blocked_by: tuple[str, ...]


def drafts_left(
    *, viewer: Actor, document: documents.Document, cycle: Cycle, at: datetime
) -> Sequence[DraftLeft]:
    """Return what a document says is active and is a draft here, in the document's order.

    Ten queries at most for each 500 objectives.

    Args:
        viewer: Who asks; what they do not see is left out.
        document: With an id on everything.
        cycle: The cycle it speaks of.
        at: Now.
    """
    ids = [each.id for each in document.objectives if each.state is documents.State.ACTIVE]
    rows = ids_here(viewer, cycle, [each for each in ids if each])
    drafts = {
        key: row
        for key, row in rows.items()
        if isinstance(row, Objective) and row.state in EDITABLE_STATES
    }
    on = organization_day(organization_bound(), at)
    blocked = drafts_blocked(list(drafts.values()), on=on)
    return [
        DraftLeft(key, drafts[key].title, blocked.get(drafts[key].public_id, ()))
        for key in ids
        if key in drafts
    ]
