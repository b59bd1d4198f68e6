"""`plumbline forecast` answers line for line, whatever it is given."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.cli.forecast import lines_answer
from plumbline.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
LINE: dict[str, Any] = {
    "id": "kr-1",
    "start": "2026-01-01",
    "end": "2026-04-02",
    "baseline": 10,
    "target": 20,
    "accumulates": False,
    "points": [["2026-01-08", 10.4], ["2026-01-15", 11.9], ["2026-02-01", 14]],
}


def answers(*lines: bytes) -> tuple[int, list[dict[str, Any]]]:
    sink = io.StringIO()
    code = lines_answer([line + b"\n" for line in lines], sink)
    return code, [json.loads(line) for line in sink.getvalue().splitlines()]


def answered(**changes: object) -> dict[str, Any]:
    (found,) = answers(json.dumps({**LINE, **changes}).encode())[1]
    return found


def plumbline(
    words: Sequence[str], stdin: bytes, program: str = ""
) -> subprocess.CompletedProcess[bytes]:
    code = (
        f"import sys; from plumbline.cli.main import main; code = main(); {program}sys.exit(code)"
    )
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")
    }
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=environment,
        timeout=60,
    )


def test_a_line_is_answered_with_chance_and_fan() -> None:
    found = answered()
    assert list(found) == ["id", "chance", "median", "low80", "high80", "low50", "high50"]
    assert found["id"] == "kr-1"
    assert 0 < found["chance"] < 1
    assert found["low80"] < found["low50"] < found["median"] < found["high50"] < found["high80"]


def test_too_early_is_said_and_no_number() -> None:
    found = answered(points=LINE["points"][:1])
    assert found.pop("silence") == "too_early"
    assert found.pop("id") == "kr-1"
    assert set(found.values()) == {None}


def test_the_direction_follows_from_baseline_and_target() -> None:
    points = [[day, 30 - value] for day, value in LINE["points"]]
    assert answered(baseline=20, target=10, points=points)["chance"] == answered()["chance"]


def test_points_of_later_days_are_left_out() -> None:
    found = answered(today="2026-01-20")
    assert found == answered(points=LINE["points"][:2])


def test_the_fan_of_further_days_is_answered_too() -> None:
    found = answered(days=["2026-03-01", "2026-01-02"])
    (fan,) = found["fans"]
    assert fan["on"] == "2026-03-01"
    assert fan["low80"] < fan["median"] < fan["high80"]


def test_every_kind_is_understood() -> None:
    assert answered(kind="at_most", target=30)["chance"] > 0.5
    assert answered(kind="at_least", target=1, baseline=None)["chance"] > 0.5
    assert answered(kind="range", low=0, high=40)["chance"] > 0.5
    assert answered(kind="milestone", points=[["2026-01-08", 0]])["silence"] == "pass_or_fail"
    assert answered(kind="milestone", points=[["2026-01-08", 1]])["chance"] == 1
    stages = [["2026-01-08", 0.25], ["2026-01-29", 0.5]]
    assert 0 < answered(kind="milestone", stages=True, points=stages)["chance"] < 1
    assert answered(share=0.7)["chance"] > answered()["chance"]
    assert answered(pauses=[["2026-02-02", "2026-02-20"]])["chance"] < answered()["chance"]


def test_a_total_starts_at_zero_unless_a_baseline_is_given() -> None:
    line = {key: value for key, value in LINE.items() if key != "baseline"}
    (found,) = answers(json.dumps({**line, "accumulates": True, "target": 12}).encode())[1]
    assert found["chance"] == 1


@pytest.mark.parametrize(
    ("line", "given"),
    [
        (b"{", None),
        (b"[1]", None),
        (b"\xff\xfe", None),
        (b"[" * 100_000, None),
        (b'{"id": NaN}', None),
        (b'{"id": {"a": 1}}', None),
        (b'{"id": 7}', 7),
        (json.dumps({**LINE, "points": [["2026-01-08", float("nan")]]}).encode(), "kr-1"),
        (json.dumps({**LINE, "points": [["2026-13-08", 1]]}).encode(), "kr-1"),
        (json.dumps({**LINE, "points": [["2026-01-08"]]}).encode(), "kr-1"),
        (json.dumps({**LINE, "points": 3}).encode(), "kr-1"),
        (json.dumps({**LINE, "pauses": ["2026-01-08"]}).encode(), "kr-1"),
        (json.dumps({**LINE, "pauses": [["2026-01-20", "2026-01-08"]]}).encode(), "kr-1"),
        (json.dumps({**LINE, "target": "20"}).encode(), "kr-1"),
        (json.dumps({**LINE, "target": True}).encode(), "kr-1"),
        (json.dumps({**LINE, "target": 10**400}).encode(), "kr-1"),
        (json.dumps({**LINE, "target": 10}).encode(), "kr-1"),
        (json.dumps({**LINE, "kind": "sideways"}).encode(), "kr-1"),
        (json.dumps({**LINE, "kind": ["increase"]}).encode(), "kr-1"),
        (json.dumps({**LINE, "accumulates": "yes"}).encode(), "kr-1"),
        (json.dumps({**LINE, "start": None}).encode(), "kr-1"),
        (json.dumps({**LINE, "tarket": 3}).encode(), "kr-1"),
    ],
)
def test_a_bad_line_is_answered_and_the_next_one_read(line: bytes, given: object) -> None:
    code, found = answers(line, b"", json.dumps(LINE).encode())
    assert code == 1
    bad, good = found
    assert list(bad) == ["id", "error"]
    assert bad["id"] == given
    assert bad["error"].endswith(".")
    assert good["chance"] == answered()["chance"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*LINE, "kind", "share", "days"]), json_values, max_size=4))
def test_no_value_of_any_field_stops_the_run(changes: dict[str, object]) -> None:
    _, (found,) = answers(json.dumps({**LINE, **changes}).encode())
    assert "error" in found or "chance" in found


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60).filter(lambda line: b"\n" not in line and line.strip() != b""))
def test_no_bytes_stop_the_run(line: bytes) -> None:
    _, (found,) = answers(line)
    assert "error" in found


def test_it_starts_without_django_and_typer() -> None:
    checked = "assert not {'django', 'typer', 'numpy'} & set(sys.modules); "
    result = plumbline(["forecast"], json.dumps(LINE).encode() + b"\n", checked)
    assert (result.returncode, result.stderr) == (0, b"")
    assert json.loads(result.stdout)["chance"] == answered()["chance"]


def test_bad_lines_are_findings_and_what_is_mistyped_a_refusal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert plumbline(["forecast"], b"{\n").returncode == 1
    assert main(["forecast", "--frob"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_reader_that_leaves_is_not_complained_to() -> None:
    code = "import sys; from plumbline.cli.main import main; sys.exit(main())"
    lines = (json.dumps(LINE).encode() + b"\n") * 2000
    with subprocess.Popen(
        [sys.executable, "-c", code, "forecast"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        try:
            run.stdin.write(lines)
            run.stdin.close()
        except BrokenPipeError:
            pass
        assert run.stderr.read() == b""
        run.wait(timeout=60)
