"""The map as a page: picture and list, focus, fold, filter and marks."""

import re
from datetime import timedelta

import pytest

from plumbline.domain.okrs.models import Objective, Style
from plumbline.domain.okrs.selectors import alignment_part
from plumbline.domain.okrs.selectors.alignment_map import Tier
from plumbline.domain.strategy.services import PriorityValues, priority_create
from plumbline.web.okrs.map_drawing import headings_of
from tests.web.conftest import BrowserOf
from tests.web.moments import Clock
from tests.web.ui.pieces import Page
from tests.world import AT, World
from tests.world_okrs import (
    first_key_result,
    make_check_in,
    make_cycle,
    make_link,
    make_objective,
)

MAP = "/o/freight/map"

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def tree(world: World) -> dict[str, Objective]:
    """An objective of the company with one of claims and one of mia below it."""
    cycle = make_cycle(world)
    own = make_objective(world, "Own", cycle=cycle, team=world.company, owner=world.person("ada"))
    team = make_objective(world, "Of claims", cycle=cycle, style=Style.ASPIRATIONAL)
    personal = make_objective(world, "Of mia", cycle=cycle, is_personal=True)
    make_link(world, team, own, weight="1")
    make_link(world, personal, team)
    make_link(world, personal, own)
    return {"own": own, "team": team, "personal": personal}


def drawn(text: str) -> set[str]:
    """The ids of what the picture shows."""
    return set(re.findall(r'data-map-node="(\w+)"', text))


def test_the_picture_and_the_list_show_the_same(
    world: World, browser_of: BrowserOf, tree: dict[str, Objective]
) -> None:
    text = browser_of(world, "vic").get(MAP).text
    assert drawn(text) == {objective.public_id for objective in tree.values()}
    listed = text[text.index('class="pl-map-list"') :]
    for objective in tree.values():
        assert f'href="{MAP}?focus={objective.public_id}"' in listed
    assert "also supports “Own”" in listed
    assert "also contributes" not in listed
    assert "contributes to “Own”" in text
    assert "further parent" in text
    picture = browser_of(world, "vic").get(f"{MAP}?form=picture").text
    assert "pl-map-list" not in picture
    as_list = browser_of(world, "vic").get(f"{MAP}?form=list").text
    assert not drawn(as_list)
    assert "Of claims" in as_list


def test_a_subtree_folds_into_its_count_and_unfolds_again(
    world: World, browser_of: BrowserOf, tree: dict[str, Objective]
) -> None:
    browser, own = browser_of(world, "vic"), tree["own"].public_id
    assert f'href="{MAP}?shut={own}"' in browser.get(MAP).text
    folded = browser.get(f"{MAP}?shut={own}").text
    assert drawn(folded) == {own}
    assert "2 objectives below “Own”" in folded
    assert f'href="{MAP}?open={own}"' in folded


def test_a_focus_shows_its_ways_its_key_results_and_the_way_out(
    world: World, browser_of: BrowserOf, tree: dict[str, Objective]
) -> None:
    team = tree["team"]
    beside = make_objective(world, "Beside", cycle=team.cycle)
    text = browser_of(world, "vic").get(f"{MAP}?focus={team.public_id}").text
    assert drawn(text) == {objective.public_id for objective in tree.values()}
    assert beside.public_id not in text
    page = Page(text)
    assert "The path Own" in page.text
    assert "Of claims, result 1" in page.text
    assert f'href="/o/freight/objectives/{team.public_id}"' in text
    assert "Whole map" in page.text
    result = first_key_result(world, team).public_id
    box = (
        f'href="/o/freight/key-results/{result}" class="pl-map-node pl-map-path pl-map-key-result"'
    )
    assert box in text  # in the column behind the focus
    assert "Key results · " in page.text
    alone = make_objective(world, "Alone", cycle=team.cycle)
    assert browser_of(world, "vic").get(f"{MAP}?focus={alone.public_id}").status_code == 200
    assert browser_of(world, "vic").get(f"{MAP}?focus=nothing").status_code == 404


def test_it_is_filtered_by_team_style_status_and_words(
    world: World, browser_of: BrowserOf, tree: dict[str, Objective]
) -> None:
    browser = browser_of(world, "vic")
    above = {tree["own"].public_id, tree["team"].public_id}
    claims = world.teams["claims"].public_id
    for query in ("q=of+CLAIMS", "style=aspirational", f"team={claims}"):
        assert drawn(browser.get(f"{MAP}?{query}").text) == above, query
    nothing = browser.get(f"{MAP}?status=off_track").text
    assert "Nothing in this cycle is what you look for." in nothing
    assert "Show everything" in nothing
    odd = browser.get(f"{MAP}?team=none&style=x&status=y&colour=z&form=w&open=,,a&shut=%00")
    assert odd.status_code == 200


def test_marks_tell_confidence_or_check_ins_in_words_too(
    world: World, browser_of: BrowserOf, tree: dict[str, Objective], clock: Clock
) -> None:
    make_check_in(world, first_key_result(world, tree["team"]), "50", confidence=8)
    browser = browser_of(world, "vic")
    sure = browser.get(f"{MAP}?colour=confidence").text
    assert "mean confidence 8" in sure
    assert "pl-map-pill-high" in sure
    clock(AT + timedelta(days=11))
    silent = browser.get(f"{MAP}?colour=check-in").text
    assert "Stale, 11 days" in silent
    assert "No data" in silent


def test_a_priority_that_nobody_serves_stays_visible(
    world: World, browser_of: BrowserOf, tree: dict[str, Objective]
) -> None:
    del tree
    with world.reading():
        priority_create(actor=world.system, values=PriorityValues(title="Cold chain"), at=AT)
    page = Page(browser_of(world, "vic").get(MAP).text)
    assert "Cold chain" in page.text
    assert "nobody serves it" in page.text
    assert "0 of the 3 objectives you see lead up to a priority" in page.text


def test_an_empty_map_says_where_to_begin(world: World, browser_of: BrowserOf) -> None:
    assert "No cycle yet" in browser_of(world, "mia").get(MAP).text
    make_cycle(world)
    text = browser_of(world, "mia").get(MAP).text
    assert "Write the strategy first." in text
    assert 'href="/o/freight/strategy"' in text


def test_of_very_many_it_draws_what_can_be_read_and_counts_the_rest(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = make_cycle(world)
    for number in range(15):
        make_objective(world, f"Number {number}", cycle=cycle, key_results=0, active=False)
    page = browser_of(world, "vic").get(MAP).text
    assert len(drawn(page)) == 12
    assert "3 more at the top" in page
    assert "12 are drawn, the others are folded." in page
    monkeypatch.setattr(alignment_part, "WHOLE_UP_TO", 0)
    large = browser_of(world, "vic").get(MAP).text
    assert drawn(large) == drawn(page)
    assert "3 more at the top" in large
    assert "a fold says what is directly below" in large


def test_a_column_is_headed_by_whose_objectives_stand_in_it() -> None:
    found = {0: {Tier.COMPANY}, 1: {Tier.COMPANY, Tier.TEAM}, 2: {Tier.TEAM}, 3: {Tier.TEAM}}
    assert list(headings_of(found).values()) == [
        "Company objectives",
        "Company and teams",
        "Team objectives",
        "Team objectives",
    ]
    assert headings_of({0: {Tier.COMPANY, Tier.PERSONAL}}) == {0: "Objectives"}
