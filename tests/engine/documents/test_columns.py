"""What the columns of a table mean, by their headings and by what stands below."""

import pytest

from plumbline.engine.documents.columns import (
    ColumnMapping,
    Meaning,
    codes_set_apart,
    columns_guess,
    heading_meaning,
)


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Key Result", Meaning.KEY_RESULT),
        ("**Objective**", Meaning.OBJECTIVE),
        ("Schlüsselergebnis", Meaning.KEY_RESULT),
        ("Línea base", Meaning.BASELINE),
        ("Cible", Meaning.TARGET),
        ("Target (Q4)", Meaning.TARGET),
        ("owner:", Meaning.OWNER),
        ("Due day", Meaning.DUE),
        ("Last day", Meaning.DUE),
    ],
)
def test_a_heading_means_the_same_in_several_languages(heading: str, meaning: Meaning) -> None:
    assert heading_meaning(heading) is meaning


@pytest.mark.parametrize("heading", ["", "Phone", "Weather", "12"])
def test_a_heading_of_something_else_means_nothing(heading: str) -> None:
    assert heading_meaning(heading) is None


def test_the_first_of_two_columns_with_one_meaning_counts() -> None:
    assert columns_guess(["Owner", "Key Result", "Lead"]).column(Meaning.OWNER) == 0


def test_a_title_beside_key_results_is_that_of_the_objective() -> None:
    mapping = columns_guess(["Title", "Key Result"])

    assert mapping.column(Meaning.OBJECTIVE) == 0
    assert mapping.names_okrs


def test_columns_of_levels_are_ordered_from_the_outermost() -> None:
    assert columns_guess(["Level 2", "Level 1", "Owner"]).levels == (1, 0)


def test_numbered_key_results_of_a_wide_table_are_kept_apart() -> None:
    mapping = columns_guess(["Objective", "KR 1", "KR 1 target", "KR 2"])

    assert [sorted(columns.values()) for columns in mapping.repeated] == [[1, 2], [3]]


def test_a_table_of_contacts_names_no_okrs() -> None:
    assert not columns_guess(["Name", "E-mail", "Phone"]).names_okrs


def test_words_beside_a_column_of_codes_are_the_titles() -> None:
    guessed = columns_guess(["KR", "Description", "Target"])

    mapping = codes_set_apart(guessed, [["KR1", "Calls answered", "9"], ["KR2", "Wait", "3"]])

    assert mapping.column(Meaning.KEY_RESULT) == 1
    assert mapping.column(Meaning.ID) == 0


def test_a_column_that_counts_anew_for_each_objective_holds_no_ids() -> None:
    guessed = ColumnMapping({Meaning.ID: 0, Meaning.KEY_RESULT: 1})

    counted = codes_set_apart(guessed, [["1", "a b"], ["2", "c d"], ["1", "e f"], ["2", "g h"]])
    ids = codes_set_apart(guessed, [["7", "a b"], ["9", "c d"], ["7", "e f"]])

    assert counted.column(Meaning.ID) is None
    assert ids.column(Meaning.ID) == 0
