"""The command line answers in plain words and with the exit codes it promises."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from plumbline import __version__
from plumbline.cli.instance import instance_open
from plumbline.cli.main import main
from tests.cli.instance import COMMAND, bare

ROOT = Path(__file__).resolve().parents[2]
MARKDOWN = "# Objective: Loads arrive whole\n\n- KR1: Damaged loads from 3.8% to 1.5%\n"


def plumbline(
    *words: str, data: Path, stdin: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *words],
        env=bare(data),
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
    )


def test_the_version_is_said_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"plumbline {__version__}\n"


def test_an_unknown_command_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frobnicate"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("words", [["import", "frob", "x"], ["diff"], ["up", "--port", "x"]])
def test_what_is_mistyped_is_refused_in_one_line(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    said = capsys.readouterr().err
    assert f"Type plumbline {words[0]} --help." in said
    assert said.count("\n") == 1


def test_a_dry_run_needs_no_django(tmp_path: Path) -> None:
    code = (
        "import sys; from plumbline.cli.main import main; code = main(); "
        "assert 'django' not in sys.modules, 'django was imported'; sys.exit(code)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "import", "markdown", "-", "--dry-run", "--format", "json"],
        env=bare(tmp_path / "none"),
        cwd=ROOT,
        input=MARKDOWN.encode(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert (found["objectives"], found["key_results"]) == (1, 1)
    assert found["items"][1]["metric"] == {
        "kind": "decrease",
        "unit": "%",
        "baseline": "3.8",
        "target": "1.5",
    }
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("kind", "content", "code", "said"),
    [
        ("csv", b"\x00\x01\x02", 2, "not a text file"),
        ("csv", b"x" * 50_000_000, 2, "at most"),
        ("yaml", b"objectives:\n  - title: [a\n", 2, "Line "),
        ("markdown", b"# Shopping\n\nMilk and bread.\n", 2, "Nothing was found"),
        ("markdown", b"", 2, "empty"),
        ("markdown", "# Objective: Größe\n- KR1: from 1 to 2\n".encode("cp1252"), 0, "Größe"),
    ],
    ids=["binary", "50 MB", "broken YAML", "no OKRs", "empty", "old encoding"],
)
def test_bad_files_are_answered_in_words(
    tmp_path: Path, kind: str, content: bytes, code: int, said: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    result = plumbline("import", kind, str(path), "--dry-run", data=tmp_path / "none")
    text = (result.stdout + result.stderr).decode()
    assert said in text
    assert result.returncode == code
    assert "Traceback" not in text


def test_a_file_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    result = plumbline("import", "yaml", str(tmp_path / "no"), "--dry-run", data=tmp_path)
    assert result.returncode == 2
    assert result.stderr.decode().count("\n") == 1


def test_a_data_folder_that_cannot_be_written_is_refused_in_one_line(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    result = plumbline("doctor", data=blocked / "data")
    assert result.returncode == 2
    assert b"Traceback" not in result.stderr
    assert b"--data" in result.stderr


def instance_begun(data: Path) -> Path:
    """Make a data folder in which somebody has written settings, and nothing else happened yet."""
    data.mkdir(mode=0o700)
    (data / "plumbline.env").touch(mode=0o600)
    return data


@pytest.mark.parametrize(
    "words",
    [
        ["export"],
        ["diff", "okrs.md"],
        ["apply", "okrs.md"],
        ["import", "markdown", "okrs.md"],
        ["backup", "all.backup"],
        ["doctor"],
        ["doctor", "--repair"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("is_there", [True, False], ids=["empty folder", "no folder"])
def test_a_mistyped_folder_is_told_of_and_left_as_it_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    is_there: bool,
) -> None:
    monkeypatch.delenv("PLUMBLINE_DATABASE_URL", raising=False)
    monkeypatch.setenv("PLUMBLINE_DATA", "")  # the command sets it, and it is put back afterwards
    monkeypatch.chdir(tmp_path)
    (tmp_path / "okrs.md").write_text(MARKDOWN)
    typo = tmp_path / "dtaa"
    if is_there:
        typo.mkdir()
    assert main([*words, "--data", str(typo)]) == 2
    said = capsys.readouterr().err
    assert f"There is no instance in {typo}" in said
    assert "--data" in said
    assert "plumbline up" in said
    assert said.count("\n") == 1
    assert typo.exists() is is_there
    assert not (is_there and list(typo.iterdir()))


def test_a_database_named_in_the_environment_is_an_instance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLUMBLINE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PLUMBLINE_DATABASE_URL", "postgres://app@127.0.0.1:1/nowhere")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", os.environ["DJANGO_SETTINGS_MODULE"])
    # The module stands for any: where the test stands, Django has been set up already.
    assert instance_open("plumbline.cli.refusals").USAGE == 2


def test_doctor_finds_nothing_wrong_where_only_settings_are(tmp_path: Path) -> None:
    data = instance_begun(tmp_path / "data")
    result = plumbline("doctor", "--format", "json", data=data)
    assert result.returncode == 0, result.stdout
    assert all(finding["ok"] for finding in json.loads(result.stdout))


def test_doctor_sees_a_key_that_others_may_read(tmp_path: Path) -> None:
    plumbline("doctor", data=instance_begun(tmp_path / "data"))
    (tmp_path / "data" / "secret_key").chmod(0o644)
    result = plumbline("doctor", data=tmp_path / "data")
    assert result.returncode == 1
    assert b"BAD secret_key" in result.stdout


def test_doctor_sees_a_database_that_others_may_read(tmp_path: Path) -> None:
    plumbline("doctor", data=instance_begun(tmp_path / "data"))
    path = tmp_path / "data" / "plumbline.sqlite3"
    path.touch(mode=0o644)
    result = plumbline("doctor", data=tmp_path / "data")
    assert result.returncode == 1
    assert f"BAD database_files: Others may read the database. Type: chmod 600 {path}" in (
        result.stdout.decode()
    )


def test_an_export_without_a_database_says_what_to_do(tmp_path: Path) -> None:
    result = plumbline("export", data=instance_begun(tmp_path / "data"))
    assert result.returncode == 2
    assert b"plumbline up" in result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [["--help"], ["--version"], ["export", "--help"]])
def test_output_that_cannot_be_written_ends_in_a_line_and_not_in_a_traceback(
    tmp_path: Path, words: list[str]
) -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-c", COMMAND, *words],
            env=bare(tmp_path / "data"), cwd=ROOT, stdout=full, stderr=subprocess.PIPE,
            text=True, check=False, timeout=60,
        )  # fmt: skip
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr


def test_settings_of_another_program_are_left_alone(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", COMMAND, "doctor"],
        env={**bare(instance_begun(tmp_path / "data")), "DJANGO_SETTINGS_MODULE": "nobody.knows"},
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr


def test_a_port_in_use_is_refused_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = plumbline("up", "--port", port, data=tmp_path / "data")
    assert result.returncode == 2
    assert b"--port" in result.stderr
    assert result.stderr.count(b"\n") == 1


# Each process of a server takes longer to begin than the one before.
ONE_BY_ONE = """
import os, sys, time
from gunicorn import util
from plumbline.cli.main import main
begun, user = [], util.set_owner_process
os.register_at_fork(after_in_parent=lambda: begun.append(0))
util.set_owner_process = lambda *ids, **named: (time.sleep(0.4 * len(begun)), user(*ids, **named))
sys.exit(main())
"""


def test_up_serves_until_it_is_told_to_stop_though_one_process_still_begins(
    tmp_path: Path, port: int
) -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", ONE_BY_ONE, "up", "--port", str(port)],
        env={**bare(tmp_path / "data"), "PLUMBLINE_PROCESSES": "2"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert server.stdout is not None
        first = server.stdout.readline()
        assert f"http://127.0.0.1:{port}/set-up?token=" in first, first
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                    assert answer.status == 200
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0  # before those that do not listen are killed
    finally:
        server.kill()
        server.communicate()


def test_a_failure_nobody_foresaw_leaves_a_log_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_content: bytes, **_options: object) -> int:
        raise ZeroDivisionError("seven")

    monkeypatch.setenv("PLUMBLINE_DATA", str(tmp_path))
    monkeypatch.setattr("plumbline.cli.import_document.dry_run", fail)
    path = tmp_path / "okrs.md"
    path.write_text(MARKDOWN)
    assert main(["import", "markdown", str(path), "--dry-run"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    (log,) = (tmp_path / "logs").iterdir()
    assert str(log) in said
    assert "ZeroDivisionError: seven" in log.read_text()
