"""Objectives as the rules would have looked at them at an instant, whoever may see them.

For audits, which ask nobody's leave; what they found is read by those who see the objective.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import Any

from django.db.models import QuerySet

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.governance.judging import Matter
from plumbline.domain.okrs.models import (
    Alignment,
    KeyResult,
    KeyResultScore,
    Objective,
    ObjectiveState,
    State,
    Visibility,
)
from plumbline.domain.okrs.models.key_result import KeyResultFields, KeyResultScoreFields
from plumbline.domain.okrs.models.objective import ObjectiveFields
from plumbline.domain.okrs.selectors.alongside import Alongsides
from plumbline.domain.okrs.selectors.check_ins_said import check_ins_said
from plumbline.domain.okrs.selectors.histories import Histories
from plumbline.domain.okrs.selectors.levels import Levels
from plumbline.domain.okrs.selectors.matters import (
    NOTHING_KNOWN,
    Approvals,
    Beside,
    Known,
    matter_made,
)
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.names import then
from plumbline.domain.okrs.selectors.rows_at import (
    KeyResultAt,
    key_results_at,
    links_at,
    pauses_at,
    spans_at,
)
from plumbline.domain.orgs.models import Team
from plumbline.domain.tenancy.history import versioned_values


@dataclass(frozen=True, slots=True)
class ObjectiveThen:
    """An objective at an instant.

    Attributes:
        row: Its row, holding what it said then; it must not be saved.
        team_name: What its team was called then; empty for none.
        team_path: Where that team stood then; empty for none and for a personal objective.
    """

    row: Objective
    team_name: str
    team_path: str


def objectives_then(
    moment: Moment, *, team_path: str = "", cycle: Cycle | None = None, states: Sequence[State]
) -> QuerySet[Any]:
    """Return the state rows of an instant in some states, by the key of their objective.

    Args:
        moment: In the past, if only by an instant.
        team_path: Only this team of then and those below; everybody's without.
        cycle: Only this cycle.
        states: As they were then.
    """
    rows = ObjectiveState.objects.filter(
        moment.in_force, subject__is_staged=False, state__in=states
    ).annotate(
        path_then=then(Team, "path", moment, by="team"),
        called_then=then(Team, "name", moment, by="team"),
    )
    if cycle is not None:
        rows = rows.filter(cycle=cycle)
    if team_path:
        rows = rows.filter(path_then__startswith=team_path, is_personal=False)
    ordered: QuerySet[Any] = rows.order_by("subject_id")
    return ordered


def objectives_then_read(rows: QuerySet[Any], moment: Moment) -> list[ObjectiveThen]:
    """Read rows of `objectives_then` as objectives of then (two queries)."""
    states = list(rows.select_related("subject", "owner", "team", "priority", "cycle"))
    spans = spans_at({state.cycle_id for state in states}, moment)
    found = []
    for state in states:
        row: Objective = state.subject
        for name, value in versioned_values(state, ObjectiveFields).items():
            setattr(row, name, value)
        row.owner, row.priority = state.owner, state.priority
        row.cycle = copy(state.cycle)
        span = spans[state.cycle_id]
        row.cycle.name, row.cycle.start, row.cycle.end = span.name, span.start, span.end
        row.team = copy(state.team)
        if row.team is not None:
            row.team.path, row.team.name = state.path_then, state.called_then
        placed = row.team is not None and not row.is_personal
        found.append(
            ObjectiveThen(
                row, state.called_then if placed else "", state.path_then if placed else ""
            )
        )
    return found


def matters_then(
    objectives: Sequence[Objective],
    moment: Moment,
    *,
    levels: Levels,
    approved: Approvals = NOTHING_KNOWN,
) -> list[Matter]:
    """Return objectives of an instant as the rules look at them (eight queries at most).

    Rules that ask what the cycle holds, or what was said in check-ins, cost one more each.

    Args:
        objectives: As `objectives_then_read` gave them.
        moment: The same.
        levels: From `levels_then`; asked again and again in a long work, it reads each level once.
        approved: Who had approved them, from `approved.approved_of`.
    """
    ids = [each.pk for each in objectives]
    parts = {
        key: [_key_result_then(part) for part in found]
        for key, found in key_results_at(ids, moment).items()
    }
    links: Mapping[int, list[Alignment]] = defaultdict(list)
    ties: QuerySet[Any] = links_at(moment, child_objective_id__in=ids)
    fetched = ties.select_related("subject__parent_objective__team", "subject__parent_key_result")
    for state in fetched.order_by("subject_id"):
        links[state.subject.child_objective_id].append(state.subject)
    pauses = pauses_at(ids, moment).of_objective
    around = levels.around(objectives)
    known = Known(
        moment=moment,
        histories=Histories(parts, moment),
        grades=cache(partial(_grades, objectives, moment)),
        alongsides=levels.alongsides or Alongsides(moment),
        check_ins=check_ins_said(parts, moment),
        approved=approved,
    )
    return [
        matter_made(
            each,
            Beside(
                parts.get(each.pk, ()),
                links[each.pk],
                pauses.get(each.pk, ()),
            ),
            around[each.pk],
            known.of(each),
        )
        for each in objectives
    ]


def levels_then(moment: Moment) -> Levels:
    """Return the levels of an instant: what ran, as far as everybody saw it and sees it."""
    rows = ObjectiveState.objects.filter(
        moment.in_force,
        visibility=Visibility.ORGANIZATION,
        subject__visibility=Visibility.ORGANIZATION,
        subject__is_staged=False,
        state=State.ACTIVE,
    )
    return Levels(rows.filter, of="subject", alongsides=Alongsides(moment))


def _key_result_then(part: KeyResultAt) -> KeyResult:
    """Return a key result holding what it said then, and how it stood."""
    row = part.subject
    for name, value in versioned_values(part.fields, KeyResultFields).items():
        setattr(row, name, value)
    row.owner = part.fields.owner
    score = None
    if part.score is not None:
        score = KeyResultScore(**versioned_values(part.score, KeyResultScoreFields))
    # As a query that fetched it would have left it: none is looked for.
    KeyResult._meta.get_field("score").set_cached_value(row, score)
    return row


def _grades(objectives: Sequence[Objective], moment: Moment) -> Mapping[int, tuple[Decimal, ...]]:
    """Return the final scores that the owners had by then, as far as everybody sees, by row."""
    rows = ObjectiveState.objects.filter(
        moment.in_force,
        owner_id__in={each.owner_id for each in objectives if each.owner_id is not None},
        state=State.CLOSED,
        visibility=Visibility.ORGANIZATION,
        subject__visibility=Visibility.ORGANIZATION,
        subject__is_staged=False,
        final_score__isnull=False,
    )
    found: dict[int, tuple[Decimal, ...]] = {}
    ordered = rows.order_by("cycle__end", "subject_id")
    for owner, score in ordered.values_list("owner_id", "final_score"):
        found[owner] = (*found.get(owner, ()), score)
    return found
