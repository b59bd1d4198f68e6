"""A long file is left to the worker: it comes in once, whole or not at all, or comes back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.jobs.models import JobRun
from plumbline.domain.jobs.services import job_claim
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import Objective, State
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused, Refused, ValidationRefused
from plumbline.domain.transfer.mends import CELL, KeptMend
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.domain.transfer.plan_people import people_key
from plumbline.domain.transfer.selectors.choices import DocumentChoices, match_key
from plumbline.domain.transfer.services import confirming, imports
from plumbline.domain.transfer.services.confirming import (
    import_confirm,
    import_go_on,
    imports_confirmed,
)
from plumbline.domain.transfer.services.imports import import_file_keep, imports_sweep
from plumbline.domain.transfer.services.leaving import JOB
from plumbline.domain.transfer.services.switch import Switch
from tests.domain.transfer.documents import CLAIMS, NOW
from tests.world import World

LATER = NOW + timedelta(days=2)


@pytest.fixture(autouse=True)
def _long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is too long for a page, and written in several turns."""
    monkeypatch.setattr(confirming, "AT_ONCE", 0)
    monkeypatch.setattr(confirming, "ASKED_EVERY", timedelta(0))
    monkeypatch.setattr(imports, "SMALL_IMPORT", 0)


def kept(world: World, text: str = CLAIMS, *, who: str = "ada") -> ImportBatch:
    with world.reading():
        return import_file_keep(
            actor=world.viewer(who, at=NOW),
            data=text.encode(),
            name="okrs.yaml",
            kind="",
            at=NOW,
        )


def confirmed(
    world: World, batch: ImportBatch, choices: DocumentChoices | None = None, *, who: str = "ada"
) -> ImportBatch:
    with world.reading():
        return import_confirm(
            actor=world.viewer(who, at=NOW),
            batch=batch,
            choices=choices or DocumentChoices(),
            at=NOW,
        )


def go_on(world: World, batch: ImportBatch, goes_on: Callable[[], bool] = lambda: True) -> bool:
    with world.reading():
        return import_go_on(public_id=batch.public_id, clock=lambda: NOW, goes_on=goes_on)


def now(world: World, batch: ImportBatch) -> ImportBatch:
    with world.reading():
        found: ImportBatch = ImportBatch.objects.get(pk=batch.pk)
        return found


def objectives(world: World) -> int:
    with world.reading():
        return Objective.objects.count()


def test_a_short_file_comes_in_while_somebody_waits(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "AT_ONCE", 10)
    batch = confirmed(world, kept(world))
    assert batch.state == ImportState.DONE
    with world.reading():
        assert imports_confirmed() == ()


def test_a_long_file_comes_in_by_the_worker_with_the_choices_made_and_is_erased(
    world: World,
) -> None:
    kim = match_key(people_key("Kim Unknown"))
    choices = DocumentChoices(people={kim: world.person("lena").public_id})
    batch = confirmed(world, kept(world), choices)
    assert batch.state == ImportState.CONFIRMED
    assert objectives(world) == 0
    with world.reading():
        assert [public_id for public_id, _slot in imports_confirmed()] == [batch.public_id]
    assert go_on(world, batch)
    batch = now(world, batch)
    assert (batch.state, batch.content, batch.choices) == (ImportState.DONE, None, {})
    assert batch.prepared == batch.to_prepare == batch.counts["objectives"] + 4
    with world.reading():
        owners = Objective.objects.order_by("pk").values_list("owner__name", flat=True)
        assert [*owners] == ["Mia", "Lena"]
        (entry,) = JournalEntry.objects.filter(act="import.create")
        assert entry.actor_person_id == world.person("ada").pk


def test_however_often_it_is_confirmed_and_worked_on_it_comes_in_once(world: World) -> None:
    batch = kept(world)
    confirmed(world, batch)
    with pytest.raises(Refused):
        confirmed(world, batch)
    with pytest.raises(NotFound):
        confirmed(world, now(world, batch))
    assert go_on(world, batch)
    assert go_on(world, batch)
    assert objectives(world) == 2


@pytest.mark.parametrize("most_at_once", [0, 100])
def test_what_was_mended_behind_the_back_of_a_confirmation_is_not_left_out(
    world: World, monkeypatch: pytest.MonkeyPatch, most_at_once: int
) -> None:
    monkeypatch.setattr(confirming, "AT_ONCE", most_at_once)
    batch = kept(world)
    mend = KeptMend(kind=CELL, sheet="", line=1, column=0, was="a", text="b")
    with world.writing():
        ImportBatch.objects.filter(pk=batch.pk).update(mends=[mend.kept()])
    with pytest.raises(Refused) as refused:
        confirmed(world, batch)
    assert refused.value.message.id == "transfer.mend.meanwhile"
    assert (now(world, batch).state, objectives(world)) == (ImportState.READ, 0)


def test_what_is_interrupted_leaves_nothing_and_is_begun_anew(world: World) -> None:
    batch = confirmed(world, kept(world))
    answers = iter([True, True, False])
    assert not go_on(world, batch, lambda: next(answers))
    assert objectives(world) == 0
    with world.reading():
        assert not Person.objects.filter(name="Kim Unknown").exists()
        assert not Cycle.objects.filter(name="2026-Q4").exists()
    assert now(world, batch).state == ImportState.CONFIRMED
    assert not go_on(world, batch, lambda: False)
    assert go_on(world, batch)
    assert objectives(world) == 2


def test_one_that_waits_is_not_forgotten_however_long_and_goes_with_whoever_left(
    world: World,
) -> None:
    batch = confirmed(world, kept(world))
    with world.reading():
        imports_sweep(organization=world.organization, at=LATER)
    assert now(world, batch).state == ImportState.CONFIRMED
    with world.writing():
        Person.objects.filter(pk=world.person("ada").pk).update(active=False)
    with world.reading():
        assert imports_confirmed() == ()
    assert go_on(world, batch)
    assert objectives(world) == 0
    with world.reading():
        imports_sweep(organization=world.organization, at=LATER)
        assert not ImportBatch.objects.exists()


def test_what_cannot_come_in_any_more_goes_back_with_the_reason(world: World) -> None:
    batch = confirmed(world, kept(world))
    with world.writing():
        gone = DocumentChoices(cycle="gone").kept()
        ImportBatch.objects.filter(pk=batch.pk).update(choices=gone)
    assert go_on(world, batch)
    batch = now(world, batch)
    assert batch.state == ImportState.READ
    assert "cycle" in batch.declined
    confirmed(world, batch)
    assert now(world, batch).declined == ""
    assert go_on(world, batch)
    assert objectives(world) == 2


def test_whoever_may_not_import_any_more_brings_nothing_in(world: World) -> None:
    batch = confirmed(world, kept(world, who="carl"), who="carl")
    with world.writing():
        world.person("carl").role_grants.all().delete()
    assert go_on(world, batch)
    batch = now(world, batch)
    assert batch.state == ImportState.READ
    assert "Only admins" in batch.declined
    with pytest.raises(PermissionRefused):
        confirmed(world, batch, who="vic")
    assert objectives(world) == 0


def test_an_error_of_the_server_is_said_and_leaves_the_file(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = confirmed(world, kept(world))

    def fail(_switch: Switch) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(Switch, "turn", fail)
    with pytest.raises(RuntimeError):
        go_on(world, batch)
    batch = now(world, batch)
    assert batch.state == ImportState.READ
    assert batch.content is not None
    assert "error of its own" in batch.declined
    assert objectives(world) == 0


def test_what_is_to_be_active_and_lacks_something_is_refused_at_its_field_or_by_the_worker(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "AT_ONCE", 10)
    text = CLAIMS.replace("    state: active\n", "").replace("    style: committed\n", "")
    batch = kept(world, text)
    with pytest.raises(ValidationRefused) as refused:
        confirmed(world, batch, DocumentChoices(state=State.ACTIVE))
    assert set(refused.value.field_errors) == {"style"}
    assert now(world, batch).state == ImportState.READ
    monkeypatch.setattr(confirming, "AT_ONCE", 0)
    assert go_on(world, confirmed(world, batch, DocumentChoices(state=State.ACTIVE)))
    assert "Name a style" in now(world, batch).declined
    assert objectives(world) == 0


def dead(world: World, batch: ImportBatch) -> None:
    """Leave an import as a worker of another machine does that dies in its middle."""
    with world.writing():
        ImportBatch.objects.filter(pk=batch.pk).update(
            state=ImportState.PREPARING, preparer="elsewhere:1:1", alive_at=NOW
        )


def test_what_a_dead_worker_was_at_is_taken_up_at_once_and_given_back_after_three_deaths(
    world: World,
) -> None:
    batch = confirmed(world, kept(world))
    at = NOW
    for attempt in range(1, 4):
        with world.reading():
            ((_public_id, slot),) = imports_confirmed()
        run = job_claim(name=JOB, scope=world.organization.public_id, slot=slot, at=at)
        assert run is not None
        assert run.attempts == attempt
        dead(world, batch)
        with world.reading():
            assert imports_confirmed() == ()
            at += timedelta(minutes=6)
            assert imports_sweep(organization=world.organization, at=at) == 1
    batch = now(world, batch)
    assert batch.state == ImportState.READ
    assert "stopped three times" in batch.declined
    assert JobRun.objects.get(name=JOB).failed_at == at


def test_a_worker_that_was_taken_for_dead_writes_nothing_more_and_declines_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = confirmed(world, kept(world))
    asked = iter(range(10))

    def swept_meanwhile() -> bool:
        if next(asked) == 2:
            with monkeypatch.context() as patched:
                patched.setattr(imports, "preparer_is_gone", lambda _name: True)
                assert imports_sweep(organization=world.organization, at=NOW) == 1
        return True

    assert not go_on(world, batch, swept_meanwhile)
    batch = now(world, batch)
    assert (batch.state, batch.declined) == (ImportState.CONFIRMED, "")
    assert objectives(world) == 0
    assert go_on(world, batch)
    assert objectives(world) == 2
