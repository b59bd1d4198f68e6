"""What a document is applied to: everything it names, fetched at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Alignment, KeyResult, Objective
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.strategy.models import Priority
from plumbline.domain.strategy.selectors import priorities_list
from plumbline.domain.transfer.plan_people import PeopleBook
from plumbline.domain.transfer.selectors.ids import IDS_AT_ONCE, ids_around, ids_here
from plumbline.domain.transfer.written import document_id


@dataclass(frozen=True, slots=True)
class Names:
    """Whom and what a document may name beside objectives.

    Attributes:
        people: Everybody of the organization.
        teams: By key, and by name in lower case.
        priorities: By the id they have in documents.
    """

    people: PeopleBook
    teams: Mapping[str, Team]
    priorities: Mapping[str, Priority]


def names_fetch(*, viewer: Actor) -> Names:
    """Return what a document may name (three queries)."""
    teams = {team.key: team for team in Team.objects.all()}
    return Names(
        people=PeopleBook.of(Person.objects.select_related("account")),
        teams=teams | {team.name.casefold(): team for team in teams.values()},
        priorities={document_id(priority): priority for priority in priorities_list(viewer=viewer)},
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """What a document names in its cycle and around it, and what hangs on it.

    Attributes:
        rows: By id, what is in the cycle.
        around: By id, what links of the document lead to elsewhere.
        links: The links upwards that the viewer sees, by objective and key result.
    """

    rows: dict[str, Objective | KeyResult]
    around: Mapping[str, Objective | KeyResult]
    links: Mapping[tuple[int, int | None], Sequence[Alignment]]


def ground_fetch(
    *,
    viewer: Actor,
    cycle: Cycle,
    ids: Collection[str],
    above: Iterable[str],
    linked: Collection[str],
) -> Ground:
    """Fetch what a document is applied to (a handful of queries for 500 ids).

    Args:
        viewer: Who applies it; only what they see is here.
        cycle: Which cycle it speaks of.
        ids: What it changes.
        above: The objectives of key results that it changes.
        linked: What its links lead to.
    """
    rows = ids_here(viewer, cycle, {*ids, *above, *linked})
    around = ids_around(viewer, cycle.end, set(linked) - rows.keys())
    children = [rows[key] for key in rows.keys() & set(ids)]
    return Ground(rows=rows, around=around, links=_links(viewer, children))


def _links(
    viewer: Actor, children: Sequence[Objective | KeyResult]
) -> Mapping[tuple[int, int | None], Sequence[Alignment]]:
    """Return the links upwards whose parents the viewer sees; others were never shown to them."""
    owners = sorted(
        {row.objective_id if isinstance(row, KeyResult) else row.pk for row in children}
    )
    seen = Objective.objects.filter(visible_to(viewer)).values("pk")
    found: dict[tuple[int, int | None], list[Alignment]] = defaultdict(list)
    for start in range(0, len(owners), IDS_AT_ONCE):
        rows = Alignment.objects.filter(
            child_objective_id__in=owners[start : start + IDS_AT_ONCE],
            parent_objective_id__in=seen,
            is_removed=False,
        )
        for link in rows.select_related("parent_objective", "parent_key_result").order_by("pk"):
            found[link.child_objective_id, link.child_key_result_id].append(link)
    return found
