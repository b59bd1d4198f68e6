"""What every test stands on: a database of its own, and no way out of this machine."""

import gc
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.base import NodeList, Template
from django.template.context import Context
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests import acts_kept
from tests.databases import databases_made, empty_database

ROOT = Path(__file__).resolve().parent.parent
_LOOPBACK = ("127.", "::1", "localhost")

#: What takes its time: every address as everybody, whole requests to pages and to the API, whole
#: commands, the example organization, every right, kills, damaged documents, what the worker tells
#: and counts for a whole organization in turns, a cluster of PostgreSQL. `make check` leaves it to
#: `make test`, so that the quick suite stays quick. A test that makes many rows to see that no
#: question is asked for each of them says `@pytest.mark.thorough` itself.
THOROUGH = (
    "tests/api/",
    "tests/cli/",
    "tests/domain/audits/",
    "tests/domain/bulk/",
    "tests/domain/demo/",
    "tests/domain/notify/test_telling.py",
    "tests/domain/okrs/selectors/test_company_weeks.py",
    "tests/domain/okrs/services/test_counts_refreshing.py",
    "tests/domain/okrs/services/test_past_counting.py",
    "tests/domain/okrs/services/test_progress_refreshing.py",
    "tests/domain/okrs/services/test_rights_of_acts.py",
    "tests/domain/okrs/services/test_week_counting.py",
    "tests/domain/okrs/test_concurrency.py",
    "tests/domain/okrs/test_laws.py",
    "tests/domain/okrs/test_visibility.py",
    "tests/domain/tenancy/databases/",
    "tests/domain/transfer/",
    "tests/engine/documents/test_read.py",
    "tests/scripts/test_postgres_cluster.py",
    "tests/standing/",
    "tests/web/",
)


#: What knows of no database and so runs once, whichever there are. A test in there that asks for
#: one ends the run.
WITHOUT_DATABASE = (
    "tests/charts/",
    "tests/engine/",
    "tests/scripts/",
    "tests/test_architecture.py",
    "tests/test_glossary.py",
    "tests/test_repository.py",
)
#: What is walked through in Chromium.
BROWSER = ("tests/browser/",)
#: What is made of rows, or asks a table of our own, and so is the same on any database: the
#: example, exports, the plan of an import, laws of sums, rights of acts.
ALIKE = (
    "tests/domain/demo/",
    "tests/domain/okrs/test_laws.py",
    "tests/domain/okrs/services/test_rights_of_acts.py",
    "tests/domain/transfer/selectors/",
    "tests/domain/transfer/test_many_links.py",
    "tests/domain/transfer/test_many_rows.py",
    "tests/domain/transfer/test_many_undone.py",
)
#: What a page says, sends along and accepts: the same on any database that gives the same rows.
SINGLE_PAGES = (
    "tests/web/",
    "tests/standing/test_headers_of_routes.py",
    "tests/standing/test_requests_that_are_forged.py",
    "tests/standing/test_texts_with_markup.py",
)
#: Where tests run commands as processes on data folders of their own, whatever the run is on.
OWN_PROCESSES = ("tests/cli/",)
_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "postgres"}


#: Marks that say of all tests in a place what they are.
PLACES = {
    "browser": BROWSER,
    "thorough": THOROUGH,
    "alike": ALIKE,
    "single_page": SINGLE_PAGES,
    "without_database": WITHOUT_DATABASE,
}
#: Marks that tests are taken by; a file of such a test names it, or stands in its place.
_TAKEN_BY = ("browser", "thorough")


def is_left_unread(place: str, text: str, expression: str) -> bool:
    """Return whether a run takes nothing from a file, so that it need not be imported.

    Args:
        place: Where the file stands, from the root of the repository.
        text: What it says.
        expression: What the run takes (`pytest -m`); one that is more than marks and their
            opposites, joined by "and", leaves no file unread.
    """
    parts = expression.split(" and ")
    if any(mark in parts for mark in _TAKEN_BY if not _may_have(mark, place, text)):
        return True
    return is_place_left(place, expression)


def is_place_left(place: str, expression: str) -> bool:
    """Return whether a run takes nothing from a place: a file, or a folder that ends in "/"."""
    parts = expression.split(" and ")
    return any(f"not {mark}" in parts for mark in PLACES if place.startswith(PLACES[mark]))


def _may_have(mark: str, place: str, text: str) -> bool:
    return f"mark.{mark}" in text or place.startswith(PLACES.get(mark, ()))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave files unread of which the run takes nothing: reading all of them takes seconds."""
    expression: str = config.option.markexpr
    if not expression or not collection_path.is_relative_to(ROOT):
        return None
    place = collection_path.relative_to(ROOT).as_posix()
    if collection_path.is_dir():  # with its conftest.py, which brings a browser along
        return is_place_left(f"{place}/", expression) or None
    if collection_path.suffix != ".py":
        return None
    text = collection_path.read_text("utf-8")
    return is_left_unread(place, text, expression) or None


def asks_for_database(item: pytest.Item) -> bool:
    """Return whether a test uses the database of the run, by a fixture or by its mark."""
    asked = _DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by where they stand, so that nobody has to remember."""
    for item in items:
        place = item.path.relative_to(ROOT).as_posix()
        if place.startswith(BROWSER):
            item.add_marker(pytest.mark.browser)
        if place.startswith(THOROUGH):
            item.add_marker(pytest.mark.thorough)
        if place.startswith(ALIKE):
            item.add_marker(pytest.mark.alike)
        if place.startswith(SINGLE_PAGES):
            item.add_marker(pytest.mark.single_page)
        if place.startswith(WITHOUT_DATABASE):
            if asks_for_database(item):
                raise pytest.UsageError(f"{item.nodeid} asks for a database; tests/domain has one.")
            item.add_marker(pytest.mark.without_database)
        if place.startswith(OWN_PROCESSES) and not asks_for_database(item):
            item.add_marker(pytest.mark.without_database)


def pytest_collection_finish() -> None:
    """Leave what stays to the end, modules and thousands of tests, out of every collection."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let no test get what was done to the rows of another."""
    acts_kept.test_begins(getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True, scope="session")
def patches_told() -> Iterator[None]:
    """Lets no test get what another did while it had something patched."""
    with acts_kept.patches_told():
        yield


@pytest.fixture(autouse=True, scope="session")
def pages_drawn_plainly(django_test_environment: None) -> Iterator[None]:
    """Draws pages as a server does.

    Django's test client copies the context of every part of a page, so that a test may ask for it.
    None here does, and it costs a tenth of a page.
    """

    def drawn(self: Template, context: Context) -> str:
        nodes: NodeList = self.nodelist
        return nodes.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", drawn)
        yield


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """Refuses connections that would leave this machine."""
    connect = socket.socket.connect
    resolve = socket.getaddrinfo

    def connect_here(self: socket.socket, address: tuple[str, int] | str) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(_LOOPBACK):
            raise RuntimeError(f"A test tried to connect to {address}.")
        connect(self, address)

    def resolve_here(host: str | bytes | None, *args: object, **kwargs: object) -> object:
        name = host.decode() if isinstance(host, bytes) else host or "127.0.0.1"
        if not name.startswith(_LOOPBACK):
            raise RuntimeError(f"A test tried to look up {name}.")
        return resolve(host, *args, **kwargs)  # type: ignore[arg-type]  # passed through

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        patch.setattr(socket, "getaddrinfo", resolve_here)
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Makes the database of this process, migrated by the migrator, used by the app's role."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock(), databases_made(worker):
        yield


@pytest.fixture(autouse=True, scope="session")
def emptying_of_databases() -> Iterator[None]:
    """Lets tests with real commits clean up after themselves, append-only tables included."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: empty_database())
        yield
