"""The strategy is written by those who run it, one version after the other."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.strategy.models import Horizon, Priority, PriorityState, Statement
from plumbline.domain.strategy.selectors import (
    priorities_list,
    priorities_then,
    statement_get,
)
from plumbline.domain.strategy.services import (
    PriorityValues,
    priority_archive,
    priority_create,
    priority_edit,
    priority_restore,
    statement_write,
)
from plumbline.domain.tenancy.errors import PermissionRefused, StaleVersion, ValidationRefused
from tests.world import AT, World

LATER = AT + timedelta(hours=1)
CAST = ("ada", "carl", "lena", "mia", "max", "dee", "vic", "aud", "fin")
# Who sets an organization up is its admin and its champion.
RUNS_STRATEGY = frozenset({"ada", "carl"})
PRIORITY = PriorityValues(
    title="Be the calm choice",
    why="Nobody should have to call twice",
    horizon=Horizon.MULTI_YEAR,
    starts_on=date(2026, 1, 1),
    ends_on=date(2027, 12, 31),
    document_key="calm",
)


def write(actor: Actor, *, expected: int = 1, mission: str = "Move freight quietly") -> Statement:
    return statement_write(
        actor=actor,
        mission=mission,
        vision=" Nobody calls ",
        strategy="",
        expected=expected,
        at=AT,
    )


@pytest.mark.parametrize("who", CAST)
def test_champions_write_the_strategy_and_nobody_else(world: World, who: str) -> None:
    viewer = world.viewer(who)
    with world.reading():
        if who in RUNS_STRATEGY:
            write(viewer)
            priority = priority_create(actor=viewer, values=PRIORITY, at=AT)
            priority_edit(actor=viewer, priority=priority, values=PRIORITY, expected=1, at=AT)
            return
        priority = priority_create(actor=world.system, values=PRIORITY, at=AT)
        other = replace(PRIORITY, title="Other")
        with pytest.raises(PermissionRefused):
            write(viewer)
        with pytest.raises(PermissionRefused):
            priority_create(actor=viewer, values=PRIORITY, at=AT)
        with pytest.raises(PermissionRefused):
            priority_edit(actor=viewer, priority=priority, values=other, expected=1, at=AT)
        assert not Statement.objects.exists()
        assert Priority.objects.get().title == PRIORITY.title


def test_the_strategy_is_empty_until_somebody_writes_it(world: World) -> None:
    with world.reading():
        nothing = statement_get(viewer=world.viewer("vic"))
        assert (nothing.mission, nothing.version) == ("", 1)
        write(world.system, expected=nothing.version)
        written = statement_get(viewer=world.viewer("vic"))
        entry = JournalEntry.objects.get(act="strategy.write")
    assert (written.mission, written.vision, written.strategy, written.version) == (
        "Move freight quietly",
        "Nobody calls",
        "",
        2,
    )
    assert set(entry.changes) == {"mission", "vision"}


def test_the_second_of_two_writers_is_refused_and_sees_the_first(world: World) -> None:
    with world.reading():
        write(world.system)
        with pytest.raises(StaleVersion) as stale:
            write(world.system, mission="Something else")
        assert Statement.objects.get().mission == "Move freight quietly"
        write(world.system, expected=stale.value.current.version, mission="Both")
        assert Statement.objects.get().mission == "Both"


def test_priorities_stand_in_the_order_they_were_added(world: World) -> None:
    with world.reading():
        first = priority_create(actor=world.system, values=PRIORITY, at=AT)
        second = priority_create(
            actor=world.system, values=replace(PRIORITY, title=" Second "), at=AT
        )
        assert priorities_list(viewer=world.viewer("vic")) == [first, second]
    assert (first.rank, second.rank, second.title) == (1, 2, "Second")


def test_an_archived_priority_is_in_no_list_until_it_is_restored(world: World) -> None:
    carl = world.viewer("carl")
    with world.reading():
        made = priority_create(actor=carl, values=PRIORITY, at=AT)
        gone = priority_archive(actor=carl, priority=made, expected=1, at=LATER)
        assert priorities_list(viewer=carl) == []
        with pytest.raises(StaleVersion):
            priority_restore(actor=carl, priority=gone, expected=1, at=LATER)
        with pytest.raises(PermissionRefused):
            priority_restore(actor=world.viewer("mia"), priority=gone, expected=2, at=LATER)
        back = priority_restore(actor=carl, priority=gone, expected=2, at=LATER)
        assert priority_restore(actor=carl, priority=back, expected=3, at=LATER).version == 3
        assert priorities_list(viewer=carl) == [made]
        acts = JournalEntry.objects.filter(subject_kind="priority").order_by("pk")
        told = [(entry.act, entry.changes.get("is_archived")) for entry in acts]
    assert told == [
        ("priority.create", None),
        ("priority.archive", {"old": False, "new": True}),
        ("priority.restore", {"old": True, "new": False}),
    ]


def test_a_priority_put_away_stays_on_the_days_it_was_in_use(world: World) -> None:
    with world.reading():
        made = priority_create(actor=world.system, values=PRIORITY, at=AT)
        later = LATER + timedelta(days=1)
        priority_archive(actor=world.system, priority=made, expected=1, at=later)
        then, since = (
            priorities_then(viewer=world.system, as_of=day) for day in (AT.date(), later.date())
        )
    assert [priority.title for priority in then] == [PRIORITY.title]
    assert since == []


def test_a_change_of_a_priority_keeps_what_it_was(world: World) -> None:
    with world.reading():
        priority = priority_create(actor=world.system, values=PRIORITY, at=AT)
        changed = replace(PRIORITY, title="Be the calmest choice")
        priority_edit(actor=world.system, priority=priority, values=changed, expected=1, at=LATER)
        states = list(PriorityState.objects.order_by("valid_from"))
        with pytest.raises(StaleVersion):
            priority_edit(
                actor=world.system, priority=priority, values=PRIORITY, expected=1, at=LATER
            )
    assert [(state.title, state.horizon, state.valid_to) for state in states] == [
        ("Be the calm choice", "multi_year", LATER),
        ("Be the calmest choice", "multi_year", None),
    ]


def test_the_journal_tells_what_changed_of_a_priority_and_nothing_else(world: World) -> None:
    with world.reading():
        priority = priority_create(actor=world.system, values=PRIORITY, at=AT)
        changed = replace(PRIORITY, why="One call is enough", ends_on=None)
        priority_edit(actor=world.system, priority=priority, values=changed, expected=1, at=LATER)
        created = JournalEntry.objects.get(act="priority.create")
        edited = JournalEntry.objects.get(act="priority.edit")
    assert {field: change["new"] for field, change in created.changes.items()} == {
        "title": "Be the calm choice",
        "why": "Nobody should have to call twice",
        "horizon": "multi_year",
        "rank": 1,
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
        "document_key": "calm",
    }
    assert edited.changes == {
        "why": {"old": "Nobody should have to call twice", "new": "One call is enough"},
        "ends_on": {"old": "2027-12-31", "new": None},
    }


@pytest.mark.parametrize(
    ("title", "said"), [(" ", "strategy.title_missing"), ("x" * 301, "orgs.field")]
)
def test_a_priority_without_a_fitting_title_is_refused(world: World, title: str, said: str) -> None:
    with world.reading():
        with pytest.raises(ValidationRefused) as refused:
            priority_create(actor=world.system, values=replace(PRIORITY, title=title), at=AT)
        assert not Priority.objects.exists()
    assert [message.id for message in refused.value.field_errors["title"]] == [said]
