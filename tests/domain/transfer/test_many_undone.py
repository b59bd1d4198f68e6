"""An import with thousands of rows is taken back by few statements, so that others can write."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import Alignment, Objective, State
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.transfer.models import ImportBatch
from plumbline.domain.transfer.services.undoing import import_undo, import_undo_go_on
from tests.domain.transfer.documents import bring_in
from tests.domain.transfer.outward_links import HEAD, lower, objective, upper
from tests.domain.transfer.test_many_links import LATER, sums
from tests.world import World
from tests.world_okrs import make_objective

PARENTS = 5


def undone(world: World, batch: ImportBatch) -> int:
    """Take an import back; return how many statements it took."""
    with world.reading(), CaptureQueriesContext(connection) as captured:
        import_undo(actor=world.viewer("ada", at=LATER), batch=batch, at=LATER)
    return len(captured)


def owned(people: int) -> str:
    """Return one objective with a key result of each of so many new people."""
    lines = [HEAD + objective("o", key_results=0) + "    key_results:\n"]
    for number in range(people):
        lines.append(
            f"      - id: o-{number}\n"
            f"        title: Calls of {number} answered from 1 to 9\n"
            f"        owner: Newcomer {number}\n"
            "        metric: {kind: increase, baseline: 1, target: 9}\n"
        )
    return "".join(lines)


def test_four_times_the_links_take_hardly_more_statements(world: World) -> None:
    bring_in(world, upper(PARENTS))
    with world.reading():
        before = sums()
    asked = []
    for children in (20, 80):
        batch = bring_in(world, lower(children, parents=PARENTS), at=LATER)
        asked.append(undone(world, batch))
        with world.reading():
            assert sums() == before
            assert recomputation_compare() == []
    assert asked[1] <= asked[0] + 10, asked
    with world.reading():
        unlinked = JournalEntry.objects.filter(act="objective.unalign")
        assert unlinked.count() == (20 + 80) * 3
        first = unlinked.earliest("pk")
        assert set(first.changes) == {"parent", "weight"}
        assert not Alignment.objects.filter(parent_objective__isnull=False, weight=500).exists()


def test_more_children_than_one_statement_can_name_give_their_share_back(world: World) -> None:
    many = 510
    bring_in(world, HEAD + objective("p0"))
    with world.reading():
        before = sums()
    children = (objective(f"c{n}", supports="{id: p0, weight: 1}") for n in range(many))
    batch = bring_in(world, HEAD + "".join(children), at=LATER)
    with world.reading():
        assert sums()["p0"] != before["p0"]
    undone(world, batch)
    with world.reading():
        assert sums()["p0"] == before["p0"]
        assert recomputation_compare() == []
        assert import_undo_go_on(
            public_id=batch.public_id, clock=lambda: LATER, goes_on=lambda: True
        )
        assert sums() == before


def test_a_parent_that_was_closed_since_refuses_the_undo(world: World) -> None:
    bring_in(world, upper(1))
    batch = bring_in(world, HEAD + objective("c0", supports="{id: p0, weight: 1}"), at=LATER)
    with world.writing():
        Objective.objects.filter(document_key="p0").update(state=State.CLOSED)
    with pytest.raises(Refused) as refused:
        undone(world, batch)
    assert refused.value.message.id == "okrs.alignment.parent_closed"
    with world.reading():
        assert Alignment.objects.get().is_removed is False


def test_four_times_the_people_go_with_hardly_more_statements(world: World) -> None:
    with world.reading():
        before = Person.objects.count()
    asked = [undone(world, bring_in(world, owned(people), at=LATER)) for people in (20, 80)]
    assert asked[1] <= asked[0] + 10, asked
    with world.reading():
        assert Person.objects.count() == before


def test_of_the_people_of_an_import_those_stay_who_are_needed_or_were_edited(
    world: World,
) -> None:
    batch = bring_in(world, owned(4), at=LATER)
    with world.reading():
        owner = Person.objects.get(name="Newcomer 1")
    with world.writing():
        Person.objects.filter(name="Newcomer 2").update(version=2)
        Objective.objects.filter(pk=make_objective(world).pk).update(owner=owner)
    undone(world, batch)
    with world.reading():
        left = Person.objects.filter(name__startswith="Newcomer").values_list("name", flat=True)
        assert sorted(left) == ["Newcomer 1", "Newcomer 2"]
