"""Which characters of a text a finding marks."""

import pytest

from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.source import Source
from plumbline.engine.rules.check import Selection
from plumbline.engine.rules.check_text import text_check
from plumbline.engine.rules.model import Context


def marked(text: str, code: str, name: str = "okrs.md") -> list[str]:
    """Return the stretches of a text that a rule marks."""
    source, read = Source(text), document_read(text.encode(), name=name)
    found = text_check(source, read, Context(), Selection({code})).report.findings
    return [text[each.span.start : each.span.end] for each in found if each.span]


@pytest.mark.parametrize(
    "line",
    [
        "- KR: Cut churn from 5% to 3% by writing letters",
        "- KR: 🚀 Cut churn from 5% to 3% by writing letters",
        "- KR: Cut 🚀 churn from 5% to 3% by writing letters",
        "- KR: **Cut** churn from 5% to 3% by writing letters",
        "- KR: Cut churn `from` 5% to 3% by writing letters",
    ],
)
def test_the_words_at_fault_are_marked_whatever_was_cleaned_off_before_them(line: str) -> None:
    text = f"# Objective: Buyers trust us before they call\n\n{line}\n"
    assert marked(text, "PL-W11") == ["by writing letters"]


@pytest.mark.parametrize(
    "title",
    [
        "Cut churn from 5% to 3% by writing letters",
        '"Cut churn from 5% to 3% by writing letters"',
        "'Cut churn from 5% to 3% by writing letters'",
        '"Cut \\"churn\\" from 5% to 3% by writing letters"',
        '"🚀 Cut churn from 5% to 3% by writing letters"',
    ],
)
def test_quotes_and_escapes_shift_no_mark(title: str) -> None:
    text = f"objectives:\n  - title: Trust\n    key_results:\n      - title: {title}\n"
    assert marked(text, "PL-W11", "okrs.yaml") == ["by writing letters"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("okrs.md", "# Objective: Trust us\nOwner: Marketing team\n\n- KR: Calls from 5 to 8\n"),
        ("okrs.yaml", "objectives:\n  - title: Trust us\n    owner: Marketing team\n"),
        ("okrs.md", "# Objective: Trust us (owner: Marketing Team)\n\n- KR: Calls from 5 to 8\n"),
    ],
)
def test_a_group_is_marked_where_it_is_named(name: str, text: str) -> None:
    assert [words.lower() for words in marked(text, "PL-O02", name)] == ["marketing team"]
