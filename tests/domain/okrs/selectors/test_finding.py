"""Finding by words: all of them, as they stand, in what the viewer sees and nothing else."""

import pytest

from plumbline.domain.okrs.models import State, Visibility
from plumbline.domain.okrs.selectors.finding import (
    MOST_CHARACTERS,
    MOST_WORDS,
    key_results_found,
    objectives_found,
    words_of,
)
from tests.world import World
from tests.world_okrs import make_objective


def titles(world: World, who: str, text: str) -> list[str]:
    viewer = world.viewer(who)
    with world.reading():
        found = objectives_found(viewer=viewer, words=words_of(text), limit=50)
        results = key_results_found(viewer=viewer, words=words_of(text), limit=50)
    return [hit.title for hit in (*found.rows, *results.rows)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  two  words ", ("two", "words")),
        ("a\x00b\tc", ("a", "b", "c")),
        ("\ud800x", ("x",)),
        ("", ()),
    ],
)
def test_words_are_what_stands_between_spaces(typed: str, words: tuple[str, ...]) -> None:
    assert words_of(typed) == words


def test_there_is_an_end_to_words() -> None:
    assert len(words_of("a " * 500)) == MOST_WORDS
    assert len(words_of("a" * 5000)[0]) == MOST_CHARACTERS


def test_nothing_is_found_by_nothing(world: World) -> None:
    make_objective(world)
    assert titles(world, "ada", "") == []


def test_each_viewer_finds_what_they_see(world: World) -> None:
    for visibility in Visibility:
        make_objective(world, f"Heron {visibility}", visibility=visibility, key_results=0,
                       active=False)  # fmt: skip
    seen = {who: sorted(titles(world, who, "heron")) for who in ("vic", "lena", "mia", "max")}
    assert seen["vic"] == ["Heron organization"]
    assert seen["lena"] == ["Heron organization", "Heron team"]
    assert seen["mia"] == ["Heron organization", "Heron private", "Heron team"]
    assert seen["max"] == ["Heron organization", "Heron private", "Heron team"]


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'", '"', "[", "*"])
def test_no_sign_stands_for_another(world: World, sign: str) -> None:
    make_objective(world, "Plain", key_results=1)
    assert titles(world, "vic", sign) == []
    make_objective(world, f"With {sign} in it", key_results=0, active=False)
    assert titles(world, "vic", f"{sign}") == [f"With {sign} in it"]


def test_what_runs_comes_before_what_does_not(world: World) -> None:
    make_objective(world, "A heron draft", active=False, key_results=0)
    make_objective(world, "Z heron", key_results=1)
    viewer = world.viewer("vic")
    with world.reading():
        found = objectives_found(viewer=viewer, words=("heron",), limit=1)
        rest = objectives_found(viewer=viewer, words=("heron",), first=1, limit=1)
    assert [(hit.title, hit.state) for hit in found.rows] == [("Z heron", State.ACTIVE)]
    assert found.is_more
    assert [hit.title for hit in rest.rows] == ["A heron draft"]
    assert not rest.is_more


def test_tags_are_found_too_after_what_the_title_tells_of(world: World) -> None:
    tags = ("Häfen", 'the "heron" way')
    make_objective(world, "Ports open earlier", tags=tags, active=False, key_results=0)
    make_objective(world, "Our heron", active=False, key_results=0)
    assert titles(world, "vic", "heron") == ["Our heron", "Ports open earlier"]
    for typed in ("häfen", "HÄFEN ports", '"heron"', "heron ports"):
        assert titles(world, "vic", typed) == ["Ports open earlier"], typed
    for sign in ('"', ",", "[", "u00e4", "e4"):
        assert "Ports open earlier" not in titles(world, "vic", sign), sign
    viewer = world.viewer("vic")
    with world.reading():
        (hit, *_others) = objectives_found(viewer=viewer, words=("ports", "häfen")).rows
    assert hit.tagged == ("Häfen",)
