"""A cycle as a file through the API."""

from contextlib import ExitStack

from plumbline.domain.transfer.export_places import EXPORTS_AT_ONCE, export_place
from plumbline.engine.documents.read import document_read
from tests.api.programs import make_program, problem_of
from tests.world import World
from tests.world_okrs import make_cycle, make_objective


def test_a_cycle_is_handed_out_in_the_asked_form(world: World) -> None:
    cycle = make_cycle(world)
    make_objective(world, cycle=cycle, title="Claims are settled early")
    program = make_program(world, "vic")
    answer = program.get(f"/cycles/{cycle.public_id}/export?format=markdown")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    document = document_read(answer.content, name="a.md").document
    assert document is not None
    assert [one.title for one in document.objectives] == ["Claims are settled early"]


def test_an_unknown_form_or_team_is_refused(world: World) -> None:
    path = f"/cycles/{make_cycle(world).public_id}/export"
    program = make_program(world, "vic")
    problem_of(program.get(f"{path}?format=docx"), 422, "invalid")
    problem_of(program.get(f"{path}?team=abcdefghijkm"), 422, "invalid")


def test_one_export_too_many_at_once_is_told_when_to_come_again(world: World) -> None:
    path = f"/cycles/{make_cycle(world).public_id}/export?format=json"
    program = make_program(world, "vic")
    with ExitStack() as others:
        for _ in range(EXPORTS_AT_ONCE):
            others.enter_context(export_place())
        answer = program.get(path)
        assert problem_of(answer, 429, "too-many-requests")["code"] == "transfer.export.too_many"
        assert int(answer["Retry-After"]) > 0
    assert program.get(path).status_code == 200
