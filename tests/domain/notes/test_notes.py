"""A note is its writer's alone, and only as long as they see what it is about."""

import pytest

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.notes.models import Note
from plumbline.domain.notes.selectors import NoteFacts, note_of
from plumbline.domain.notes.services import CHARACTERS
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.tenancy.errors import NotFound, StaleVersion, ValidationRefused
from tests.world import World
from tests.world_okrs import first_key_result, make_note, make_objective

pytestmark = pytest.mark.django_db


def note(world: World, who: str, objective: Objective) -> NoteFacts | None:
    viewer = world.viewer(who)
    with world.reading():
        return note_of(viewer=viewer, objective=objective.public_id)


def test_a_note_is_kept_changed_and_removed_and_the_journal_tells_nothing(world: World) -> None:
    objective = make_objective(world)
    with world.reading():
        before = JournalEntry.objects.count()
    assert make_note(world, objective, " Ask\r\nthe depots ") == 1
    assert note(world, "mia", objective) == NoteFacts("Ask\nthe depots", 1)
    assert make_note(world, objective, "Asked", expected=1) == 2
    with pytest.raises(StaleVersion):
        make_note(world, objective, "From an older tab", expected=1)
    with pytest.raises(StaleVersion):
        make_note(world, objective, "", expected=0)
    assert note(world, "mia", objective) == NoteFacts("Asked", 2)
    assert make_note(world, objective, " \n", expected=2) == 0
    assert note(world, "mia", objective) == NoteFacts()
    with world.reading():
        assert (Note.objects.count(), JournalEntry.objects.count()) == (0, before)


def test_of_one_thing_each_has_a_note_of_their_own_and_a_key_result_another(world: World) -> None:
    objective = make_objective(world)
    result = first_key_result(world, objective)
    make_note(world, objective, "Mine")
    make_note(world, objective, "Hers", by="ada")
    make_note(world, result, "Of the key result")
    told = [note(world, name, objective) for name in ("mia", "ada", "carl", "lena", "max", "dee")]
    assert [each and each.text for each in told] == ["Mine", "Hers", "", "", "", ""]
    viewer = world.viewer("mia")
    with world.reading():
        found = note_of(viewer=viewer, key_result=result.public_id)
    assert found == NoteFacts("Of the key result", 1)


def test_a_note_goes_and_comes_with_the_sight_of_its_objective(world: World) -> None:
    objective = make_objective(world)
    make_note(world, objective, "Mine", by="vic")
    make_note(world, first_key_result(world, objective), "Mine too", by="vic")
    with world.writing():
        Objective.objects.update(visibility=Visibility.PRIVATE)
    assert note(world, "vic", objective) == NoteFacts()
    for about in (objective, first_key_result(world, objective)):
        with pytest.raises(NotFound):
            make_note(world, about, "More", by="vic", expected=1)
    with world.writing():
        Objective.objects.update(visibility=Visibility.ORGANIZATION)
    assert note(world, "vic", objective) == NoteFacts("Mine", 1)


def test_what_is_too_long_is_refused_at_its_field(world: World) -> None:
    objective = make_objective(world)
    with pytest.raises(ValidationRefused) as refused:
        make_note(world, objective, "x" * (CHARACTERS + 1))
    assert list(refused.value.field_errors) == ["text"]
    assert make_note(world, objective, "x" * CHARACTERS) == 1
