"""The gallery in a real browser, under the strict content security policy."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from django.urls import path
from playwright.sync_api import Browser, Page

from plumbline.web.ui.gallery import ui_gallery
from tests.chromium import browser

__all__ = ["browser"]

urlpatterns = [path("ui/", ui_gallery, name="ui-gallery")]
pytestmark = pytest.mark.browser
CHOSEN = "document.querySelector('#check_in_row_r2 [data-confidence] input:checked').value"


class Server(ThreadingMixIn, WSGIServer):
    """Answers several requests of a page at once."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The gallery served with the product's own settings; it needs no database."""
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"]):
        application = StaticFilesHandler(get_wsgi_application())
        server = make_server("127.0.0.1", 0, application, Server, Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/ui/"
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser found wrong while a test ran."""
    return []


@pytest.fixture
def page(browser: Browser, address: str, complaints: list[str]) -> Iterator[Page]:
    """The gallery, open."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
    )
    opened.on("requestfailed", lambda request: complaints.append(request.url))
    opened.goto(address)
    yield opened
    context.close()


def test_nothing_is_refused_by_the_content_security_policy(
    page: Page, complaints: list[str], address: str
) -> None:
    page.wait_for_load_state("networkidle")
    response = page.goto(address)
    assert response is not None
    assert "default-src 'none'" in (response.header_value("content-security-policy") or "")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('14px Inter'))")
    assert complaints == []


def test_the_value_is_focused_and_selected_and_equals_takes_the_last_one(page: Page) -> None:
    assert page.evaluate("document.activeElement.id") == "value_r2"
    page.keyboard.press("=")
    assert page.input_value("#value_r2") == "13.8"


def test_digits_choose_the_confidence_and_zero_is_ten(page: Page) -> None:
    page.focus("#check_in_row_r2 [data-confidence] input:checked")
    page.keyboard.press("4")
    assert page.evaluate(CHOSEN) == "4"
    page.keyboard.press("0")
    assert page.evaluate(CHOSEN) == "10"


def test_enter_goes_to_a_note_that_is_asked_and_says_why(page: Page) -> None:
    page.focus("#value_r6")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "note_r6"
    assert "what happened?" in page.inner_text("#status_line")


def test_single_letters_are_letters_in_a_field_and_can_be_turned_off(page: Page) -> None:
    page.focus("#note_r2")
    page.keyboard.press("[")
    assert not page.evaluate("document.documentElement.hasAttribute('data-rail')")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("[")
    assert page.evaluate("document.documentElement.hasAttribute('data-rail')")
    page.keyboard.press("?")
    page.uncheck("[data-keys-switch]")
    page.keyboard.press("Escape")
    page.keyboard.press("[")
    assert page.evaluate("document.documentElement.hasAttribute('data-rail')")


def test_a_chosen_theme_is_kept_for_the_next_page(page: Page) -> None:
    page.click(".pl-side > .pl-person summary")
    page.click(".pl-side > .pl-person [data-choose-theme=dark]")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(21, 23, 27)"


def test_arrows_read_the_dots_of_a_chart(page: Page) -> None:
    page.locator("svg.pl-trend").first.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.locator("[data-chart-reading]").first.inner_text() == "16 Nov: 13.8 days"


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_is_wider_than_its_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_every_control_is_big_enough_to_hit(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    small = page.evaluate(
        """[...document.querySelectorAll("button, input:not([type=hidden]), select, summary")]
        .filter((control) => control.checkVisibility({visibilityProperty: true}))
        .map((control) => control.closest("label") ?? control)
        .filter((target) => {
            const box = target.getBoundingClientRect();
            return box.width > 1 && (box.height < 24 || box.width < 24);
        })
        .map((target) => target.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_a_first_visit_stays_within_the_budget(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    sizes = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => [one.name, one.decodedBodySize])"
    )
    fonts = sum(size for name, size in sizes if name.endswith(".woff2"))
    others = sum(size for name, size in sizes if not name.endswith(".woff2"))
    # Fonts are compressed already; text compresses to less than half (measured: a quarter).
    assert fonts + others / 2 < 230_000
