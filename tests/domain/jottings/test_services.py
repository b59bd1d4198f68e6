"""Keeping what is typed for the person alone, in bounds, and forgetting it."""

from datetime import timedelta

import pytest

from plumbline.domain.jottings.models import Jotting
from plumbline.domain.jottings.selectors import Place, jotting_get, jottings_list
from plumbline.domain.jottings.services import (
    CHARACTERS,
    KEPT_FOR,
    SHEETS_A_PLACE,
    jotting_forget,
    jotting_keep,
    jottings_clear,
)
from plumbline.domain.tenancy.errors import NotFound, Refused
from plumbline.domain.tenancy.public_ids import public_id_new
from tests.world import AT, World

NEW = Place("objective-new")
EDIT = Place("objective-edit", "0123456789ab")


def kept(
    world: World, who: str, title: str, *, place: Place = NEW, sheet: str = "", days: int = 0
) -> str:
    name = sheet or public_id_new()
    with world.reading():
        jotting_keep(
            actor=world.viewer(who),
            place=place,
            sheet=name,
            fields={"title": [title], "tags": ["calm"]},
            at=AT + timedelta(days=days),
        )
    return name


def titles(world: World, who: str, place: Place = NEW) -> list[str]:
    with world.reading():
        return [
            each.first("title") for each in jottings_list(viewer=world.viewer(who), place=place)
        ]


def test_a_sheet_is_kept_as_it_stood_last_and_only_in_its_place(world: World) -> None:
    sheet = kept(world, "mia", "Claims are")
    kept(world, "mia", "Claims are settled", sheet=sheet)
    kept(world, "mia", "Other words", place=EDIT)
    assert titles(world, "mia") == ["Claims are settled"]
    assert titles(world, "mia", EDIT) == ["Other words"]


def test_nobody_else_sees_or_forgets_it_not_even_with_its_name(world: World) -> None:
    sheet = kept(world, "mia", "Mine")
    with world.reading():
        for other in ("ada", "carl", "max", "dee"):
            viewer = world.viewer(other)
            assert jottings_list(viewer=viewer, place=NEW) == ()
            with pytest.raises(NotFound):
                jotting_get(viewer=viewer, place=NEW, sheet=sheet)
            assert not jotting_forget(actor=viewer, sheet=sheet)
    kept(world, "ada", "Hers", sheet=sheet)
    assert (titles(world, "mia"), titles(world, "ada")) == (["Mine"], ["Hers"])


def test_what_is_forgotten_is_gone(world: World) -> None:
    sheet = kept(world, "mia", "Mine")
    with world.reading():
        assert jotting_forget(actor=world.viewer("mia"), sheet=sheet)
    assert titles(world, "mia") == []


def test_of_too_many_sheets_the_oldest_go(world: World) -> None:
    for number in range(SHEETS_A_PLACE + 1):
        kept(world, "mia", f"Sheet {number}", days=number)
    found = titles(world, "mia")
    assert len(found) == SHEETS_A_PLACE
    assert (found[0], found[-1]) == (f"Sheet {SHEETS_A_PLACE}", "Sheet 1")


@pytest.mark.parametrize(
    ("sheet", "title"),
    [("", "A"), ("0123456789a!", "A"), ("0123456789abc", "A"), ("0123456789ab", "x" * CHARACTERS)],
)
def test_what_has_no_name_or_no_bounds_is_not_kept(world: World, sheet: str, title: str) -> None:
    with world.reading(), pytest.raises(Refused):
        jotting_keep(
            actor=world.viewer("mia"),
            place=NEW,
            sheet=sheet,
            fields={"title": [title], "tags": ["calm"]},
            at=AT,
        )
    assert titles(world, "mia") == []


def test_what_nobody_went_on_with_is_cleared_away(world: World) -> None:
    kept(world, "mia", "Old")
    kept(world, "mia", "Young", days=1)
    with world.reading():
        assert jottings_clear(at=AT + KEPT_FOR) == 1
        assert Jotting.objects.count() == 1
    assert titles(world, "mia") == ["Young"]
