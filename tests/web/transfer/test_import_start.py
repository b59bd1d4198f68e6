"""The first step: who may take it, what it takes, and what it says to what it cannot."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.transfer.models import ImportBatch
from plumbline.web.transfer.import_example import EXAMPLE
from plumbline.web.uploads import BODY_LIMIT_BYTES
from tests.web.conftest import BrowserOf
from tests.web.transfer.documents import IMPORT, SUPPORT, confirm, hand_in, preview_of, shown
from tests.world import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("cycle")]

MAY = ["ada", "carl", "lena"]
MAY_NOT = ["mia", "max", "vic", "aud", "fin", "dee"]


def kept(world: World) -> int:
    with world.reading():
        return int(ImportBatch.objects.count())


@pytest.mark.parametrize("who", MAY)
def test_who_may_import_hands_a_file_in_and_sees_the_preview(
    world: World, browser_of: BrowserOf, who: str
) -> None:
    browser = browser_of(world, who)
    assert "Bring a document with OKRs" in shown(browser, IMPORT)
    assert preview_of(browser, SUPPORT).startswith("/o/freight/imports/")
    assert kept(world) == 1


@pytest.mark.parametrize("who", MAY_NOT)
def test_who_may_not_is_refused_and_nothing_is_kept(
    world: World, browser_of: BrowserOf, who: str
) -> None:
    browser = browser_of(world, who)
    assert browser.get(IMPORT).status_code == 403
    response = hand_in(browser, SUPPORT)
    assert response.status_code == 403
    assert b"Only admins, OKR champions and leads" in response.content
    assert kept(world) == 0


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.md", b"", "The document is empty"),
        ("letter.md", b"Dear all,\n\nthe canteen is closed on Friday.\n", ""),
        ("numbers.csv", b"\x00\x01\x02" * 100, "This is not a text file"),
        ("sheet.csv", b"PK\x03\x04" + b"x" * 50, "zip archive or an office file"),
        ("bad.md", b"\xef\xbb\xbf# Objective \xff\xfe", "Save it in UTF-8"),
        ("broken.yaml", b"objectives:\n  - title: 'open\n", "cannot be read as YAML"),
        ("broken.json", b'{"objectives": [', "Line 1 cannot be read as JSON"),
        ("plan.yaml", b"server:\n  port: 80\n", "No objectives or key results were found"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_at_the_field_and_not_kept(
    world: World, browser_of: BrowserOf, name: str, data: bytes, reason: str
) -> None:
    response = hand_in(browser_of(world, "ada"), data, name)
    text = response.content.decode()
    assert response.status_code == 422
    assert reason in text.split('id="id_file_error"')[1]
    assert kept(world) == 0


def test_the_broken_line_is_shown(world: World, browser_of: BrowserOf) -> None:
    broken = b"objectives:\n  - title: Calm\n   owner: [kim\n"
    text = hand_in(browser_of(world, "ada"), broken, "okrs.yaml").content.decode()
    assert "Line 3" in text
    assert "owner: [kim" in text


def test_one_document_at_a_time(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    both = {"file": SimpleUploadedFile("a.md", SUPPORT.encode()), "text": SUPPORT}
    assert b"not both" in browser.post(IMPORT, both).content
    nothing = browser.post(IMPORT, {"text": "  \n "})
    assert (nothing.status_code, b"or paste a text" in nothing.content) == (422, True)
    assert kept(world) == 0


def test_a_pasted_text_is_kept_while_it_cannot_be_read(world: World, browser_of: BrowserOf) -> None:
    text = "The canteen <b>is closed</b>."
    response = browser_of(world, "ada").post(IMPORT, {"text": text})
    assert response.status_code == 422
    assert "The canteen &lt;b&gt;is closed&lt;/b&gt;." in response.content.decode()
    assert 'id="id_text_error"' in response.content.decode()


def test_the_example_can_be_read(world: World, browser_of: BrowserOf) -> None:
    response = browser_of(world, "ada").post(IMPORT, {"text": EXAMPLE})
    text = shown(browser_of(world, "ada"), response["Location"])
    assert "2 objectives and 5 key results found in the pasted text" in text


@pytest.mark.parametrize("size", [BODY_LIMIT_BYTES + 1, 50_000_000])
def test_a_file_that_is_too_large_is_refused_by_its_size_alone(
    world: World, browser_of: BrowserOf, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[object] = []
    monkeypatch.setattr(
        "django.http.request.HttpRequest.parse_file_upload", lambda *_: parsed.append(1)
    )
    response = hand_in(browser_of(world, "ada"), b"x" * size, "large.md")
    assert response.status_code == 413
    assert b"more than 5 MB" in response.content
    assert b'id="id_file_error"' in response.content
    assert parsed == []
    assert kept(world) == 0


def test_a_file_just_over_the_limit_and_a_long_pasted_text_are_refused_too(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    assert hand_in(browser, b"# x\n" * 1_250_001).status_code == 422
    pasted = browser.post(IMPORT, {"text": "# x\n" * 1_000_000})
    assert (pasted.status_code, b"as a file" in pasted.content) == (413, True)
    assert kept(world) == 0


@pytest.mark.parametrize("size", [10, BODY_LIMIT_BYTES + 1])
def test_neither_a_small_nor_a_large_body_passes_without_its_token(world: World, size: int) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.account("ada"))
    assert hand_in(browser, b"# " + b"x" * size).status_code in {403, 413}
    assert kept(world) == 0


def test_whoever_may_not_import_is_refused_whatever_the_size(
    world: World, browser_of: BrowserOf
) -> None:
    response = hand_in(browser_of(world, "mia"), b"x" * (BODY_LIMIT_BYTES + 1))
    assert response.status_code == 403


def test_names_of_files_are_words_not_mark_up(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    name = '<img src=x onerror="alert(1)">.md'
    address = preview_of(browser, SUPPORT, name)
    confirm(browser, address)
    for page in (shown(browser, address), shown(browser, IMPORT)):
        assert "<img" not in page
        assert "&lt;img" in page


def test_only_ones_own_imports_are_listed(
    world: World, browser_of: BrowserOf, cycle: Cycle
) -> None:
    confirm(browser_of(world, "ada"), preview_of(browser_of(world, "ada"), SUPPORT, "adas.md"))
    assert "adas.md" in shown(browser_of(world, "ada"), IMPORT)
    assert "adas.md" not in shown(browser_of(world, "carl"), IMPORT)
