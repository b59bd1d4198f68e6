"""A partial run is never taken for a whole one."""

import sys

import pytest

from scripts.suite_run import (
    AFTER_CHECK,
    PHASES,
    ROOT,
    Outcome,
    Phase,
    exit_code,
    phase_run,
    summary,
)

PASSED = Outcome(PHASES[0], "passed", "812 passed in 40.1s", 40.1)
NOT_RUN = Outcome(PHASES[1], "not run", "PostgreSQL is not installed", 0.0)
FAILED = Outcome(PHASES[0], "failed", "1 failed", 3.0)


def test_a_part_left_out_is_named_on_the_last_line() -> None:
    last = summary([NOT_RUN, PASSED]).splitlines()[-1]
    assert last == (
        "!!! PostgreSQL WAS NOT TESTED: PostgreSQL is not installed. This was a partial run."
    )


def test_the_summary_repeats_the_closing_line_of_pytest() -> None:
    assert "812 passed in 40.1s" in summary([PASSED])


@pytest.mark.parametrize(
    ("outcomes", "require_all", "code"),
    [
        ([PASSED], True, 0),
        ([PASSED, NOT_RUN], False, 0),
        ([PASSED, NOT_RUN], True, 1),
        ([FAILED, PASSED], False, 1),
    ],
)
def test_the_exit_code_follows_the_outcomes(
    outcomes: list[Outcome], require_all: bool, code: int
) -> None:
    assert exit_code(outcomes, require_all=require_all) == code


def test_check_and_what_follows_it_are_everything() -> None:
    quick = "not browser and not thorough"  # `make unit`, which `make check` runs
    makefile = (ROOT / "Makefile").read_text()
    assert f'-m "{quick}"' in makefile
    (after,) = [phase.command[-1] for phase in AFTER_CHECK if phase.name == "SQLite"]
    assert after == "thorough and not browser and not every_person"
    assert [phase.name for phase in AFTER_CHECK] == [phase.name for phase in PHASES]
    whole, short = PHASES[1].command, AFTER_CHECK[1].command
    left = "and not single_page and not alike and not every_person"
    assert short == (*whole[:-1], f"{whole[-1]} {left}")
    assert AFTER_CHECK[2:] == PHASES[2:]


def test_a_phase_that_the_machine_cannot_run_is_not_started() -> None:
    outcome = phase_run(Phase("X", ("a-program-that-is-not-there",), "Xyz", lambda: False))
    assert (outcome.status, outcome.closing_line) == ("not run", "Xyz is not installed")


@pytest.mark.parametrize(("code", "status"), [(0, "passed"), (3, "failed")])
def test_a_phase_ends_as_its_command_does(code: int, status: str) -> None:
    program = f"print('first'); print('last\\n\\n'); raise SystemExit({code})"
    outcome = phase_run(Phase("X", (sys.executable, "-c", program)))
    assert (outcome.status, outcome.closing_line) == (status, "last")
