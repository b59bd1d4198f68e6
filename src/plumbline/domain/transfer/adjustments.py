"""Recorded changes of what ran, between the database and documents.

Where an adjustment points to a row (an owner, a team, a cycle, a priority), the database keeps
its number and documents its name. An imported adjustment keeps the name: it tells of a past whose
people and teams need not be here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Adjustment
from plumbline.domain.okrs.values import THOUSANDTHS
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.strategy.models import Priority
from plumbline.domain.transfer.written import document_id, person_written
from plumbline.engine.documents.scalars import Unreadable, number_parse
from plumbline.engine.scoring.decimals import decimal_canonical

#: Fields that point to a row, by what documents call them.
POINTING = {"owner": "owner_id", "team": "team_id", "cycle": "cycle_id", "priority": "priority_id"}
_WRITTEN = {field: name for name, field in POINTING.items()}
_SIDES = ("old", "new")


@dataclass(frozen=True, slots=True)
class Names:
    """What documents call the rows that adjustments point to, by field and number."""

    by_field: Mapping[str, Mapping[int, str | None]]

    @classmethod
    def of(cls, rows: Iterable[Adjustment]) -> "Names":
        """Fetch the names (at most four queries)."""
        ids: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            for field, change in row.changes.items():
                sides = (change.get(side) for side in _SIDES) if field in _WRITTEN else ()
                ids[field] |= {number for number in sides if isinstance(number, int)}
        people = Person.objects.in_bulk(list(ids["owner_id"])) if ids["owner_id"] else {}
        teams = Team.objects.in_bulk(list(ids["team_id"])) if ids["team_id"] else {}
        cycles = Cycle.objects.in_bulk(list(ids["cycle_id"])) if ids["cycle_id"] else {}
        served = Priority.objects.in_bulk(list(ids["priority_id"])) if ids["priority_id"] else {}
        return cls(
            {
                "owner_id": {pk: person_written(person) for pk, person in people.items()},
                "team_id": {pk: team.key for pk, team in teams.items()},
                "cycle_id": {pk: cycle.name for pk, cycle in cycles.items()},
                "priority_id": {pk: document_id(priority) for pk, priority in served.items()},
            }
        )


def changes_written(changes: Mapping[str, Mapping[str, object]], names: Names) -> dict[str, object]:
    """Return the changes of an adjustment as documents state them."""
    return {
        _WRITTEN.get(field, field): {
            side: _written(field, change.get(side), names) for side in _SIDES
        }
        for field, change in sorted(changes.items())
    }


def _written(field: str, value: object, names: Names) -> object:
    if field in _WRITTEN and isinstance(value, int):
        return names.by_field[field].get(value)
    if field == "weight" and isinstance(value, int):
        return decimal_canonical(Decimal(value) / THOUSANDTHS)
    return value


def changes_kept(changes: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """Return what a document states as the database keeps it, without what is no change."""
    kept: dict[str, dict[str, object]] = {}
    for name, change in changes.items():
        if isinstance(change, Mapping) and change and set(change) <= set(_SIDES):
            field = POINTING.get(name, name)
            kept[field] = {side: _kept(field, change.get(side)) for side in _SIDES}
    return kept


def _kept(field: str, value: object) -> object:
    if value is None:
        return None
    if field in _WRITTEN:
        # A number would be taken for that of a row.
        return str(_plain(value))
    if field == "weight" and (thousandths := _thousandths(value)) is not None:
        return thousandths
    return _plain(value)


def _thousandths(value: object) -> int | None:
    """Return a weight in thousandths; `None` for what is none."""
    try:
        scaled = number_parse(str(value)) * THOUSANDTHS
    except Unreadable:
        return None
    return int(scaled) if scaled == scaled.to_integral_value() else None


def _plain(value: object) -> object:
    """Return a free value as plain data with canonical texts for numbers and days."""
    if isinstance(value, Decimal):
        return decimal_canonical(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value
