from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.markdown.phrases import PLACEHOLDER
from plumbline.engine.documents.markdown_reader import BLOCK_LIMIT, markdown_read
from plumbline.engine.documents.model import Objective
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.source import Source
from plumbline.engine.messages import render
from tests.engine.documents.growth import grows_in_proportion

PIECES = st.sampled_from(
    ["# OKRs\n", "## Objective 1: Grow\n", "- KR1: 5 to 6\n", "  - x\n", "> **O:** y\n", "| a | b |\n",  # noqa: E501
     "|---|---|\n", "**Key Results**\n", "\n", "Owner: Ada\n", "<!--", "-->\n", "```\n", "---\n", "===\n",  # noqa: E501
     "1. VP: do it. Do more.\n", "\t* z\n", "[a](b\n", "<details>\n", "●\tO: t\n", "a" * 50]
)  # fmt: skip


def test_initiatives_owner_and_score_stand_with_their_key_result() -> None:
    text = "## Objective 1: Calm harbour\n- KR1: Wait below 25 min (0.4) @jan\n  - Buy buoys\n"
    document = markdown_read(Source(text)).document

    assert document is not None
    result = document.objectives[0].key_results[0]
    assert [initiative.title for initiative in result.initiatives] == ["Buy buoys"]
    assert result.owner == "jan"
    assert result.grade is not None
    assert str(result.grade.final_score) == "0.4"


def test_team_and_cycle_come_from_headings_and_file_name() -> None:
    text = "# OKRs\n\n## Marketing Team\n\n### Objective: Be heard\n\n- KR: 12 talks\n"
    document = markdown_read(Source(text), name="2026-Q4.md").document

    assert document is not None
    assert document.objectives[0].team == "Marketing"
    assert document.cycle is not None
    assert document.cycle.name == "2026-Q4"


def test_fields_below_a_key_result_overrule_its_title() -> None:
    text = (
        "# Objective: Calm\n## Key Result 1: Shorter waits\n- Baseline: 40 min\n- Target: 15 min\n"
    )
    document = markdown_read(Source(text)).document

    assert document is not None
    metric = document.objectives[0].key_results[0].metric
    assert metric is not None
    assert (metric.baseline, metric.target) == (Decimal(40), Decimal(15))
    assert metric.kind == "decrease"


def test_passed_over_lines_carry_a_reason() -> None:
    text = "# OKRs\n\n## Objective 1: Calm\n- KR1: 4 quiet nights\n\n## How we score\n\n- 0.7 is good\n"  # noqa: E501
    result = markdown_read(Source(text))

    assert result.left_out
    assert all(render(passed.message) for passed in result.left_out)


@pytest.mark.parametrize(
    "text",
    [
        "# Objectives & Key Results\n",
        "# Shopping\n\n- milk\n- bread\n",
        "# OKRs\n\n### 1. CEO\n\n### 2. CEO\n",
    ],
)
def test_a_text_without_okrs_is_declined_and_told_what_was_looked_for(text: str) -> None:
    result = markdown_read(Source(text))

    assert result.document is None
    assert result.declined is not None
    assert "Looked for" in render(result.declined)


def test_a_key_result_without_an_objective_is_a_problem() -> None:
    result = markdown_read(Source("KR1: Sell 40 boats\n"))

    assert [problem.message.id for problem in result.problems] == ["documents.markdown.orphan"]


def test_lists_of_html_in_very_many_lists_are_read_without_an_error() -> None:
    result = markdown_read(Source("# Objective: Trust\n" + "<ul><li>KR" * 5_000))
    assert result.document is not None
    assert [one.title for one in result.document.objectives] == ["Trust"]


@pytest.mark.parametrize("results", ["- KR 1: Sell tea\n", "Key Results:\n- Sell tea\n"])
def test_key_results_below_an_objective_without_a_title_stay_with_it(results: str) -> None:
    result = markdown_read(
        Source(f"## Objective 2:\n\n{results}\n## Objective 3: Win\n- KR 1: Rest\n")
    )
    assert result.document is not None
    titles = [
        (one.title, [each.title for each in one.key_results]) for one in result.document.objectives
    ]
    assert titles == [("Objective 2", ["Sell tea"]), ("Win", ["Rest"])]
    (problem,) = result.problems
    assert (problem.message.id, problem.line) == ("documents.markdown.untitled", 1)


def test_a_form_that_is_not_filled_in_is_no_objective() -> None:
    result = markdown_read(Source("## Objective:\nKR:\n\n## Objective 3: Win\n- KR 1: Rest\n"))
    assert result.document is not None
    assert [one.title for one in result.document.objectives] == ["Win"]


@pytest.mark.parametrize("letter", ["a", "calm "])
def test_a_line_that_is_not_read_to_its_end_is_a_problem(letter: str) -> None:
    text = f"# Objective: {letter * 200_000}\n\n- KR1: Calls from 40 to 12\n"
    result = markdown_read(Source(text))

    assert [(p.line, p.column, p.message.id) for p in result.problems] == [
        (1, 6001, "documents.markdown.line_cut")
    ]
    assert result.document is not None
    assert len(result.document.objectives[0].key_results) == 1


def test_a_picture_within_the_text_and_code_are_no_long_lines() -> None:
    text = (
        "# Objective: Calm\n\n- KR1: Calls from 40 to 12\n\n"
        f"![](data:image/png;base64,{'a' * 9_000})\n\n```\n{'code ' * 2_000}\n```\n"
    )
    assert markdown_read(Source(text)).problems == ()


@pytest.mark.parametrize("title", ["TBD", "x" * 1_000_000], ids=["TBD", "a million x"])
def test_an_objective_that_is_a_placeholder_is_passed_over_with_a_reason(title: str) -> None:
    text = f"# Objective: Calm\n- KR1: Calls from 40 to 12\n# Objective: {title}\n- KR1: {title}\n"
    result = markdown_read(Source(text))

    assert result.document is not None
    assert [objective.title for objective in result.document.objectives] == ["Calm"]
    assert [(left.first, left.last, left.message.id) for left in result.left_out] == [
        (3, 3, "documents.markdown.left_out_placeholder"),
        (4, 4, "documents.markdown.left_out_placeholder"),
    ]
    alone = markdown_read(Source(f"# Objective: {title}\n\n- KR1: Calls from 40 to 12\n"))
    assert alone.declined is not None
    assert [left.first for left in alone.left_out] == [1]


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=40))
def test_any_text_is_read_without_an_error(pieces: list[str]) -> None:
    result = markdown_read(Source("".join(pieces)))

    for problem in result.problems:
        render(problem.message)
    for passed in result.left_out:
        render(passed.message)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "piece", ["- a\n", "# h\n", "> ", "*", "[", "`", "| ", "KR1: 5 ", "<", "(", "  - b\n", "a: b\n"]
)
def test_long_texts_are_read_in_proportion_to_their_length(piece: str) -> None:
    text = "# OKRs\n" + piece * (30_000 // len(piece))

    assert grows_in_proportion(lambda part: markdown_read(Source(part)), text)


@pytest.mark.parametrize("space", [" ", "\t", "\x85"])
def test_a_long_gap_in_a_line_is_read_in_proportion_to_its_length(space: str) -> None:
    def read(gap: str) -> None:
        markdown_read(Source(f"# Objective: Calm\n- KR1: Calls from 40{gap}to 12, (5){gap}0.4\n"))

    assert grows_in_proportion(read, space * 2_900)
    title = f"Calls from 40{space * 200}to 12"
    result = markdown_read(Source(f"# Objective: Calm\n- KR1: {title}\n"))
    assert result.document is not None
    (key_result,) = result.document.objectives[0].key_results
    assert key_result.title == "Calls from 40 to 12"
    assert key_result.spans["title"].end_column == len(f"- KR1: {title}") + 1


@pytest.mark.parametrize("mark", ["-", "<", "[", ".", "#", "…", "-."])
def test_a_heading_of_marks_is_no_riddle(mark: str) -> None:
    assert grows_in_proportion(PLACEHOLDER.fullmatch, f"{mark * 10_000}%{mark * 10_000}a")
    assert PLACEHOLDER.fullmatch("--- - ---")
    assert PLACEHOLDER.fullmatch("<your objective>")
    assert not PLACEHOLDER.fullmatch("Trust – at last")


def test_a_text_of_too_many_lines_is_refused_with_the_limit() -> None:
    result = document_read(b"# Objective: Trust\n" + b"- KR: x\n" * BLOCK_LIMIT, name="okrs.md")

    assert result.document is None
    assert result.declined is not None
    assert render(result.declined) == (
        "The text has 20001 headings, list items and lines; at most 20000 are read. Split it."
    )


def test_numbers_in_front_of_headings_are_taken_off_only_where_they_count_the_headings() -> None:
    counted = (
        "# OKRs\n## 1 Calm nights\n- Calls from 9 to 3\n## 2 Short days\n- Hours from 9 to 8\n"
    )
    anew = f"# Harbour\n{counted[7:]}# Town\n## 1 Clean streets\n- Bins from 9 to 30\n"
    single = (
        "# OKRs\n## 12 towns join\n- Towns from 3 to 12\n## 40 trees grow\n- Trees from 3 to 40\n"
    )

    assert [each.title for each in read(counted)] == ["Calm nights", "Short days"]
    assert [each.title for each in read(anew)] == ["Calm nights", "Short days", "Clean streets"]
    assert [each.title for each in read(single)] == ["12 towns join", "40 trees grow"]


@pytest.mark.parametrize(
    "title", ["Parked", "Out of scope", "Not this quarter", "What we won't do"]
)
def test_what_is_put_off_is_no_objective_even_with_a_label(title: str) -> None:
    text = f"# OKRs\n**O1. Calm**\n- KR1. Calls from 9 to 3\n\n## {title}\n- O2. A later aim\n"
    result = markdown_read(Source(text))

    assert result.document is not None
    assert [each.title for each in result.document.objectives] == ["Calm"]
    (left,) = result.left_out
    assert render(left.message) == f'"{title}" holds what is put off or out of scope.'


def read(text: str) -> tuple[Objective, ...]:
    document = markdown_read(Source(text)).document
    assert document is not None
    return document.objectives


def test_a_misspelt_style_is_a_problem_of_its_line_that_names_the_right_word() -> None:
    text = "# OKRs\n## Objective: Calm\nStyle: Comitted\n- KR1: Calls from 9 to 3\n"
    result = markdown_read(Source(text))

    (problem,) = result.problems
    assert (problem.line, problem.column) == (3, 8)
    assert render(problem.message) == (
        'The style "Comitted" is not known and is left out. Did you mean committed?'
    )
