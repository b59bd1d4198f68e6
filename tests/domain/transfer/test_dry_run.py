"""A dry run against an organization says what would become of a document there."""

import pytest

from plumbline.cli.import_work import import_run
from plumbline.domain.orgs.models import Person
from tests.world import World
from tests.world_okrs import make_cycle

TABLE = b"Objective,Key Result,Owner,Due\nCalm harbour,Waits from 9 to 2,Kim Unknown,some day\n"


def test_a_dry_run_names_unknown_owners_and_days_and_writes_nothing(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    cycle = make_cycle(world)
    with world.reading():
        before = Person.objects.count()
    code = import_run(
        TABLE,
        name="okrs.csv",
        kind="csv",
        sheet="",
        organization=world.organization.slug,
        cycle=cycle.name,
        team=None,
        owner=None,
        style=None,
        state="draft",
        email=world.people["ada"].email,
        as_json=False,
        dry=True,
    )
    said = capsys.readouterr().out
    assert code == 1
    assert "~ line 2, column 1: Nobody here is “Kim Unknown”." in said
    assert "some day" in said
    assert "Would be imported into 2026-Q1: 1 objective, 1 key result, 1 unclaimed person." in said
    with world.reading():
        assert Person.objects.count() == before
