"""The preview of an import is read again at each choice, without a button."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance
from tests.browser.steps import organization_set_up

pytestmark = [pytest.mark.browser]

DOCUMENT = """\
# Objective: Passengers arrive rested

Owner: Pia Keel

- KR1: Passengers who say they arrived rested from 40 % to 60 %
"""


def test_every_choice_beside_the_preview_is_read_at_once_and_is_what_is_imported(
    instance: Instance, visitor: Callable[[], Page]
) -> None:
    ida = visitor()
    organization_set_up(ida, instance)
    ida.get_by_label("Or paste a text").fill(DOCUMENT)
    ida.get_by_role("button", name="Read it").click()
    expect(ida.get_by_role("cell", name="style not stated")).to_be_visible()
    ida.wait_for_load_state()  # what is chosen before the scripts are there is asked at the end

    ida.get_by_label("Style").select_option("committed")
    expect(ida.get_by_role("cell", name="committed")).to_be_visible()
    ida.get_by_label("Pia Keel").select_option(label="Ida Quay")
    expect(ida.get_by_text("0 unclaimed")).to_be_visible()
    expect(ida.get_by_text("You are signed out")).to_be_hidden()

    ida.get_by_role("button", name="Import 1 objective").click()
    expect(ida.get_by_role("heading", name="came in from")).to_be_visible()


TABLE = """\
Objective,Key result,Owner,Baseline,Target,Due day
Passengers arrive rested,Passengers who slept on board,Ida Quay,40,#REF!,2027-03-20
Passengers arrive rested,Paint the cabins,Ida Quay,,,
"""


def test_a_row_is_mended_in_the_preview_and_comes_in_as_it_was_mended(
    instance: Instance, visitor: Callable[[], Page]
) -> None:
    ida = visitor()
    organization_set_up(ida, instance)
    ida.get_by_label("File").set_input_files(
        {"name": "cabins.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    ida.get_by_role("button", name="Read it").click()
    rows = ida.get_by_role("table")
    expect(rows.get_by_text("#REF! is no number")).to_be_visible()

    rows.get_by_role("link", name=re.compile("Mend it here.*line 2")).click()
    row = ida.get_by_role("group", name="Mend line 2")
    expect(row.get_by_label("Target")).to_be_focused()
    expect(row.get_by_label("Due day")).to_have_value("2027-03-20")
    row.get_by_label("Target").fill("60")
    row.get_by_label("Target").press("Enter")
    expect(rows.get_by_text("Mended by hand")).to_be_visible()
    expect(rows.get_by_text("#REF! is no number")).to_be_hidden()
    expect(rows.get_by_role("cell", name="increase 40 → 60")).to_be_visible()

    rows.get_by_role("link", name=re.compile("line 3")).click()
    ida.get_by_role("group", name="Mend line 3").get_by_role("button", name="Leave it out").click()
    expect(rows.get_by_role("button", name=re.compile("Take it in again.*line 3"))).to_be_visible()

    ida.get_by_role("button", name="Import 1 objective and 1 key result").click()
    expect(ida.get_by_role("heading", name="came in from cabins.csv")).to_be_visible()
    ida.get_by_role("link", name="Passengers arrive rested").first.click()
    expect(ida.get_by_role("link", name="Passengers who slept on board").first).to_be_visible()
    expect(ida.get_by_text("Paint the cabins")).to_be_hidden()
