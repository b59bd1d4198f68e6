"""Reading check-ins, and what a person is asked for this week."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.checkins.selectors import (
    CheckInPage,
    check_in_get,
    check_ins_of_key_result,
    my_check_ins,
)
from plumbline.domain.checkins.services import CheckInValues, check_in_correct, check_in_withdraw
from plumbline.domain.okrs.models import KeyResult, Visibility
from plumbline.domain.orgs.models import Deputy
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.scoring.staleness import CheckInState
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result, make_check_in, make_cycle, make_objective

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def page(
    world: World,
    key_result: KeyResult,
    who: str = "vic",
    *,
    as_of: date | None = None,
    after: str | None = None,
    limit: int = 25,
) -> CheckInPage:
    viewer = world.viewer(who)
    with world.reading():
        return check_ins_of_key_result(
            viewer=viewer,
            key_result=key_result.public_id,
            as_of=as_of,
            after=after,
            limit=limit,
        )


def test_check_ins_come_newest_first_with_value_confidence_and_mark(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    old = make_check_in(world, key_result, "10", on=TODAY - 9 * DAY)
    wrong = make_check_in(world, key_result, "90", confidence=9)
    values = CheckInValues(effective_on=TODAY, value=Decimal(19), confidence=4)
    with world.reading():
        right = check_in_correct(actor=world.system, check_in=wrong, values=values, at=AT + HOUR)
        gone = check_in_withdraw(
            actor=world.system, check_in=old, note="another site", at=AT + 2 * HOUR
        )
    found = page(world, key_result).check_ins
    assert [row.public_id for row in found] == [
        right.public_id,
        wrong.public_id,
        gone.public_id,
        old.public_id,
    ]
    assert [row.value for row in found] == [Decimal(19), Decimal(90), None, Decimal(10)]
    assert [row.is_standing for row in found] == [True, False, False, False]
    assert [row.is_withdrawn for row in found] == [False, False, False, True]
    assert found[1].corrected_by == right.public_id
    assert found[0].corrects == wrong.public_id


def test_pages_of_check_ins_follow_one_another(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    for number in range(7):
        make_check_in(world, key_result, str(number), on=TODAY - (number // 2) * DAY)
    whole = [row.public_id for row in page(world, key_result).check_ins]
    read: list[str] = []
    after = None
    while len(read) < 7:
        part = page(world, key_result, after=after, limit=3)
        read += [row.public_id for row in part.check_ins]
        after = part.after
    assert read == whole
    assert after is None


def test_a_past_day_shows_check_ins_as_they_were_marked_then(world: World) -> None:
    before = AT - 2 * DAY
    key_result = first_key_result(world, make_objective(world, at=before))
    wrong = make_check_in(world, key_result, "90", on=before.date(), at=before)
    values = CheckInValues(effective_on=before.date(), value=Decimal(9))
    with world.reading():
        check_in_correct(actor=world.system, check_in=wrong, values=values, at=AT)
    then = page(world, key_result, as_of=before.date()).check_ins
    assert [(row.value, row.is_standing) for row in then] == [(Decimal(90), True)]


def test_check_ins_of_what_one_may_not_see_are_not_found(world: World) -> None:
    objective = make_objective(world, visibility=Visibility.PRIVATE)
    key_result = first_key_result(world, objective)
    check_in = make_check_in(world, key_result)
    for who in ("ada", "carl", "lena", "vic"):
        with pytest.raises(NotFound):
            page(world, key_result, who)
        viewer = world.viewer(who)
        with pytest.raises(NotFound), world.reading():
            check_in_get(viewer=viewer, public_id=check_in.public_id)
    assert len(page(world, key_result, "mia").check_ins) == 1


def test_my_check_ins_are_mine_the_most_overdue_first(world: World) -> None:
    start = AT - 40 * DAY
    make_cycle(world, at=start)
    fresh, overdue, stale, never = (
        first_key_result(world, make_objective(world, name, at=start))
        for name in ("Fresh", "Overdue", "Stale", "Never")
    )
    make_objective(world, "Of max", at=start)
    for key_result, days in ((fresh, 1), (overdue, 20), (stale, 12)):
        for value, back in (("10", days + 7), ("20", days)):
            at = AT - back * DAY
            make_check_in(world, key_result, value, on=at.date(), confidence=5, at=at)
    viewer = world.viewer("mia")
    with world.writing():
        KeyResult.objects.filter(objective__title="Of max").update(owner=world.person("max"))
    with world.reading():
        found = my_check_ins(viewer=viewer, at=AT)
    assert [(row.objective.name, row.facts.check_in) for row in found] == [
        ("Overdue", CheckInState.OVERDUE),
        ("Stale", CheckInState.STALE),
        ("Never", CheckInState.NO_DATA),
        ("Fresh", CheckInState.FRESH),
    ]
    assert [row.is_done for row in found] == [False, False, False, True]
    assert [point.value for point in found[0].sparkline] == [Decimal(10), Decimal(20)]
    assert (found[0].facts.value, found[0].facts.confidence) == (Decimal(20), 5)
    assert never.public_id == found[2].facts.public_id


def test_a_deputy_is_asked_for_the_absent_person_too(world: World) -> None:
    make_objective(world, "Of mia", visibility=Visibility.PRIVATE)
    with world.writing():
        Deputy.objects.create(
            person=world.person("dee"),
            acts_for=world.person("mia"),
            starts_on=TODAY,
            ends_on=TODAY,
        )
    viewer = world.viewer("dee")
    with world.reading():
        (asked,) = my_check_ins(viewer=viewer, at=AT)
    assert asked.for_person is not None
    assert asked.for_person.name == "Mia"


def test_nobody_is_asked_about_drafts_and_what_is_over(world: World) -> None:
    make_objective(world, active=False)
    viewer = world.viewer("mia")
    with world.reading():
        assert my_check_ins(viewer=viewer, at=AT) == ()


@pytest.mark.thorough
def test_my_check_ins_cost_the_same_for_any_number(world: World) -> None:
    counts = []
    for more in (1, 5):
        for number in range(more):
            objective = make_objective(world, f"{more} {number}", key_results=2)
            make_check_in(world, first_key_result(world, objective))
        viewer = world.viewer("mia")
        with world.reading(), CaptureQueriesContext(connection) as queries:
            my_check_ins(viewer=viewer, at=AT)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4
