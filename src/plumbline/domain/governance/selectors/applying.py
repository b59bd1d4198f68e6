"""Which practices hold at a place; for the gate, which asks nobody's leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plumbline.domain.governance.models import Practice


@dataclass(frozen=True, slots=True)
class Place:
    """Where an objective stands: the path of its team, empty for a personal one."""

    team_path: str = ""

    @property
    def team_ids(self) -> tuple[int, ...]:
        """Return its team and those above, the highest first."""
        return tuple(int(each) for each in self.team_path.split("/") if each)


def practices_in_use(*, on: date) -> Sequence[Practice]:
    """Return every practice that holds on a day, with its team (one query)."""
    rows = Practice.objects.filter(is_archived=False, effective_on__lte=on)
    return list(rows.select_related("team").order_by("pk"))


def holding_at(practices: Sequence[Practice], place: Place) -> Sequence[Practice]:
    """Return those of some practices that hold at a place."""
    return [
        each
        for each in practices
        if each.team is None or (place.team_path and place.team_path.startswith(each.team.path))
    ]
