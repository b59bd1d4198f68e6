"""The preview of an import is read again at each choice, without a button."""

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

    ida.get_by_label("Style").select_option("committed")
    expect(ida.get_by_role("cell", name="committed")).to_be_visible()
    ida.get_by_label("Pia Keel").select_option(label="Ida Quay")
    expect(ida.get_by_text("0 unclaimed")).to_be_visible()
    expect(ida.get_by_text("You are signed out")).to_be_hidden()

    ida.get_by_role("button", name="Import 1 objective").click()
    expect(ida.get_by_role("heading", name="came in from")).to_be_visible()
