"""A long import is taken back at once for whoever looks, and deleted in turns behind them."""

from collections.abc import Iterator
from datetime import date

import pytest

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.cycles.services import CycleValues
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import Alignment, KeyResult, Objective, Visibility
from plumbline.domain.okrs.selectors import around as near
from plumbline.domain.okrs.selectors.objectives import key_results_visible, objectives_visible
from plumbline.domain.okrs.selectors.rows import key_result_locked, objective_locked
from plumbline.domain.okrs.services.cycle_days import cycle_change
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.services.tree_tops import ties_compare
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.errors import NotFound, Refused
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.domain.transfer.selectors import imports_own_part, imports_waiting
from plumbline.domain.transfer.services import clearing, undoing
from plumbline.domain.transfer.services.imports import imports_sweep
from plumbline.domain.transfer.services.undoing import (
    import_undo,
    import_undo_go_on,
    imports_undoing,
)
from tests.domain.transfer.documents import CLAIMS, NOW, bring_in
from tests.domain.transfer.outward_links import lower, upper
from tests.domain.transfer.test_many_links import LATER, sums
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    make_check_in,
    make_key_result,
    make_link,
    make_objective,
)


@pytest.fixture(autouse=True)
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every import is long, and goes one objective after the other."""
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    monkeypatch.setattr(undoing, "OBJECTIVES_AT_ONCE", 1)
    monkeypatch.setattr(clearing, "OBJECTIVES_AT_ONCE", 1)


def taken_back(world: World, batch: ImportBatch) -> ImportBatch:
    with world.reading():
        return import_undo(actor=world.viewer("ada", at=LATER), batch=batch, at=LATER)


def gone_on(world: World, batch: ImportBatch, turns: int = 100) -> bool:
    """Let the worker go on for so many turns; whether it is through."""
    left: Iterator[int] = iter(range(turns))
    with world.reading():
        return import_undo_go_on(
            public_id=batch.public_id,
            clock=lambda: LATER,
            goes_on=lambda: next(left, None) is not None,
        )


def test_nobody_sees_a_long_import_from_its_undo_on_and_the_worker_deletes_it(
    world: World,
) -> None:
    with world.reading():
        before = (Person.objects.count(), Cycle.objects.count())
    batch = bring_in(world, CLAIMS)
    assert taken_back(world, batch).state == ImportState.UNDOING
    with world.reading():
        ada = world.viewer("ada", at=LATER)
        assert not objectives_visible(viewer=ada).exists()
        assert not key_results_visible(viewer=ada).exists()
        assert Objective.objects.count() == 2
        assert [public_id for public_id, _slot in imports_undoing()] == [batch.public_id]
        assert [row.state for row in imports_own_part(viewer=ada)[0]] == [ImportState.UNDOING]
        assert imports_waiting(viewer=ada) == []
        assert JournalEntry.objects.filter(act="import.undo").count() == 1
    assert not gone_on(world, batch, turns=1)
    with world.reading():
        assert Objective.objects.count() == 1
    assert gone_on(world, batch)
    with world.reading():
        assert not Objective.objects.exists()
        assert not CheckIn.objects.exists()
        assert (Person.objects.count(), Cycle.objects.count()) == before
        batch.refresh_from_db()
        assert (batch.state, batch.undone_at, batch.cycle) == (ImportState.UNDONE, LATER, None)
        assert imports_undoing() == ()
    assert gone_on(world, batch)


def test_the_same_document_comes_in_again_while_the_first_is_deleted(world: World) -> None:
    batch = bring_in(world, CLAIMS)
    taken_back(world, batch)
    again = bring_in(world, CLAIMS, at=LATER)
    assert again.counts["objectives"] == 2
    assert gone_on(world, batch)
    with world.reading():
        rows = objectives_visible(viewer=world.viewer("ada", at=LATER))
        assert {row.import_batch for row in rows} == {again.public_id}
        assert rows.count() == Objective.objects.count() == 2
        assert Cycle.objects.filter(name="2026-Q4").exists()


def test_what_it_gave_to_others_is_taken_back_at_once(world: World) -> None:
    bring_in(world, upper(2))
    with world.reading():
        before = sums()
    batch = bring_in(world, lower(3, parents=2), at=LATER)
    with world.reading():
        assert sums() != before
    taken_back(world, batch)
    for _ in range(2):
        with world.reading():
            assert {key: sums()[key] for key in before} == before
            assert recomputation_compare() == []
            assert ties_compare() == []
        gone_on(world, batch)
    with world.reading():
        assert sums() == before


def test_what_stood_below_it_stands_at_the_top_at_once(world: World) -> None:
    batch = bring_in(world, CLAIMS)
    with world.reading():
        above = Objective.objects.filter(import_batch=batch.public_id).earliest("pk")
        cycle = above.cycle
    own = make_objective(
        world, "Nobody may know", visibility=Visibility.PRIVATE, cycle=cycle, at=NOW
    )
    make_link(world, own, above)
    taken_back(world, batch)
    with world.reading():
        own.refresh_from_db()
        assert own.is_tied is False
        assert not Alignment.objects.filter(child_objective=own).exists()
        assert ties_compare() == []


def test_whoever_read_a_part_of_it_before_finds_it_gone(world: World) -> None:
    batch = bring_in(world, CLAIMS)
    with world.reading():
        row = KeyResult.objects.get(document_key="renewals")
    taken_back(world, batch)
    with world.writing():
        with pytest.raises(NotFound, match="key_result"):
            key_result_locked(row.pk)
        with pytest.raises(NotFound, match="objective"):
            objective_locked(row.objective_id)


def test_the_days_of_its_cycle_change_while_it_is_deleted(world: World) -> None:
    batch = bring_in(world, CLAIMS)
    taken_back(world, batch)
    ada = world.viewer("ada", at=LATER)
    with world.reading():
        cycle = Cycle.objects.get(name="2026-Q4")
        values = CycleValues(name=cycle.name, start=cycle.start, end=date(2027, 1, 15))
        cycle_change(actor=ada, cycle=cycle, values=values, expected=cycle.version, at=LATER)
    assert gone_on(world, batch)
    with world.reading():
        assert not Objective.objects.exists()
        # Somebody changed it since: it is theirs.
        assert Cycle.objects.filter(name="2026-Q4").exists()


def test_it_takes_no_place_among_what_moved_around_somebody(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near, "NEAR_UP_TO", 1)
    own = make_objective(world, "Hauliers pay in a week", key_results=0, active=False)
    result = make_key_result(world, own, owner=world.person("max"))
    activate(world, own)
    make_check_in(world, result, "40", by="max")
    batch = bring_in(world, CLAIMS.replace("Kim Unknown", "mia@freight.example"))
    taken_back(world, batch)
    with world.reading():
        found = near.around(viewer=world.viewer("mia"), at=AT, since=TODAY)
    assert [each.objective.name for each in found.moved] == [own.title]


def test_a_sweep_leaves_what_is_being_undone_to_the_worker(world: World) -> None:
    batch = bring_in(world, CLAIMS)
    taken_back(world, batch)
    with world.reading():
        assert imports_sweep(organization=world.organization, at=LATER) == 0
        assert Objective.objects.count() == 2


def test_an_import_is_undone_once(world: World) -> None:
    batch = bring_in(world, CLAIMS)
    taken_back(world, batch)
    with pytest.raises(Refused) as refused:
        taken_back(world, batch)
    assert refused.value.message.params["state"] == "Being undone"


@pytest.mark.parametrize(("at_once", "state"), [(9, ImportState.UNDONE), (8, ImportState.UNDOING)])
def test_one_that_is_short_with_its_check_ins_is_deleted_while_somebody_waits(
    world: World, monkeypatch: pytest.MonkeyPatch, at_once: int, state: ImportState
) -> None:
    monkeypatch.setattr(undoing, "AT_ONCE", at_once)
    batch = bring_in(world, CLAIMS)
    assert taken_back(world, batch).state == state
    with world.reading():
        assert Objective.objects.exists() is (state == ImportState.UNDOING)
