"""What the days change, in turns that keep nobody waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import (
    KeyResult,
    KeyResultScore,
    Objective,
    ObjectiveScoreState,
    State,
)
from plumbline.domain.okrs.services import progress_refreshing
from plumbline.domain.okrs.services.objectives import objective_pause
from plumbline.domain.okrs.services.progress_refreshing import progress_refresh
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.services.scores import LockedAncestry, ancestry_lock
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    limit,
    make_check_in,
    make_key_result,
    make_link,
    make_objective,
    progress_of,
    stored,
)

DAY = timedelta(days=1)


def kept_limit(world: World, title: str = "Child") -> KeyResult:
    """Make an active objective with a limit that was broken first and is kept now."""
    objective = make_objective(world, title, key_results=0, active=False)
    key_result = make_key_result(world, objective, metric=limit("60"))
    activate(world, objective)
    make_check_in(world, key_result, "70", on=TODAY - 20 * DAY)
    make_check_in(world, key_result, "50", on=TODAY - 10 * DAY)
    return key_result


def test_a_limit_moves_with_the_day_and_carries_upwards(world: World) -> None:
    key_result = kept_limit(world)
    middle = make_objective(world, "Middle", key_results=0, active=False)
    top = make_objective(world, "Top", team=world.company, key_results=0, active=False)
    make_link(world, stored(world, key_result.objective), middle, weight="1")
    activate_all = (middle, top)
    for row in activate_all:
        make_key_result(world, row, "Further")
        activate(world, row)
    make_link(world, middle, top, weight="1")
    before = [progress_of(world, row) for row in activate_all]
    with world.reading():
        assert progress_refresh(at=AT + 5 * DAY) == 1
        assert recomputation_compare() == []
        assert KeyResultScore.objects.get(key_result=key_result).computed_on == TODAY + 5 * DAY
    after = [progress_of(world, row) for row in activate_all]
    for low, high in zip(before, after, strict=True):
        assert low is not None
        assert high is not None
        assert high > low


def test_a_day_is_computed_once(world: World) -> None:
    kept_limit(world)
    with world.reading():
        assert progress_refresh(at=AT) == 0, "the check-in has computed this day"
        assert progress_refresh(at=AT + DAY) == 1
        assert progress_refresh(at=AT + DAY + timedelta(hours=1)) == 0


def test_what_does_not_run_and_what_does_not_move_stands_still(world: World) -> None:
    key_result = kept_limit(world)
    plain = make_objective(world, "Plain")
    make_check_in(world, first_key_result(world, plain), "50")
    objective = stored(world, key_result.objective)
    with world.reading():
        objective_pause(
            actor=world.system,
            objective=objective,
            reason="waiting",
            since=TODAY,
            expected=objective.version,
            at=AT,
        )
        assert progress_refresh(at=AT + DAY) == 0
        assert KeyResult.objects.get(pk=key_result.pk).state == State.PAUSED


def family(world: World, children: int) -> Objective:
    """Make a top with one limit in each of its children."""
    top = make_objective(world, "Top", team=world.company)
    for number in range(children):
        child = stored(world, kept_limit(world, f"Child {number}").objective)
        make_link(world, child, top, weight="1")
    return top


def test_an_ancestor_gets_one_state_row_a_night_however_many_turns_there_are(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = family(world, 4)
    monkeypatch.setattr(progress_refreshing, "AT_ONCE", 1)
    with world.reading():
        states = ObjectiveScoreState.objects.filter(subject__objective=top)
        before = states.count()
        assert progress_refresh(at=AT + DAY) == 4
        assert states.count() == before + 1
        assert recomputation_compare() == []


def test_a_tree_is_scored_with_as_many_statements_however_wide_it_is(world: World) -> None:
    asked = []
    for number, children in enumerate((2, 8)):
        family(world, children)
        with world.reading(), CaptureQueriesContext(connection) as queries:
            progress_refresh(at=AT + (number + 1) * DAY)
        asked.append(len(queries))
    assert asked[1] <= asked[0] + 2, "a further start of the transaction at most"


def test_key_results_of_one_tree_share_their_turns(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (make_objective(world, title, team=world.company) for title in ("One", "Other"))
    for number in range(4):
        child = stored(world, kept_limit(world, f"Child {number}").objective)
        make_link(world, child, (one, other)[number % 2], weight="1")
    monkeypatch.setattr(progress_refreshing, "AT_ONCE", 2)
    with world.reading(), turns_of(monkeypatch) as locked:
        assert progress_refresh(at=AT + DAY) == 4
    assert [len(ids & {one.pk, other.pk}) for ids in locked] == [1, 1]


@contextmanager
def turns_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[set[int]]]:
    """Note which objectives each turn locks."""
    locked: list[set[int]] = []

    def noting(*objective_ids: int) -> LockedAncestry:
        found = ancestry_lock(*objective_ids)
        locked.append(set(found.order))
        return found

    monkeypatch.setattr(progress_refreshing, "ancestry_lock", noting)
    yield locked


def test_what_is_told_to_end_ends_before_the_next_turn(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    family(world, 3)
    monkeypatch.setattr(progress_refreshing, "AT_ONCE", 1)
    answers = iter([True, True, False])
    with world.reading():
        assert progress_refresh(at=AT + DAY, goes_on=lambda: next(answers)) == 2
        assert recomputation_compare() == []
        assert progress_refresh(at=AT + DAY) == 1


def test_what_was_paused_since_the_list_was_made_is_left_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_result = kept_limit(world)

    def pausing() -> bool:
        with world.writing():
            KeyResult.objects.filter(pk=key_result.pk).update(state=State.PAUSED)
        return True

    with world.reading():
        assert progress_refresh(at=AT + DAY, goes_on=pausing) == 0
        assert KeyResultScore.objects.get(key_result=key_result).computed_on == TODAY
