"""Reading alignment, both ways, without naming what the viewer may not see."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from plumbline.domain.okrs.models import Alignment, KeyResult, KeyResultState, Objective
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.facts import LinkFacts, Name
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.names import then
from plumbline.domain.okrs.selectors.nodes import weight_shown
from plumbline.domain.okrs.selectors.rows_at import (
    ObjectiveAt,
    link_key,
    links_at,
    objectives_at,
    objectives_read,
)
from plumbline.domain.okrs.selectors.ties import TiesSeen
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.scoring.rollup import progress_unscaled


@dataclass(frozen=True, slots=True)
class LinksSeen:
    """The links of one objective and its key results, upwards and downwards.

    Attributes:
        ties: The rows of those upwards with what they lead to, also what the viewer does not see:
            for the rules alone. Nothing of a past day.
        around: What is seen above and below the objective itself.
    """

    parents: tuple[LinkFacts, ...]
    children: tuple[LinkFacts, ...]
    ties: tuple[Alignment, ...]
    around: TiesSeen


@dataclass(frozen=True, slots=True)
class _Link:
    child_id: int
    child_key_result: Name | None
    parent_id: int
    parent_key_result: Name | None
    weight: int | None
    row: Alignment | None = None


def links_seen(viewer: Actor, objective: Objective, moment: Moment) -> LinksSeen:
    """Return the links whose other end the viewer sees (three queries at most)."""
    found = _links(moment, objective)
    upwards = [link for link in found if link.child_id == objective.pk]
    downwards = [link for link in found if link.parent_id == objective.pk]
    ids = {link.parent_id for link in upwards} | {link.child_id for link in downwards}
    others = _others(viewer, ids, moment)
    return LinksSeen(
        parents=tuple(
            _facts(others[link.parent_id], link, link.parent_key_result, link.child_key_result)
            for link in upwards
            if link.parent_id in others
        ),
        children=tuple(
            _facts(others[link.child_id], link, link.child_key_result, link.parent_key_result)
            for link in downwards
            if link.child_id in others
        ),
        ties=tuple(link.row for link in upwards if link.row is not None),
        around=TiesSeen(
            parents={
                objective.pk: [
                    (link.parent_id, link.weight, others[link.parent_id].name)
                    for link in upwards
                    if link.parent_id in others
                ]
            },
            children={objective.pk: len(others.keys() & {link.child_id for link in downwards})},
        ),
    )


def _links(moment: Moment, objective: Objective) -> list[_Link]:
    """Return the links of an objective, up and down (one query)."""
    if not moment.is_past:
        ends = Q(child_objective=objective) | Q(parent_objective=objective)
        rows = Alignment.objects.filter(ends, is_removed=False).order_by("pk")
        known = ("child_key_result", "parent_key_result", "parent_objective__team")
        return [_of_today(row) for row in rows.select_related(*known)]
    return _links_then(moment, objective)


def _of_today(row: Alignment) -> _Link:
    child, parent = row.child_key_result, row.parent_key_result
    return _Link(
        child_id=row.child_objective_id,
        child_key_result=None if child is None else Name(child.public_id, child.title),
        parent_id=row.parent_objective_id,
        parent_key_result=None if parent is None else Name(parent.public_id, parent.title),
        weight=row.weight,
        row=row,
    )


def _links_then(moment: Moment, objective: Objective) -> list[_Link]:
    paths = [link_key(moment, f"{side}_{name}") for side in _SIDES for name in _END]
    titles = {
        f"{side}_title": then(KeyResult, "title", moment, by=link_key(moment, f"{side}_key_result"))
        for side in _SIDES
    }
    ends = (Q(**{link_key(moment, f"{side}_objective"): objective}) for side in _SIDES)
    rows = links_at(moment).filter(reduce(or_, ends)).annotate(**titles).order_by("pk")
    return [
        _Link(child, _name(child_key, child_title), parent, _name(parent_key, parent_title), weight)
        for child, child_key, parent, parent_key, child_title, parent_title, weight in (
            rows.values_list(*paths, *titles, "weight")
        )
    ]


_SIDES = ("child", "parent")
_END = ("objective_id", "key_result__public_id")


def _name(public_id: str | None, title: str | None) -> Name | None:
    return None if public_id is None or title is None else Name(public_id, title)


def _others(viewer: Actor, ids: Iterable[int], moment: Moment) -> dict[int, ObjectiveAt]:
    own = "subject__in" if moment.is_past else "pk__in"
    rows: QuerySet[Any] = objectives_at(viewer, moment).filter(**{own: list(ids)})
    return {row.subject.pk: row for row in objectives_read(rows, moment)}


def _facts(
    other: ObjectiveAt, link: _Link, key_result: Name | None, own_key_result: Name | None
) -> LinkFacts:
    progress = other.score.progress if other.score else None
    return LinkFacts(
        objective=other.name,
        team=other.team,
        progress=None if progress is None else progress_unscaled(progress),
        weight=_weight(link.weight),
        key_result=key_result,
        own_key_result=own_key_result,
    )


def _weight(weight: int | None) -> Decimal | None:
    return None if weight is None else weight_shown(weight)


def link_get(
    *,
    viewer: Actor,
    child: str,
    parent: str,
    child_key_result: str | None = None,
    parent_key_result: str | None = None,
) -> Alignment:
    """Return the link between two objectives, or key results of theirs, by their public ids.

    Raises:
        NotFound: There is none, or the viewer may not know of one of its ends.
    """
    rows = Alignment.objects.filter(
        visible_to(viewer, of="child_objective"),
        visible_to(viewer, of="parent_objective"),
        _end("child_key_result", child_key_result) & _end("parent_key_result", parent_key_result),
        is_removed=False,
        child_objective__public_id=child,
        parent_objective__public_id=parent,
    )
    link: Alignment | None = rows.first()
    if link is None:
        raise NotFound("okrs.alignment.not_found")
    return link


def _end(side: str, public_id: str | None) -> Q:
    return Q(**{side: None}) if public_id is None else Q(**{f"{side}__public_id": public_id})


def warnings_seen(
    viewer: Actor, key_result: KeyResult, moment: Moment
) -> tuple[tuple[Name, ...], ...]:
    """Return what warns early of a key result and what it warns of (two queries)."""
    return (
        _indicators(viewer, moment, warns_of__key_result=key_result),
        _indicators(viewer, moment, early_warnings__indicator=key_result),
    )


def _indicators(viewer: Actor, moment: Moment, **tie: KeyResult) -> tuple[Name, ...]:
    """Return the key results of a moment with this tie, as far as the viewer sees them."""
    of = "subject__" if moment.is_past else ""
    seen = visible_to(viewer, of=f"{of}objective")
    narrowed = {f"{of}{name}": to for name, to in tie.items()}
    rows: QuerySet[Any] = (
        KeyResult.objects.filter(seen, **narrowed)
        if not moment.is_past
        else (KeyResultState.objects.filter(moment.in_force, seen, **narrowed))
    )
    ordered = rows.order_by("rank", f"{of}pk").values_list(f"{of}public_id", "title")
    return tuple(Name(*row) for row in ordered)
