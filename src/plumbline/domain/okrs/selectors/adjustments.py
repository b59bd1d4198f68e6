"""Reading the open changes to what runs, with people and teams by their names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Adjustment, KeyResult, Objective
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.names import names_then, person_name, then
from plumbline.domain.okrs.selectors.nodes import weight_shown
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.strategy.models import Priority
from plumbline.engine.scoring.decimals import decimal_canonical

#: Fields that point to another row, and what that row is called by; ids are never shown.
NAMED = {
    "owner_id": (Person, "name"),
    "team_id": (Team, "name"),
    "cycle_id": (Cycle, "name"),
    "priority_id": (Priority, "title"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One changed value of an adjustment in canonical text, `None` for no value."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentFacts:
    """An open change to what ran: on which day it took effect, why and who."""

    public_id: str
    on: date
    reason: str
    author: Name | None
    key_result: Name | None
    changes: tuple[Change, ...]


def adjustments_read(
    moment: Moment, *, objective: Objective | None = None, key_result: KeyResult | None = None
) -> tuple[AdjustmentFacts, ...]:
    """Return the adjustments of an objective, or of one key result, oldest first.

    The caller has asked whether the viewer sees it. One query, and one for each kind of name.
    """
    rows = _rows(moment)
    narrowed = rows.filter(objective=objective) if objective else rows.filter(key_result=key_result)
    return _told(narrowed, moment)


def _rows(moment: Moment) -> QuerySet[Any]:  # a row also has what the key result was called
    rows = Adjustment.objects.filter(moment.known()).select_related("author", "key_result")
    titled = rows.annotate(key_result_title=then(KeyResult, "title", moment, by="key_result"))
    ordered: QuerySet[Any] = titled.order_by("effective_on", "recorded_at", "pk")
    return ordered


def _told(rows: QuerySet[Any], moment: Moment) -> tuple[AdjustmentFacts, ...]:
    """Turn rows into facts; a queryset that was read before is not read again."""
    found = list(rows)
    names = _names(found, moment)
    return tuple(
        AdjustmentFacts(
            public_id=row.public_id,
            on=row.effective_on,
            reason=row.reason,
            author=person_name(row.author),
            key_result=(
                Name(row.key_result.public_id, row.key_result_title) if row.key_result else None
            ),
            changes=tuple(
                Change(
                    field.removesuffix("_id"),
                    _text(field, change["old"], names),
                    _text(field, change["new"], names),
                )
                for field, change in row.changes.items()
            ),
        )
        for row in found
    )


def _names(rows: Iterable[Adjustment], moment: Moment) -> Mapping[tuple[str, int], str]:
    ids: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        for field, change in row.changes.items():
            if field in NAMED:
                # Of an import it is a name: whoever is meant need not be here.
                ids[field] |= {side for side in change.values() if isinstance(side, int)}
    names = {}
    for field, wanted in ids.items():
        model, title = NAMED[field]
        for pk, named in names_then(model, title, wanted, moment).items():
            names[field, pk] = named.name
    return names


def _text(field: str, value: object, names: Mapping[tuple[str, int], str]) -> str | None:
    if value is None:
        return None
    if field in NAMED and isinstance(value, int):
        return names.get((field, value))
    if field == "weight" and isinstance(value, int):
        return decimal_canonical(Decimal(weight_shown(value)))
    return str(value)
