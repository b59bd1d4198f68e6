"""What a part of a cycle names outside itself is not reported as unknown where it is here."""

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.transfer.selectors.ties import problems_here
from plumbline.engine.documents.read import document_read
from tests.domain.transfer.documents import CLAIMS, NOW, bring_in
from tests.world import World

PART = """\
plumbline: 1
cycle: {name: 2026-Q4, start: 2026-10-01, end: 2026-12-31}
priorities: [{id: speed, title: Nobody waits}]
objectives:
  - id: claims-before-calls
    title: Claims are settled before customers think of calling us
    priority: trust
    supports: [{id: win-midmarket}, {id: no-such-thing}]
"""


def named(world: World, who: str = "ada") -> list[object]:
    """Return the ids that stay unknown to somebody."""
    result = document_read(PART.encode(), name="okrs.yaml")
    assert {problem.message.params["id"] for problem in result.problems} == {
        "trust",
        "win-midmarket",
        "no-such-thing",
    }
    viewer = world.viewer(who, at=NOW)
    with world.reading():
        cycle = Cycle.objects.get(name="2026-Q4")
        left = problems_here(viewer=viewer, cycle=cycle, problems=result.problems)
    return [problem.message.params["id"] for problem in left]


def test_only_what_is_nowhere_stays_a_problem(world: World) -> None:
    bring_in(world, CLAIMS)
    assert named(world) == ["no-such-thing"]


def test_what_somebody_may_not_see_is_not_here_for_them(world: World) -> None:
    hidden = CLAIMS.replace(
        "    style: aspirational", "    style: aspirational\n    visibility: private"
    )
    bring_in(world, hidden)
    assert "win-midmarket" in named(world, "carl")
