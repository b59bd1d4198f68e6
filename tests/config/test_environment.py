"""Settings are read from two places, checked at start, and refused in words."""

import os
import stat
import threading
from pathlib import Path

import pytest
from django.http.request import split_domain_port, validate_host
from pydantic import SecretStr

from plumbline.cli.addresses import address_of
from plumbline.config.database import databases
from plumbline.config.environment import (
    Environment,
    EnvironmentMistake,
    data_folder_default,
    data_folder_prepare,
    environment_load,
    host_named,
    secret_key_load,
)
from plumbline.config.mail import mail_settings


@pytest.fixture(autouse=True)
def only_these(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("PLUMBLINE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PLUMBLINE_DATA", str(tmp_path))


def test_without_any_setting_everything_lies_in_the_data_folder(tmp_path: Path) -> None:
    environment = environment_load()
    assert environment.data == tmp_path
    assert databases(environment)["default"]["NAME"] == str(tmp_path / "plumbline.sqlite3")
    assert mail_settings(environment)["PLUMBLINE_MAIL_FOLDER"] == tmp_path / "mail"


def test_the_file_is_read_and_the_environment_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plumbline.env").write_text(
        "PLUMBLINE_PUBLIC_URL=https://okr.example.org/\nPLUMBLINE_MAIL_FROM=okr@example.org\n"
    )
    monkeypatch.setenv("PLUMBLINE_MAIL_FROM", "ada@example.org")
    environment = environment_load()
    assert environment.public_url == "https://okr.example.org"
    assert environment.tls
    assert environment.mail_from == "ada@example.org"


def test_hosts_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_ALLOWED_HOSTS", "okr.example.org, 10.0.0.7")
    assert environment_load().allowed_hosts == ("okr.example.org", "10.0.0.7")


@pytest.mark.parametrize(
    ("host", "asked_for"),
    [
        ("127.0.0.1", "127.0.0.1:8001"),
        ("okr.example.org", "okr.example.org:8001"),
        ("fd00::7", "[fd00::7]:8001"),
    ],
)
def test_where_it_listens_is_an_address_that_requests_may_ask_for(
    monkeypatch: pytest.MonkeyPatch, host: str, asked_for: str
) -> None:
    monkeypatch.setenv("PLUMBLINE_PUBLIC_URL", address_of(host, 8001))
    public = environment_load().public_url
    assert public == f"http://{asked_for}"
    assert validate_host(split_domain_port(asked_for)[0], [host_named(public)])


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PLUMBLINE_SECRET_KEY", "short", "at least 32"),
        ("PLUMBLINE_PUBLIC_URL", "okr.example.org", "with http:// or https://"),
        ("PLUMBLINE_PUBLIC_URL", "https://", "with http:// or https://"),
        ("PLUMBLINE_DEBUG", "perhaps", "PLUMBLINE_DEBUG"),
        ("PLUMBLINE_DATABSE_URL", "x", "no such setting"),
        ("PLUMBLINE_DATABASE_KEEPER_URL", "postgres://k@h/d", "database_url beside them"),
    ],
)
def test_an_impossible_setting_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(EnvironmentMistake, match=words):
        environment_load()


def test_an_unknown_name_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plumbline.env").write_text("PLUMBLINE_MAIL_FORM=x@example.org\n")
    with pytest.raises(EnvironmentMistake, match="PLUMBLINE_MAIL_FORM"):
        environment_load()


def test_the_data_folder_follows_the_desktop_s_convention(tmp_path: Path) -> None:
    assert data_folder_default({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "plumbline"
    assert data_folder_default({"XDG_DATA_HOME": "relative"}).parts[-3:] == (
        ".local",
        "share",
        "plumbline",
    )


def test_the_data_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "place"
    data_folder_prepare(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentMistake, match=r"data folder .*file/inside.*--data"):
        data_folder_prepare(tmp_path / "file" / "inside")


def test_the_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    environment = environment_load()
    key = secret_key_load(environment)
    assert len(key) >= 32
    assert secret_key_load(environment) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_starters_at_the_same_time_agree_on_the_key() -> None:
    environment = environment_load()
    keys: set[str] = set()
    threads = [
        threading.Thread(target=lambda: keys.add(secret_key_load(environment))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 1


@pytest.mark.parametrize("content", [b"short", b"\xff\xfe" * 30])
def test_a_damaged_key_is_not_replaced_silently(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret_key").write_bytes(content)
    with pytest.raises(EnvironmentMistake, match="secret_key"):
        secret_key_load(environment_load())
    assert (tmp_path / "secret_key").read_bytes() == content


def test_secrets_do_not_show_when_the_settings_are_printed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PLUMBLINE_MAIL_URL", "smtp://ada:hush-hush@mail.example.org")
    monkeypatch.setenv("PLUMBLINE_DATABASE_URL", "postgres://app:hush-hush@db.example.org/okr")
    assert "hush-hush" not in repr(environment_load())


def test_postgres_addresses_become_one_database_under_three_roles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, role in (("", "app"), ("_MIGRATOR", "owner"), ("_KEEPER", "keeper")):
        monkeypatch.setenv(
            f"PLUMBLINE_DATABASE{name}_URL",
            f"postgres://{role}:p%40ss@db.example.org:5433/okr?sslmode=require",
        )
    found = databases(environment_load())
    assert {alias: entry["USER"] for alias, entry in found.items()} == {
        "default": "app",
        "migrator": "owner",
        "keeper": "keeper",
    }
    assert found["default"]["PASSWORD"] == "p@ss"
    assert (found["default"]["HOST"], found["default"]["PORT"]) == ("db.example.org", "5433")
    assert found["default"]["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("url", ["mysql://h/d", "postgres://host", "nonsense"])
def test_an_address_of_no_known_database_is_refused(url: str) -> None:
    with pytest.raises(EnvironmentMistake, match="PLUMBLINE_DATABASE_URL"):
        databases(Environment(database_url=SecretStr(url)))


@pytest.mark.parametrize(
    ("url", "port", "start_tls", "tls"),
    [
        ("smtp://ada:pw@mail.example.org", 587, True, False),
        ("smtps://mail.example.org", 465, False, True),
        ("smtp+plain://127.0.0.1:2525", 2525, False, False),
    ],
)
def test_mail_addresses_say_how_to_encrypt(
    monkeypatch: pytest.MonkeyPatch, url: str, port: int, start_tls: bool, tls: bool
) -> None:
    monkeypatch.setenv("PLUMBLINE_MAIL_URL", url)
    found = mail_settings(environment_load())
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (
        port,
        start_tls,
        tls,
    )
