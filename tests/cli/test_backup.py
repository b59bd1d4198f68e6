"""A backup is one file that comes back whole, or is refused and changes nothing."""

import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from plumbline.cli.backup import backup_command
from plumbline.cli.presence import served_from
from plumbline.cli.refusals import CommandRefused
from tests.cli.instance import NO_SETTINGS, ROOT, bare, organization_made, plumbline
from tests.databases import on_postgres

MADE_NEW = {"django_migrations"}  # restoring migrates, and an id may move on
FILE = b"%PDF-1.7" + bytes(range(256)) * 1200
WITH_A_FILE = """
import django; django.setup()
from datetime import UTC, datetime
from io import BytesIO
from plumbline.domain.accounts.models import Account
from plumbline.domain.attachments.services import Upload, attachments_store, uploads_looked
from plumbline.domain.orgs.selectors.viewing import viewer_for
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import reading, reading_global, writing
at = datetime.now(tz=UTC)
with reading_global():
    organization, account = Organization.objects.get(), Account.objects.get()
with reading(organization):
    ada = viewer_for(account=account, organization=organization, at=at)
data = b"%PDF-1.7" + bytes(range(256)) * 1200
looked = uploads_looked((Upload(name="plan.pdf", file=BytesIO(data), size=len(data)),))
with writing(organization):
    attachments_store(actor=ada, looked=looked, at=at)
"""


def file_attached(data: Path, settings: Mapping[str, str] = NO_SETTINGS) -> None:
    """Let somebody hand in a file that takes more than one piece."""
    subprocess.run(
        [sys.executable, "-c", WITH_A_FILE],
        env={**bare(data), **settings, "DJANGO_SETTINGS_MODULE": "plumbline.config.settings"},
        cwd=ROOT,
        check=True,
        timeout=180,
    )


def bytes_of_the_file(data: Path) -> bytes:
    """Return what an SQLite instance holds of it."""
    asked = "SELECT content FROM attachments_attachmentpiece ORDER BY number"
    with closing(sqlite3.connect(data / "plumbline.sqlite3")) as connection:
        return b"".join(piece for (piece,) in connection.execute(asked))


def rows_of(data: Path) -> dict[str, str]:
    """Return a hash of every table of an SQLite instance."""
    with closing(sqlite3.connect(data / "plumbline.sqlite3")) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: hashlib.sha256(
                repr(sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))).encode()
            ).hexdigest()
            for (name,) in names
            if name not in MADE_NEW
        }


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an organization in it, and its backup beside it."""
    folder = tmp_path_factory.mktemp("backup")
    organization_made(folder / "data")
    file_attached(folder / "data")
    (folder / "data" / "mail").mkdir(exist_ok=True)
    (folder / "data" / "mail" / "welcome.eml").write_text("Welcome")
    (folder / "all.backup").write_text("An older one")
    done = plumbline(
        "backup", str(folder / "all.backup"), "--secrets", str(folder / "keys"), "--force",
        data=folder / "data",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "1 organization," in done.stdout
    return folder


def test_everything_comes_back_into_an_empty_folder(instance: Path, tmp_path: Path) -> None:
    done = plumbline(
        "restore", str(instance / "all.backup"), "--secrets", str(instance / "keys"),
        data=tmp_path / "new",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert rows_of(tmp_path / "new") == rows_of(instance / "data")
    assert bytes_of_the_file(tmp_path / "new") == FILE
    assert (tmp_path / "new" / "mail" / "welcome.eml").read_text() == "Welcome"
    key = (instance / "data" / "secret_key").read_bytes()
    assert (tmp_path / "new" / "secret_key").read_bytes() == key
    assert plumbline("doctor", data=tmp_path / "new").returncode == 0


@pytest.mark.parametrize("name", ["all.backup", "keys"])
def test_a_file_that_is_there_is_written_over_only_when_told(instance: Path, name: str) -> None:
    there = instance / name
    before = there.read_bytes()
    file, secrets = (
        (there, instance / "other") if name == "all.backup" else (instance / "new", there)
    )
    with pytest.raises(CommandRefused, match="--force"):
        backup_command(file, secrets)
    assert there.read_bytes() == before
    assert not (instance / "new").exists()


def test_the_secret_key_is_in_its_own_file_alone_and_both_are_private(instance: Path) -> None:
    key = (instance / "data" / "secret_key").read_bytes()
    held = {}
    for name in ("all.backup", "keys"):
        with tarfile.open(instance / name) as tar:
            parts = [tar.extractfile(member) for member in tar]
            held[name] = any(key in part.read() for part in parts if part is not None)
        assert (instance / name).stat().st_mode & 0o077 == 0
    assert held == {"all.backup": False, "keys": True}


def test_what_is_there_is_replaced_only_when_told_and_kept(instance: Path, tmp_path: Path) -> None:
    organization_made(tmp_path / "data")
    before = rows_of(tmp_path / "data")
    refused = plumbline("restore", str(instance / "all.backup"), data=tmp_path / "data")
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    assert rows_of(tmp_path / "data") == before
    with served_from(tmp_path / "data"):
        served = plumbline(
            "restore", str(instance / "all.backup"), "--replace", data=tmp_path / "data"
        )
    assert served.returncode == 2
    assert "Stop it" in served.stderr
    assert rows_of(tmp_path / "data") == before
    done = plumbline("restore", str(instance / "all.backup"), "--replace", data=tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert rows_of(tmp_path / "data") == rows_of(instance / "data")
    (kept,) = (tmp_path / "data").glob("before-restore-*.backup")
    back = plumbline("restore", str(kept), "--replace", data=tmp_path / "data")
    assert back.returncode == 0, back.stderr
    assert rows_of(tmp_path / "data") == before


def archive(manifest: object, members: dict[str, bytes]) -> bytes:
    """Return a file of the same kind, with whatever in it."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as tar:
        for name, content in {"manifest.json": json.dumps(manifest).encode(), **members}.items():
            head = tarfile.TarInfo(name)
            head.size = len(content)
            tar.addfile(head, io.BytesIO(content))
    return target.getvalue()


def facts(**changes: object) -> dict[str, object]:
    known: dict[str, object] = {
        "kind": "data", "version": "9.9", "made_at": "2026-01-01T00:00:00+00:00",
        "database": "sqlite", "migrations": [], "files": {},
    }  # fmt: skip
    return {**known, **changes}


def entry(content: bytes) -> list[object]:
    return [len(content), hashlib.sha256(content).hexdigest()]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a backup"),
        (b"nothing of the kind", "not a backup"),
        (archive([], {}), "not a backup"),
        (archive(facts(kind="secrets"), {}), "a backup of secrets"),
        (archive(facts(files={"../evil": entry(b"x")}), {"../evil": b"x"}), "outside"),
        (archive(facts(files={"/evil": entry(b"x")}), {"/evil": b"x"}), "outside"),
        (archive(facts(files={"database": entry(b"x")}), {"database": b"y"}), "damaged"),
        (archive(facts(files={"database": entry(b"x")}), {}), "is missing"),
        (archive(facts(), {"database": b"x"}), "damaged"),
        (archive(facts(database="postgresql"), {}), "holds a database of postgresql"),
        (
            archive(
                facts(files={"database": entry(b"x")}, migrations=["okrs.9999_later"]),
                {"database": b"x"},
            ),
            "newer than this one",
        ),
        (
            archive(facts(files={"database": entry(b"x")}), {"database": b"x"}),
            "Nothing was changed",
        ),
    ],
)
def test_what_is_no_backup_is_refused_and_changes_nothing(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "file").write_bytes(content)
    done = plumbline("restore", str(tmp_path / "file"), data=tmp_path / "data")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "evil").exists()
    assert not list((tmp_path / "data").glob(".restore-*"))


def test_a_byte_that_has_turned_is_noticed(instance: Path, tmp_path: Path) -> None:
    content = bytearray((instance / "all.backup").read_bytes())
    content[len(content) // 2] ^= 0x20
    (tmp_path / "turned").write_bytes(content)
    done = plumbline("restore", str(tmp_path / "turned"), data=tmp_path / "data")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_without_an_instance_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    done = plumbline("backup", str(tmp_path / "file"), data=tmp_path / "data")
    assert done.returncode == 2
    assert "plumbline up" in done.stderr
    assert not (tmp_path / "file").exists()


def test_a_backup_that_cannot_be_written_leaves_nothing(instance: Path, tmp_path: Path) -> None:
    done = plumbline("backup", str(tmp_path / "no" / "file"), data=instance / "data")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings of an empty PostgreSQL database of its own."""
    if not on_postgres():
        pytest.skip("it is the other database's turn")
    administrator = os.environ["PLUMBLINE_TEST_DATABASE_ADMINISTRATOR_URL"]
    name = sql.Identifier(f"backup_{os.getpid()}")
    with psycopg.connect(administrator, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER migrator").format(name))
    yield {
        f"PLUMBLINE_{role}": os.environ[f"PLUMBLINE_TEST_{role}"].rpartition("/")[0]
        + f"/backup_{os.getpid()}"
        for role in ("DATABASE_URL", "DATABASE_MIGRATOR_URL", "DATABASE_KEEPER_URL")
    }
    with psycopg.connect(administrator, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def test_on_postgresql_everything_comes_back(postgres: dict[str, str], tmp_path: Path) -> None:
    """One database is backed up, emptied and restored."""

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        return plumbline(*words, data=tmp_path / "data", settings=postgres)

    def rows() -> dict[str, list[str]]:
        keeper = postgres["PLUMBLINE_DATABASE_KEEPER_URL"]
        with psycopg.connect(keeper) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            names = [table for (table,) in tables if table not in MADE_NEW]
            every = {
                name: connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))
                for name in names
            }
            return {name: sorted(map(repr, found)) for name, found in every.items()}

    organization_made(tmp_path / "data", settings=postgres)
    file_attached(tmp_path / "data", settings=postgres)
    before = rows()
    assert run("backup", str(tmp_path / "file")).returncode == 0
    with psycopg.connect(postgres["PLUMBLINE_DATABASE_MIGRATOR_URL"]) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    done = run("restore", str(tmp_path / "file"))
    assert done.returncode == 0, done.stderr
    assert rows() == before
    assert run("doctor").returncode == 0


def test_the_environment_of_a_test_holds_no_other_instance(tmp_path: Path) -> None:
    assert "PLUMBLINE_DATABASE_URL" not in bare(tmp_path)
