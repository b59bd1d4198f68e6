"""A key result goes to another objective; of each day the pauses count that were its own then."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Q

from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.selectors.details import (
    KeyResultDetails,
    key_result_details,
    objective_details,
)
from plumbline.domain.okrs.selectors.facts import KeyResultFacts
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.selectors.pages import key_result_shown
from plumbline.domain.okrs.selectors.team_groups import key_result_groups, objectives_counted
from plumbline.domain.okrs.services.key_result_moves import key_result_put_below
from plumbline.domain.okrs.services.key_result_pauses import key_result_pause, key_result_resume
from plumbline.domain.okrs.services.objectives import objective_pause, objective_resume
from plumbline.domain.okrs.services.progress_refreshing import progress_refresh
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.standings import parts_read, pauses_of_parts
from plumbline.engine.documents.model import Pause
from plumbline.engine.scoring.staleness import CheckInState
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    limit,
    make_check_in,
    make_cycle,
    make_key_result,
    make_objective,
)

Stretch = tuple[int, int]
"""A pause by its first day and the day it ends on, counted from TODAY."""

HERE, OWN, THERE = (-24, -4), (-4, -2), (-20, -10)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def stop(world: World, row: Objective | KeyResult, stretch: Stretch, *, days: int = 0) -> None:
    """Pause it and let it go on, both entered on one day."""
    since, until = map(day, stretch)
    further: Any = {"actor": world.system, "at": AT + timedelta(days=days)}
    with world.reading():
        row.refresh_from_db()
        if isinstance(row, Objective):
            row = objective_pause(
                objective=row, reason="waiting", since=since, expected=row.version, **further
            )
            objective_resume(objective=row, until=until, expected=row.version, **further)
        else:
            row = key_result_pause(
                key_result=row, reason="waiting", since=since, expected=row.version, **further
            )
            key_result_resume(key_result=row, until=until, expected=row.version, **further)


def move(world: World, row: KeyResult, to: Objective, *, days: int) -> None:
    with world.reading():
        key_result_put_below(
            actor=world.system,
            key_result=row,
            objective=to,
            reason="The teams swapped",
            effective_on=day(days),
            expected=KeyResult.objects.get(pk=row.pk).version,
            at=AT + timedelta(days=days),
        )


@pytest.fixture
def here(world: World) -> Objective:
    objective = make_objective(world, "Here", key_results=0, active=False)
    make_key_result(world, objective, metric=limit("60"))
    return activate(world, objective)


@pytest.fixture
def row(world: World, here: Objective) -> KeyResult:
    """A limit that was broken for a while; its objective was paused, and so was it by itself."""
    with world.reading():
        key_result: KeyResult = KeyResult.objects.get(objective=here)
    make_check_in(world, key_result, "70", on=day(-30))
    make_check_in(world, key_result, "50", on=day(-25))
    stop(world, here, HERE)
    stop(world, key_result, OWN)
    return key_result


@pytest.fixture
def there(world: World) -> Objective:
    objective = make_objective(world, "There")
    stop(world, objective, THERE)
    return objective


def page(world: World, row: KeyResult, *, days: int, as_of: int | None = None) -> KeyResultDetails:
    with world.reading():
        return key_result_details(
            viewer=world.viewer("lena"),
            public_id=row.public_id,
            at=AT + timedelta(days=days),
            as_of=None if as_of is None else day(as_of),
        )


def stretches(pauses: Iterable[Pause]) -> list[Stretch]:
    """Return pauses in order, by their days."""
    known = [(pause.since, pause.until or date.max) for pause in pauses]
    return sorted(((since - TODAY).days, (until - TODAY).days) for since, until in known)


def said(facts: KeyResultFacts) -> tuple[object, ...]:
    """Return what hangs on the days that count."""
    return facts.progress, facts.pace, facts.chance, facts.check_in, facts.check_in_due_on


def test_the_days_before_count_after_a_move_as_they_did(
    world: World, row: KeyResult, there: Objective
) -> None:
    with world.reading():
        progress_refresh(at=AT + timedelta(days=1))
    before = page(world, row, days=1)
    assert (0 < before.facts.progress < 1, before.facts.check_in) == (True, CheckInState.FRESH)
    move(world, row, there, days=1)
    after = page(world, row, days=1)
    assert stretches(after.pauses) == stretches(before.pauses) == [HERE, OWN]
    assert said(after.facts) == said(before.facts)
    with world.reading():
        shown = key_result_shown(
            viewer=world.viewer("lena"), public_id=row.public_id, at=AT + timedelta(days=1)
        )
        assert said(shown.facts) == said(before.facts)
        assert recomputation_compare() == []
        (part,) = parts_read(Q(pk=row.pk))
        assert stretches(pauses_of_parts(Q()).of(part)) == [HERE, OWN]
        progress_refresh(at=AT + timedelta(days=2))
        assert recomputation_compare() == []
    assert page(world, row, days=2).facts.progress > before.facts.progress


def test_a_past_day_tells_of_the_pauses_of_where_it_was(
    world: World, here: Objective, row: KeyResult, there: Objective
) -> None:
    third = make_objective(world, "Third")
    stop(world, third, THERE)
    move(world, row, there, days=1)
    stop(world, there, (0, 2), days=2)  # of its days one lies before the move
    between = page(world, row, days=3, as_of=2)
    assert stretches(between.pauses) == [HERE, OWN, (1, 2)]
    move(world, row, third, days=3)
    assert stretches(page(world, row, days=3).pauses) == [HERE, OWN, (1, 2)]
    for number, below, expected in ((0, here, [HERE, OWN]), (2, there, [HERE, OWN, (1, 2)])):
        own = page(world, row, days=3, as_of=number)
        assert stretches(own.pauses) == expected
        with world.reading():
            tree = objective_details(
                viewer=world.viewer("lena"),
                public_id=below.public_id,
                at=AT + timedelta(days=3),
                as_of=day(number),
            ).facts
        (listed,) = (each for each in tree.key_results if each.public_id == row.public_id)
        assert said(listed) == said(own.facts), "in the tree as on its own page"


def test_teams_count_it_as_its_page_says(world: World, row: KeyResult, there: Objective) -> None:
    move(world, row, there, days=1)
    cycle = make_cycle(world)
    for as_of in (None, TODAY):
        with world.reading():
            moment = moment_of(at=AT + timedelta(days=1), as_of=as_of)
            groups = key_result_groups(objectives_counted(cycle, moment), cycle, moment)
        found = {group.check_in: group.count for group in groups}
        assert found == {CheckInState.FRESH: 1, CheckInState.NO_DATA: 1}
