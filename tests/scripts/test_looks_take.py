"""Pictures of every page: what counts as one kind of page, and what its picture is called."""

import pytest

from scripts.looks_take import LEFT_OUT, Walk, file_of, index, kind_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/o/freight/my-week", "/my-week"),
        ("/o/freight/objectives/zdzm95q1485c/grade", "/objectives/…/grade"),
        ("/o/freight/map?focus=zdzm95q1485c", "/map?focus"),
        ("/o/freight/map?focus=zdzm95q1485c&form=list", "/map"),
        ("/o/freight/governance/library/small-first-step?next=1", "/governance/library/…?next"),
        ("/o/freight/governance/library", "/governance/library"),
        ("/preferences", "/preferences"),
        ("/o/freight/", "/"),
    ],
)
def test_pages_are_told_apart_by_their_address_without_ids(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_nothing_that_ends_the_session_or_is_a_file_is_followed() -> None:
    assert LEFT_OUT.search("/sign-out")
    assert LEFT_OUT.search("/o/freight/settings/journal.csv?")
    assert not LEFT_OUT.search("/o/freight/export")


def test_every_picture_stands_in_the_index_under_a_name_of_its_own() -> None:
    walk = Walk("full", {"/map?focus": "/o/a/map?focus=1", "/objectives/…": "/o/a/objectives/1"})
    shown = index([walk])
    names = {file_of("full", kind, "desk", "light") for kind in walk.pages}
    assert names == {"full.map-focus.desk.light.png", "full.objectives-one.desk.light.png"}
    assert all(name in shown for name in names)
