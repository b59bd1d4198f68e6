"""Tying an objective to the one above, and untying."""

import pytest

from plumbline.domain.okrs.models import Alignment, Objective, Visibility
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import make_link, make_objective

pytestmark = pytest.mark.usefixtures("clock")

EVERYBODY = ("ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")


def url(objective: Objective, part: str = "/links") -> str:
    return f"/o/freight/objectives/{objective.public_id}{part}"


def links(world: World) -> list[tuple[str, int | None]]:
    with world.reading():
        rows = Alignment.objects.filter(is_removed=False).select_related("parent_objective")
        return [(row.parent_objective.title, row.weight) for row in rows]


def above(world: World, title: str = "Above") -> Objective:
    return make_objective(world, title, team=world.teams["freight"], owner=world.person("lena"))


def test_only_who_may_align_is_offered_it(world: World, browser_of: BrowserOf) -> None:
    child = make_objective(world)
    may = {who for who in EVERYBODY if browser_of(world, who).get(url(child)).status_code == 200}
    assert may == {"ada", "carl", "lena", "mia"}
    offered = {
        who for who in EVERYBODY if url(child) in browser_of(world, who).get(url(child, "")).text
    }
    assert offered == may


def test_a_parent_is_found_by_its_words_and_supported(world: World, browser_of: BrowserOf) -> None:
    child, parent = make_objective(world), above(world, "Found by words")
    above(world, "Something else")
    make_objective(world, "Found by words in secret", visibility=Visibility.PRIVATE)
    lena = browser_of(world, "lena")
    page = lena.get(url(child), {"q": "found BY"}).text
    assert "Found by words (2026-Q1)" in page
    assert "Something else" not in page
    assert "in secret" not in page
    sent = {"parent": parent.public_id, "q": "found BY", "weight": ""}
    answer = lena.post(url(child), sent, follow=True)
    assert "The link is made." in answer.text
    assert "supports, adds nothing" in answer.text
    assert links(world) == [("Found by words", None)]


def test_with_a_weight_it_contributes(world: World, browser_of: BrowserOf) -> None:
    child, parent = make_objective(world), above(world)
    answer = browser_of(world, "mia").post(
        url(child), {"parent": parent.public_id, "weight": "2.5"}, follow=True
    )
    assert "contributes with weight 2.5" in Page(answer.text).text
    assert links(world) == [("Above", 2500)]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"weight": "much"}, "much"),
        ({"weight": "-1"}, "-1"),
        ({"parent": ""}, "Choose an objective."),
        ({"parent": "nothing"}, "Choose an objective of the list."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    world: World, browser_of: BrowserOf, sent: dict[str, str], said: str
) -> None:
    child, parent = make_objective(world), above(world)
    answer = browser_of(world, "mia").post(
        url(child), {"parent": parent.public_id, "weight": "", **sent}
    )
    assert answer.status_code == 422
    assert said in Page(answer.text).text.replace("−", "-")
    assert links(world) == []


def test_a_loop_and_a_number_let_out_are_refused_with_the_reason(
    world: World, browser_of: BrowserOf
) -> None:
    child, parent = make_objective(world), above(world)
    make_link(world, child, parent)
    answer = browser_of(world, "lena").post(url(parent), {"parent": child.public_id})
    assert answer.status_code == 422
    assert "A loop would leave both without a beginning." in answer.text
    hidden = make_objective(world, "Hidden", visibility=Visibility.TEAM)
    answer = browser_of(world, "lena").post(
        url(hidden), {"parent": parent.public_id, "weight": "1"}
    )
    assert answer.status_code == 422
    assert len(links(world)) == 1


def test_a_link_is_taken_away(world: World, browser_of: BrowserOf) -> None:
    child, parent = make_objective(world), above(world)
    make_link(world, child, parent, weight="2")
    removing = url(child, f"/links/{parent.public_id}/remove")
    assert removing in browser_of(world, "mia").get(url(child)).text
    assert browser_of(world, "vic").post(removing).status_code == 403
    assert len(links(world)) == 1
    answer = browser_of(world, "mia").post(removing, follow=True)
    assert "The link is taken away." in answer.text
    assert links(world) == []
    assert browser_of(world, "mia").post(removing).status_code == 404
    undo = url(child, f"/links/{parent.public_id}/back")
    assert f'action="{undo}"' in answer.text
    browser_of(world, "mia").post(undo)
    assert links(world) == [(parent.title, 2000)]
    told = browser_of(world, "mia").post(undo, follow=True).text
    assert "This link stands already." in told


def test_links_with_what_is_hidden_are_not_shown(world: World, browser_of: BrowserOf) -> None:
    child = make_objective(world)
    secret = make_objective(world, "Secret merger", visibility=Visibility.PRIVATE)
    make_link(world, child, secret)
    assert "Secret merger" in browser_of(world, "mia").get(url(child)).text
    lena = browser_of(world, "lena")
    assert "Secret merger" not in lena.get(url(child)).text
    assert lena.post(url(child, f"/links/{secret.public_id}/remove")).status_code == 404
