"""Comments that hide findings: what they are about, and what is found fault with in them."""

from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.source import Source
from plumbline.engine.rules.check import Selection
from plumbline.engine.rules.check_text import text_check
from plumbline.engine.rules.model import Context

CODES = frozenset({"PL-W01", "PL-S01", "PL-S02", "PL-S03"})
OKRS = """plumbline: 1
objectives:
  - title: Buyers trust us before they call{0}
    owner: ada@example.org
    key_results:
      - title: Publish 24 customer stories{1}
      {2}
      - {{title: Publish 12 letters}}{3}
  {4}
  - title: Partners know what they sell
    owner: ada@example.org
    key_results:
      - title: Publish 8 leaflets
"""


def found(text: str, name: str = "okrs.yaml", *more: str) -> tuple[list[str], int]:
    """Return code and line of each finding, and how many were hidden."""
    read = document_read(text.encode(), name=name)
    checked = text_check(Source(text), read, Context(), Selection(CODES | {*more}))
    lines = [
        f"{one.code[3:]}:{one.span.line}" for one in checked.report.findings if one.span is not None
    ]
    return lines, checked.hidden


def okrs(*comments: str) -> str:
    return OKRS.format(*(*comments, "", "", "", "", ""))


def test_codes_may_stand_in_brackets_as_other_checkers_write_them() -> None:
    assert found(okrs("", " # plumbline: ignore[PL-W01]: the board asked for it")) == (
        found(okrs("", " # plumbline: ignore PL-W01: the board asked for it"))
    )


def test_a_comment_hides_what_is_found_on_its_line() -> None:
    assert found(okrs()) == (["W01:6", "W01:8", "W01:13"], 0)
    assert found(okrs("", "  # plumbline: ignore PL-W01: agreed")) == (["W01:8", "W01:13"], 1)
    assert found(okrs("", "", "", " # plumbline: ignore activity-as-result: agreed")) == (
        ["W01:6", "W01:13"], 1,
    )  # fmt: skip


def test_a_comment_on_a_line_of_its_own_is_about_the_next_that_holds_something() -> None:
    comment = "# plumbline: ignore PL-W01: agreed"
    assert found(okrs("", "", comment)) == (["W01:6", "W01:13"], 1)
    comments = f"{comment}\n\n      # a remark\n      {comment}"
    assert found(okrs("", "", comments)) == (["W01:6", "W01:16"], 1)


def test_a_comment_may_be_about_an_objective_or_the_file() -> None:
    objective = "# plumbline: ignore-objective PL-W01: agreed"
    for place in range(4):
        comments = ["", "", "", ""]
        comments[place] = f"  {objective}"
        assert found(okrs(*comments)) == (["W01:13"], 2)
    assert found(okrs("", "", "", "", objective)) == (["W01:6", "W01:8"], 1)
    assert found("# plumbline: ignore-file PL-W01, PL-O01: agreed\n" + okrs())[1] == 3


def test_comments_are_found_fault_with() -> None:
    assert found(okrs("", " # plumbline: ignore PL-W01"))[0][:2] == ["W01:6", "S01:6"]
    assert found(okrs(" # plumbline: ignore PL-W01: agreed"))[0][0] == "S02:3"
    assert found(okrs("", " # plumbline: ignore PL-W01 no-such: agreed")) == (
        ["S03:6", "W01:8", "W01:13"], 1,
    )  # fmt: skip
    assert found(okrs("", " # plumbline: ignore: agreed"))[0][:2] == ["W01:6", "S03:6"]


def test_a_rule_that_did_not_run_leaves_no_comment_unused() -> None:
    assert found(okrs("", "", "", " # plumbline: ignore PL-T01: agreed"))[0][-1] == "W01:13"
    # A comment on comments hides nothing: nobody hides that something is hidden.
    lines, _ = found(
        "# plumbline: ignore-file PL-S01: agreed\n" + okrs("", " #plumbline: ignore x")
    )
    assert "S01:7" in lines


def test_what_only_looks_like_a_comment_hides_nothing() -> None:
    texts = (
        okrs().replace("Publish 24 customer stories", "'Publish 24 # plumbline: ignore PL-W01: x'"),
        okrs().replace("Publish 24", "Publish 24#plumbline: ignore PL-W01: x"),
        okrs().replace(
            "    owner", "    why: |\n      # plumbline: ignore-file PL-W01: x\n    owner"
        ),
        okrs("", " # plumbline: 2"),
    )
    for text in texts:
        lines, hidden = found(text)
        assert hidden == 0
        assert not [line for line in lines if line.startswith("S")]


def test_markdown_has_comments_of_its_own() -> None:
    text = (
        "# Objective: Buyers trust us\n"
        "- KR 1: Publish 24 customer stories <!-- plumbline: ignore PL-W01: agreed -->\n"
        "<!-- plumbline: ignore PL-W01 PL-O01:\n     agreed -->\n"
        "- KR 2: Publish 25 letters # plumbline: ignore PL-W01: no comment here\n"
        "```\n<!-- plumbline: ignore-file PL-W01: shown -->\n```\n"
        "- KR 3: Publish 26 letters\n"
    )
    lines, hidden = found(text, "okrs.md", "PL-O01")
    assert "W01:9" in lines
    assert not {"W01:2", "W01:5", "O01:5"} & set(lines)
    assert hidden == 3
    assert found('{"plumbline": 1, "objectives": [{"title": "# plumbline: ignore X: y"}]}')[1] == 0
