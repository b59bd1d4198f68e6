"""Name, colours and password of the person signed in."""

import pytest

from plumbline.domain.accounts.models import Account
from tests.web.conftest import BrowserOf
from tests.world import PASSWORD, World

PAGE = "/preferences"
NEW = "another line that hangs straight"


def mia(world: World) -> Account:
    return Account.objects.get(pk=world.account("mia").pk)


def test_it_wants_a_sign_in(world: World, browser_of: BrowserOf) -> None:
    assert browser_of(world, "").get(PAGE)["Location"] == "/sign-in?next=/preferences"


def test_name_and_colours_are_kept_and_used(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "mia")
    assert browser.post(PAGE, {"name": "Mia M.", "theme": "dark"})["Location"] == PAGE
    assert (mia(world).name, mia(world).theme) == ("Mia M.", "dark")
    page = browser.get("/o/freight/people").text
    assert 'data-bs-theme="dark"' in page
    assert f'href="{PAGE}"' in page
    for bare in (PAGE, "/organizations", "/o/freight/objectives/nothing"):
        assert 'data-bs-theme="dark"' in browser.get(bare).text, bare


@pytest.mark.parametrize("changed", [{"name": ""}, {"theme": "pink"}, {"name": "x" * 201}])
def test_what_cannot_stand_changes_nothing(
    world: World, browser_of: BrowserOf, changed: dict[str, str]
) -> None:
    response = browser_of(world, "mia").post(PAGE, {"name": "Mia M.", "theme": "dark"} | changed)
    assert response.status_code == 422
    assert (mia(world).name, mia(world).theme) == ("Mia Example", "system")


def test_a_new_password_keeps_this_browser_in_and_puts_others_out(
    world: World, browser_of: BrowserOf
) -> None:
    here, elsewhere = browser_of(world, "mia"), browser_of(world, "mia")
    response = here.post(PAGE, {"present": PASSWORD, "password": NEW})
    assert response["Location"] == PAGE
    assert here.get(PAGE).status_code == 200
    assert elsewhere.get(PAGE).status_code == 302


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"present": "wrong", "password": NEW}, "This is not your present password."),
        ({"present": PASSWORD, "password": "short"}, "Use at least 10 characters."),
        ({"present": "", "password": ""}, "Type your present password."),
    ],
)
def test_a_refused_password_changes_nothing(
    world: World, browser_of: BrowserOf, sent: dict[str, str], says: str
) -> None:
    before = mia(world).password
    response = browser_of(world, "mia").post(PAGE, sent)
    assert response.status_code == 422
    assert says in response.text
    assert mia(world).password == before


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (("wrong", "short"), ("This is not your present password.", "Use at least 10 characters.")),
        (("", "short"), ("Type your present password.", "Use at least 10 characters.")),
        (("wrong", ""), ("This is not your present password.", "Choose a password.")),
    ],
)
def test_all_that_is_wrong_with_a_change_of_password_is_said_at_once(
    world: World, browser_of: BrowserOf, sent: tuple[str, str], said: tuple[str, str]
) -> None:
    present, password = sent
    text = browser_of(world, "mia").post(PAGE, {"present": present, "password": password}).text
    assert all(words in text for words in said)
    both = browser_of(world, "mia").post(PAGE, {"name": "", "theme": "pink"}).text
    assert "Say your name." in both
    assert "pink is not one of the available choices" in both
