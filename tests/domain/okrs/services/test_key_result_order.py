"""Whoever edits an objective says in which order its key results stand."""

import pytest

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import KeyResultState, Objective
from plumbline.domain.okrs.services.key_result_order import key_results_order
from plumbline.domain.okrs.services.key_results import key_result_delete
from plumbline.domain.tenancy.errors import (
    DomainError,
    PermissionRefused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, World
from tests.world_okrs import key_results_of, limit, make_key_result, make_objective

LATER = AT.replace(hour=10)


def keys(world: World, objective: Objective) -> list[str]:
    return [row.public_id for row in key_results_of(world, objective)]


def order(
    world: World, objective: Objective, ordered: list[str], *, seen: list[str], who: str = "lena"
) -> None:
    viewer = world.viewer(who)
    with world.reading():
        key_results_order(actor=viewer, objective=objective, ordered=ordered, seen=seen, at=LATER)


def refused(world: World, objective: Objective, ordered: list[str], **said: object) -> DomainError:
    """Try to order; nothing may change."""
    before = keys(world, objective)
    with pytest.raises(DomainError) as refusal:
        order(world, objective, ordered, **said)  # type: ignore[arg-type]  # its own arguments
    assert keys(world, objective) == before
    return refusal.value


def test_they_stand_as_ordered_and_only_what_moved_is_written_down(world: World) -> None:
    objective = make_objective(world, key_results=3)
    first, second, third = keys(world, objective)
    order(world, objective, [first, third, second], seen=[first, second, third])
    assert keys(world, objective) == [first, third, second]
    with world.reading():
        told = JournalEntry.objects.filter(act="key_result.rank")
        assert {entry.subject_public_id: entry.changes for entry in told} == {
            third: {"rank": {"old": 3, "new": 2}},
            second: {"rank": {"old": 2, "new": 3}},
        }
        states = KeyResultState.objects.filter(valid_from=LATER)
        assert set(states.values_list("subject__public_id", "rank")) == {(third, 2), (second, 3)}


def test_guardrails_stand_behind_the_others_and_what_is_added_behind_all(world: World) -> None:
    draft = make_objective(world, active=False, key_results=2)
    first, second = keys(world, draft)
    guard = make_key_result(world, draft, "At most", metric=limit("3"), is_guardrail=True).public_id
    order(world, draft, [guard, second, first], seen=[first, second, guard])
    assert keys(world, draft) == [second, first, guard]
    row = key_results_of(world, draft)[0]
    with world.reading():
        key_result_delete(actor=world.system, key_result=row, expected=row.version, at=AT)
    added = make_key_result(world, draft, "Later").public_id
    assert keys(world, draft) == [first, guard, added]


def test_whoever_was_quicker_is_not_overtaken_and_each_is_named_once(world: World) -> None:
    objective = make_objective(world, key_results=2)
    first, second = keys(world, objective)
    stale = refused(world, objective, [second, first], seen=[second, first])
    assert isinstance(stale, StaleVersion)
    assert isinstance(refused(world, objective, [second, first], seen=[first]), StaleVersion)
    for wrong in ([first], [first, first], [first, second, "nothing"]):
        refusal = refused(world, objective, wrong, seen=[first, second])
        assert isinstance(refusal, ValidationRefused)


def test_who_may_not_edit_it_orders_nothing(world: World) -> None:
    objective = make_objective(world, key_results=2)
    seen = keys(world, objective)
    refusal = refused(world, objective, seen[::-1], seen=seen, who="mia")
    assert isinstance(refusal, PermissionRefused)
