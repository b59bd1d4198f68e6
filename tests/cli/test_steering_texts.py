"""What a document holds is told on the terminal and cannot steer it, nor fake lines of ours."""

import pytest

from plumbline.cli.document_work import apply_run, diff_run
from plumbline.cli.import_work import import_run
from plumbline.cli.main import main
from plumbline.cli.refusals import CommandRefused
from plumbline.cli.terminal import one_line
from tests.world import World, world

__all__ = ["world"]

STEERING = r"\u001b[2J\u202e\n::error::"
DOCUMENT = f"""
plumbline: 1
cycle: {{name: 2026-Q1, start: 2026-01-01, end: 2026-03-31}}
objectives:
  - id: "a{STEERING}"
    title: "Calls {STEERING}"
    team: "none{STEERING}"
    owner: "Mia{STEERING}"
    style: "{STEERING}"
    fields: {{"{STEERING}": 1}}
""".encode()
PLACE = {"organization": "freight", "cycle": None, "email": "carl@freight.example"}
LEFT = {"team": None, "owner": None, "style": None, "state": "draft", "sheet": ""}


def steerless(text: str) -> bool:
    return all(line == one_line(line) and not line.startswith("::") for line in text.split("\n"))


@pytest.mark.parametrize("dry", [True, False])
def test_an_import_steers_nothing(
    world: World, capsys: pytest.CaptureFixture[str], dry: bool
) -> None:
    import_run(DOCUMENT, name="a.yaml", kind="yaml", as_json=False, dry=dry, **PLACE, **LEFT)  # type: ignore[arg-type]  # names to values
    told = capsys.readouterr()
    assert r"\x1b" in told.out
    assert steerless(told.out + told.err)


def test_neither_a_comparison_nor_a_refusal_steers_anything(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    import_run(DOCUMENT, name="a.yaml", kind="yaml", as_json=False, **PLACE, **LEFT)  # type: ignore[arg-type]  # names to values
    diff_run(DOCUMENT, name="a.yaml", **PLACE)
    with pytest.raises(CommandRefused) as refused:
        apply_run(DOCUMENT, name="a.yaml", reason="", **PLACE)
    told = capsys.readouterr()
    assert r"\x1b" in str(refused.value)
    assert steerless(told.out + told.err + str(refused.value))


def test_a_refusal_that_quotes_what_was_typed_steers_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "nowhere\x1b[2J.yaml"]) == 2
    told = capsys.readouterr().err
    assert r"nowhere\x1b[2J.yaml" in told
    assert steerless(told)
