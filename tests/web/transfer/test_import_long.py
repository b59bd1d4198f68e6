"""A file that takes long is read once, behind a page that can be left."""

from collections.abc import Callable
from concurrent.futures import Future
from io import BytesIO
from threading import Event
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Objective, State
from plumbline.domain.transfer import file_readings
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.domain.transfer.services import confirming
from plumbline.domain.transfer.services.confirming import import_go_on, imports_confirmed
from plumbline.engine.documents.read import document_read
from tests.web.conftest import BrowserOf
from tests.web.transfer.documents import IMPORT, SUPPORT, confirm, form_of, preview_of, shown
from tests.world import AT, World
from tests.world_okrs import make_objective

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("cycle")]

Works = list[Callable[[], None]]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What was read, each time it was."""
    found: list[bytes] = []

    def noted(data: bytes, **said: object) -> object:
        found.append(data)
        return document_read(data, **said)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(file_readings, "document_read", noted)
    return found


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> Works:
    """What waits to be done in the background; every file counts as long."""
    begun: Works = []
    monkeypatch.setattr(file_readings, "LONG_TEXT_BYTES", 1)
    monkeypatch.setattr(file_readings.HELD, "start", begun.append)
    return begun


def test_a_long_file_is_read_in_the_background_and_shown_once_it_is_there(
    world: World, browser_of: BrowserOf, works: Works, reads: list[bytes]
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    assert not reads
    for _ in range(2):  # looking again begins nothing anew
        page = shown(browser, address)
        assert "Reading support.md" in page
        assert "First of two steps" in page
    assert f'href="{address}">support.md</a>' in shown(browser, IMPORT)
    assert "support.md" not in shown(browser_of(world, "carl"), IMPORT)
    (work,) = works
    work()
    page = shown(browser, address)
    assert "Hauliers find the answer" in page
    assert "Hauliers find the answer" in shown(browser, address)
    assert confirm(browser, address, **form_of(page)).status_code == 302
    assert "support.md</a> <span" in shown(browser, IMPORT)
    worked(world)
    assert "2 objectives and 3 key results came in from support.md" in shown(browser, address)
    assert len(reads) == len(works) == 1
    assert "Not imported yet" not in shown(browser, IMPORT)


def test_a_long_file_comes_in_behind_a_page_that_says_how_far_it_is(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "AT_ONCE", 0)
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    form = form_of(shown(browser, address))
    for _press in range(2):
        answer = browser.post(f"{address}/confirm", form)
        assert (answer.status_code, answer["Location"]) == (302, address)
        page = shown(browser, address)
        assert "Importing support.md" in page
        assert "It waits for its turn" in page
        assert "<progress" not in page
    assert browser.post(f"{address}/confirm", {**form, "state": "active"}).status_code == 302
    assert browser_of(world, "carl").get(address).status_code == 404
    with world.writing():
        ImportBatch.objects.update(state=ImportState.PREPARING, prepared=3, to_prepare=12)
    page = shown(browser, address)
    assert "3 of 12 things are written" in page
    assert 'max="100" value="25"' in page
    assert "is being imported" in shown(browser, IMPORT)
    with world.writing():
        ImportBatch.objects.update(state=ImportState.CONFIRMED)
    worked(world)
    page = shown(browser, address)
    assert "2 objectives and 3 key results came in from support.md" in page
    assert "Undo this import" in page
    with world.reading():
        assert set(Objective.objects.values_list("state", flat=True)) == {State.DRAFT}


def test_a_long_file_that_cannot_come_in_is_shown_again_with_the_reason_and_every_choice(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "AT_ONCE", 0)
    browser = browser_of(world, "carl")
    address = preview_of(browser, SUPPORT)
    confirm(browser, address, state="draft")
    with world.writing():
        grants = list(world.person("carl").role_grants.all())
        world.person("carl").role_grants.all().delete()
    worked(world)
    with world.writing():
        type(grants[0]).objects.bulk_create(grants)
    page = shown(browser, address)
    assert "It was not imported. Nothing of it came in." in page
    assert "Only admins" in page
    assert "Hauliers find the answer" in page
    confirm(browser, address)
    assert "Importing support.md" in shown(browser, address)


def worked(world: World) -> None:
    """Let the worker bring in what waits for it."""
    with world.reading():
        for public_id, _slot in imports_confirmed():
            assert import_go_on(public_id=public_id, clock=lambda: AT, goes_on=lambda: True)


def test_a_long_file_is_compared_anew_when_something_was_recorded_since_it_was_shown(
    world: World, browser_of: BrowserOf, works: Works, reads: list[bytes]
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    shown(browser, address)
    works.pop()()
    assert "is here already" not in shown(browser, address)
    make_objective(world, "Hauliers find the answer before they phone us")
    assert "Second of two steps" in shown(browser, address)
    works.pop()()
    assert "Second of two steps" not in shown(browser, address)
    assert len(reads) == 1


def test_a_long_file_that_cannot_be_read_is_refused_where_it_would_be_shown(
    world: World, browser_of: BrowserOf, works: Works, cycle: Cycle
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, "server:\n  port: 80\n", "plan.yaml")
    shown(browser, address)
    works.pop()()
    assert "No objectives or key results were found" in shown(browser, address)


def test_a_choice_that_is_gone_is_said_of_a_long_file_as_of_a_short_one_and_not_tried_for_ever(
    world: World, browser_of: BrowserOf, works: Works
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    assert "Reading support.md" in shown(browser, address, team="gone")
    works.pop()()
    assert browser.get(address, {"team": "gone"}).status_code == 404
    assert not works
    assert "Second of two steps" in shown(browser, address, team="gone")  # tried once more


def test_however_many_long_files_wait_one_is_read_at_a_time() -> None:
    at_once: list[int] = []
    running, first, release = [], Event(), Event()

    def work() -> None:
        running.append(1)
        at_once.append(len(running))
        first.set()
        release.wait(5)
        running.pop()

    held = file_readings.Held(file_readings.HELD.start)
    futures = [held.begun(("file", str(number)), work, weight=1) for number in range(3)]
    assert first.wait(5)
    release.set()
    for future in futures:
        future.result(5)
    assert at_once == [1, 1, 1]


def test_large_files_that_are_read_one_after_the_other_do_not_push_each_other_out_unseen() -> None:
    works: Works = []
    held = file_readings.Held(works.append)

    def asked(name: str) -> "Future[str]":
        def plan() -> str:
            held.get(("file", name), str, weight=file_readings.HELD_BYTES)
            return name

        return held.begun(("plan", name), plan, weight=file_readings.HELD_BYTES)

    names = ("one", "other")
    assert not any(asked(name).done() for name in names)
    while works:
        works.pop(0)()
    assert [asked(name).result(0) for name in names] == list(names)
    for number in range(file_readings.UNSEEN_MOST + 2):
        asked(f"left behind {number}")
        works.pop()()
    assert not asked("left behind 0").done()
    assert asked("left behind 3").done()
    assert not asked("one").done()  # it was shown, and went when room was wanted


def test_a_workbook_is_as_long_as_what_it_holds_however_densely_it_is_packed() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<c><v>1</v></c>" * 200_000)
    data = packed.getvalue()
    assert len(data) < file_readings.LONG_WORKBOOK_BYTES
    assert file_readings.is_long(data)
    assert not file_readings.is_long(data[:100])  # broken: said at once


def test_a_short_file_is_read_once_for_its_form_and_its_preview(
    world: World, browser_of: BrowserOf, reads: list[bytes]
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    page = shown(browser, address)
    assert confirm(browser, address, **form_of(page)).status_code == 302
    assert len(reads) == 1
