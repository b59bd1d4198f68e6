"""A document goes where it is told to, whole, and replaces files only."""

import os
import stat
import threading
from pathlib import Path

import pytest

from plumbline.cli.document_files import document_bytes, document_write
from plumbline.cli.refusals import CommandRefused


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_its_owner_s_alone(tmp_path: Path) -> None:
    document_write(b"new", tmp_path / "okrs.yaml")
    assert (tmp_path / "okrs.yaml").read_text() == "new"
    assert mode_of(tmp_path / "okrs.yaml") == 0o600


def test_a_file_that_stood_there_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_text("old")
    path.chmod(0o640)
    document_write(b"new", path)
    assert (path.read_text(), mode_of(path)) == ("new", 0o640)


def test_a_link_leads_on_to_what_it_names(tmp_path: Path) -> None:
    path, link = tmp_path / "okrs.yaml", tmp_path / "link.yaml"
    path.write_text("old")
    link.symlink_to(path)
    document_write(b"new", link)
    assert link.is_symlink()
    assert path.read_text() == "new"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    document_write(b"new", pipe)
    reader.join(timeout=10)
    assert read == ["new"]
    assert pipe.is_fifo()


def test_a_dash_is_the_output(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    document_write("Größe\n".encode(), Path("-"))
    assert capsysbinary.readouterr().out == "Größe\n".encode()


def test_what_cannot_be_written_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CommandRefused, match="No space left"):
        document_write(b"new", path)
    assert [each.name for each in tmp_path.iterdir()] == ["okrs.yaml"]
    assert path.read_text() == "old"


def test_an_empty_name_and_a_closed_input_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandRefused, match="empty"):
        document_bytes("")
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(CommandRefused, match="no standard input"):
        document_bytes("-")
