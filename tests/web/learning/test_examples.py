"""Worked examples, as people look through them."""

import pytest

from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World

pytestmark = pytest.mark.single_page

EXAMPLES = "/o/freight/examples"


def test_examples_are_narrowed_by_function_and_words_and_say_what_vanishes(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "vic")
    text = Page(browser.get(EXAMPLES, {"function": "Support", "q": "articles"}).text).text
    assert "1 worked example" in text
    assert "Write 50 help articles no baseline, activity as result" in text
    assert "Questions answered by self-service from 41% to 65% nothing is found" in text
    everything = browser.get(EXAMPLES, {"function": "<x>"}).text
    assert "Platform and infrastructure" in everything
    nothing = browser.get(EXAMPLES, {"q": "<b>zebra"}).text
    assert "No example holds these words." in nothing
    assert "<b>zebra" not in nothing
    assert EXAMPLES in browser.get("/o/freight/help").text
