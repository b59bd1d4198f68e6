"""The flat list of objectives, narrowed by what they say."""

import pytest

from plumbline.domain.okrs.selectors.listing import ListAsked, objectives_listed
from plumbline.domain.okrs.selectors.objectives import ObjectiveFilter
from tests.world import World
from tests.world_okrs import make_objective


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("board", True),
        ("#Board", True),
        ("Été", True),
        ('6" pipes', True),
        ("oar", False),  # letters of a tag are no tag
        ("[", False),  # nor is what JSON is written with
        ("%", False),
    ],
)
def test_a_list_is_narrowed_to_what_has_a_tag(world: World, asked: str, found: bool) -> None:
    make_objective(world, "Tagged", tags=("Board", "été", '6" pipes'))
    make_objective(world, "Without a tag")
    with world.reading():
        page = objectives_listed(
            viewer=world.viewer("vic"), asked=ListAsked(among=ObjectiveFilter(), tag=asked)
        )
    assert [row.title for row in page.rows] == (["Tagged"] if found else [])


def test_words_of_a_title_are_found_in_any_case_beyond_ascii_too(world: World) -> None:
    make_objective(world, "Élan in every depot")
    make_objective(world, "Claims are settled")
    with world.reading():
        asked = ListAsked(among=ObjectiveFilter(text="élan"))
        page = objectives_listed(viewer=world.viewer("vic"), asked=asked)
    assert [row.title for row in page.rows] == ["Élan in every depot"]
