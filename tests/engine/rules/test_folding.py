"""What is so of a whole document is said of it once."""

from plumbline.engine.documents.read import source_read
from plumbline.engine.documents.source import Source
from plumbline.engine.rules.check import Selection
from plumbline.engine.rules.check_text import text_check
from plumbline.engine.rules.model import Context

NOBODY = "rules.owner_missing.nobody"
LINES = "rules.owner_missing.key_results"
NO_END = "rules.not_time_bound.document"
OKRS = """
# OKRs

## Objective: Buyers trust us before they call
{0}
- KR 1: Renewal rate from 84% to 92%{1}
- KR 2: Disputes from 4% to 1%{2}
"""


def found(text: str, *more: str) -> list[tuple[str, int]]:
    """Return message and line of each finding on owners, the cycle, and what else is asked."""
    source = Source(text)
    read = source_read(source, name="okrs.md")
    codes = Selection(frozenset(("PL-O01", "PL-T07", "PL-S02", *more)))
    findings = text_check(source, read, Context(), codes).report.findings
    return [(one.message.id, one.span.line) for one in findings if one.span is not None]


def test_without_any_owner_and_cycle_each_is_said_once_at_the_first_words() -> None:
    assert found(OKRS.format("", "", "")) == [(NOBODY, 2), (NO_END, 2)]


def test_where_only_objectives_are_owned_that_is_said_of_all_key_results() -> None:
    assert found(OKRS.format("Owner: Ada\n", "", "")) == [(LINES, 2), (NO_END, 2)]


def test_where_one_key_result_is_owned_the_others_are_named() -> None:
    assert ("rules.owner_missing", 8) in found(OKRS.format("Owner: Ada\n", " (@carl)", ""))


def test_where_no_objective_has_a_style_that_is_said_of_all_of_them() -> None:
    style = "PL-B07"
    one = OKRS.format("", "", "")
    assert ("rules.style_missing", 4) in found(one, style)
    assert ("rules.style_missing.document", 2) in found(one + one.replace("# OKRs", ""), style)


def test_what_a_comment_hides_is_not_counted() -> None:
    comment = " <!-- plumbline: ignore owner-missing not-time-bound: agreed -->"
    assert found(OKRS.format("Owner: Ada\n", comment, "")) == [
        ("rules.owner_missing", 8),
        ("rules.not_time_bound", 8),
    ]
