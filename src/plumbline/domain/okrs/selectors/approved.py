"""Who approved objectives, as the rule `not-approved` asks; for gates, which ask nobody's leave."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from plumbline.domain.approvals.choices import ANSWERED, ApprovalState
from plumbline.domain.approvals.models import Approval
from plumbline.domain.governance.bindings import bindings_read
from plumbline.domain.governance.choices import Gate
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.selectors.applying import holding_at, practices_in_use
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.selectors.matters import NOTHING_KNOWN, Approvals, place_of
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.engine.rules.agreement.not_approved import RULE, Params
from plumbline.engine.rules.model import Approved

#: By acts at these gates an approval is asked for.
_GATES: Final = frozenset({Gate.ACTIVATE.value, Gate.CHANGE.value})


def approval_params(practice: Practice) -> tuple[Params, ...]:
    """Return what a practice asks of approvals; nothing where it asks for none."""
    made = (each.made() for each in bindings_read(practice.bindings) if each.code == RULE.code)
    return tuple(each for each in made if isinstance(each, Params) and each.by)


def approval_asking(practices: Iterable[Practice]) -> Sequence[Practice]:
    """Return those of some practices that ask for an approval."""
    return [each for each in practices if approval_params(each)]


def practices_asking(objective: Objective, *, at: datetime) -> Sequence[Practice]:
    """Return the practices by which an objective is to be approved where it stands.

    One query, and one more where there are any.
    """
    on = organization_day(organization_bound(), at)
    found = [each for each in approval_asking(practices_in_use(on=on)) if _GATES & {*each.gates}]
    if not found or ModuleKey.GOVERNANCE not in organization_modules():
        return ()
    return holding_at(found, place_of(objective))


def approved_of(
    objectives: Iterable[Objective],
    practices: Iterable[Practice],
    *,
    by: datetime | None = None,
) -> Approvals:
    """Return who approved objectives, by their public ids; of each person the latest answer counts.

    One query, and none where no practice asks for an approval: then nothing is known, and the rule
    finds nothing.

    Args:
        objectives: Which.
        practices: Those that are asked.
        by: What was answered by then; by now without.
    """
    if not approval_asking(practices):
        return NOTHING_KNOWN
    ids = [each.public_id for each in objectives]
    latest: dict[str, dict[int, Approval]] = {each: {} for each in ids}
    rows = Approval.objects.filter(objective_public_id__in=ids, state__in=ANSWERED)
    if by is not None:
        rows = rows.filter(answered_at__lte=by)
    for row in rows.order_by("answered_at", "pk"):
        latest[row.objective_public_id][row.person_id] = row
    return {
        public_id: tuple(
            Approved(frozenset(row.roles), row.stated)
            for row in found.values()
            if row.state == ApprovalState.APPROVED
        )
        for public_id, found in latest.items()
    }
