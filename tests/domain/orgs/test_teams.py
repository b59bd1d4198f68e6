"""The tree of teams: made, moved, put away, and as it was."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.orgs.models import TEAM_DEPTH_MAX, Team, TeamMembership, TeamState
from plumbline.domain.orgs.selectors.teams import (
    company_team,
    team_by_key,
    team_get,
    team_members,
    teams_near,
    teams_tree,
)
from plumbline.domain.orgs.services.acting import row_insert
from plumbline.domain.orgs.services.memberships import (
    membership_add,
    membership_end,
    membership_lead_set,
)
from plumbline.domain.orgs.services.people import person_deactivate
from plumbline.domain.orgs.services.teams import (
    team_archive,
    team_create,
    team_move,
    team_restore,
    team_update,
)
from plumbline.domain.tenancy.errors import (
    NotFound,
    OrganizationMismatch,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, TODAY, World

WEEK = timedelta(days=7)


def names(world: World, **asked: object) -> list[str]:
    with world.reading():
        return [node.name for node in teams_tree(viewer=world.viewer("mia"), **asked)]  # type: ignore[arg-type]


def test_a_team_knows_the_way_from_the_root(world: World) -> None:
    company, freight, claims = (world.teams[key] for key in ("company", "freight", "claims"))
    assert claims.path == f"/{company.pk}/{freight.pk}/{claims.pk}/"
    assert claims.depth == 2
    assert claims.ancestor_ids == (company.pk, freight.pk)


def test_of_many_teams_those_near_one_are_told_without_reading_the_others(world: World) -> None:
    freight, claims = world.teams["freight"], world.teams["claims"]
    for number in range(12):
        made = world.make_team(f"Far {number}")
        world.make_team(f"Further {number}", parent=made)
    closed = world.make_team("Closed", parent=claims)
    with world.writing():
        team_archive(actor=world.system, team=closed, at=AT)
    whole = names(world)
    with world.reading():
        viewer = world.viewer("mia")
        for team in Team.objects.all():
            beside = (team.pk, team.parent_id)
            for most in (5, 200):
                near = teams_near(viewer=viewer, team=team, most=most)
                tree = teams_tree(viewer=viewer)
                expected = [
                    node.name
                    for node in tree
                    if most == 200 or team.path.startswith(node.path) or node.parent_id in beside
                ]
                if team.pk == closed.pk:  # of which nothing is near any more
                    expected = whole
                assert [node.name for node in near.nodes] == expected[:most]
                assert near.is_whole is (most == 200)
                assert (near.here and near.here.name) == (
                    None if team.pk == closed.pk else team.name
                )
        with CaptureQueriesContext(connection) as asked:
            teams_near(viewer=viewer, team=freight, most=5)
        assert len(asked) == 2


def test_a_key_is_made_from_the_name_and_kept_apart(world: World) -> None:
    assert world.teams["freight"].key == "freight"
    assert world.make_team("Freight").key == "freight-2"
    assert world.make_team("Freight").key == "freight-3"
    assert world.make_team("北").key == "team"


def test_a_key_that_is_taken_or_ill_formed_is_refused(world: World) -> None:
    for key in ("freight", "Not A Key", "-x"):
        with pytest.raises(ValidationRefused) as refused:
            world.make_team("Other", key=key)
        assert "key" in refused.value.field_errors


def test_there_is_one_company(world: World) -> None:
    with world.reading(), pytest.raises(Refused, match="root_exists"):
        team_create(actor=world.system, name="Second", parent=None, at=AT)


@pytest.mark.parametrize("name", ["carl", "lena", "mia", "vic", "aud", "fin"])
def test_only_an_admin_makes_and_moves_teams(world: World, name: str) -> None:
    viewer = world.viewer(name)
    with world.reading():
        with pytest.raises(PermissionRefused):
            team_create(actor=viewer, name="Mine", parent=world.company, at=AT)
        with pytest.raises(PermissionRefused):
            team_move(actor=viewer, team=world.teams["claims"], parent=world.company, at=AT)
        assert Team.objects.count() == 4


def test_an_actor_of_another_organization_cannot_act_here(
    world: World, stranger_world: World
) -> None:
    with world.reading(), pytest.raises(OrganizationMismatch):
        team_create(actor=stranger_world.viewer("sam"), name="Mine", parent=world.company, at=AT)


def test_moving_a_team_takes_everything_below_along(world: World) -> None:
    deep = world.make_team("Deep", parent=world.teams["claims"])
    with world.reading():
        moved = team_move(
            actor=world.viewer("ada"),
            team=world.teams["claims"],
            parent=world.teams["finance"],
            at=AT + WEEK,
        )
        deep.refresh_from_db()
    assert moved.path == f"{world.teams['finance'].path}{moved.pk}/"
    assert deep.path == f"{moved.path}{deep.pk}/"
    assert (moved.depth, deep.depth) == (2, 3)
    assert names(world) == ["Example Freight", "Finance", "Claims", "Deep", "Freight"]


def test_a_team_cannot_be_placed_below_itself(world: World) -> None:
    for parent in ("freight", "claims"):
        with world.reading(), pytest.raises(Refused, match="loop"):
            team_move(
                actor=world.system,
                team=world.teams["freight"],
                parent=world.teams[parent],
                at=AT,
            )


def test_the_company_stays_where_it_is(world: World) -> None:
    with world.reading():
        with pytest.raises(Refused, match="root"):
            team_move(actor=world.system, team=world.company, parent=world.teams["claims"], at=AT)
        with pytest.raises(Refused, match="root"):
            team_archive(actor=world.system, team=world.company, at=AT)


def test_teams_nest_so_deep_and_no_deeper(world: World) -> None:
    team = world.company
    for _ in range(TEAM_DEPTH_MAX):
        team = world.make_team(parent=team)
    assert team.depth == TEAM_DEPTH_MAX
    with pytest.raises(Refused, match="too_deep"):
        world.make_team(parent=team)
    with world.reading():
        parent = Team.objects.get(pk=team.parent_id)
        with pytest.raises(Refused, match="too_deep"):
            team_move(actor=world.system, team=world.teams["freight"], parent=parent, at=AT)


def test_the_tree_can_be_read_as_it_was(world: World) -> None:
    ada = world.viewer("ada")
    with world.reading():
        team_move(actor=ada, team=world.teams["claims"], parent=world.company, at=AT + WEEK)
        team_update(
            actor=ada,
            team=world.teams["freight"],
            expected=1,
            at=AT + 2 * WEEK,
            name="Haulage",
            level="Department",
            key="haulage",
            cadence="monthly",
        )
    before = ["Example Freight", "Finance", "Freight", "Claims"]
    assert names(world, as_of=TODAY) == before
    assert names(world, as_of=TODAY + WEEK) == ["Example Freight", "Claims", "Finance", "Freight"]
    assert names(world) == ["Example Freight", "Claims", "Finance", "Haulage"]
    assert names(world, as_of=TODAY - WEEK) == []


def test_a_state_is_written_only_when_something_changes(world: World) -> None:
    freight = world.teams["freight"]
    with world.reading():
        for expected in (1, 2):
            team_update(
                actor=world.system,
                team=freight,
                expected=expected,
                at=AT + expected * WEEK,
                name="Haulage",
                level=freight.level,
                key=freight.key,
                cadence=freight.cadence,
            )
        assert TeamState.objects.filter(subject=freight).count() == 2


def test_the_second_of_two_editors_is_told(world: World) -> None:
    freight = world.teams["freight"]

    def rename(name: str) -> Team:
        return team_update(
            actor=world.system,
            team=freight,
            expected=1,
            at=AT,
            name=name,
            level="",
            key="freight",
            cadence="weekly",
        )

    with world.reading():
        rename("First")
        with pytest.raises(StaleVersion) as stale:
            rename("Second")
    assert stale.value.current.name == "First"


def test_a_team_with_teams_in_use_below_cannot_be_archived(world: World) -> None:
    with world.reading():
        with pytest.raises(Refused, match="has_teams"):
            team_archive(actor=world.system, team=world.teams["freight"], at=AT)
        team_archive(actor=world.system, team=world.teams["claims"], at=AT)
        archived = team_archive(actor=world.system, team=world.teams["freight"], at=AT)
        with pytest.raises(Refused, match="archived"):
            team_restore(actor=world.system, team=world.teams["claims"], at=AT)
        with pytest.raises(Refused, match="archived"):
            team_create(actor=world.system, name="New", parent=archived, at=AT)
        with pytest.raises(Refused, match="archived"):
            membership_add(
                actor=world.system,
                person=world.person("dee"),
                team=archived,
                since=TODAY,
                at=AT,
            )
    assert names(world) == ["Example Freight", "Finance"]
    assert names(world, archived=True) == ["Example Freight", "Finance", "Freight", "Claims"]


def test_members_of_a_team_can_be_read_as_they_were(world: World) -> None:
    mia, claims = world.person("mia"), world.teams["claims"]
    with world.reading():
        membership = next(
            row for row in team_members(viewer=world.viewer("ada"), on=TODAY, team=claims)
        )
    assert (membership.name, membership.is_lead) == ("Mia", False)
    with world.reading():
        row = TeamMembership.objects.get(pk=membership.membership_id)
        membership_lead_set(actor=world.system, membership=row, is_lead=True, at=AT + WEEK)
        membership_end(actor=world.system, membership=row, until=TODAY + 2 * WEEK, at=AT + 2 * WEEK)

        def seen(days: int) -> list[tuple[int, bool]]:
            found = team_members(
                viewer=world.viewer("ada"),
                on=TODAY + 3 * WEEK,
                team=claims,
                as_of=TODAY + timedelta(days=days),
            )
            return [(member.person_id, member.is_lead) for member in found]

        assert seen(0) == [(mia.pk, False)]
        assert seen(8) == [(mia.pk, True)]
        assert seen(14) == []


def test_somebody_belongs_to_a_team_once_at_a_time(world: World) -> None:
    with pytest.raises(Refused, match="twice"):
        world.make_membership(world.person("mia"), world.teams["claims"])


def test_whoever_is_about_to_leave_a_team_comes_back_on_that_day_at_the_earliest(
    world: World,
) -> None:
    dee, team = world.person("dee"), world.teams["claims"]
    leaving = world.make_membership(dee, team, since=TODAY)
    with world.reading():
        membership_end(actor=world.system, membership=leaving, until=TODAY + WEEK, at=AT)
    with pytest.raises(Refused, match="twice"):
        world.make_membership(dee, team, since=TODAY + WEEK - timedelta(days=1))
    assert world.make_membership(dee, team, since=TODAY + WEEK).pk
    with world.reading():
        with pytest.raises(Refused, match="twice"):  # nor does the first one last any longer
            membership_end(actor=world.system, membership=leaving, until=TODAY + 2 * WEEK, at=AT)
        sooner = membership_end(actor=world.system, membership=leaving, until=TODAY, at=AT)
    assert sooner.until == TODAY


def test_nobody_belongs_to_a_closed_team_for_longer_than_it_was_there(world: World) -> None:
    membership = world.make_membership(world.person("dee"), world.teams["claims"], since=TODAY)
    with world.reading():
        team_archive(actor=world.system, team=world.teams["claims"], at=AT)
        ended = membership_end(
            actor=world.system, membership=membership, until=TODAY + WEEK, at=AT + WEEK
        )
    assert ended.until == TODAY


def test_who_is_deactivated_joins_no_team(world: World) -> None:
    dee = world.person("dee")
    with world.reading():
        person_deactivate(actor=world.system, person=dee, at=AT)
    with pytest.raises(Refused, match="inactive"):
        world.make_membership(dee, world.teams["claims"])


def test_a_membership_does_not_end_before_it_began(world: World) -> None:
    membership = world.make_membership(world.person("dee"), world.company, since=TODAY)
    with world.reading(), pytest.raises(Refused, match="order"):
        membership_end(actor=world.system, membership=membership, until=TODAY - WEEK, at=AT)


def test_reading_the_tree_takes_one_query_however_large(world: World) -> None:
    viewer = world.viewer("mia")
    for as_of in (None, TODAY):
        counts = []
        for _ in range(2):
            with world.reading(), CaptureQueriesContext(connection) as queries:
                teams_tree(viewer=viewer, as_of=as_of)
            counts.append(len(queries))
            for _ in range(5):
                world.make_team()
        assert counts == [1, 1]


def test_what_happened_to_a_team_is_in_the_journal(world: World) -> None:
    ada = world.viewer("ada")
    with world.reading():
        team_move(actor=ada, team=world.teams["claims"], parent=world.company, at=AT)
        entry = JournalEntry.objects.filter(act="team.move").get()
    assert entry.actor_person_id == ada.person_id
    with world.reading():
        made = JournalEntry.objects.get(act="team.create", subject_id=world.teams["claims"].pk)
    assert entry.changes == {
        "parent": {"old": world.teams["freight"].public_id, "new": world.company.public_id}
    }
    assert {field: change["new"] for field, change in made.changes.items()} == {
        "name": "Claims",
        "key": "claims",
        "level": "Team",
        "cadence": "weekly",
        "parent": world.teams["freight"].public_id,
    }


def test_teams_are_found_by_id_by_key_and_as_the_company(world: World) -> None:
    vic, claims = world.viewer("vic"), world.teams["claims"]
    with world.reading():
        assert team_get(viewer=vic, public_id=claims.public_id) == claims
        assert team_by_key(viewer=vic, key="claims") == claims
        assert team_by_key(viewer=vic, key="nothing") is None
        assert company_team(viewer=vic) == world.company
        with pytest.raises(NotFound):
            team_get(viewer=vic, public_id="nothing")


def test_a_team_of_another_organization_is_not_found(world: World, stranger_world: World) -> None:
    claims = world.teams["claims"]
    with stranger_world.reading():
        sam = stranger_world.viewer("sam")
        assert team_by_key(viewer=sam, key="claims") is None
        with pytest.raises(NotFound):
            team_get(viewer=sam, public_id=claims.public_id)
        with pytest.raises(NotFound):
            team_move(actor=sam, team=claims, parent=stranger_world.company, at=AT)


def test_an_archived_team_comes_back(world: World) -> None:
    claims = world.teams["claims"]
    with world.reading():
        archived = team_archive(actor=world.viewer("ada"), team=claims, at=AT)
        assert team_archive(actor=world.viewer("ada"), team=claims, at=AT) == archived
        restored = team_restore(actor=world.viewer("ada"), team=claims, at=AT + WEEK)
        assert restored.archived_on is None
        assert team_restore(actor=world.viewer("ada"), team=claims, at=AT + WEEK) == restored
    assert "Claims" in names(world)
    assert "Claims" not in names(world, as_of=TODAY)


def test_a_key_another_team_has_cannot_be_taken_over(world: World) -> None:
    with world.reading(), pytest.raises(ValidationRefused):
        team_update(
            actor=world.viewer("ada"),
            team=world.teams["claims"],
            expected=1,
            at=AT,
            name="Claims",
            level="",
            key="freight",
            cadence="weekly",
        )


def test_a_row_another_writer_was_quicker_with_is_refused_not_crashed(world: World) -> None:
    claims = world.teams["claims"]
    twin = Team(name="Twin", key="claims", parent=world.company, created_at=AT, path="/", depth=1)
    with world.writing():
        with pytest.raises(Refused, match="quicker"):
            row_insert(twin, taken=Refused("test.quicker"))
        assert Team.objects.get(key="claims") == claims


def test_a_team_that_an_import_still_prepares_is_in_no_tree_of_any_day(world: World) -> None:
    with world.writing():
        Team.objects.filter(pk=world.teams["claims"].pk).update(staged_by="batch")
    vic = world.viewer("vic")
    with world.reading():
        trees = [teams_tree(viewer=vic), teams_tree(viewer=vic, as_of=AT.date())]
    assert [{node.name for node in tree} for tree in trees] == [
        {"Example Freight", "Freight", "Finance"}
    ] * 2
