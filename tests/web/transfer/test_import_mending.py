"""Rows of a preview are mended in their place; nothing else of it is lost, and the file stays."""

import html
import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from openpyxl import Workbook

from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.transfer import file_readings
from plumbline.domain.transfer.models import ImportBatch
from plumbline.domain.transfer.services import mending
from plumbline.engine.documents.csv_reader import table_split
from plumbline.engine.documents.source import Source
from tests.web.conftest import BrowserOf
from tests.web.transfer.documents import SUPPORT, TABLE, confirm, form_of, preview_of, shown
from tests.world import World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("cycle")]

COLUMNS = {
    "column-0": "objective",
    "column-1": "key_result",
    "column-2": "owner",
    "column-3": "baseline",
    "column-4": "target",
}
FIRST = "Questions answered by the guide from 41% to 60% (owner: Lena)"


def opened(browser: Client, address: str, place: str, **choices: str) -> str:
    return shown(browser, address, mend=place, **choices)


def fields_of(page: str) -> dict[str, str]:
    """Return what a browser sends for the row that is open."""
    form = page.split('id="mending"')[1].split("</form>")[0]
    sent = dict(re.findall(r'name="(back|mends)" value="([^"]*)"', form))
    sent |= dict(re.findall(r'name="(place)" value="([^"]+)"', page))
    sent |= dict(re.findall(r'name="(cell-[\d-]+)" value="([^"]*)"', page))
    sent |= dict(
        re.findall(r'<textarea[^>]*name="(cell-[\d-]+)"[^>]*>\n(.*?)</textarea>', page, re.S)
    )
    return {name: html.unescape(value) for name, value in sent.items()}


def send(browser: Client, address: str, page: str, **changed: str) -> "Answer":
    sent = fields_of(page) | {name.replace("_", "-"): text for name, text in changed.items()}
    return browser.post(f"{address}/mend", sent)


def undo_of(page: str, label: str) -> str:
    return str(re.findall(rf'name="undo" value="(\w+)">{label}', page)[0])


def kept(world: World) -> list[dict[str, object]]:
    with world.reading():
        return list(ImportBatch.objects.get().mends)


def test_a_line_of_a_text_is_read_as_it_was_mended_and_the_import_says_so(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    page = shown(browser, address)
    assert "mend=k-11-1#mend_first" in page
    page = opened(browser, address, "k-11-1", style="committed")
    assert 'id="mend_first" name="cell-11-0" value="- Roll out the dispute form"' in page
    answer = send(browser, address, page, cell_11_0="- Disputes settled at once from 20% to 80%")
    assert answer.status_code == 302
    assert answer["Location"] == f"{address}?style=committed#row-k-11-1"
    page = shown(browser, address, style="committed")
    assert "20 → 80\u202f%" in page
    assert "Mended by hand" in page
    assert "The file says “- Roll out the dispute form”." in page
    assert (
        "- Roll out the dispute form → - Disputes settled"
        in browser.get(f"{address}/text").content.decode()
    )
    assert browser.post(f"{address}/confirm", form_of(page)).status_code == 302
    with world.reading():
        assert KeyResult.objects.filter(title__startswith="Disputes settled at once").exists()
    page = shown(browser, address)
    assert "It came in as you wrote it here" in page
    assert "Written otherwise" in page
    assert "Roll out the dispute form" not in page
    ((line, was, text),) = [(mend["line"], mend["was"], mend["text"]) for mend in kept(world)]
    assert (line, was, text) == (11, "", "")


def test_a_line_whose_words_alone_were_typed_stays_the_kind_of_line_it_was(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    page = opened(browser, address, "o-9-1")
    assert send(browser, address, page, cell_9_0="Invoices are right at once").status_code == 302
    page = opened(browser, address, "k-11-1")
    assert send(browser, address, page, cell_11_0="Disputes from 20 to 8").status_code == 302
    assert [mend["text"] for mend in kept(world)] == [
        "# Invoices are right at once",
        "- Disputes from 20 to 8",
    ]
    page = opened(browser, address, "k-11-1")
    assert send(browser, address, page, cell_11_0="# Disputes end").status_code == 302
    assert kept(world)[-1]["text"] == "# Disputes end"


def test_what_was_mended_is_taken_back_and_a_mend_to_what_the_file_says_is_none(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    page = opened(browser, address, "k-11-1")
    send(browser, address, page, cell_11_0="- Another")
    send(browser, address, opened(browser, address, "k-11-1"), cell_11_0="- Yet another")
    (mend,) = kept(world)
    assert (mend["was"], mend["text"]) == ("- Roll out the dispute form", "- Yet another")
    page = shown(browser, address)
    answer = send(browser, address, page, undo=undo_of(page, "Undo"))
    assert answer["Location"] == f"{address}#mended"
    assert kept(world) == []
    assert "Roll out the dispute form" in shown(browser, address)
    page = opened(browser, address, "k-11-1")
    send(browser, address, page, cell_11_0="- Another")
    page = opened(browser, address, "k-11-1")
    send(browser, address, page, cell_11_0="- Roll out the dispute form")
    assert kept(world) == []


def test_a_cell_of_a_table_with_told_columns_is_mended_beside_its_heading(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, TABLE, "okrs.csv")
    page = opened(browser, address, "k-2-1", **COLUMNS)
    assert [*re.findall(r"<span>(Wohin|Woran|Wer|Ist|Dahin)</span>", page)] == [
        "Wohin",
        "Woran",
        "Wer",
        "Ist",
        "Dahin",
    ]
    send(browser, address, page, cell_2_5="3", cell_2_3="Lena")
    page = shown(browser, address, **COLUMNS)
    assert "9 → 3" in page
    assert "Mended by hand in C2." in page
    confirm(browser, address, **COLUMNS)
    with world.reading():
        row = KeyResult.objects.get(title="Median days to settle")
        assert (row.target, row.owner) == (3, world.person("lena"))


def test_a_cell_of_a_workbook_is_read_as_if_it_had_been_typed_there(
    world: World, browser_of: BrowserOf
) -> None:
    book, held = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Goals"
    for row in (
        ["Objective", "Key result", "Baseline", "Target", "Due day"],
        ["Claims are calm", "Settled at once", 0.2, "#REF!", None],
    ):
        sheet.append(row)
    sheet["C2"].number_format = "0%"
    book.save(held)
    browser = browser_of(world, "ada")
    address = preview_of(browser, held.getvalue(), "okrs.xlsx")
    page = opened(browser, address, "k-2-1")
    fields = fields_of(page)
    assert (fields["cell-2-3"], fields["cell-2-4"]) == ("20%", "#REF!")
    assert "needs a look" in page
    send(browser, address, page, cell_2_4="90 %", cell_2_5="2026-03-20")
    page = shown(browser, address)
    assert "20 → 90\u202f%" in page
    assert "Mended by hand in Goals, D2." in page
    assert "needs a look" not in opened(browser, address, "k-2-1")


def test_rows_are_left_out_with_what_is_below_them_and_taken_in_again(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    send(browser, address, opened(browser, address, "k-7-1"), out="1")
    page = opened(browser, address, "o-9-1")
    assert "left out by you" in page
    assert "Leave it out with its key results" in page
    send(browser, address, page, out="1")
    page = shown(browser, address)
    assert "Import 1 objective and 1 key result" in page
    assert page.count("left out by you") == 3
    send(browser, address, page, undo=undo_of(page, "Take it in again"))
    page = shown(browser, address)
    assert "Import 1 objective and 2 key results" in page
    confirm(browser, address)
    with world.reading():
        assert Objective.objects.count() == 1
        assert KeyResult.objects.count() == 2
    page = shown(browser, address)
    assert "Left out" in page
    assert "A wrong invoice" not in page.split("Mended by hand")[1]


def test_all_of_it_left_out_is_nothing_to_import(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(
        browser, "# Depots are known\n\n- Calls from 9 to 3\n- Visits from 1 to 4\n"
    )
    send(browser, address, opened(browser, address, "o-1-1"), out="1")
    page = shown(browser, address)
    assert "you left all of it out" in page
    assert "Nothing to import" in page
    assert "Take it in again" in page


def test_what_would_leave_no_document_is_refused_at_the_row_and_still_typed(
    world: World, browser_of: BrowserOf
) -> None:
    text = "plumbline: 1\nobjectives:\n  - title: Depots are known\n    key_results: []\n"
    browser = browser_of(world, "ada")
    address = preview_of(browser, text, "okrs.yaml")
    page = opened(browser, address, "o-3-1")
    answer = send(browser, address, page, cell_3_0="  - title: [Depots")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert fields_of(page)["cell-3-0"] == "  - title: [Depots"
    assert 'role="alert"' in page.split('class="pl-import-form-row"')[1][:400]
    assert kept(world) == []


def test_a_text_that_is_too_long_is_refused_at_its_field(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "TEXT_MOST", 20)
    browser = browser_of(world, "ada")
    address = preview_of(browser, TABLE, "okrs.csv")
    page = opened(browser, address, "k-2-1", **COLUMNS)
    answer = send(browser, address, page, cell_2_2="Median days to settle a claim", cell_2_5="4")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'aria-invalid="true" aria-describedby="error_cell-2-2"' in page
    assert fields_of(page)["cell-2-5"] == "4"
    monkeypatch.setattr(mending, "TEXT_MOST", 100)
    monkeypatch.setattr(mending, "MENDS_MOST", 1)
    answer = send(browser, address, page)
    assert "More than 1 places are mended" in answer.content.decode()
    assert kept(world) == []


def test_two_windows_do_not_undo_each_other_and_only_what_was_looked_at_comes_in(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    old, other = opened(browser, address, "k-6-1"), opened(browser, address, "k-11-1")
    send(browser, address, other, cell_11_0="- Another")
    answer = send(browser, address, old, cell_6_0="- Mine from 1 to 2")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "mended in another window" in page
    assert fields_of(page)["cell-6-0"] == "- Mine from 1 to 2"
    assert len(kept(world)) == 1
    answer = browser.post(f"{address}/confirm", form_of(old))
    assert answer.status_code == 409
    assert "Nothing is imported yet" in answer.content.decode()
    assert send(browser, address, page).status_code == 302
    assert len(kept(world)) == 2


def test_what_a_rule_offers_is_taken_with_one_press(world: World, browser_of: BrowserOf) -> None:
    text = """\
plumbline: 1
objectives:
  - title: Buyers trust us before they call
    key_results:
      - title: Raise satisfaction to 90%
        check_ins: [{date: 2026-01-12, value: 82}, {date: 2026-02-09, value: 99}]
"""
    browser = browser_of(world, "ada")
    address = preview_of(browser, text, "okrs.yaml")
    findings = shown(browser, address).split("What the rules say")[1]
    assert "mend=k-5-1#mend_first" in findings
    page = opened(browser, address, "k-5-1")
    (offer,) = re.findall(r'name="take" value="([^"]+)"', page)
    assert 'Take this</button><span lang="en">Raise satisfaction from 82% to 90%' in page
    send(browser, address, page, take=offer)
    (mend,) = kept(world)
    assert mend["text"] == "      - title: Raise satisfaction from 82% to 90%"


def test_what_no_database_takes_is_left_out_of_a_mend(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "is_long", lambda _data: True)  # nobody reads it at once
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    page = opened(browser, address, "k-11-1")
    send(browser, address, page, cell_11_0="- Disputes settled from 20% to \x0080%")
    assert [each["text"] for each in kept(world)] == ["- Disputes settled from 20% to 80%"]


def test_many_places_of_a_long_table_are_mended_without_splitting_it_for_each(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(world, "ada")
    rows = "".join(f"Claims are calm,Settled within {n} days,0,{n}\n" for n in range(1, 41))
    address = preview_of(browser, f"Objective,Key result,Baseline,Target\n{rows}", "okrs.csv")
    page = opened(browser, address, "k-2-1")
    splits: list[object] = []

    def counted(source: Source) -> object:
        splits.append(source)
        return table_split(source)

    monkeypatch.setattr(file_readings, "table_split", counted)
    many = {f"cell_{line}_4": "50" for line in range(2, 42)}
    assert send(browser, address, page, **many).status_code == 302
    assert len(kept(world)) == 40
    assert len(splits) <= 1
