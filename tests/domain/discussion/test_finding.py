"""Finding comments: all words, as far as one sees what they hang on, with the words around."""

import pytest

from plumbline.domain.discussion.selectors.finding import SHOWN, comments_found, excerpt_of
from plumbline.domain.discussion.services.comments import comment_take_back
from plumbline.domain.okrs.models import Visibility
from plumbline.domain.okrs.selectors.finding import words_of
from tests.world import AT, World
from tests.world_okrs import make_comment, make_objective


def told(world: World, who: str, text: str) -> list[str]:
    viewer = world.viewer(who)
    with world.reading():
        found = comments_found(viewer=viewer, words=words_of(text), limit=50)
    return [hit.excerpt for hit in found.rows]


def test_comments_are_found_by_those_who_see_what_they_hang_on(world: World) -> None:
    for visibility in Visibility:
        objective = make_objective(world, f"Of {visibility}", visibility=visibility)
        make_comment(world, objective, by="mia", text=f"The quetzal of {visibility} lands")
    assert told(world, "vic", "QUETZAL lands") == ["The quetzal of organization lands"]
    assert len(told(world, "lena", "quetzal")) == 2
    assert len(told(world, "mia", "quetzal")) == 3
    assert told(world, "vic", "quetzal heron") == []
    assert told(world, "vic", "") == []


def test_what_was_taken_back_is_not_found(world: World) -> None:
    comment = make_comment(world, make_objective(world), by="mia", text="A quetzal")
    with world.reading():
        comment_take_back(
            actor=world.viewer("mia"), comment=comment, expected=comment.version, at=AT
        )
    assert told(world, "mia", "quetzal") == []


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("One\ntwo  QUETZAL", "One two QUETZAL"),
        ("It is **more than** one *quetzal*, `so`", "It is more than one quetzal, so"),
        ("2 * quetzal * 3", "2 * quetzal * 3"),
        (f"{'word ' * 30}quetzal end", "… word word word word word word word word quetzal end"),
        (f"quetzal{'x' * 300}", f"quetzal{'x' * (SHOWN - 7)} …"),
    ],
)
def test_the_words_around_are_shown_cut_between_words(text: str, excerpt: str) -> None:
    assert excerpt_of(text, "quetzal") == excerpt
