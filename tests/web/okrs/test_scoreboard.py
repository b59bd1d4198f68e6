"""The scoreboard of a shared key result: each piece with its own figures, as far as one sees."""

from datetime import timedelta

import pytest

from plumbline.domain.okrs.models import KeyResult, Visibility
from plumbline.domain.okrs.services.alignment import End, align
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    make_check_in,
    make_key_result,
    make_link,
    make_objective,
)

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]


def shared(world: World, **values: object) -> KeyResult:
    objective = make_objective(world, "All of us", key_results=0, active=False)
    key_result = make_key_result(world, objective, "One number", **values)  # type: ignore[arg-type]
    activate(world, objective)
    return key_result


def supports(world: World, child: KeyResult, parent: KeyResult) -> None:
    with world.reading():
        align(
            actor=world.system,
            child=End(child.objective, child),
            parent=End(parent.objective, parent),
            weight=None,
            at=AT,
        )


def board(world: World, browser_of: BrowserOf, key_result: KeyResult, who: str = "vic") -> str:
    html = browser_of(world, who).get(f"/o/freight/key-results/{key_result.public_id}").text
    return html.split('id="scoreboard_title"')[1].split("</section>")[0] if "Scoreb" in html else ""


def test_each_piece_stands_with_its_own_figures_and_the_late_one_is_marked(
    world: World, browser_of: BrowserOf
) -> None:
    parent = shared(world, is_shared=True)
    assert "No team supports it yet." in board(world, browser_of, parent)
    made = {}
    for name, team in (("Late piece", "freight"), ("Fresh piece", "finance")):
        objective = make_objective(
            world, f"For {name}", team=world.teams[team], key_results=0, active=False
        )
        made[name] = make_key_result(world, objective, name, owner=world.person("dee"))
        activate(world, objective)
        supports(world, made[name], parent)
    make_check_in(world, made["Late piece"], "10", on=TODAY - timedelta(days=20))
    make_check_in(world, made["Fresh piece"], "30", on=TODAY, confidence=7)
    make_link(world, make_objective(world, "A whole objective"), parent.objective)
    rows = Page(board(world, browser_of, parent)).text.split("Last check-in")[1]
    finance, freight = rows.index("Fresh piece"), rows.index("Late piece")
    assert finance < freight  # by the name of the team
    assert "Finance · Dee" in rows[finance:freight]
    assert "30" in rows[finance:freight]
    assert "2 March" in rows[finance:freight]
    assert "20 days" in rows[freight:]
    assert "A whole objective" not in rows  # it supports the objective, not this key result
    other = shared(world)
    supports(world, made["Fresh piece"], other)
    assert board(world, browser_of, other) == ""


def test_what_a_viewer_does_not_see_is_not_on_it(world: World, browser_of: BrowserOf) -> None:
    parent = shared(world, is_shared=True)
    private = make_objective(world, "Quiet", visibility=Visibility.PRIVATE)
    supports(world, first_key_result(world, private), parent)
    assert "Claims · Mia" in board(world, browser_of, parent, "mia")
    for name in ("vic", "ada", "carl"):
        assert "No team supports it yet." in board(world, browser_of, parent, name)
