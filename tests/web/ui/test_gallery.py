"""The gallery shows every piece there is, and nothing that a page may not hold."""

import re

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.template.loader import get_template
from django.test import RequestFactory

from plumbline.web.ui.gallery import ui_gallery
from plumbline.web.ui.icons import ICONS
from plumbline.web.ui.templatetags.ui import icon, register
from tests.web.ui.pieces import Page


@pytest.fixture(scope="module")
def gallery() -> Page:
    """The page as it is sent."""
    request: HttpRequest = RequestFactory().get("/ui/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # what the middleware sets
    response = ui_gallery(request)
    assert response.status_code == 200
    return Page(response.content.decode())


def test_the_gallery_uses_every_tag() -> None:
    source = "".join(
        get_template(name).template.source  # type: ignore[attr-defined]  # Django's own engine
        for name in _templates_of_the_gallery()
    )
    unused = [name for name in register.tags if not re.search(rf"{{% {name}\b", source)]
    assert not unused


def test_the_gallery_holds_nothing_inline(gallery: Page) -> None:
    for tag, attributes in gallery.elements:
        assert tag != "style"
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script":
            assert attributes["src"].startswith("/static/")


def test_ids_are_used_once(gallery: Page) -> None:
    ids = [attributes["id"] for _, attributes in gallery.elements if "id" in attributes]
    assert sorted(ids) == sorted(set(ids))


def test_every_described_and_labelled_id_exists(gallery: Page) -> None:
    ids = {attributes["id"] for _, attributes in gallery.elements if "id" in attributes}
    for _, attributes in gallery.elements:
        for name in ("aria-describedby", "aria-labelledby", "for"):
            assert set(attributes.get(name, "").split()) <= ids, attributes


def test_there_is_one_heading_of_the_first_level_and_one_main(gallery: Page) -> None:
    assert len(gallery.all("h1")) == 1
    assert len(gallery.all("main")) == 1


def test_every_image_has_a_name_or_is_silent(gallery: Page) -> None:
    for drawing in gallery.all("svg"):
        assert drawing.get("aria-label") or drawing.get("aria-hidden") == "true"


def test_an_icon_outside_the_sprite_is_refused() -> None:
    with pytest.raises(ValueError, match="not in plumbline"):
        icon("no-such-icon")


def test_icons_are_listed_once_in_order() -> None:
    assert list(ICONS) == sorted(set(ICONS))


def _templates_of_the_gallery() -> tuple[str, ...]:
    return (
        "ui/gallery.html", "base.html", "frame.html", "ui/side.html", "ui/navigation.html",
        "ui/nav_link.html", "ui/top.html",
        "ui/check_in_row.html", "ui/check_in_open.html", "ui/import_tree.html", "ui/chart.html",
        "ui/okr_tree.html", "ui/heat_map.html",
    )  # fmt: skip
