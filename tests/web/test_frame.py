"""The frame holds at most six entries and five tabs on a phone."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from plumbline.charts import CycleRuler
from plumbline.web.frame import Frame, NavEntry, Tab
from scripts.frontend_install import FONTS
from tests.web.ui.pieces import Page

ENTRIES = tuple(
    NavEntry(label=label, url=f"/{label}", icon="users", key=label[0], current=label == "team")
    for label in ("week", "team", "company", "plan", "reports", "governance")
)
FRAME = Frame(
    organization="Saltmarsh",
    organization_slug="saltmarsh",
    person="noor",
    home_url="/home",
    sign_out_url="/out",
    nav=ENTRIES,
    foot=(NavEntry(label="settings", url="/settings", icon="settings"),),
    find_url="/find",
    cycle=CycleRuler(cycle="Q4 2026", week=8, weeks=13, share=Decimal("0.5")),
)


def framed(frame: Frame) -> Page:
    return Page(render_to_string("frame.html", {"frame": frame, "csrf_token": "abc"}))


def test_a_seventh_entry_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 6"):
        replace(FRAME, nav=(*ENTRIES, ENTRIES[0]))


def test_every_family_of_letters_is_asked_for_before_the_styles_that_name_it() -> None:
    """A font that is asked for late is left to the next page, so the first would lack it."""
    said = render_to_string("frame.html", {"frame": FRAME, "csrf_token": "abc"})
    head = said.partition('rel="stylesheet"')[0]
    latin = [pattern.format(subset="latin") for _package, _family, pattern, _weights in FONTS]
    assert len(latin) > 1
    assert [name for name in latin if f"fonts/{name}" not in head] == []


def test_a_phone_shows_four_entries_and_keeps_the_others_under_more() -> None:
    assert [entry.label for entry in FRAME.bottom] == ["week", "team", "company", "plan"]
    assert [entry.label for entry in FRAME.more] == ["reports", "governance"]


def test_the_skip_link_comes_first_and_leads_to_the_content() -> None:
    page = framed(FRAME)
    assert page.all("a")[0]["href"] == "#content"
    assert page.all("main")[0]["id"] == "content"


def test_landmarks_are_named() -> None:
    page = framed(replace(FRAME, tabs=(Tab(label="a", url="/a"), Tab(label="b", url="/b"))))
    assert all(nav.get("aria-label") for nav in page.all("nav"))


def test_the_current_entry_says_so() -> None:
    current = [
        link["href"] for link in framed(FRAME).all("a", "pl-nav-link") if "aria-current" in link
    ]
    assert current == ["/team"]


def test_one_tab_alone_is_not_shown() -> None:
    assert not framed(replace(FRAME, tabs=(Tab(label="a", url="/a"),))).all("a", "pl-tab")


def test_the_context_is_the_organization_unless_it_is_a_team() -> None:
    assert "Saltmarsh" in framed(FRAME).text
    assert "Harbour crew" in framed(replace(FRAME, context="Harbour crew", context_url="/t")).text


def test_signing_out_is_a_form_that_is_posted() -> None:
    forms = [form for form in framed(FRAME).all("form") if form.get("action") == "/out"]
    assert forms
    assert {form["method"] for form in forms} == {"post"}


def test_a_past_day_tints_the_bar_and_says_so() -> None:
    page = framed(replace(FRAME, as_of="2 November"))
    assert page.all("header", "pl-top-past")
    assert "As of 2 November" in page.text


def test_a_chosen_theme_is_set_and_the_system_is_followed_otherwise() -> None:
    assert "data-bs-theme" not in framed(FRAME).all("html")[0]
    assert framed(replace(FRAME, theme="dark")).all("html")[0]["data-bs-theme"] == "dark"


def test_htmx_adds_no_style_and_evaluates_nothing() -> None:
    config = next(m for m in framed(FRAME).all("meta") if m.get("name") == "htmx-config")["content"]
    assert '"includeIndicatorStyles":false' in config
    assert '"allowEval":false' in config


def test_hostile_names_are_text() -> None:
    page = framed(replace(FRAME, organization="<script>x</script>", person='"><b>'))
    assert not [script for script in page.all("script") if "src" not in script]
    assert len(page.all("b")) == 1


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500", "503"])
def test_error_pages_need_no_context_and_say_what_to_do(name: str) -> None:
    page = Page(render_to_string(f"{name}.html"))
    assert len(page.all("h1")) == 1
    assert page.all("main")
    assert name[:3] in page.text


def test_the_menu_of_the_person_is_a_region_of_its_own() -> None:
    """Opened on a desk it stands beside the navigation and the page, in neither of them."""
    said = render_to_string("frame.html", {"frame": FRAME, "csrf_token": "abc"})
    _, _, beside = said.partition("</nav>")
    assert '<section class="pl-person-menu" aria-label="You">' in beside
