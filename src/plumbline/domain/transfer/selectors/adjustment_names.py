"""What documents call the people, teams, cycles and priorities that adjustments point to."""

from collections import defaultdict
from collections.abc import Iterable

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Adjustment
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.strategy.models import Priority
from plumbline.domain.transfer.adjustments import SIDES, WRITTEN, Names
from plumbline.domain.transfer.written import document_id, person_written


def names_of(rows: Iterable[Adjustment]) -> Names:
    """Fetch what documents call the rows that adjustments point to (at most four queries)."""
    ids: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        for field, change in row.changes.items():
            sides = (change.get(side) for side in SIDES) if field in WRITTEN else ()
            ids[field] |= {number for number in sides if isinstance(number, int)}
    people = Person.objects.in_bulk(list(ids["owner_id"])) if ids["owner_id"] else {}
    teams = Team.objects.in_bulk(list(ids["team_id"])) if ids["team_id"] else {}
    cycles = Cycle.objects.in_bulk(list(ids["cycle_id"])) if ids["cycle_id"] else {}
    served = Priority.objects.in_bulk(list(ids["priority_id"])) if ids["priority_id"] else {}
    return Names(
        {
            "owner_id": {pk: person_written(person) for pk, person in people.items()},
            "team_id": {pk: team.key for pk, team in teams.items()},
            "cycle_id": {pk: cycle.name for pk, cycle in cycles.items()},
            "priority_id": {pk: document_id(priority) for pk, priority in served.items()},
        }
    )
