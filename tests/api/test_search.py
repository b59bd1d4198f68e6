"""Search and strategy in the API."""

from plumbline.domain.okrs.models import Visibility
from tests.api.programs import body_of, make_program, problem_of
from tests.world import World
from tests.world_okrs import make_objective


def test_titles_are_found_by_every_word_as_far_as_one_sees(world: World) -> None:
    make_objective(world, "Calls are short")
    make_objective(world, "Calls are private", visibility=Visibility.PRIVATE)
    vic = make_program(world, "vic")
    found = body_of(vic.get("/search?text=calls+ARE"))
    assert [hit["title"] for hit in found["objectives"]] == ["Calls are short"]
    assert found["objectives"][0]["within"] == world.teams["claims"].name
    assert [hit["within"] for hit in found["key_results"]] == ["Calls are short"]
    assert (found["more_objectives"], found["more_key_results"]) == (False, False)
    problem_of(vic.get("/search?text="), 422, "invalid")


def test_the_strategy_is_read_by_everybody(world: World) -> None:
    told = body_of(make_program(world, "vic").get("/strategy"))
    assert set(told) == {"mission", "vision", "strategy", "priorities"}
