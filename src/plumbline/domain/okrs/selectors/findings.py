"""What the rules say of objectives under the practices of the organization."""

from datetime import datetime

from django.db.models import QuerySet

from plumbline.domain.governance.choices import Gate
from plumbline.domain.governance.judging import Judged, judge
from plumbline.domain.governance.selectors.applying import holding_at, practices_in_use
from plumbline.domain.governance.selectors.waived import practices_waived
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.approved import approved_of
from plumbline.domain.okrs.selectors.matters import matter_of, place_of
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.engine.rules.model import Severity

# Words come along: interfaces read no models.
__all__ = [
    "Gate",
    "Judged",
    "Severity",
    "objective_findings",
]


def objective_findings(*, viewer: Actor, public_id: str, at: datetime) -> tuple[Judged, ...]:
    """Return what the rules find in an objective, the most severe first (nine queries at most).

    Raises:
        NotFound: There is none with this id, or the viewer may not know of it.
    """
    row: Objective | None = _rows(viewer).filter(public_id=public_id).first()
    if row is None:
        raise NotFound("okrs.objective.not_found")
    on = organization_day(organization_bound(), at)
    place = place_of(row)
    practices = holding_at(practices_in_use(on=on), place)
    if practices and ModuleKey.GOVERNANCE not in organization_modules():
        practices = ()
    leave = practices_waived(row.public_id, place, on=on) if practices else {}
    approved = approved_of([row], practices)
    return judge(matter_of(row, on=on, approved=approved), practices, leave=leave)


def _rows(viewer: Actor) -> QuerySet[Objective]:
    rows: QuerySet[Objective] = Objective.objects.filter(visible_to(viewer))
    return rows.select_related("team", "cycle", "owner", "priority")
