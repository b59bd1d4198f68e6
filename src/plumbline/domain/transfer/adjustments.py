"""Recorded changes of what ran, between the database and documents.

Where an adjustment points to a row (an owner, a team, a cycle, a priority), the database keeps
its number and documents its name. An imported adjustment keeps the name: it tells of a past whose
people and teams need not be here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plumbline.domain.okrs.values import THOUSANDTHS
from plumbline.engine.documents.scalars import Unreadable, number_parse
from plumbline.engine.scoring.decimals import decimal_canonical

#: Fields that point to a row, by what documents call them.
POINTING = {"owner": "owner_id", "team": "team_id", "cycle": "cycle_id", "priority": "priority_id"}
WRITTEN = {field: name for name, field in POINTING.items()}
SIDES = ("old", "new")


@dataclass(frozen=True, slots=True)
class Names:
    """What documents call the rows that adjustments point to, by field and number."""

    by_field: Mapping[str, Mapping[int, str | None]]


def changes_written(changes: Mapping[str, Mapping[str, object]], names: Names) -> dict[str, object]:
    """Return the changes of an adjustment as documents state them."""
    return {
        WRITTEN.get(field, field): {
            side: _written(field, change.get(side), names) for side in SIDES
        }
        for field, change in sorted(changes.items())
    }


def _written(field: str, value: object, names: Names) -> object:
    if field in WRITTEN and isinstance(value, int):
        return names.by_field[field].get(value)
    if field == "weight" and isinstance(value, int):
        return decimal_canonical(Decimal(value) / THOUSANDTHS)
    return value


def changes_kept(changes: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """Return what a document states as the database keeps it, without what is no change."""
    kept: dict[str, dict[str, object]] = {}
    for name, change in changes.items():
        if isinstance(change, Mapping) and change and set(change) <= set(SIDES):
            field = POINTING.get(name, name)
            kept[field] = {side: _kept(field, change.get(side)) for side in SIDES}
    return kept


def _kept(field: str, value: object) -> object:
    if value is None:
        return None
    if field in WRITTEN:
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
