"""What stands at the top of a tree, kept on each objective whatever happens to its links."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Objective, Style, Visibility
from plumbline.domain.okrs.selectors.tree import tree_level
from plumbline.domain.okrs.services.alignment import End, align, alignment_remove
from plumbline.domain.okrs.services.key_results import key_result_delete
from plumbline.domain.okrs.services.objectives import objective_delete, objective_edit
from plumbline.domain.okrs.services.putting_back import draft_kept, draft_put_back
from plumbline.domain.okrs.services.tree_tops import ties_compare, ties_restore
from plumbline.domain.okrs.values import ObjectiveValues
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    first_key_result,
    make_cycle,
    make_link,
    make_objective,
    stored,
)


@pytest.fixture(autouse=True)
def _what_is_kept_is_what_links_say(world: World) -> Iterator[None]:
    yield
    with world.reading():
        assert ties_compare() == []


def tops(world: World, who: str = "ada", *, as_of: date | None = None) -> set[str]:
    viewer, cycle = world.viewer(who), make_cycle(world)
    with world.reading():
        found = tree_level(viewer=viewer, cycle=cycle, at=AT, as_of=as_of)
    return {node.title for node in found.nodes}


def draft(world: World, title: str) -> Objective:
    return make_objective(world, title, active=False, key_results=1)


def delete(world: World, objective: Objective) -> None:
    expected = stored(world, objective).version
    with world.reading():
        objective_delete(actor=world.system, objective=objective, expected=expected, at=AT)


def test_a_link_takes_it_from_the_top_and_its_end_brings_it_back(world: World) -> None:
    child, parent = draft(world, "Child"), draft(world, "Parent")
    link = make_link(world, child, parent)
    assert tops(world) == {"Parent"}
    with world.reading():
        alignment_remove(actor=world.system, link=link, at=AT)
    assert tops(world) == {"Child", "Parent"}


def test_a_second_parent_holds_it_when_the_first_goes(world: World) -> None:
    child, first, second = (draft(world, title) for title in ("Child", "First", "Second"))
    make_link(world, child, first)
    make_link(world, child, second)
    delete(world, first)
    assert tops(world) == {"Second"}
    delete(world, second)
    assert tops(world) == {"Child"}


def test_what_lies_below_a_key_result_comes_to_the_top_with_its_end(world: World) -> None:
    child, parent = draft(world, "Child"), draft(world, "Parent")
    key_result = first_key_result(world, parent)
    end = End(parent, key_result)
    with world.reading():
        align(actor=world.system, child=End(child), parent=end, weight=None, at=AT)
    assert tops(world) == {"Parent"}
    with world.reading():
        key_result_delete(actor=world.system, key_result=key_result, expected=1, at=AT)
    assert tops(world) == {"Child", "Parent"}


def move(world: World, objective: Objective, cycle: Cycle, *, at: datetime) -> None:
    moving = stored(world, objective)
    values = ObjectiveValues(
        title=moving.title, cycle=cycle, team=moving.team, owner=moving.owner, style=Style.COMMITTED
    )
    with world.reading():
        objective_edit(
            actor=world.system, objective=moving, values=values, expected=moving.version, at=at
        )


@pytest.mark.parametrize("which", ["Child", "Parent"])
def test_in_another_cycle_nobody_is_held(world: World, which: str) -> None:
    child, parent = draft(world, "Child"), draft(world, "Parent")
    make_link(world, child, parent)
    other = make_cycle(world, "Later", start=TODAY, end=TODAY + timedelta(days=90))
    move(world, {"Child": child, "Parent": parent}[which], other, at=AT)
    assert tops(world) == {"Child", "Parent"} - {which}


def test_a_draft_that_comes_back_is_tied_as_before(world: World) -> None:
    child, parent = draft(world, "Child"), draft(world, "Parent")
    make_link(world, child, parent)
    with world.reading():
        kept = draft_kept(child)
    delete(world, child)
    with world.reading():
        draft_put_back(actor=world.system, kept=kept, at=AT)
    assert tops(world) == {"Parent"}


def test_below_what_is_hidden_it_is_a_root_for_whom_it_is_hidden_from(world: World) -> None:
    child = draft(world, "Child")
    hidden = make_objective(world, "Hidden", visibility=Visibility.TEAM, active=False)
    make_link(world, child, hidden)
    assert tops(world, "ada") == {"Hidden"}
    assert tops(world, "vic") == {"Child"}


def test_what_is_kept_wrong_is_found_and_put_right(world: World) -> None:
    child, parent = draft(world, "Child"), draft(world, "Parent")
    make_link(world, child, parent)
    with world.writing():
        Objective.objects.filter(pk=child.pk).update(is_tied=False)
        Objective.objects.filter(pk=parent.pk).update(is_tied=True)
    with world.reading():
        assert ties_compare() == sorted([child.pk, parent.pk])
        assert ties_restore() == 2


def test_a_past_day_has_the_roots_it_had_whatever_was_linked_and_moved_since(world: World) -> None:
    parent, tied, later, orphan, left, came = (
        draft(world, title) for title in ("Parent", "Tied", "Later", "Orphan", "Left", "Came")
    )
    below_left = draft(world, "Below left")
    here = make_cycle(world)
    other = make_cycle(world, "Other", start=TODAY, end=TODAY + timedelta(days=90))
    move(world, came, other, at=AT)
    for child, above in ((tied, parent), (orphan, came), (below_left, left)):
        make_link(world, child, above)
    assert tops(world) == {"Parent", "Later", "Orphan", "Left"}
    since = AT + timedelta(days=3)
    make_link(world, later, parent, at=since)
    move(world, left, other, at=since)
    move(world, came, here, at=since)
    assert tops(world) == {"Parent", "Below left", "Came"}
    assert tops(world, as_of=TODAY) == {"Parent", "Later", "Orphan", "Left"}
