"""The key results of an objective: put in order, duplicated, moved, deleted and put back."""

import re
from decimal import Decimal

import pytest

from plumbline.domain.okrs.models import Objective
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import (
    first_key_result,
    key_results_of,
    make_key_result,
    make_objective,
    metric,
)

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]


def keys(world: World, objective: Objective) -> list[str]:
    return [row.public_id for row in key_results_of(world, objective)]


def at(objective: Objective) -> str:
    return f"/o/freight/objectives/{objective.public_id}/key-results"


def test_a_button_lets_one_stand_a_place_earlier_or_later(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, active=False, key_results=3)
    first, second, third = keys(world, draft)
    mia = browser_of(world, "mia")
    page = mia.get(at(draft)).text
    assert re.findall(r'name="step" value="(\w+:\w+)"', page) == [
        f"{first}:down",
        f"{second}:up",
        f"{second}:down",
        f"{third}:up",
    ]
    seen = [first, second, third]
    answer = mia.post(at(draft), {"seen": seen, "step": f"{third}:up"}, follow=True)
    assert "Their order is saved." in answer.text
    assert keys(world, draft) == [first, third, second]


def test_what_is_dragged_is_saved_as_it_was_dropped_unless_somebody_was_quicker(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, active=False, key_results=2)
    first, second = keys(world, draft)
    mia = browser_of(world, "mia")
    assert f'data-order-row="{first}"' in mia.get(at(draft).removesuffix("/key-results")).text
    sent = {"seen": [first, second], "order": [second, first]}
    assert mia.post(at(draft), sent, headers={"HX-Request": "true"}).status_code == 204
    again = mia.post(at(draft), sent)
    assert again.status_code == 409
    assert "Somebody else ordered these key results meanwhile" in again.text
    assert keys(world, draft) == [second, first]


def test_a_duplicate_begins_with_all_that_the_other_one_says(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, active=False, key_results=0)
    row = make_key_result(world, draft, "Twin", metric=metric(target="70"), dimension="growth")
    mia = browser_of(world, "mia")
    page = mia.get(at(draft)).text
    like = f"{at(draft)}/new?like={row.public_id}"
    assert like in page
    shown = Page(mia.get(like).text)
    assert "It begins as “Twin”." in shown.text
    inputs = {each.get("name", ""): each.get("value", "") for each in shown.all("input")}
    sent = {name: inputs[name] for name in ("unit", "baseline", "target", "weight")}
    sent |= {"title": "The other twin", "kind": "increase", "cadence": "weekly"}
    assert mia.post(like, sent).status_code == 302
    made = key_results_of(world, draft)[1]
    assert (made.title, made.target, made.dimension, made.rank) == (
        "The other twin",
        Decimal(70),
        "growth",
        2,
    )


def test_one_that_runs_moves_with_a_reason(world: World, browser_of: BrowserOf) -> None:
    here, there = make_objective(world, "Here"), make_objective(world, "There")
    row = first_key_result(world, here)
    url = f"/o/freight/key-results/{row.public_id}/move"
    lena = browser_of(world, "lena")
    assert url in lena.get(at(here)).text
    assert "There (2026-Q1)" in lena.get(url).text
    sent = {
        "objective": there.public_id,
        "version": str(row.version),
        "effective_on": "2026-03-02",
        "reason": "",
    }
    refused = lena.post(url, sent)
    assert refused.status_code == 422
    assert "Say why: everybody who is affected reads it." in refused.text
    moved = lena.post(url, {**sent, "reason": "The teams swapped"}, follow=True)
    assert "is below this objective now." in moved.text
    assert keys(world, here) == []
    assert row.public_id in keys(world, there)


def test_a_deleted_one_comes_back_by_the_button_of_the_message(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, active=False, key_results=2)
    row = first_key_result(world, draft)
    mia = browser_of(world, "mia")
    url = f"/o/freight/key-results/{row.public_id}/delete"
    gone = mia.post(url, {"version": str(row.version)}, follow=True)
    assert len(keys(world, draft)) == 1
    undo = re.search(r'action="([^"]+step=undo)"', gone.text)
    assert undo
    back = mia.post(undo[1], follow=True)
    assert "The key result is back." in back.text
    assert keys(world, draft)[0] == row.public_id
