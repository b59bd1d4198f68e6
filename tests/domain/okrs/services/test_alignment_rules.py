"""How high and how wide the graph may grow, whichever way leads through the new link."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.graph import LEVELS_MAX, edges_around
from plumbline.domain.okrs.models import Alignment, Objective
from plumbline.domain.okrs.services import alignment_rules
from plumbline.domain.okrs.services.alignment_rules import link_shape_check
from plumbline.domain.tenancy.errors import Refused
from tests.world import AT, World
from tests.world_okrs import make_link, make_objective

Ties = Iterable[tuple[str, str]]


def drafts(world: World, names: Iterable[str], ties: Ties) -> dict[str, Objective]:
    """Make drafts by name and tie children to parents, past the service and its bounds."""
    made = {
        name: make_objective(world, name, key_results=0, active=False)
        for name in dict.fromkeys(names)
    }
    with world.writing():
        Alignment.objects.bulk_create(
            Alignment(child_objective=made[child], parent_objective=made[parent], created_at=AT)
            for child, parent in ties
        )
    return made


def chain(*names: str) -> Ties:
    """Return the ties of a chain, its top first."""
    return [(below, above) for above, below in pairwise(names)]


def too_large(world: World, child: Objective, parent: Objective) -> bool:
    with world.reading():
        try:
            link_shape_check(child, parent)
        except Refused as refused:
            return refused.message.id == "okrs.alignment.too_large"
    return False


@pytest.fixture
def bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that a handful of objectives reach."""
    monkeypatch.setattr(alignment_rules, "LEVELS_MAX", 4)
    monkeypatch.setattr(alignment_rules, "ANCESTORS_MAX", 6)


@pytest.mark.usefixtures("bounds")
def test_a_shortcut_above_does_not_hide_the_long_way_beside_it(world: World) -> None:
    ties = [*chain("Top", "Third", "Second", "Parent"), ("Parent", "Top"), ("Low", "Child")]
    made = drafts(world, ("Top", "Third", "Second", "Parent", "Child", "Low"), ties)
    assert too_large(world, made["Child"], made["Parent"]), "three above, one below and itself"
    assert not too_large(world, made["Child"], made["Second"])


@pytest.mark.usefixtures("bounds")
def test_a_shortcut_below_does_not_hide_the_long_way_beside_it(world: World) -> None:
    ties = [*chain("Child", "One", "Two", "Three"), ("Three", "Child"), ("Parent", "Top")]
    made = drafts(world, ("Child", "One", "Two", "Three", "Parent", "Top"), ties)
    assert too_large(world, made["Child"], made["Parent"]), "three below, one above and itself"
    assert not too_large(world, made["One"], made["Parent"])


@pytest.mark.usefixtures("bounds")
def test_what_hangs_below_counts_its_other_parents_too(world: World) -> None:
    ties = [("Low", "Child"), *(("Low", other) for other in ("A", "B", "C")), ("Parent", "Top")]
    made = drafts(world, ("Child", "Low", "A", "B", "C", "Parent", "Top", "Far"), ties)
    # The child would have two above it, and what hangs below it six: that fits, seven do not.
    assert not too_large(world, made["Child"], made["Parent"])
    make_link(world, made["Top"], made["Far"])
    assert too_large(world, made["Child"], made["Parent"])
    assert not too_large(world, made["Child"], made["Top"])


@pytest.mark.usefixtures("bounds")
def test_an_ancestor_on_two_ways_is_counted_once(world: World) -> None:
    ties = [("Low", "Child"), *(("Low", other) for other in ("A", "B", "C"))]
    ties += [(other, "Top") for other in ("A", "B", "C", "Parent")]
    made = drafts(world, ("Child", "Low", "A", "B", "C", "Parent", "Top"), ties)
    assert not too_large(world, made["Child"], made["Parent"]), "A, B, C, child, parent and top"


def test_a_link_is_measured_in_one_query_however_many_there_are_around(world: World) -> None:
    names = [f"Level {number}" for number in range(LEVELS_MAX + 1)]
    made = drafts(world, names, chain(*names[:-1]))
    with world.reading(), CaptureQueriesContext(connection) as asked:
        link_shape_check(made[names[-1]], made[names[-2]])
    assert len(asked) == 1


def test_other_branches_of_the_organization_are_not_read(world: World) -> None:
    ties = [("Child", "Parent"), *((f"Other {number}", "Root") for number in range(3))]
    made = drafts(world, ("Child", "Parent", "Root", *(f"Other {n}" for n in range(3))), ties)
    with world.reading():
        around = edges_around(made["Child"].pk, made["Parent"].pk)
    assert [(edge.child_id, edge.parent_id) for edge in around] == [
        (made["Child"].pk, made["Parent"].pk)
    ]
