"""Who approved objectives, as the rule `not-approved` asks; for gates, which ask nobody's leave."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
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
from plumbline.engine.rules.agreement import agreed_late
from plumbline.engine.rules.agreement.not_approved import RULE, Params
from plumbline.engine.rules.model import Approved

#: By acts at these gates an approval is asked for.
_GATES: Final = frozenset({Gate.ACTIVATE.value, Gate.CHANGE.value})


def approval_params(practice: Practice) -> tuple[Params, ...]:
    """Return what a practice asks of approvals; nothing where it asks for none."""
    made = (each.made() for each in bindings_read(practice.bindings) if each.code == RULE.code)
    return tuple(each for each in made if isinstance(each, Params) and each.asked)


def approval_asking(practices: Iterable[Practice]) -> Sequence[Practice]:
    """Return those of some practices that ask for an approval."""
    return [each for each in practices if approval_params(each)]


def asked_of(practices: Iterable[Practice]) -> tuple[frozenset[str], ...]:
    """Return whose approval each practice asks for: by what they are to it, or by public id."""
    return tuple(params.asked for each in practices for params in approval_params(each))


def approval_due(objective: Objective, practices: Iterable[Practice]) -> date | None:
    """Return by when some practices want an objective approved; None where they set no day.

    The earliest counts: so many days before its cycle by which it is due, or active.

    Args:
        objective: With its cycle fetched.
        practices: Those that hold where it stands.
    """
    days = [0]
    for each in practices:
        made = [binding.made() for binding in bindings_read(each.bindings)]
        days += [one.days for one in made if isinstance(one, Params | agreed_late.Params)]
    return objective.cycle.start - timedelta(days=max(days)) if max(days) else None


def practices_asking(objective: Objective, *, at: datetime) -> Sequence[Practice]:
    """Return the practices by which an objective is to be approved where it stands.

    One query, and one more where there are any.
    """
    return approval_asking(practices_holding(objective, at=at))


def practices_holding(objective: Objective, *, at: datetime) -> Sequence[Practice]:
    """Return the practices by which an objective is approved, and by when; the others not.

    None where no approval is asked for. One query, and one more where there are any.
    """
    on = organization_day(organization_bound(), at)
    used = practices_approving(practices_in_use(on=on))
    if not used or ModuleKey.GOVERNANCE not in organization_modules():
        return ()
    return practices_approving(holding_at(used, place_of(objective)))


def practices_approving(practices: Iterable[Practice]) -> Sequence[Practice]:
    """Return those by which something is approved, and by when; none where no approval is asked."""
    used = [each for each in practices if _GATES & {*each.gates}]
    return used if approval_asking(used) else ()


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
    for row in rows.select_related("person").order_by("answered_at", "pk"):
        latest[row.objective_public_id][row.person_id] = row
    return {
        public_id: tuple(
            Approved(frozenset((*row.roles, row.person.public_id)), row.stated)
            for row in found.values()
            if row.state == ApprovalState.APPROVED
        )
        for public_id, found in latest.items()
    }
