"""What the practices in force ask to mend in many objectives, such as those of an import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.judging import Judged, judge
from plumbline.domain.governance.selectors.applying import holding_at, practices_in_use
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.matters import matters_of, place_of
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.engine.rules.model import Severity

#: No more than these are looked at for one page, in the order they came in.
MOST = 400


@dataclass(frozen=True, slots=True)
class ToMend:
    """An objective with what policies block and guidelines warn of in it, the gravest first."""

    objective: Name
    found: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Mending:
    """What there is to mend.

    Attributes:
        looked_at: How many objectives were asked; none where no practice is in force.
        rows: Those that do not keep a policy or guideline.
        is_partial: There are more than were looked at.
    """

    looked_at: int = 0
    rows: Sequence[ToMend] = ()
    is_partial: bool = False


def import_to_mend(*, viewer: Actor, batch: str, at: datetime) -> Mending:
    """Return what came in with an import and does not keep a policy or guideline in force.

    Nine queries at most, one where no practice is in use.

    Args:
        viewer: Who asks; only what they see is looked at.
        batch: Public id of the import.
        at: Now.
    """
    on = organization_day(organization_bound(), at)
    asked = [
        each
        for each in practices_in_use(on=on)
        if each.bindings and each.tier != Tier.BEST_PRACTICE
    ]
    if not asked or ModuleKey.GOVERNANCE not in organization_modules():
        return Mending()
    objectives: QuerySet[Objective] = Objective.objects.filter(
        visible_to(viewer), import_batch=batch
    )
    fetched = objectives.select_related("team", "cycle", "owner", "priority").order_by("pk")
    rows = list(fetched[: MOST + 1])
    found = []
    for row, matter in zip(rows[:MOST], matters_of(rows[:MOST], on=on), strict=True):
        judged = judge(matter, holding_at(asked, place_of(row)), unbound=False)
        grave = tuple(each for each in judged if each.severity is not Severity.HINT)
        if grave:
            found.append(ToMend(Name(row.public_id, row.title), grave))
    return Mending(min(len(rows), MOST), found, len(rows) > MOST)
