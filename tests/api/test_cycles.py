"""Cycles in the API: listed, made, changed, moved on."""

import pytest

from plumbline.domain.cycles.models import Cycle, CycleKind
from plumbline.domain.cycles.services import cycle_naming_set
from plumbline.domain.cycles.values import NAMED_KINDS
from tests.api.programs import body_of, make_program, problem_of
from tests.world import AT, World
from tests.world_okrs import make_cycle, make_objective

SECOND = {"name": "2026-Q2", "start": "2026-04-01", "end": "2026-06-30"}


def of(cycle: Cycle, act: str = "") -> str:
    return f"/cycles/{cycle.public_id}{act}"


def test_a_cycle_is_made_and_found_where_it_says(world: World) -> None:
    program = make_program(world, "carl")
    year = body_of(
        program.post(
            "/cycles", {"name": "2026", "start": "2026-01-01", "end": "2026-12-31", "kind": "year"}
        )
    )
    made = program.post("/cycles", SECOND | {"parent": year["id"]})
    assert made.status_code == 201
    said = body_of(program.get(made.headers["Location"]))
    assert (said["name"], said["kind"], said["phase"], said["parent"]["name"]) == (
        "2026-Q2",
        "quarter",
        "planning",
        "2026",
    )


def test_the_list_comes_in_pages(world: World) -> None:
    for year in ("2023", "2024", "2025"):
        make_program(world, "carl").post(
            "/cycles", {"name": year, "start": f"{year}-01-01", "end": f"{year}-12-31"}
        )
    program = make_program(world, "vic")
    first = program.get("/cycles?limit=2")
    said = body_of(first)
    assert [row["name"] for row in said["items"]] == ["2025", "2024"]
    assert 'rel="next"' in first.headers["Link"]
    rest = body_of(program.get(f"/cycles?limit=2&after={said['next']}"))
    assert ([row["name"] for row in rest["items"]], rest["next"]) == (["2023"], None)
    assert program.get("/cycles?after=000000000000").status_code in {404, 422}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"end": "2026-03-31"}, "end"),
        ({"end": "9999-12-31"}, "end"),
        ({"start": "0001-01-01"}, "start"),
        ({"parent": "abcdefghijkm"}, "parent"),
        ({"kind": "fortnight"}, "kind"),
    ],
)
def test_what_no_cycle_can_be_is_named(world: World, wrong: dict[str, str], field: str) -> None:
    answer = make_program(world, "carl").post("/cycles", SECOND | wrong)
    said = problem_of(answer, 422, "invalid")
    assert [error["pointer"] for error in said["errors"]] == [f"/{field}"]


def test_a_change_keeps_what_it_does_not_name(world: World) -> None:
    cycle = make_cycle(world)
    program = make_program(world, "carl")
    answer = program.patch(
        of(cycle), {"mid_cycle_review_on": "2026-02-15"}, If_Match=program.etag(of(cycle))
    )
    said = body_of(answer)
    assert (said["name"], said["start"], said["mid_cycle_review_on"]) == (
        "2026-Q1",
        "2026-01-01",
        "2026-02-15",
    )


def test_a_cycle_does_not_close_over_what_is_open(world: World) -> None:
    cycle = make_cycle(world)
    make_objective(world)
    program = make_program(world, "carl")
    tag = program.etag(of(cycle))
    answer = program.post(of(cycle, "/phase"), {"phase": "closed"}, If_Match=tag)
    assert answer.status_code == 409
    assert program.etag(of(cycle)) == tag
    moved = program.post(of(cycle, "/phase"), {"phase": "grading"}, If_Match=tag)
    assert body_of(moved)["phase"] == "grading"


def test_programs_read_how_cycles_are_called(world: World) -> None:
    with world.reading():
        cycle_naming_set(
            actor=world.system,
            patterns=dict.fromkeys(NAMED_KINDS, "") | {CycleKind.QUARTER: "FY{fy2} Q{n}"},
            expected=1,
            at=AT,
        )
    said = body_of(make_program(world, "vic").get("/cycle-names"))
    assert said == {"month": "", "quarter": "FY{fy2} Q{n}", "half": "", "year": "", "version": 2}
