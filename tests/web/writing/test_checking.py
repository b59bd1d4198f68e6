"""What the rules say while somebody types: on exactly the words, and nothing is written."""

import re

import pytest

from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import WRITING_GATES, Tier
from plumbline.domain.governance.services.practices import PracticeValues, practice_adopt
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.tenancy.modules import ModuleKey
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import AT, TODAY, World
from tests.world_okrs import key_results_of, make_objective

pytestmark = [pytest.mark.usefixtures("clock")]

ASKED = "/o/freight/plan/wording"


def test_the_words_at_fault_are_marked(world: World, browser_of: BrowserOf) -> None:
    answer = browser_of(world, "mia").post(
        f"{ASKED}?about=objective", {"title": "<b>Buyers</b> win 30 % more often"}
    )
    assert '<mark class="pl-mark-hint">30 %</mark>' in answer.text
    assert "&lt;b&gt;" in answer.text
    assert "The objective holds the number 30 %." in Page(answer.text).text


def test_work_is_asked_about_and_turned_in_the_persons_words(
    world: World, browser_of: BrowserOf
) -> None:
    above = make_objective(world, active=False)
    sent = {"title": "Publish 30 blog articles"}
    asked = f"{ASKED}?about=key_result&above={above.public_id}"
    mia = browser_of(world, "mia")
    work = mia.post(asked, sent).text
    assert "data-work" in work
    assert '<mark class="pl-mark-warn">Publish</mark>' in work
    assert "Use this" not in work
    # The label of the first question takes up the words; of a result it is neutral again.
    assert 'id="question" hx-swap-oob="innerHTML">Once the 30 blog articles are published:' in work
    result = mia.post(asked, {"title": "Readers who come back from 5 % to 9 %"}).text
    assert 'hx-swap-oob="innerHTML">When it is done:' in result
    page = mia.get(f"/o/freight/objectives/{above.public_id}/key-results/new").text
    assert 'id="question">When it is done:' in page
    sent |= {"change": "readers ask for a demo", "movement": "20 to 60 a week"}
    turned = mia.post(asked, sent).text
    assert ">Readers ask for a demo: from 20 to 60 a week</p>" in turned
    assert "“Publish 30 blog articles” stays beside it" in turned
    assert "stays beside it" not in mia.post(asked, sent | {"title": "Increase NPS"}).text


def test_the_sentence_that_the_answers_made_is_not_asked_about_again(
    world: World, browser_of: BrowserOf
) -> None:
    answers = {"change": "Portal use is measured", "movement": "5 to 25 a week"}
    title = "Portal use is measured: from 5 to 25 a week"
    mia = browser_of(world, "mia")
    asked = f"{ASKED}?about=key_result"
    assert "data-work" in mia.post(asked, answers | {"title": "Measure portal use"}).text
    used = mia.post(asked, answers | {"title": title}).text
    assert "data-work" not in used
    assert "stays beside it" not in used


def test_that_it_is_work_is_said_before_what_its_figures_lack(
    world: World, browser_of: BrowserOf
) -> None:
    work = browser_of(world, "mia").post(
        f"{ASKED}?about=key_result", {"title": "Publish 30 blog articles"}
    )
    said = Page(work.text).text
    assert said.index("This names work") < said.index("Nobody can see where this starts")


def test_a_metric_in_the_form_counts_as_said(world: World, browser_of: BrowserOf) -> None:
    mia = browser_of(world, "mia")
    sent = {"title": "Claims settled with one contact", "kind": "increase"}
    assert "There is no number." in mia.post(f"{ASKED}?about=key_result", sent).text
    sent |= {"baseline": "12,5", "target": "20", "unit": "%"}
    assert "Nothing to mend." in mia.post(f"{ASKED}?about=key_result", sent).text


@pytest.mark.parametrize("typed", ["", " ", "\x00", "9" * 5000, "Ein Satz, der auf Deutsch ist"])
def test_any_text_is_answered(world: World, browser_of: BrowserOf, typed: str) -> None:
    sent = {"title": typed, "kind": "?", "baseline": typed, "baseline_by": typed}
    for about in ("objective", "key_result", ""):
        assert browser_of(world, "mia").post(f"{ASKED}?about={about}", sent).status_code == 200


def test_a_mend_is_made_by_one_button_without_script(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, active=False, key_results=0)
    mia = browser_of(world, "mia")
    page = f"/o/freight/objectives/{draft.public_id}"
    result = "Readers who come back from 5 % to 9 %"
    sent = {
        "sheet": "0123456789ab",
        "title": f"{result} by writing",
        "title_1": f"{result} by writing",
    }
    for form, act in (("key-results/new", "mend"), ("writer/results", "mend 1")):
        offered = mia.post(f"{page}/{form}", sent | {"sheet_act": "check"}).text
        assert f'value="{act}" data-mend="{result}"' in offered
        made = mia.post(f"{page}/{form}", sent | {"sheet_act": act}).text
        assert f"\n{result}</textarea>" in made
        assert 'data-mend="' not in made
    assert key_results_of(world, draft) == []


def test_a_button_checks_and_rewrites_without_script(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, active=False, key_results=0)
    mia = browser_of(world, "mia")
    new = f"/o/freight/objectives/{draft.public_id}/key-results/new"
    sent = {
        "title": "Publish 30 blog articles",
        "baseline": "soon",
        "sheet": "0123456789ab",
        "sheet_act": "check",
    }
    page = mia.post(new, sent).text
    assert "This names work, not what the work is to change." in Page(page).text
    assert 'value="soon"' in page
    assert "Choose" not in Page(page).text  # nothing is refused yet
    sent |= {"change": "readers ask for a demo", "movement": "20 to 60", "sheet_act": "use"}
    page = mia.post(new, sent).text.replace("\n", "")
    assert ">Readers ask for a demo: from 20 to 60</textarea>" in page
    assert key_results_of(world, draft) == []


def test_a_policy_of_the_team_blocks_below_it_alone(world: World, browser_of: BrowserOf) -> None:
    claims = make_objective(world, active=False)
    other = make_objective(world, active=False, team=world.teams["company"])
    values = PracticeValues(
        name="Results, not work",
        text="A key result says what will be different.",
        team=world.teams["claims"],
        gates=WRITING_GATES,
        bindings=(Binding("PL-W01"),),
        effective_on=TODAY,
    )
    with world.reading():
        module_set(actor=world.system, key=ModuleKey.GOVERNANCE, enabled=True, at=AT)
        carl = world.viewer("carl")
        practice_adopt(actor=carl, values=values, tier=Tier.POLICY, reason="It hurt us", at=AT)
    lena = browser_of(world, "lena")
    levels = []
    for above in (claims, other):
        asked = f"{ASKED}?about=key_result&above={above.public_id}"
        said = lena.post(asked, {"title": "Publish 30 blog articles"}).text
        levels += re.findall('<mark class="pl-mark-(\\w+)">Publish', said)
    assert levels == ["block", "hint"]
