"""A share beside percentages is asked about, where it stands."""

import pytest

from plumbline.engine.documents.csv_reader import csv_read
from plumbline.engine.documents.source import Source
from plumbline.engine.messages import render


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("81%,84 %,0.9", 'column "Target": 0.9 stands beside 81% and is read as 0.9 %. If 90 %'),
        (
            "0.81,84 %,90 %",
            'column "Start": 0.81 stands beside 90 % and is read as 0.81 %. If 81 %',
        ),
        ("81%,,1", 'column "Target": 1 stands beside 81% and is read as 1 %. If 100 %'),
        ("1.5%,,0.5", ""),
        ("81%,,0.9%", ""),
        ("81%,,90", ""),
        ("81,,0.9", ""),
        ("81%,,0", ""),
    ],
)
def test_share_beside_a_percentage_is_asked_about(cells: str, expected: str) -> None:
    read = csv_read(Source(f"Objective,Key Result,Start,Current,Target\nA,B,{cells}\n"))
    asked = [p for p in read.problems if p.message.id == "documents.csv.share_beside"]
    assert bool(asked) is bool(expected)
    assert expected in "".join(render(problem.message) for problem in asked)


def test_column_of_units_tells_of_percentages_too() -> None:
    read = csv_read(Source("Objective,Key Result,Start,Target,Unit\nA,B,81,0.9,%\n"))
    assert "documents.csv.share_beside" in [problem.message.id for problem in read.problems]
