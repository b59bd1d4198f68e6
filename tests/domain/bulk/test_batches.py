"""One act on many objectives: promised, done to whom it may be done, and taken back."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest
from django.utils.translation import get_language

from plumbline.domain.bulk.acts import Wanted
from plumbline.domain.bulk.models import Batch, BatchRow, BulkAct, Outcome
from plumbline.domain.bulk.selectors import batch_own, batch_page
from plumbline.domain.bulk.services import batches, turns
from plumbline.domain.bulk.services.batches import batch_choose, batch_do, batch_try, batch_undo
from plumbline.domain.bulk.services.going_on import batch_go_on, batches_forget, batches_waiting
from plumbline.domain.discussion.models import Comment
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import (
    Adjustment,
    Alignment,
    KeyResult,
    Objective,
    State,
    Visibility,
)
from plumbline.domain.okrs.selectors.objectives import objectives_visible
from plumbline.domain.okrs.services.key_result_pauses import key_result_pause
from plumbline.domain.okrs.services.key_results import key_result_stop
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    first_key_result,
    make_check_in,
    make_comment,
    make_cycle,
    make_link,
    make_next_cycle,
    make_objective,
    stored,
)

LATER = AT + timedelta(hours=1)
LAST = AT + timedelta(hours=2)


def choose(world: World, name: str, rows: Sequence[Objective]) -> Batch:
    with world.reading():
        seen = {row.pk: row for row in objectives_visible(viewer=world.viewer(name))}
        chosen = [seen[row.pk] for row in rows]
        return batch_choose(actor=world.viewer(name), objectives=chosen, at=LATER)


def tried(
    world: World,
    name: str,
    rows: Sequence[Objective],
    act: BulkAct,
    value: str = "",
    reason: str = "",
) -> Batch:
    batch = choose(world, name, rows)
    wanted = Wanted(act=act, value=value, reason=reason)
    with world.reading():
        return batch_try(actor=world.viewer(name), batch=batch, wanted=wanted, at=LATER)


def done(world: World, name: str, batch: Batch) -> Batch:
    with world.reading():
        return batch_do(actor=world.viewer(name), batch=batch, at=LATER)


def undone(world: World, name: str, batch: Batch) -> Batch:
    with world.reading():
        return batch_undo(actor=world.viewer(name), batch=batch, at=LAST)


def outcomes(world: World, batch: Batch) -> list[str]:
    with world.reading():
        rows = BatchRow.objects.filter(batch=batch).order_by("place")
        return [f"{row.outcome} {row.why[0] if row.why else ''}".strip() for row in rows]


def sums_stand(world: World) -> bool:
    with world.reading():
        return recomputation_compare() == []


def test_a_preview_says_what_will_happen_to_each_and_changes_nothing(world: World) -> None:
    draft = make_objective(world, "A draft", active=False)
    running = make_objective(world, "It runs")
    over = make_objective(world, "Of the company", team=world.teams["company"])
    owner = world.person("dee").public_id
    batch = tried(world, "lena", [draft, running, over], BulkAct.OWNER, owner, "Mia leaves")
    assert batch.state == "tried"
    assert outcomes(world, batch) == ["will", "will", "refused orgs.refused"]
    assert stored(world, draft).owner == stored(world, running).owner == world.person("mia")
    with world.reading():
        assert not Adjustment.objects.exists()
        assert not JournalEntry.objects.filter(act__startswith="bulk.").exists()


def test_what_was_promised_is_done_and_what_runs_keeps_the_reason(world: World) -> None:
    draft = make_objective(world, "A draft", active=False)
    running = make_objective(world, "It runs")
    owner = world.person("dee").public_id
    batch = tried(world, "lena", [draft, running], BulkAct.OWNER, owner, "Mia leaves")
    done(world, "lena", batch)
    assert outcomes(world, batch) == ["done", "done"]
    assert stored(world, draft).owner == stored(world, running).owner == world.person("dee")
    with world.reading():
        assert [row.reason for row in Adjustment.objects.all()] == ["Mia leaves"]
        entry = JournalEntry.objects.get(act="bulk.do")
        assert entry.subject_public_id == batch.public_id


def test_what_runs_does_not_change_without_a_reason(world: World) -> None:
    running = make_objective(world)
    with pytest.raises(ValidationRefused) as refused:
        tried(world, "lena", [running], BulkAct.VISIBILITY, "team")
    assert "reason" in refused.value.field_errors


def test_whoever_was_quicker_is_left_alone_and_named(world: World) -> None:
    first, second = (make_objective(world, title, active=False) for title in ("One", "Two"))
    batch = tried(world, "lena", [first, second], BulkAct.STYLE, "learning")
    done(world, "carl", tried(world, "carl", [first], BulkAct.TAG_ADD, "theirs"))
    done(world, "lena", batch)
    assert outcomes(world, batch) == ["refused bulk.changed_since", "done"]
    assert stored(world, first).style == "committed"


def test_undo_restores_exactly_what_nobody_touched_since(world: World) -> None:
    rows = [make_objective(world, title) for title in ("One", "Two")]
    batch = tried(world, "lena", rows, BulkAct.VISIBILITY, "team", "Not yet public")
    done(world, "lena", batch)
    done(world, "lena", tried(world, "lena", rows[:1], BulkAct.TAG_ADD, "since"))
    batch = undone(world, "lena", batch)
    assert outcomes(world, batch) == ["stays bulk.changed_since", "undone"]
    assert [stored(world, row).visibility for row in rows] == [
        Visibility.TEAM,
        Visibility.ORGANIZATION,
    ]
    with pytest.raises(Refused):
        undone(world, "lena", batch)


def test_steps_of_a_life_are_taken_back_until_something_came_of_them(world: World) -> None:
    rows = [make_objective(world, title, active=False) for title in ("One", "Two")]
    batch = done(world, "lena", tried(world, "lena", rows, BulkAct.ACTIVATE))
    assert outcomes(world, batch) == ["done", "done"]
    make_check_in(world, first_key_result(world, rows[0]), "40", at=LAST)
    undone(world, "lena", batch)
    assert outcomes(world, batch) == ["stays okrs.objective.went_on", "undone"]
    assert [stored(world, row).state for row in rows] == [State.ACTIVE, State.DRAFT]
    assert stored(world, rows[1]).activated_at is None
    assert sums_stand(world)


def test_what_was_stopped_or_paused_since_it_began_is_not_taken_back_to_a_draft(
    world: World,
) -> None:
    rows = [make_objective(world, title, active=False) for title in ("One", "Two", "Three")]
    batch = done(world, "lena", tried(world, "lena", rows, BulkAct.ACTIVATE))
    stopped, paused = (first_key_result(world, row) for row in rows[:2])
    with world.reading():
        key_result_stop(
            actor=world.viewer("lena"),
            key_result=stopped,
            reason="Measured elsewhere",
            expected=stopped.version,
            at=LAST,
        )
        key_result_pause(
            actor=world.viewer("lena"),
            key_result=paused,
            reason="The source is down",
            since=TODAY,
            expected=paused.version,
            at=LAST,
        )
    undone(world, "lena", batch)
    went_on = "stays okrs.objective.went_on"
    assert outcomes(world, batch) == [went_on, went_on, "undone"]


def test_a_deleted_draft_comes_back_with_all_that_hung_on_it(world: World) -> None:
    above = make_objective(world, "Above")
    draft = make_objective(world, "A draft", active=False, key_results=2, tags=("calm",))
    make_link(world, draft, above)
    make_comment(world, draft, "Is that so?")
    batch = done(world, "lena", tried(world, "lena", [draft], BulkAct.DELETE))
    with world.reading():
        assert not Objective.objects.filter(pk=draft.pk).exists()
        assert not Comment.objects.exists()
    undone(world, "lena", batch)
    assert outcomes(world, batch) == ["undone"]
    back = stored(world, draft)
    assert (back.public_id, back.tags, back.version) == (draft.public_id, ["calm"], back.version)
    with world.reading():
        assert KeyResult.objects.filter(objective=back).count() == 2
        assert Alignment.objects.filter(child_objective=back, parent_objective=above).count() == 1
        assert Comment.objects.get().objective_id == back.pk
    assert sums_stand(world)


def test_what_a_deleted_draft_was_called_is_told_to_whom_it_would_be_shown(world: World) -> None:
    draft = make_objective(world, "A draft", active=False)
    batch = done(world, "lena", tried(world, "lena", [draft], BulkAct.DELETE))

    def told() -> str:
        with world.reading():
            (facts,) = batch_page(viewer=world.viewer("lena"), batch=batch).rows
            return facts.title

    def kept_as(visibility: str) -> None:
        with world.writing():
            row = BatchRow.objects.get(batch=batch)
            for each in row.kept:
                if each["model"] == "okrs.objective":
                    each["fields"]["visibility"] = visibility
            row.save()

    assert told() == "A draft"
    kept_as(Visibility.PRIVATE)
    assert told() == ""
    kept_as(Visibility.ORGANIZATION)
    undone(world, "lena", batch)
    assert outcomes(world, batch) == ["undone"]
    with world.writing():
        Objective.objects.filter(pk=draft.pk).update(visibility=Visibility.PRIVATE)
    assert told() == ""  # it is there again, and hidden


def test_what_is_carried_over_is_thrown_away_again(world: World) -> None:
    row = make_objective(world)
    later = make_next_cycle(world)
    batch = done(world, "lena", tried(world, "lena", [row], BulkAct.CARRY_OVER, later.public_id))
    with world.reading():
        assert Objective.objects.filter(cycle=later).count() == 1
    undone(world, "lena", batch)
    with world.reading():
        assert Objective.objects.filter(cycle=later).count() == 0


def test_what_is_hidden_meanwhile_is_neither_changed_nor_named(world: World) -> None:
    row = make_objective(world, "Secret plan", active=False)
    batch = choose(world, "carl", [row])
    done(world, "mia", tried(world, "mia", [row], BulkAct.VISIBILITY, "private"))
    with world.reading():
        viewer = world.viewer("carl")
        batch = batch_try(
            actor=viewer, batch=batch, wanted=Wanted(act=BulkAct.TAG_ADD, value="x"), at=LATER
        )
        (facts,) = batch_page(viewer=viewer, batch=batch).rows
    assert (facts.title, facts.outcome) == ("", Outcome.REFUSED)


def test_a_batch_is_its_owners_alone_and_is_forgotten_after_a_day(world: World) -> None:
    batch = choose(world, "lena", [make_objective(world)])
    with world.reading():
        with pytest.raises(NotFound):
            batch_own(viewer=world.viewer("ada"), public_id=batch.public_id)
        assert batches_forget(at=LATER + timedelta(hours=23)) == 0
    with world.writing():  # whoever looks at the preview for long still has a day after the act
        Batch.objects.filter(pk=batch.pk).update(
            chosen_at=LATER - timedelta(days=3), acted_at=LATER
        )
    with world.reading():
        assert batches_forget(at=LATER + timedelta(hours=23)) == 0
        assert batches_forget(at=LATER + timedelta(hours=24)) == 1


def test_a_long_batch_is_left_to_the_worker_which_takes_turns(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = make_cycle(world)
    rows = [
        make_objective(world, f"Number {number}", cycle=cycle, active=False, key_results=0)
        for number in range(4)
    ]
    monkeypatch.setattr(batches, "AT_ONCE", 3)
    monkeypatch.setattr(turns, "ROWS_A_TURN", 2)
    batch = tried(world, "carl", rows, BulkAct.TAG_ADD, "many")
    assert batch.state == "trying"
    assert set(outcomes(world, batch)) == {"open"}
    with world.reading():
        assert [public_id for public_id, _slot in batches_waiting()] == [batch.public_id]
        go_on = partial(batch_go_on, public_id=batch.public_id, clock=lambda: LATER)
        assert not go_on(goes_on=lambda: False)
    assert outcomes(world, batch) == ["will", "will", "open", "open"]
    carl = world.person("carl").pk
    with world.writing():
        Person.objects.filter(pk=carl).update(active=False)
    with world.reading():
        assert go_on(goes_on=lambda: True)
    assert outcomes(world, batch) == ["will", "will", "open", "open"]
    with world.writing():
        Person.objects.filter(pk=carl).update(active=True, language="en-xa")
    spoken: list[str | None] = []

    def goes_on() -> bool:
        spoken.append(get_language())
        return True

    with world.reading():
        assert batches_forget(at=LATER + timedelta(days=2)) == 0  # the worker is still at it
        assert go_on(goes_on=goes_on)
        assert batches_waiting() == ()
    assert set(spoken) == {"en-xa"}
    assert set(outcomes(world, batch)) == {"will"}


def test_what_counted_into_a_deleted_draft_counts_again_as_it_stands_now(world: World) -> None:
    draft = make_objective(world, "A draft", active=False)
    child = make_objective(world, "Below")
    make_link(world, child, draft, weight="2")
    batch = done(world, "lena", tried(world, "lena", [draft], BulkAct.DELETE))
    make_check_in(world, first_key_result(world, child), "40", at=LATER)
    undone(world, "lena", batch)
    assert outcomes(world, batch) == ["undone"]
    assert sums_stand(world)
