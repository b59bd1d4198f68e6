from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.as_of import as_of, undated_stated
from plumbline.engine.documents.columns import ColumnMapping, Meaning, columns_guess
from plumbline.engine.documents.csv_reader import columns_read, csv_read
from plumbline.engine.documents.model import State
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.source import Source
from plumbline.engine.messages import render
from tests.engine.documents.growth import grows_in_proportion


def test_columns_are_guessed_in_several_languages() -> None:
    for headings in (
        ["Objective", "Key Result", "Owner", "Baseline", "Target"],
        ["Ziel", "Schlüsselergebnis", "Verantwortlich", "Startwert", "Zielwert"],
        ["Objetivo", "Resultado clave", "Responsable", "Línea base", "Meta"],
        ["Objectif", "Résultat clé", "Responsable", "Valeur initiale", "Cible"],
    ):
        mapping = columns_guess(headings)
        assert [
            mapping.column(meaning)
            for meaning in (
                Meaning.OBJECTIVE,
                Meaning.KEY_RESULT,
                Meaning.OWNER,
                Meaning.BASELINE,
                Meaning.TARGET,
            )
        ] == [0, 1, 2, 3, 4]


def test_a_mapping_of_the_user_overrules_the_guess() -> None:
    source = Source("what,how,much\nCalm harbour,Wait below,25\n")
    assert csv_read(source).document is None

    mapping = ColumnMapping({Meaning.OBJECTIVE: 0, Meaning.KEY_RESULT: 1, Meaning.TARGET: 2})
    document = csv_read(source, mapping=mapping).document

    assert document is not None
    assert document.objectives[0].title == "Calm harbour"
    assert document.objectives[0].key_results[0].title == "Wait below"


def test_headings_and_their_guess_are_shown_for_correction() -> None:
    headings, mapping = columns_read(Source("Goal;Key Result;Lead\nA b;C d;Ada\n"))

    assert headings == ("Goal", "Key Result", "Lead")
    assert mapping.column(Meaning.OWNER) == 2


def test_rows_that_cannot_be_taken_are_named_and_the_others_stay() -> None:
    source = Source(
        "Title,Type,Id,Target\n"
        "Calm harbour,Objective,1,\n"
        "Wait below,Key Result,2,1.2.3x\n"
        "Fewer calls,Sprocket,3,\n"
        ",Key Result,4,\n"
        "Zero collisions,Key Result,1,0,surplus\n"
        "Quiet nights,Key Result,1,4\n"
    )
    result = csv_read(source)

    assert result.document is not None
    wait, quiet = result.document.objectives[0].key_results
    assert (wait.title, wait.metric, quiet.title) == ("Wait below", None, "Quiet nights")
    assert [problem.line for problem in result.problems] == [3, 4, 5, 6, 7]
    assert all(render(problem.message) for problem in result.problems)


def test_a_row_that_cannot_be_taken_names_the_objective_of_the_rows_below() -> None:
    source = Source(
        "Objective,Key Result,Target,Due\n"
        "Calm harbour,Wait below,25,\n"
        "Full ships,Cargo above,80,,surplus\n"
        ",Empty trips,5,Q4 end\n"
    )
    result = csv_read(source)

    assert result.document is not None
    taken = [(o.title, [kr.title for kr in o.key_results]) for o in result.document.objectives]
    assert taken == [("Calm harbour", ["Wait below"]), ("Full ships", ["Empty trips"])]
    assert [(problem.line, problem.message.id) for problem in result.problems] == [
        (3, "documents.csv.too_many_cells"),
        (4, "documents.csv.day_unknown"),
    ]


def test_a_cell_that_cannot_be_taken_leaves_its_row_in() -> None:
    source = Source(
        "Objective,Key Result,Owner,Baseline,Target,Due\n"
        "Calm harbour,Wait below,Ada,60,2..5,2026-13-45\n"
        ",Empty trips,Ben,9,5,2026-03-31\n"
    )
    result = csv_read(source)

    assert result.document is not None
    (objective,) = result.document.objectives
    wait, empty = objective.key_results
    assert (wait.title, wait.owner, wait.due) == ("Wait below", "Ada", None)
    assert wait.metric is not None
    assert (wait.metric.baseline, wait.metric.target) == (Decimal(60), None)
    assert (empty.title, empty.due) == ("Empty trips", date(2026, 3, 31))
    assert [(problem.line, problem.message.id) for problem in result.problems] == [
        (2, "documents.csv.number"),
        (2, "documents.csv.day"),
    ]
    assert "comes in without it" in render(result.problems[0].message)


def test_words_of_no_day_are_named_as_left_out() -> None:
    rows = (
        "Objective,Key Result,Target,Status,Confidence\n"
        "Calm,Wait below,5,At risk,\n,Empty trips,9,active,7\n,Calls,9,active,\n"
    )
    result = csv_read(Source(rows))
    assert result.problems == ()
    (left_out,) = result.left_out
    assert (left_out.first, left_out.last) == (2, 3)
    assert render(left_out.message).startswith("2 rows say how sure")


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("3x weekly", "3", "times per week"),
        ("2 times a month", "2", "times per month"),
        ("twice a day", "2", "times per day"),
        ("2,5 mal pro Woche", "2.5", "times per week"),
        ("3x", "3", "x"),
    ],
)
def test_how_often_is_a_rate_and_no_count_of_x(cell: str, value: str, unit: str) -> None:
    rows = f'Objective,Key Result,Target\nCalm,We look at the claims,"{cell}"\n'
    document = csv_read(Source(rows)).document
    assert document is not None
    metric = document.objectives[0].key_results[0].metric
    assert metric is not None
    assert (metric.target, metric.unit) == (Decimal(value), unit)


def test_points_stand_between_thousands_where_a_table_writes_decimals_with_commas() -> None:
    head = "Objective;Key Result;Baseline;Target\nCalm harbour;Open calls;1.200;300\n"
    for other, baseline in (("4,1", Decimal(1200)), ("4.1", Decimal("1.2"))):
        document = csv_read(Source(f"{head};Grade;{other};5\n")).document
        assert document is not None
        metric = document.objectives[0].key_results[0].metric
        assert metric is not None
        assert metric.baseline == baseline


def test_weights_and_grades_are_rounded_half_up() -> None:
    head = "Objective,Key Result,Weight,Score\n"
    document = csv_read(Source(f"{head}Calm harbour,Open calls,12.25 %,12.345 %\n")).document
    assert document is not None
    (part,) = document.objectives[0].key_results
    assert part.grade is not None
    assert (part.weight, part.grade.final_score) == (Decimal("0.123"), Decimal("0.1235"))


def test_a_row_on_several_lines_keeps_its_first_line() -> None:
    result = csv_read(
        Source('Objective,Key Result\n"Calm\nharbour","Wait\nbelow 25 min"\nBig,2 x\n')
    )

    assert result.document is not None
    assert result.document.objectives[1].spans["title"].line == 5


def test_a_key_result_before_any_objective_is_a_problem() -> None:
    result = csv_read(Source("Objective,Key Result\n,Lonely result\nCalm,Wait below 5\n"))

    assert result.document is not None
    assert [problem.message.id for problem in result.problems] == ["documents.csv.no_objective"]


@pytest.mark.thorough
def test_thousands_of_rows_are_read_in_proportion_to_their_number() -> None:
    rows = "".join(
        f"Objective {n // 5},Result {n} from 1 to {n % 50 + 2},Ada\n" for n in range(4_000)
    )
    text = "Objective,Key Result,Owner\n" + rows

    result = csv_read(Source(text))

    assert result.document is not None
    assert sum(len(objective.key_results) for objective in result.document.objectives) == 4_000
    assert grows_in_proportion(lambda part: csv_read(Source(part)), text)


@pytest.mark.parametrize(
    ("cell", "target"), [("١٥", "15"), ("١٢٫٥", "12.5"), ("١٬٥٠٠", "1500"), ("１２．５", "12.5")]
)
def test_cells_in_digits_of_another_script_are_numbers(cell: str, target: str) -> None:
    document = csv_read(Source(f"Objective,Key Result,Target\nCalm,Calls,{cell}\n")).document

    assert document is not None
    metric = document.objectives[0].key_results[0].metric
    assert metric is not None
    assert str(metric.target) == target


@pytest.mark.parametrize("cell", ["½", "1½", "②", "Ⅳ", "10²"])
def test_a_cell_whose_number_no_digits_write_is_told(cell: str) -> None:
    rows = f"Calm,Calls,{cell}\nCalm,Other calls,5\n"
    result = csv_read(Source("Objective,Key Result,Target\n" + rows))

    assert [(p.line, p.message.id) for p in result.problems] == [(2, "documents.csv.number")]
    assert cell in render(result.problems[0].message)


def test_a_binary_file_named_csv_is_declined() -> None:
    result = document_read(b"PK\x03\x04\x14\0\0\0", name="okrs.csv")

    assert result.document is None
    assert result.declined is not None


def test_a_table_without_okr_columns_is_declined_with_its_headings() -> None:
    result = csv_read(Source("date,amount\n2026-01-01,4\n"))

    assert result.declined is not None
    assert "date, amount" in render(result.declined)


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text: str) -> None:
    csv_read(Source("Objective,Key Result\n" + text))
    csv_read(Source(text))


def test_a_word_that_is_no_state_is_said_and_lights_and_shares_are_not() -> None:
    result = csv_read(
        Source(
            "Objective,Key result,State\nGrow,Win 5 deals,Banana\nGrow,Win 6 deals,Green\n"
            "Grow,Win 7 deals,40 %\nGrow,Win 8 deals,active\n"
        )
    )
    (problem,) = result.problems
    assert problem.message.id == "documents.csv.state_unknown"
    assert problem.message.params["state"] == "Banana"
    assert problem.message.params["line"] == 2


def test_a_long_gap_in_a_cell_is_read_in_proportion_to_its_length() -> None:
    def read(gap: str) -> None:
        csv_read(Source(f"Objective,Key Result,Owner\nCalm{gap}x,Wait{gap}below 5,Ada{gap}Carl\n"))

    assert grows_in_proportion(read, " " * 20_000)


ALONE_AND_JOINED = """\
Objective,Key Result,Owner,State,Due
Calm harbour,,Ada,active,
,Wait below 5 hours,Ada,,mid December
Quiet nights,Calls by night below 9,Bo,active,
"""


def test_a_row_without_a_key_result_speaks_of_its_objective_and_a_bare_one_joins_it() -> None:
    result = csv_read(Source(ALONE_AND_JOINED))
    assert result.document is not None
    calm, quiet = result.document.objectives
    assert (calm.owner, calm.state, len(calm.key_results)) == ("Ada", State.ACTIVE, 1)
    assert (quiet.owner, quiet.state, quiet.key_results[0].state) == (None, None, State.ACTIVE)
    assert [(one.line, one.message.id) for one in result.assumed] == [
        (2, "documents.csv.objective_alone"),
        (3, "documents.csv.joined"),
    ]
    assert [(one.line, one.message.id) for one in result.problems] == [
        (3, "documents.csv.day_unknown")
    ]


def test_owners_of_objectives_and_of_key_results_have_a_column_each() -> None:
    rows = "\nFull ships,Cargo above 80 %,Omar Axle,Lena Quay\n,Empty trips below 5 %,,Tomas\n"
    for headings in (
        "Objective,Key Result,Owner,KR Owner",
        "Objective,Key Result,Objective Owner,Owner",
        "Objective,Key Result,Objective owner,Key result owner",
    ):
        document = csv_read(Source(headings + rows)).document

        assert document is not None
        (ships,) = document.objectives
        assert ships.owner == "Omar Axle"
        assert [each.owner for each in ships.key_results] == ["Lena Quay", "Tomas"]
    table = "| Objective | KR | Owner | KR Owner |\n|---|---|---|---|\n"
    marked = document_read(
        f"{table}| Full ships | Cargo above 80 % | Omar Axle | Lena Quay |\n".encode()
    )

    assert marked.document is not None
    assert marked.document.objectives[0].owner == "Omar Axle"
    assert marked.document.objectives[0].key_results[0].owner == "Lena Quay"


def test_a_second_owner_of_one_objective_is_named_as_left_out() -> None:
    result = csv_read(
        Source(
            "Objective,Key Result,Owner,KR Owner\n"
            "Full ships,Cargo above 80 %,Omar Axle,Lena\n"
            "Full ships,Empty trips below 5 %,Tomas Bay,Lena\n"
        )
    )

    assert result.document is not None
    assert result.document.objectives[0].owner == "Omar Axle"
    (problem,) = result.problems
    assert '"Tomas Bay" is left out' in render(problem.message)


def test_emoji_of_a_cell_are_text_and_lights_are_not() -> None:
    rows = "🚚 Arrive in time 🎉,🚀 Launch\n,🟢 Cargo above 80 %\n"
    document = csv_read(Source(f"Objective,Key Result\n{rows}")).document

    assert document is not None
    assert document.objectives[0].title == "🚚 Arrive in time 🎉"
    titles = [each.title for each in document.objectives[0].key_results]
    assert titles == ["🚀 Launch", "Cargo above 80 %"]


def test_words_where_a_start_or_target_belongs_are_named_and_headings_within_are_not() -> None:
    source = Source(
        "Objective,Key Result,Baseline,Target\n"
        "Full ships,Cargo above 80 %,none known,sixty\n"
        "Objective,Key Result,Baseline,Target\n"
        ",Empty trips,9,about 5\n"
    )
    result = csv_read(source)

    assert [(problem.line, render(problem.message)) for problem in result.problems] == [
        (2, 'Line 2, column "Baseline": "none known" cannot be read as a number and is left out.'),
        (2, 'Line 2, column "Target": "sixty" cannot be read as a number and is left out.'),
    ]


def test_what_cannot_be_read_of_a_cell_is_named_by_its_column() -> None:
    source = Source(
        "Objective,Key Result,Owner,Current,Confidence,Due\n"
        "Full ships,Cargo above 80 %,Ada,85,8/10,31/03/2027\n"
        ",Empty trips below 5 %,Ada,abc,11,03/04/2027\n"
        ",Calls below 3,Ada,∞,70 %,\n"
        '=1+1,Nights above 4,"=HYPERLINK(""http://x.example"")",2,,\n'
    )
    result = csv_read(source)

    said = [render(problem.message) for problem in result.problems]
    for words in (
        "2 current values have no date and were not taken as check-ins: 85, 2.",
        'Line 3, column "Current": "abc" cannot be read as a number',
        'Line 4, column "Current": "∞" cannot be read as a number',
        'Line 3, column "Confidence": the confidence "11" is above its scale, which ends at 10.',
        'Line 3, column "Due": "03/04/2027" may be 2027-04-03 or 2027-03-04.',
        'column "Owner": "=HYPERLINK("http://x.example")" is a formula and names nobody.',
        'Line 5: "=1+1" begins like a formula. It is taken as text.',
    ):
        assert sum(words in each for each in said) == 1, (words, said)
    assert any("8/10, 11, 70 %" in render(each.message) for each in result.left_out)
    assert result.document is not None
    assert result.document.objectives[1].title == "=1+1"
    assert result.document.objectives[1].key_results[0].owner is None


def test_what_is_stated_of_no_day_is_kept_until_somebody_names_the_day() -> None:
    read = csv_read(
        Source(
            "Objective,Key Result,Current,Confidence,Status,Comment\n"
            'Calm harbour,Waits below 9 min,"8,5",70 %,amber,steady since May\n'
            ",Ships turned away,abc,11,,\n"
        )
    )
    day = date(2026, 11, 29)
    (first, second) = as_of(read, day).document.objectives[0].key_results  # type: ignore[union-attr]
    assert first.current is not None
    assert (first.current.date, first.current.value) == (day, Decimal("8.5"))
    assert first.current.confidence == 7
    assert first.current.note == "amber: steady since May"
    assert second.current is None
    told = [render(problem.message) for problem in as_of(read, day).problems]
    assert [words.split(": ", 1)[0] for words in told] == [
        'Line 3, column "Current"',
        'Line 3, column "Confidence"',
    ]
    assert "no day" in " ".join(render(left.message) for left in read.left_out)
    assert all("no day" not in render(left.message) for left in as_of(read, day).left_out)


def test_confidence_is_read_on_the_scale_of_its_column() -> None:
    for heading, cells, expected in (
        ("Confidence", ["8", "7.5", "0"], [8, 8, 1]),
        ("Confidence", ["0.8", "0.35", "1"], [8, 4, 10]),
        ("Confidence", ["80", "35", "100"], [8, 4, 10]),
        ("Confidence (1-5)", ["4", "2", "5"], [8, 4, 10]),
        ("Confidence", ["high", "Medium", "niedrig"], [8, 5, 2]),
        ("Confidence", ["8/10", "3 of 5", "12"], [8, 6, None]),
    ):
        rows = "".join(f"A{n},B{n} from 1 to 9,{cell}\n" for n, cell in enumerate(cells))
        read = csv_read(Source(f"Objective,Key Result,{heading}\n{rows}"))
        stated = [undated.confidence for undated in undated_stated(read.document)]
        assert stated == [number for number in expected if number is not None], heading
        above = [p for p in read.problems if p.message.id == "documents.csv.confidence_above"]
        assert len(above) == sum(number is None for number in expected)


def test_a_misspelt_style_is_a_problem_of_its_cell_that_names_the_right_word() -> None:
    result = csv_read(Source("Objective,Key Result,Style\nCalm,Calls from 9 to 3,Comitted\n"))

    (problem,) = result.problems
    assert render(problem.message) == (
        'Line 2, column "Style": the style "Comitted" is not known and is left out.'
        " Did you mean committed?"
    )
