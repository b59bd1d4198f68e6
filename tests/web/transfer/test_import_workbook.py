"""A workbook through the import: its sheet is chosen, its problems have cells, it comes in."""

from collections.abc import Sequence

import pytest

from plumbline.domain.okrs.models import Objective
from tests.engine.workbooks.books import OKRS, book_of, with_part
from tests.web.conftest import BrowserOf
from tests.web.transfer.documents import confirm, hand_in, preview_of, shown
from tests.world import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("cycle")]

NEXT = [["Objective", "Key Result"], ["Trucks leave full", "Loads from 60 to 80"]]
BOOK = book_of({"Q4": OKRS, "Q5": NEXT})


def test_the_sheet_can_be_chosen_and_what_it_holds_comes_in(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, BOOK, "okrs.xlsx")
    first = shown(browser, address)
    assert "Claims are settled early" in first
    assert '<option value="Q4" selected>Q4</option><option value="Q5">Q5</option>' in first
    assert "The sheet Q5 holds OKRs too." in first
    later = shown(browser, address, sheet="Q5")
    assert "Trucks leave full" in later
    assert "The sheet Q4 holds OKRs too." in later
    assert confirm(browser, address, sheet="Q5").status_code == 302
    with world.reading():
        assert [row.title for row in Objective.objects.all()] == ["Trucks leave full"]


def test_columns_that_were_told_of_one_sheet_say_nothing_of_another(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, BOOK, "okrs.xlsx")
    told = {"sheet": "Q5", "columns-of": "Q4", "column-0": "owner", "column-1": "team"}
    assert "Trucks leave full" in shown(browser, address, **told)


def test_a_problem_is_shown_at_its_cell_and_kept_so(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    wrong: list[Sequence[object]] = [*OKRS, [None, "Calls by night", "Mia", "12..4", 2]]
    address = preview_of(browser, book_of({"Q4": wrong}), "okrs.xlsx")
    page = shown(browser, address)
    assert "Sheet Q4, column D." in page
    assert 'name="sheet"' not in page
    assert confirm(browser, address).status_code == 302
    assert "Sheet Q4, column D." in shown(browser, address)


def test_a_workbook_with_macros_is_refused_at_the_field(
    world: World, browser_of: BrowserOf
) -> None:
    answer = hand_in(
        browser_of(world, "ada"), with_part(BOOK, "xl/vbaProject.bin", b"x"), "okrs.xlsm"
    )
    assert answer.status_code == 422
    assert "The workbook holds macros. Save it as XLSX, which holds none." in answer.text
