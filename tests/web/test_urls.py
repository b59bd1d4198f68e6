"""What holds for every page that exists, and for every one that will be added."""

from collections.abc import Iterator

from django.test import Client
from django.urls import URLPattern, reverse

from plumbline.http.headers import CONTENT_SECURITY_POLICY
from plumbline.http.tenancy import LAST_ORGANIZATION_COOKIE
from plumbline.web.urls import urlpatterns
from tests.web.conftest import BrowserOf, without_tokens
from tests.world import World

#: Pages that answer without a sign-in; a new one must be added here on purpose.
#: Mail programs send it themselves (RFC 8058); the token stands in its address, signed.
ONE_CLICK = "mail-stop"

OPEN = {
    "start",
    "health",
    "help-outside",
    "help-outside-guide",
    "help-outside-topic",
    "set-up",
    "set-up-other-ways",
    "sign-in",
    "sign-in-link",
    "sign-out",
    "password-reset",
    "password-reset-confirm",
    "invitation",
    "mail-stop",
}


def arguments(pattern: URLPattern, slug: str) -> dict[str, str]:
    """Return something for every part of the path: the organization, and ids that nothing has."""
    names = pattern.pattern.converters
    return {name: slug if name == "slug" else "000000000000" for name in names}


def pages(*, of_tenants: bool) -> Iterator[URLPattern]:
    return (page for page in urlpatterns if ("slug" in page.pattern.converters) is of_tenants)


TENANT_PAGES = list(pages(of_tenants=True))
GLOBAL_PAGES = list(pages(of_tenants=False))


def address(page: URLPattern, slug: str = "freight") -> str:
    return reverse(str(page.name), kwargs=arguments(page, slug))


def test_every_page_has_a_name_of_its_own_and_lies_where_the_middleware_looks() -> None:
    names = [page.name for page in urlpatterns]
    assert None not in names
    assert len(set(names)) == len(names)
    assert all(address(page).startswith("/o/freight/") for page in TENANT_PAGES)
    assert not any(address(page).startswith("/o/") for page in GLOBAL_PAGES)


def test_to_a_stranger_no_page_of_an_organization_exists(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(stranger_world, "sam")
    for page in TENANT_PAGES:
        for method in ("get", "post"):
            there = getattr(browser, method)(address(page))
            nowhere = getattr(browser, method)(address(page, slug="nowhere"))
            assert there.status_code == nowhere.status_code == 404, page.name
            seen, made_up = (without_tokens(answer.text) for answer in (there, nowhere))
            assert seen == made_up, page.name
            assert LAST_ORGANIZATION_COOKIE not in there.cookies, page.name


def test_whoever_is_not_signed_in_is_sent_to_sign_in(world: World, browser_of: BrowserOf) -> None:
    nobody = browser_of(world, "")
    for page in TENANT_PAGES:
        for slug in ("freight", "nowhere"):
            response = nobody.get(address(page, slug=slug))
            assert response.status_code == 302, page.name
            assert response["Location"].startswith("/sign-in?next=%2Fo%2F"), page.name
        posted = nobody.post(address(page))
        assert (posted.status_code, posted["Location"]) == (302, "/sign-in?next=%2F"), page.name
    # Whose session ended while they wrote comes back to the form they sent.
    for told, led in (
        ("http://testserver/o/freight/plan/new?q=1", "%2Fo%2Ffreight%2Fplan%2Fnew%3Fq%3D1"),
        ("http://elsewhere.example/o/freight/plan", "%2F"),
    ):
        posted = nobody.post("/o/freight/plan/new", headers={"Referer": told})
        assert posted["Location"] == f"/sign-in?next={led}"


def test_only_the_pages_named_here_are_open(world: World, browser_of: BrowserOf) -> None:
    nobody = browser_of(world, "")
    for page in GLOBAL_PAGES:
        response = nobody.get(address(page))
        led_to_sign_in = response.status_code == 302 and "/sign-in?next=" in response["Location"]
        assert led_to_sign_in != (page.name in OPEN), page.name


def test_no_page_takes_a_post_without_its_token(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.account("ada"))
    for page in urlpatterns:
        response = browser.post(address(page))
        if page.name == ONE_CLICK:
            assert response.status_code == 404, "a link that nobody was sent stops nothing"
            continue
        assert response.status_code == 403, page.name
        assert "The page was open too long" in response.text, page.name


def test_every_answer_carries_the_headers(world: World, browser_of: BrowserOf) -> None:
    for name in ("ada", ""):
        browser = browser_of(world, name)
        for page in urlpatterns:
            response = browser.get(address(page))
            assert response.status_code < 500, page.name
            assert response["Content-Security-Policy"] == CONTENT_SECURITY_POLICY, page.name
            assert response["X-Content-Type-Options"] == "nosniff", page.name
            assert response["Referrer-Policy"] == "same-origin", page.name
            assert "private" in response["Cache-Control"], page.name


def test_the_address_of_an_act_leads_a_browser_to_a_page(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    acts = [page for page in urlpatterns if browser.get(address(page)).status_code == 405]
    assert len(acts) > 40
    for page in acts:
        led, steps = address(page), 0
        while (answer := browser.get(led, headers={"Accept": "text/html"})).status_code == 303:
            led, steps = answer["Location"], steps + 1
        assert (steps > 0, answer.status_code) != (True, 405), page.name
        assert led.startswith("/o/") or page.name == "sign-out", page.name
    assert browser.head(address(acts[-1]), headers={"Accept": "text/html"}).status_code == 405
    sam = browser_of(stranger_world, "sam")
    assert sam.get(address(acts[-1]), headers={"Accept": "text/html"}).status_code == 404


def test_other_methods_are_refused(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    for page in urlpatterns:
        for method in ("put", "patch", "delete"):
            response = getattr(browser, method)(address(page))
            assert response.status_code in {302, 404, 405}, (page.name, method)
