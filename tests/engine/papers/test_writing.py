"""Reports on paper: any text comes through, letters lie inside, the same bytes each time."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.engine.papers.blocks import (
    Block,
    Group,
    Heading,
    Paper,
    Paragraph,
    Table,
    TableColumn,
    Voice,
)
from plumbline.engine.papers.fonts import PLAIN, Letters, lacking_words
from plumbline.engine.papers.writing import paper_dump

FONTS = Path("src/plumbline/web/static/vendor/fonts").resolve()
COLUMNS = [TableColumn("What", 5), TableColumn("Kept", 1, is_figure=True)]

pytestmark = pytest.mark.without_database


def paper(*blocks: Block, title: str = "Audit of 23 November 2026") -> Paper:
    return Paper(
        title=title,
        over="Example Freight",
        facts=[("Where", "The whole organization")],
        running="Example Freight",
        page="Page {number} of {pages}",
        missing="These letters are not among ours: {letters}.",
        language="en",
        blocks=blocks,
    )


def everywhere(text: str) -> Paper:
    return paper(
        Heading(text),
        Paragraph(text, Voice.FIGURE),
        Group([Paragraph(text, Voice.STRONG), Paragraph(text, Voice.QUIET)]),
        Table(COLUMNS, [[f"{text}\n{text}", text]], strong=frozenset({0})),
        title=text,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<b>Half & half</b> <img src='/etc/passwd'/> <para>",
        "Donaudampfschifffahrtsgesellschaft" * 400,
        "👩🏽‍🚀 शुरू שלום عربي 数字 \u202eturned",
        "Zażółć gęślą Ωμέγα Привет a\u0301 \u2011 \u202f",
        "\x00\x07\ud800\ufffe\n\r\t",
        "x y " * 9_000,
    ],
)
def test_whatever_people_wrote_comes_on_paper(text: str) -> None:
    assert paper_dump(everywhere(text), fonts=FONTS).startswith(b"%PDF-1.")


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=120))
def test_any_text_at_all_comes_on_paper(text: str) -> None:
    assert b"%%EOF" in paper_dump(everywhere(text), fonts=FONTS)


def test_the_letters_of_each_script_lie_inside_and_the_bytes_are_the_same_each_time() -> None:
    said = paper(Paragraph("Prices, ceny złote, цены, τιμές", Voice.STRONG))
    written = paper_dump(said, fonts=FONTS)
    assert written == paper_dump(said, fonts=FONTS)
    used = {name.decode() for name in re.findall(rb"/BaseFont /\w+\+([\w-]+)", written)}
    assert used >= {f"inter-{part}-600" for part in ("latin", "latin-ext", "cyrillic", "greek")}


def test_a_letter_that_our_fonts_lack_is_a_question_mark_and_is_said() -> None:
    letters = Letters(FONTS)
    assert "".join(piece for piece, _ in letters.runs("Ship it 🚀", PLAIN)) == "Ship it ?"
    assert letters.lacking == {"🚀"}
    plain = Letters(FONTS)
    assert [piece for piece, _ in plain.runs("Ship it a\u0301", PLAIN)] == ["Ship it á"]
    assert not plain.lacking
    assert lacking_words({*"🚀שלום目標"}) == "CJK (2), Hebrew (4), U+1F680 ROCKET"
    assert lacking_words({"\U000e0fff"}) == "U+E0FFF"


def test_a_long_table_goes_over_pages_that_say_how_many_there_are() -> None:
    rows = [[f"Practice {number}", "93 %"] for number in range(120)]
    written = paper_dump(paper(Table(COLUMNS, rows)), fonts=FONTS)
    assert len(re.findall(rb"/Type /Page\b", written)) > 3
