"""Saved views: whose they are, what they keep, and how they go and come back."""

from datetime import timedelta

import pytest

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    Refused,
    ValidationRefused,
)
from plumbline.domain.views import services
from plumbline.domain.views.models import QUERY_CHARACTERS, SavedView, ViewPage
from plumbline.domain.views.queries import query_kept
from plumbline.domain.views.selectors import ViewFacts, view_facts, views_list
from plumbline.domain.views.services import (
    PUT_BACK_FOR,
    ViewValues,
    view_default_set,
    view_delete,
    view_put_back,
    view_rename,
    view_save,
)
from tests.world import AT, World


def saved(
    world: World,
    who: str,
    name: str = "Late",
    *,
    query: str = "state=running",
    page: ViewPage = ViewPage.OBJECTIVES,
    shared: bool = False,
) -> SavedView:
    values = ViewValues(page=page, name=name, query=query, is_shared=shared)
    with world.reading():
        return view_save(actor=world.viewer(who), values=values, at=AT)


def seen(world: World, who: str, page: ViewPage | None = None) -> list[ViewFacts]:
    with world.reading():
        return list(views_list(viewer=world.viewer(who), page=page))


def test_a_view_is_ones_own_unless_it_is_everybodys(world: World) -> None:
    own = saved(world, "mia", "Mine")
    saved(world, "carl", "Ours", shared=True)
    assert [(each.name, each.may_change) for each in seen(world, "mia")] == [
        ("Ours", False),
        ("Mine", True),
    ]
    assert [(each.name, each.may_change) for each in seen(world, "ada")] == [("Ours", True)]
    with world.reading(), pytest.raises(NotFound):
        view_facts(viewer=world.viewer("ada"), public_id=own.public_id)
    with world.reading(), pytest.raises(NotFound):
        view_rename(actor=world.viewer("ada"), view=own, name="Yours", expected=1, at=AT)


def test_only_who_runs_the_house_saves_and_changes_for_everybody(world: World) -> None:
    with pytest.raises(PermissionRefused):
        saved(world, "mia", shared=True)
    ours = saved(world, "carl", shared=True)
    with world.reading(), pytest.raises(PermissionRefused):
        view_delete(actor=world.viewer("mia"), view=ours, expected=1, at=AT)


def test_a_view_keeps_known_names_alone_and_in_one_order() -> None:
    given = "sort=title&x=1&q=+a%26b+&focus=0123456789ab&open=1,2&page=3&team="
    assert query_kept(ViewPage.OBJECTIVES, given) == "q=a%26b&sort=title"
    assert query_kept(ViewPage.MAP, given + "&form=list&colour=status") == "q=a%26b&form=list"
    assert query_kept(ViewPage.OBJECTIVES, "sort=place&view=all") == ""
    assert query_kept(ViewPage.OBJECTIVES, "&".join(["q=1"] * 200)) == ""


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("focus=0123456789ab", "views.nothing"),
        (f"q={'a' * QUERY_CHARACTERS}", "views.too_long"),
    ],
)
def test_what_says_nothing_or_too_much_is_refused(world: World, query: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        saved(world, "mia", query=query)
    assert refused.value.message.id == message


def test_a_name_is_there_once_on_each_page_and_for_each_owner(world: World) -> None:
    saved(world, "mia")
    saved(world, "mia", page=ViewPage.MAP, query="form=list")
    saved(world, "carl")
    saved(world, "carl", shared=True)
    for name in ("Late", "  "):
        with pytest.raises(ValidationRefused) as refused:
            saved(world, "mia", name)
        assert "name" in refused.value.field_errors
    other = saved(world, "mia", "Other")
    with world.reading(), pytest.raises(ValidationRefused):
        view_rename(actor=world.viewer("mia"), view=other, name="Late", expected=1, at=AT)


def test_there_are_only_as_many_as_help(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST", 1)
    saved(world, "mia")
    with pytest.raises(Refused):
        saved(world, "mia", "Another")


def test_a_deleted_view_comes_back_with_its_place_for_a_day(world: World) -> None:
    view, mia = saved(world, "mia"), world.viewer("mia")
    with world.reading():
        view_default_set(actor=mia, view=view, is_default=True, at=AT)
        view_delete(actor=mia, view=view, expected=1, at=AT)
        assert views_list(viewer=mia) == ()
        with pytest.raises(NotFound):
            view_put_back(actor=mia, view=view, at=AT + PUT_BACK_FOR + timedelta(seconds=1))
        view_put_back(actor=mia, view=view, at=AT + PUT_BACK_FOR)
    assert [each.is_default for each in seen(world, "mia")] == [True]


def test_a_default_is_ones_own_and_one_for_each_page(world: World) -> None:
    first, second = (saved(world, "carl", name, shared=True) for name in ("A", "B"))
    for view in (first, second):
        with world.reading():
            view_default_set(actor=world.viewer("mia"), view=view, is_default=True, at=AT)
    assert [each.is_default for each in seen(world, "mia")] == [False, True]
    assert [each.is_default for each in seen(world, "carl")] == [False, False]
    with world.reading():
        view_default_set(actor=world.viewer("mia"), view=second, is_default=False, at=AT)
    assert [each.is_default for each in seen(world, "mia")] == [False, False]


def test_the_journal_names_everybodys_views_and_of_ones_own_only_that_there_was_one(
    world: World,
) -> None:
    saved(world, "mia", "Sell the depot")
    saved(world, "carl", "Running", shared=True)
    with world.reading():
        entries = JournalEntry.objects.filter(subject_kind="saved_view").order_by("pk")
        own, ours = (entry.changes for entry in entries)
    assert own == {}
    assert ours["name"]["new"] == "Running"
