"""The page about rights says what the table says."""

from pathlib import Path

import pytest

from scripts import reference_rights


def test_the_page_in_the_repository_is_up_to_date() -> None:
    assert reference_rights.main(["--check"]) == 0


def test_a_page_that_differs_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "rights.md"
    monkeypatch.setattr(reference_rights, "PAGE", page)
    assert reference_rights.main(["--check"]) == 1
    assert reference_rights.main([]) == 0
    assert reference_rights.main(["--check"]) == 0
    page.write_text(page.read_text().replace("**admin**", "**viewer**"))
    assert reference_rights.main(["--check"]) == 1


def test_an_unknown_argument_shows_how_to_call_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert reference_rights.main(["--what"]) == 2
    assert "--check" in capsys.readouterr().out
