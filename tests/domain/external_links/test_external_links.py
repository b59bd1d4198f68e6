"""Links to pages elsewhere: of the web alone, kept in history, seen as their thing is."""

from datetime import timedelta

import pytest

from plumbline.domain.external_links.models import ExternalLink
from plumbline.domain.external_links.selectors import external_links_ever, external_links_of
from plumbline.domain.external_links.services import LINKS, external_link_remove
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    Refused,
    ValidationRefused,
)
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result, make_external_link, make_objective

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=3)


@pytest.fixture
def objective(world: World) -> Objective:
    """An objective of claims, owned by mia."""
    return make_objective(world)


def titles(world: World, who: str, objective: Objective, **further: object) -> list[str]:
    viewer = world.viewer(who)
    with world.reading():
        found = external_links_of(
            viewer=viewer,
            objective=objective.public_id,
            at=LATER,
            **further,  # type: ignore[arg-type]
        )
    return [each.title for each in found]


def test_a_link_stands_with_its_host_until_it_is_removed_and_history_keeps_both(
    world: World, objective: Objective
) -> None:
    row = make_external_link(world, objective, " Board ", address=" HTTPS://Board.Example/A?b ")
    assert row.address == "https://board.example/A?b"
    make_external_link(world, objective, "Report", address="http://reports.example", by="mia")
    viewer = world.viewer("mia", at=LATER)
    with world.reading():
        external_link_remove(actor=viewer, link=row, at=LATER)
        with pytest.raises(NotFound):
            external_link_remove(actor=viewer, link=row, at=LATER)
        ever = external_links_ever(viewer=viewer, objective=objective.public_id, at=LATER)
        entries = JournalEntry.objects.filter(subject_public_id=objective.public_id)
        told = list(entries.order_by("pk").values_list("act", "changes"))[-1]
    assert [(each.host, each.added_by, each.removed_by) for each in ever] == [
        ("board.example", "", "Mia"),
        ("reports.example", "Mia", ""),
    ]
    was = "Board (https://board.example/A?b)"
    assert told == ("objective.unrefer", {"link": {"old": was, "new": None}})
    assert titles(world, "vic", objective) == ["Report"]
    assert titles(world, "vic", objective, as_of=TODAY) == ["Board", "Report"]
    make_external_link(world, objective, "Board again", address=row.address)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("javascript:alert(1)", "external_links.scheme"),
        ("ftp://board.example", "external_links.scheme"),
        ("board.example", "external_links.scheme"),
        ("https://", "external_links.host"),
        ("https:///board", "external_links.host"),
        ("https://bank.example@board.example", "external_links.host"),
        ("https://board.example/a b", "external_links.host"),
        ("https://board.example:none", "external_links.host"),
        ("https://board.example\u200b/claims", "external_links.host"),
        ("https://board.example/\u202egnp.exe", "external_links.host"),
        ("https://" + "[board", "external_links.host"),
        ("https://board.example/claims", "external_links.twice"),
        ("https://board.example/" + "x" * 2000, "orgs.field"),
    ],
)
def test_what_is_no_address_of_the_web_or_stands_already_is_refused_at_its_field(
    world: World, objective: Objective, address: str, message: str
) -> None:
    make_external_link(world, objective)
    with pytest.raises(ValidationRefused) as refused:
        make_external_link(world, objective, "Another", address=address)
    found = {name: [each.id for each in said] for name, said in refused.value.field_errors.items()}
    assert found == {"address": [message]}


def test_links_are_bounded_in_number(world: World, objective: Objective) -> None:
    with world.writing():
        ExternalLink.objects.bulk_create(
            ExternalLink(
                organization=world.organization,
                objective=objective,
                title="Full",
                address=f"https://full.example/{number}",
                added_at=AT,
            )
            for number in range(LINKS)
        )
    with pytest.raises(Refused):
        make_external_link(world, objective)


def test_only_who_runs_or_owns_a_thing_links_and_all_who_see_it_read_it(
    world: World, objective: Objective
) -> None:
    result = first_key_result(world, objective)
    for name in ("vic", "aud", "max", "dee"):
        for about in (objective, result):
            with pytest.raises(PermissionRefused):
                make_external_link(world, about, by=name)
    for number, name in enumerate(("mia", "lena", "carl")):
        make_external_link(world, result, by=name, address=f"https://board.example/{number}")
    make_external_link(world, objective)
    assert titles(world, "vic", objective) == ["Board of the claims desk"]
    with world.writing():
        Objective.objects.update(visibility=Visibility.PRIVATE)
    assert titles(world, "vic", objective) == []
    with pytest.raises(NotFound):
        make_external_link(world, result, by="lena", address="https://other.example")
