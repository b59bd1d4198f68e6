"""Objectives and key results as flat pages, in one order that a page can be continued in.

A page ends with a public id; the next one starts behind it, wherever it stands by then, so that
nothing is shown twice or left out while others write.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from plumbline.domain.custom_fields.selectors import custom_values
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.selectors.courses import adjusted_at
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, TreeNode
from plumbline.domain.okrs.selectors.finding import holds_word
from plumbline.domain.okrs.selectors.moments import Moment, moment_of
from plumbline.domain.okrs.selectors.nodes import key_result_paced, nodes_of
from plumbline.domain.okrs.selectors.objectives import ObjectiveFilter, key_results_visible
from plumbline.domain.okrs.selectors.rows_at import (
    key_result_now,
    objective_now,
    objectives_at,
    pauses_at,
    spans_at,
)
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.paging import rows_part


@dataclass(frozen=True, slots=True)
class ObjectiveShown:
    """An objective's row, for services, how it stands, and its custom values by key."""

    row: Objective
    node: TreeNode
    custom: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class KeyResultShown:
    """A key result's row, for services, how it stands, and its custom values by key."""

    row: KeyResult
    facts: KeyResultFacts
    custom: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ObjectivesPage:
    """Some objectives; pass `after` on for the next page, `None` on the last one."""

    objectives: Sequence[ObjectiveShown]
    after: str | None


@dataclass(frozen=True, slots=True)
class KeyResultsPage:
    """Some key results; pass `after` on for the next page, `None` on the last one."""

    key_results: Sequence[KeyResultShown]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultFilter:
    """How a list of key results is narrowed; `None` and empty narrow nothing."""

    objective: str | None = None
    owner_id: int | None = None
    states: frozenset[str] = frozenset()
    text: str = ""

    def condition(self) -> Q:
        """Return the filter as a condition of the database."""
        condition = Q()
        if self.objective is not None:
            condition &= Q(objective__public_id=self.objective)
        if self.owner_id is not None:
            condition &= Q(owner_id=self.owner_id)
        if self.states:
            condition &= Q(state__in=self.states)
        if self.text:
            condition &= holds_word(self.text)
        return condition


def objectives_page(
    *,
    viewer: Actor,
    at: datetime,
    narrowed: ObjectiveFilter,
    after: str | None = None,
    limit: int = 50,
) -> ObjectivesPage:
    """Return visible objectives in the order of teams and ranks (at most 10 queries).

    Raises:
        NotFound: The page before ended with an objective that is gone.
    """
    moment = moment_of(at=at, as_of=None)
    rows = objectives_at(viewer, moment).select_related("priority")
    found = rows.filter(narrowed.condition())
    order = ("place", "order", "objective_id")
    some, ended = rows_part(found, order, after=after, limit=limit, among=rows)
    return ObjectivesPage(_objectives_shown(viewer, some, moment), ended)


def objective_shown(*, viewer: Actor, public_id: str, at: datetime) -> ObjectiveShown:
    """Return one objective (at most 8 queries).

    Raises:
        NotFound: There is none with this id, or the viewer may not know of it.
    """
    moment = moment_of(at=at, as_of=None)
    rows = objectives_at(viewer, moment).select_related("priority", "cycle")
    shown = _objectives_shown(viewer, list(rows.filter(public_id=public_id)), moment)
    if not shown:
        raise NotFound("okrs.objective.not_found")
    return shown[0]


def key_results_page(
    *,
    viewer: Actor,
    at: datetime,
    narrowed: KeyResultFilter,
    after: str | None = None,
    limit: int = 50,
) -> KeyResultsPage:
    """Return key results of visible objectives, objective by objective (at most 5 queries).

    Raises:
        NotFound: The page before ended with a key result that is gone.
    """
    rows = key_results_visible(viewer=viewer)
    found = rows.filter(narrowed.condition())
    order = ("objective_id", "rank", "pk")
    some, ended = rows_part(found, order, after=after, limit=limit, among=rows)
    return KeyResultsPage(_key_results_shown(some, moment_of(at=at, as_of=None)), ended)


def key_result_shown(*, viewer: Actor, public_id: str, at: datetime) -> KeyResultShown:
    """Return one key result (five queries).

    Raises:
        NotFound: There is none with this id, or the viewer may not know of it.
    """
    rows = list(key_results_visible(viewer=viewer).filter(public_id=public_id))
    if not rows:
        raise NotFound("okrs.key_result.not_found")
    return _key_results_shown(rows, moment_of(at=at, as_of=None))[0]


def _objectives_shown(
    viewer: Actor, rows: Sequence[Objective], moment: Moment
) -> list[ObjectiveShown]:
    found = [objective_now(row) for row in rows]
    nodes = nodes_of(viewer=viewer, rows=found, moment=moment)
    custom = _custom_of(rows)
    return [
        ObjectiveShown(row, node, custom.get(row.custom_values_id, {}))
        for row, node in zip(rows, nodes, strict=True)
    ]


def _key_results_shown(rows: Sequence[KeyResult], moment: Moment) -> list[KeyResultShown]:
    spans = spans_at({row.objective.cycle_id for row in rows}, moment)
    pauses = pauses_at({row.objective_id for row in rows}, moment)
    found = [key_result_now(row) for row in rows]
    adjusted = adjusted_at(found, moment)
    custom = _custom_of(rows)
    return [
        KeyResultShown(
            at.subject,
            key_result_paced(
                at,
                spans[at.subject.objective.cycle_id],
                pauses.of(at),
                moment,
                team_id=at.subject.objective.team_id,
                adjusted=adjusted.get(at.subject.pk, ()),
            ),
            custom.get(at.subject.custom_values_id, {}),
        )
        for at in found
    ]


def _custom_of(
    rows: Iterable[Objective | KeyResult],
) -> Mapping[int | None, Mapping[str, object]]:
    """Return the custom values of rows by their set (no query where none has any)."""
    found = custom_values([pk for row in rows if (pk := row.custom_values_id) is not None])
    return {pk: found[pk] for pk in found}
