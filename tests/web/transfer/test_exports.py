"""The page that takes a cycle out: found from where it is looked for, and one press away."""

from contextlib import ExitStack

import pytest

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.transfer.export_places import EXPORTS_AT_ONCE, export_place
from plumbline.domain.transfer.selectors.export_files import ExportForm
from plumbline.engine.documents.read import document_read
from tests.web.conftest import BrowserOf
from tests.world import World
from tests.world_okrs import make_cycle, make_objective

EXPORT = "/o/freight/export"
FILE = f"{EXPORT}/file"


def test_cycle_plan_and_settings_lead_to_it(
    world: World, browser_of: BrowserOf, cycle: Cycle
) -> None:
    browser = browser_of(world, "vic")
    of_cycle = f'href="{EXPORT}?cycle={cycle.public_id}"'
    assert of_cycle in browser.get(f"/o/freight/cycles/{cycle.public_id}").text
    assert of_cycle in browser.get("/o/freight/plan").text
    assert f'href="{EXPORT}"' in browser.get("/o/freight/settings").text


def test_it_offers_every_format_and_has_chosen_the_cycle_it_was_asked_for(
    world: World, browser_of: BrowserOf, cycle: Cycle
) -> None:
    later = make_cycle(world, "Later")
    page = browser_of(world, "mia").get(EXPORT, {"cycle": later.public_id}).text
    assert f'<option value="{later.public_id}" selected>Later</option>' in page
    assert f'<option value="{cycle.public_id}">Long run</option>' in page
    for form in ExportForm:
        assert f'type="radio" name="format" value="{form.value}"' in page


def test_without_a_cycle_it_says_so(world: World, browser_of: BrowserOf) -> None:
    page = browser_of(world, "mia").get(EXPORT).text
    assert "There is no cycle yet" in page
    assert "Download" not in page


def test_a_file_is_handed_out_under_its_name(
    world: World, browser_of: BrowserOf, cycle: Cycle
) -> None:
    make_objective(world, cycle=cycle, team=world.teams["claims"], title="Claims are settled early")
    make_objective(world, cycle=cycle, team=world.teams["freight"], title="Trucks leave full")
    asked = {"cycle": cycle.public_id, "format": "csv", "team": world.teams["claims"].public_id}
    answer = browser_of(world, "mia").get(FILE, asked)
    assert answer["Content-Disposition"] == (
        'attachment; filename="example-freight-long-run-claims.csv"'
    )
    document = document_read(answer.content, name="a.csv").document
    assert document is not None
    assert [one.title for one in document.objectives] == ["Claims are settled early"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"format": "docx"}, "There is no such format. Choose one of these."),
        ({"format": ""}, "Choose a format."),
        ({"team": "abcdefghijkm"}, "There is no such team. Choose one of the list."),
        ({"cycle": "x"}, "There is no such cycle. Choose one of the list."),
        ({"cycle": ""}, "Choose the cycle."),
    ],
)
def test_a_choice_that_was_not_offered_is_refused_at_its_field(
    world: World, browser_of: BrowserOf, cycle: Cycle, wrong: dict[str, str], said: str
) -> None:
    asked = {"cycle": cycle.public_id, "format": "csv"} | wrong
    answer = browser_of(world, "mia").get(FILE, asked)
    assert answer.status_code == 422
    assert said in answer.text


def test_while_others_export_it_asks_to_come_again(
    world: World, browser_of: BrowserOf, cycle: Cycle
) -> None:
    browser = browser_of(world, "mia")
    asked = {"cycle": cycle.public_id, "format": "json"}
    with ExitStack() as others:
        for _ in range(EXPORTS_AT_ONCE):
            others.enter_context(export_place())
        answer = browser.get(FILE, asked)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Others are exporting right now" in answer.text
    assert browser.get(FILE, asked).status_code == 200
