"""What the machine lacks is installed where that is allowed, else one line says what to type."""

import subprocess

import pytest

from scripts import system_install
from scripts.system_install import SystemPart, missing_parts

PARTS = (
    SystemPart("Here", "here", lambda: True),
    SystemPart("Chromium", "chromium", lambda: False),
    SystemPart("PostgreSQL", "postgresql", lambda: False),
)


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_install, "missing_parts", lambda: missing_parts(PARTS))


def test_only_absent_parts_are_missing() -> None:
    assert [part.package for part in missing_parts(PARTS)] == ["chromium", "postgresql"]


@pytest.mark.usefixtures("lacking")
def test_without_the_right_to_install_one_line_says_what_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_install, "install_prefix", lambda: None)
    assert system_install.main() == 0
    assert capsys.readouterr().err == (
        "Chromium, PostgreSQL missing. Type: "
        "sudo apt-get install --yes --no-install-recommends chromium postgresql\n"
    )


@pytest.mark.usefixtures("lacking")
def test_with_the_right_to_install_lists_are_renewed_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(system_install, "install_prefix", lambda: ["sudo", "-n"])
    monkeypatch.setattr(subprocess, "run", run)
    assert system_install.main() == 0
    assert commands[0][-1] == "update"
    assert commands[1][-2:] == ["chromium", "postgresql"]
    assert all(command[:2] == ["sudo", "-n"] for command in commands)
    assert capsys.readouterr().err == ""
