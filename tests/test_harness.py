"""The suite itself: no way out of this machine, and the roles it claims to run as."""

import socket
import urllib.request

import pytest
from django.db import connection
from hypothesis import settings

from tests.conftest import is_left_unread, is_place_left
from tests.databases import on_postgres
from tests.properties import examples


def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as outside, pytest.raises(RuntimeError, match="tried to connect"):
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(RuntimeError, match="tried to look up"):
        urllib.request.urlopen("http://plumbline.invalid/")


def test_this_machine_can_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()


@pytest.mark.django_db
def test_on_postgresql_the_suite_runs_as_the_app_s_role() -> None:
    if not on_postgres():
        assert connection.vendor == "sqlite"
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles "
            "WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("app", False)


@pytest.mark.parametrize(
    ("place", "text", "expression", "left"),
    [
        ("tests/web/test_a.py", "", "not browser and not thorough", True),
        ("tests/domain/test_a.py", "", "not browser and not thorough", False),
        ("tests/domain/test_a.py", "@pytest.mark.thorough", "not browser and not thorough", False),
        ("tests/domain/test_a.py", "", "thorough and not browser", True),
        ("tests/web/test_a.py", "", "thorough and not browser", False),
        ("tests/domain/test_a.py", "@pytest.mark.thorough", "thorough and not browser", False),
        ("tests/web/test_a.py", "", "browser", True),
        ("tests/web/test_a.py", "pytestmark = pytest.mark.browser", "browser", False),
        ("tests/engine/test_a.py", "", "not browser and not without_database", True),
        ("tests/web/test_a.py", "", "not (browser or thorough)", False),
        ("tests/web/test_a.py", "", "", False),
    ],
)
def test_a_file_is_left_unread_where_the_run_takes_nothing_from_it(
    place: str, text: str, expression: str, left: bool
) -> None:
    assert is_left_unread(place, text, expression) is left


def test_a_folder_is_left_unread_only_where_the_run_takes_nothing_from_all_of_it() -> None:
    assert is_place_left("tests/browser/", "not browser and not thorough")
    assert not is_place_left("tests/browser/", "browser")
    assert not is_place_left("tests/domain/", "not browser and not thorough")
    assert is_place_left("tests/domain/transfer/", "not browser and not thorough")
    assert not is_place_left("tests/domain/transfer/", "thorough and not browser")


@pytest.mark.parametrize(
    ("asked", "kept", "most"), [("thorough", "thorough", 1000), ("default", "few", 7)]
)
def test_a_run_that_asked_for_thoroughness_keeps_it(asked: str, kept: str, most: int) -> None:
    before = settings.get_current_profile_name()
    try:
        settings.load_profile(asked)
        examples("few", 7)
        assert settings.get_current_profile_name() == kept
        assert settings.default is not None
        assert settings.default.max_examples == most
    finally:
        settings.load_profile(before)
