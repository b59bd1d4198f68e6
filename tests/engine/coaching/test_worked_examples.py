"""Worked examples show what they claim: a flaw at the beginning, and none at the end."""

from collections import Counter

from plumbline.engine.coaching.worked_examples import WorkedSteps, functions, worked_steps


def by_line(step: WorkedSteps) -> tuple[str, str]:
    return step.example.function, step.example.bad


def test_every_first_step_reads_as_work_and_no_last_step_has_a_flaw() -> None:
    steps = worked_steps()
    assert len(steps) >= 60
    assert [by_line(step) for step in steps if "activity-as-result" not in step.bad] == []
    assert [(by_line(step), step.good) for step in steps if step.good] == []


def test_every_step_in_between_is_another_one_and_still_lacks_something() -> None:
    steps = worked_steps()
    assert [by_line(step) for step in steps if not step.better] == []
    assert [by_line(step) for step in steps if set(step.better) == set(step.bad)] == []


def test_every_function_has_several_and_platform_teams_are_among_them() -> None:
    counts = Counter(step.example.function for step in worked_steps())
    assert min(counts.values()) >= 3
    assert tuple(counts) == functions()
    assert "Platform and infrastructure" in counts


def test_no_line_stands_twice_and_each_says_why() -> None:
    examples = [step.example for step in worked_steps()]
    lines = Counter(line for each in examples for line in (each.bad, each.good))
    assert [line for line, count in lines.items() if count > 1] == []
    assert all(each.why.endswith((".", "?")) and each.objective for each in examples)
