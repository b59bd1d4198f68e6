"""What somebody owns and has still to do with, as far as the viewer sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.domain.okrs.lifecycle import EDITABLE_STATES, OPEN_STATES
from plumbline.domain.okrs.models import KeyResult, Objective, State
from plumbline.domain.okrs.permissions import (
    act_of_handing_over,
    key_result_acts,
    objective_changes_hands,
    visible_to,
)
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.viewers import Actor

#: So many of each are named, the others counted.
NAMED_MAX = 50
_CURRENT = EDITABLE_STATES | OPEN_STATES


@dataclass(frozen=True, slots=True)
class OwnedThing:
    """An objective or key result that somebody owns.

    Attributes:
        thing: As a link shows it.
        state: Where it stands.
        cycle: The name of its cycle.
        under: The objective of a key result; `None` for an objective.
    """

    thing: Name
    state: State
    cycle: str
    under: Name | None = None


@dataclass(frozen=True, slots=True)
class Owned:
    """What somebody owns: planned, running or waiting for its grade; the totals count all.

    Attributes:
        hand_over_total: How much of what is named the viewer may hand over to somebody else.
    """

    objectives: Sequence[OwnedThing]
    objectives_total: int
    key_results: Sequence[OwnedThing]
    key_results_total: int
    hand_over_total: int


def owned_by(*, viewer: Actor, person: Person) -> Owned:
    """Return what a person owns that is not over, the latest cycles first (five queries)."""
    seen = Objective.objects.filter(visible_to(viewer))
    objectives = seen.filter(owner=person, state__in=_CURRENT).select_related("cycle", "team")
    key_results = KeyResult.objects.filter(
        visible_to(viewer, of="objective"), owner=person, state__in=_CURRENT
    ).select_related("objective__cycle", "objective__team")
    first = list(objectives.order_by("-cycle__start", "rank", "pk")[:NAMED_MAX])
    parts = list(
        key_results.order_by("-objective__cycle__start", "objective", "rank", "pk")[:NAMED_MAX]
    )
    changed = [objective_changes_hands(viewer, row, to_id=None) for row in first]
    changed += [_part_changes(viewer, row, person) for row in parts]
    return Owned(
        objectives=[
            OwnedThing(Name(row.public_id, row.title), State(row.state), row.cycle.name)
            for row in first
        ],
        objectives_total=objectives.count(),
        key_results=[
            OwnedThing(
                Name(row.public_id, row.title),
                State(row.state),
                row.objective.cycle.name,
                Name(row.objective.public_id, row.objective.title),
            )
            for row in parts
        ],
        key_results_total=key_results.count(),
        hand_over_total=sum(changed),
    )


def _part_changes(viewer: Actor, row: KeyResult, person: Person) -> bool:
    acts = key_result_acts(viewer, row, participant_ids=frozenset({person.pk}))
    return not row.objective.is_personal and act_of_handing_over(State(row.state)) in acts
