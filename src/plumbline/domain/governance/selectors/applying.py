"""Which practices hold at a place; for the gate, which asks nobody's leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.selectors.said import held_meanwhile
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.selectors import organization_modules


@dataclass(frozen=True, slots=True)
class Place:
    """Where an objective stands: the path of its team, empty for a personal one."""

    team_path: str = ""

    @property
    def team_ids(self) -> tuple[int, ...]:
        """Return its team and those above, the highest first."""
        return tuple(int(each) for each in self.team_path.split("/") if each)


def practices_in_use(*, on: date) -> Sequence[Practice]:
    """Return every practice that holds on a day, with its team.

    One query; one more where something is decided for a later day: until then what held before
    goes on. Such a row holds what its earlier version said and must not be saved.
    """
    rows = list(Practice.objects.filter(is_archived=False).select_related("team").order_by("pk"))
    meanwhile = held_meanwhile(rows, on=on)
    held = (row if row.effective_on <= on else meanwhile.get(row.pk) for row in rows)
    return [row for row in held if row is not None]


def asked_anywhere(gate: Gate, *, on: date) -> Sequence[Practice]:
    """Return the practices that an act is held to (one query, and one more where there are any).

    Which of them hold at a place says `holding_at`.

    None where governance is switched off. Best practices are left out: they only hint.
    """
    found = [
        each
        for each in practices_in_use(on=on)
        if each.bindings and gate.value in each.gates and each.tier != Tier.BEST_PRACTICE
    ]
    if not found or ModuleKey.GOVERNANCE not in organization_modules():
        return ()
    return found


def holding_at(practices: Sequence[Practice], place: Place) -> Sequence[Practice]:
    """Return those of some practices that hold at a place."""
    return [
        each
        for each in practices
        if each.team is None or (place.team_path and place.team_path.startswith(each.team.path))
    ]
