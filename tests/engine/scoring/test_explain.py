from decimal import Decimal

import pytest

from plumbline.engine.messages import Message
from plumbline.engine.scoring.explain import Step, render_text


def test_parts_are_indented_under_the_step_that_rests_on_them() -> None:
    leaf = Step(Message("scoring.no_check_in"), Decimal(0))
    branch = Step(Message("scoring.counts_nothing"), Decimal(0), (leaf, leaf))
    assert render_text(Step(Message("scoring.no_parts"), None, (branch, leaf))) == (
        "Not scored: no key results yet\n"
        "  Worse than the baseline counts 0\u202f%\n"
        "    Counts 0: no check-in yet\n"
        "    Counts 0: no check-in yet\n"
        "  Counts 0: no check-in yet"
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1E+3", "1000"), ("1E-7", "0.0000001"), ("-3.5", "−3.5")],
)
def test_numbers_are_written_plainly_with_a_real_minus(value: str, shown: str) -> None:
    step = Step(Message("scoring.no_way_to_go", {"value": Decimal(value)}))
    assert render_text(step) == f"Counts 0: target and baseline are both {shown}"


def test_braces_in_a_title_stay_what_they_are() -> None:
    params = {"title": "Ship {v2}"}
    assert render_text(Step(Message("scoring.part_guardrail", params))) == (
        "Ship {v2}: guardrail, adds nothing"
    )
