"""One key result stops and goes on by itself; its number stays, its days do not count."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from plumbline.domain.checkins.selectors import my_check_ins
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import (
    KeyResult,
    KeyResultState,
    Objective,
    Pause,
    State,
)
from plumbline.domain.okrs.services import objectives as acts
from plumbline.domain.okrs.services.grading import grading_start, grading_take_back
from plumbline.domain.okrs.services.key_result_pauses import key_result_pause, key_result_resume
from plumbline.domain.okrs.services.progress_refreshing import progress_refresh
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.tenancy.errors import (
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    key_results_of,
    limit,
    make_check_in,
    make_key_result,
    make_link,
    make_objective,
    progress_of,
    stored,
)

DAY = timedelta(days=1)
CAST = ("ada", "carl", "lena", "mia", "max", "dee", "vic", "aud", "fin")
LEADERS = frozenset({"ada", "carl", "lena"})


def now(world: World, key_result: KeyResult) -> KeyResult:
    with world.reading():
        row: KeyResult = KeyResult.objects.select_related("score", "objective").get(
            pk=key_result.pk
        )
        return row


def pause(
    world: World,
    key_result: KeyResult,
    *,
    since: date = TODAY,
    reason: str = "waiting",
    days: int = 0,
) -> KeyResult:
    with world.reading():
        return key_result_pause(
            actor=world.system,
            key_result=key_result,
            reason=reason,
            since=since,
            expected=now(world, key_result).version,
            at=AT + days * DAY,
        )


def resume(world: World, key_result: KeyResult, *, days: int) -> KeyResult:
    with world.reading():
        return key_result_resume(
            actor=world.system,
            key_result=key_result,
            until=TODAY + days * DAY,
            expected=now(world, key_result).version,
            at=AT + days * DAY,
        )


def move(world: World, act: object, objective: Objective, *, days: int, **further: object) -> None:
    with world.reading():
        row = Objective.objects.get(pk=objective.pk)
        act(  # type: ignore[operator]  # one of the acts
            actor=world.system,
            objective=row,
            expected=row.version,
            at=AT + days * DAY,
            **further,
        )


def test_a_paused_key_result_keeps_its_number_in_its_objective_and_above(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company, key_results=0, active=False)
    child = make_objective(world, "Child", key_results=2)
    make_link(world, child, parent, weight="1")
    key_result = first_key_result(world, child)
    make_check_in(world, key_result, "80")
    assert progress_of(world, parent) == Decimal("0.4")
    paused = pause(world, key_result)
    assert (paused.state, paused.state_reason) == (State.PAUSED, "waiting")
    assert progress_of(world, child) == progress_of(world, parent) == Decimal("0.4")
    assert stored(world, child).state == State.ACTIVE
    with world.reading():
        assert recomputation_compare() == []


def test_no_value_is_taken_until_it_resumes(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    pause(world, key_result)
    with pytest.raises(Refused):
        make_check_in(world, key_result, "30")
    resumed = resume(world, key_result, days=2)
    assert (resumed.state, resumed.state_reason) == (State.ACTIVE, "")
    make_check_in(world, key_result, "30", at=AT + 2 * DAY)
    assert now(world, key_result).score.progress == 300_000_000


def test_nobody_is_asked_about_a_paused_key_result(world: World) -> None:
    objective = make_objective(world, key_results=2)
    first, second = key_results_of(world, objective)
    pause(world, first)
    viewer = world.viewer("mia")
    with world.reading():
        asked = [row.facts.public_id for row in my_check_ins(viewer=viewer, at=AT)]
    assert asked == [second.public_id]


def test_the_days_of_a_pause_count_for_no_limit(world: World) -> None:
    objective = make_objective(world, key_results=0, active=False)
    key_result = make_key_result(world, objective, metric=limit("60"))
    activate(world, objective)
    make_check_in(world, key_result, "70", on=TODAY - 30 * DAY)
    make_check_in(world, key_result, "50", on=TODAY - 10 * DAY)
    before = now(world, key_result).score.progress
    assert 0 < before < 10**9
    pause(world, key_result)
    with world.reading():
        progress_refresh(at=AT + 10 * DAY)
    assert now(world, key_result).score.progress == before, "a paused one stands still"
    resume(world, key_result, days=10)
    with world.reading():
        assert recomputation_compare() == []
        progress_refresh(at=AT + 11 * DAY)
    assert now(world, key_result).score.progress > before


def test_both_acts_are_in_the_history_and_in_the_journal(world: World) -> None:
    key_result = first_key_result(world, make_objective(world, at=AT - DAY))
    pause(world, key_result)
    resume(world, key_result, days=2)
    with world.reading():
        states = KeyResultState.objects.filter(subject=key_result, valid_from__gte=AT)
        found = list(states.order_by("valid_from").values_list("state", "valid_from", "valid_to"))
        acted = list(
            JournalEntry.objects.filter(act__in=("key_result.pause", "key_result.resume"))
            .order_by("at")
            .values_list("act", "subject_public_id")
        )
        stretch = Pause.objects.get()
    assert found == [("paused", AT, AT + 2 * DAY), ("active", AT + 2 * DAY, None)]
    assert acted == [
        ("key_result.pause", key_result.public_id),
        ("key_result.resume", key_result.public_id),
    ]
    assert (stretch.key_result_id, stretch.objective_id) == (key_result.pk, None)
    assert (stretch.since, stretch.until, stretch.ended_at) == (
        TODAY,
        TODAY + 2 * DAY,
        AT + 2 * DAY,
    )


def test_it_stays_paused_when_its_objective_pauses_and_resumes(world: World) -> None:
    objective = make_objective(world, key_results=2)
    first, second = key_results_of(world, objective)
    pause(world, first)
    move(world, acts.objective_pause, objective, days=1, reason="a freeze", since=TODAY)
    assert now(world, second).state == State.PAUSED
    move(world, acts.objective_resume, objective, days=2, until=TODAY + 2 * DAY)
    assert now(world, second).state == State.ACTIVE
    assert now(world, first).state == State.PAUSED
    resume(world, first, days=3)
    assert now(world, first).state == State.ACTIVE


def test_the_grading_of_its_objective_ends_its_pause(world: World) -> None:
    objective = make_objective(world)
    key_result = first_key_result(world, objective)
    pause(world, key_result)
    move(world, grading_start, objective, days=3)
    assert now(world, key_result).state == State.GRADING
    with world.reading():
        assert Pause.objects.get().until == TODAY + 3 * DAY


def test_grading_taken_back_lets_run_what_ran_and_rest_what_rested(world: World) -> None:
    objective = make_objective(world, key_results=2)
    held, running = key_results_of(world, objective)
    pause(world, held)
    with world.reading():
        before = list(Pause.objects.values_list("since", "until", "ended_at"))
    move(world, grading_start, objective, days=3)
    move(world, grading_take_back, objective, days=4)
    assert (now(world, held).state, now(world, running).state) == (State.PAUSED, State.ACTIVE)
    with world.reading():
        assert list(Pause.objects.values_list("since", "until", "ended_at")) == before


@pytest.mark.parametrize(
    ("since", "reason", "field"),
    [(TODAY, "  ", "reason"), (TODAY + DAY, "waiting", "since")],
)
def test_a_pause_needs_a_reason_and_a_day_that_has_come(
    world: World, since: date, reason: str, field: str
) -> None:
    key_result = first_key_result(world, make_objective(world))
    with pytest.raises(ValidationRefused) as refused:
        pause(world, key_result, since=since, reason=reason)
    assert set(refused.value.field_errors) == {field}
    assert now(world, key_result).state == State.ACTIVE
    with world.reading():
        assert not Pause.objects.exists()


def test_only_what_is_active_pauses_and_only_what_is_paused_resumes(world: World) -> None:
    objective = make_objective(world)
    key_result = first_key_result(world, objective)
    with pytest.raises(Refused) as refused:
        resume(world, key_result, days=1)
    assert refused.value.message.id == "okrs.key_result.not_paused"
    pause(world, key_result)
    with pytest.raises(Refused) as refused:
        pause(world, key_result)
    assert refused.value.message.id == "okrs.key_result.not_active"
    move(world, acts.objective_pause, objective, days=1, reason="a freeze", since=TODAY)
    with pytest.raises(Refused) as refused:
        resume(world, key_result, days=2)
    assert refused.value.message.id == "okrs.key_result.goes_with_objective"
    assert now(world, key_result).state == State.PAUSED


def test_the_second_of_two_is_refused(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    stale = now(world, key_result).version - 1
    with world.reading(), pytest.raises(StaleVersion):
        key_result_pause(
            actor=world.system,
            key_result=key_result,
            reason="waiting",
            since=TODAY,
            expected=stale,
            at=AT,
        )
    assert now(world, key_result).state == State.ACTIVE


@pytest.mark.parametrize("who", CAST)
def test_who_runs_the_objective_pauses_its_key_results(world: World, who: str) -> None:
    key_result = first_key_result(world, make_objective(world))
    viewer = world.viewer(who)
    version = now(world, key_result).version
    with world.reading():
        if who in LEADERS:
            paused = key_result_pause(
                actor=viewer,
                key_result=key_result,
                reason="waiting",
                since=TODAY,
                expected=version,
                at=AT,
            )
            key_result_resume(
                actor=viewer, key_result=paused, until=TODAY, expected=version + 1, at=AT
            )
            return
        with pytest.raises(PermissionRefused):
            key_result_pause(
                actor=viewer,
                key_result=key_result,
                reason="waiting",
                since=TODAY,
                expected=version,
                at=AT,
            )
        assert not Pause.objects.exists()
    assert now(world, key_result).version == version
