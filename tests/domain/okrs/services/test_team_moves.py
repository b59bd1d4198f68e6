"""A moved team changes who sees its objectives; numbers tell no more than people may see."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import plumbline
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import Alignment, AlignmentState, Objective, Visibility
from plumbline.domain.okrs.selectors.exposed_links import links_too_visible
from plumbline.domain.okrs.selectors.team_links import links_loosened_by_move
from plumbline.domain.okrs.selectors.team_move_figures import MoveFigures, team_move_figures
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.services.team_moves import TeamMoved, team_place
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import PermissionRefused, Refused
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    first_key_result,
    make_check_in,
    make_link,
    make_objective,
    progress_of,
)

LATER = AT + timedelta(hours=1)


def of_team(world: World, title: str, team: str) -> Objective:
    """Make an objective for the eyes of its team, half way to its end."""
    objective = make_objective(world, title, visibility=Visibility.TEAM, team=world.teams[team])
    make_check_in(world, first_key_result(world, objective), "50")
    return objective


def claims_to_finance(world: World, actor: Actor | None = None) -> TeamMoved:
    with world.reading():
        return team_place(
            actor=actor or world.system,
            team=world.teams["claims"],
            parent=world.teams["finance"],
            at=LATER,
        )


def test_before_a_move_it_is_told_whose_figures_change(world: World) -> None:
    make_objective(world, "Seen by all", team=world.teams["claims"])
    of_team(world, "Seen by the team", "claims")
    make_objective(world, "A draft", team=world.teams["claims"], active=False)
    own = make_objective(world, "Of one person", is_personal=True)
    undone = make_objective(world, "Of an import that is undone", team=world.teams["claims"])
    with world.writing():
        Objective.objects.filter(pk=own.pk).update(team=world.teams["claims"])
        Objective.objects.filter(pk=undone.pk).update(is_staged=True)
    claims, finance = world.teams["claims"], world.teams["finance"]
    with world.reading():
        told = team_move_figures(viewer=world.system, team=claims, parent=finance, on=TODAY)
    assert told == MoveFigures(1, leave=("Freight",), reach=("Finance",))


def test_a_link_that_would_tell_more_supports_only_and_the_numbers_follow(world: World) -> None:
    top = make_objective(world, "Top", visibility=Visibility.TEAM, team=world.teams["claims"])
    middle, low = of_team(world, "Middle", "claims"), of_team(world, "Low", "freight")
    link = make_link(world, low, middle, weight="1")
    kept = make_link(world, middle, top, weight="1")
    make_check_in(world, first_key_result(world, low), "100")
    with world.reading():
        places = {"team": world.teams["claims"], "parent": world.teams["finance"]}
        assert links_loosened_by_move(viewer=world.system, **places) == 1
    moved = claims_to_finance(world)
    assert moved.team.parent == world.teams["finance"]
    assert moved.loosened == (link,)
    assert moved.loosened_hidden == 0
    with world.reading():
        assert dict(Alignment.objects.values_list("pk", "weight")) == {link.pk: None, kept.pk: 1000}
        assert links_too_visible() == []
        assert recomputation_compare() == []
        states = AlignmentState.objects.filter(subject=link).order_by("valid_from")
        assert list(states.values_list("weight", "valid_to")) == [(1000, LATER), (None, None)]
        entry = JournalEntry.objects.get(act="objective.loosen")
        assert JournalEntry.objects.filter(act="team.move").exists()
    assert entry.subject_public_id == low.public_id
    assert entry.changes["weight"] == {"old": 1000, "new": None}
    assert progress_of(world, middle) == Decimal("0.5"), "its own key result alone"
    assert progress_of(world, top) == Decimal("0.25"), "nothing of its own, and the middle"


def test_taking_the_move_back_lets_its_links_contribute_again_and_no_others(world: World) -> None:
    top = make_objective(world, "Top", visibility=Visibility.TEAM, team=world.teams["claims"])
    middle, low = of_team(world, "Middle", "claims"), of_team(world, "Low", "freight")
    other = of_team(world, "Other", "freight")
    links = [
        make_link(world, middle, top, weight="0.5"),
        make_link(world, low, middle, weight="2"),
        make_link(world, other, top, weight="1"),
        make_link(world, low, top),
    ]
    with world.reading():
        before = {row.pk: progress_of(world, row) for row in (top, middle, low)}
        weights = dict(Alignment.objects.values_list("pk", "weight"))
    moved = claims_to_finance(world)
    assert len(moved.loosened) == 2
    with world.reading():
        moved = team_place(
            actor=world.system,
            team=moved.team,
            parent=world.teams["freight"],
            at=LATER + timedelta(minutes=1),
            takes_back=True,
        )
        assert (moved.tightened, moved.loosened) == (2, ())
        assert dict(Alignment.objects.values_list("pk", "weight")) == weights
        assert weights[links[-1].pk] is None
        assert recomputation_compare() == []
        assert JournalEntry.objects.filter(act="objective.tighten").count() == 2
        assert {row.pk: progress_of(world, row) for row in (top, middle, low)} == before
        # It came from finance by now, so nothing stands to be taken back.
        again = team_place(
            actor=world.system,
            team=moved.team,
            parent=world.teams["company"],
            at=LATER + timedelta(minutes=2),
            takes_back=True,
        )
        assert again.tightened == 0


def test_links_above_one_another_are_loosened_whichever_was_made_first(world: World) -> None:
    high, middle, low = (
        of_team(world, "High", "claims"),
        of_team(world, "Middle", "freight"),
        of_team(world, "Low", "freight"),
    )
    # The upper link has the smaller id, the order in which both are looked at.
    make_link(world, middle, high, weight="1")
    make_link(world, low, middle, weight="1")
    claims_to_finance(world)
    with world.reading():
        assert links_too_visible() == []
        assert recomputation_compare() == []


def test_a_move_that_shows_nothing_to_anybody_leaves_every_link(world: World) -> None:
    low, high = of_team(world, "Low", "claims"), of_team(world, "High", "claims")
    open_one = make_objective(world, "Open", team=world.teams["claims"])
    make_link(world, low, high, weight="1")
    make_link(world, open_one, high, weight="1")
    moved = claims_to_finance(world)
    assert (moved.loosened, moved.loosened_hidden) == ((), 0)
    with world.reading():
        assert not Alignment.objects.filter(weight=None).exists()


def test_whoever_may_not_see_both_ends_is_told_how_many_and_not_which(world: World) -> None:
    make_link(world, of_team(world, "Low", "freight"), of_team(world, "High", "claims"), weight="1")
    world.people["bo"] = world.make_person("Bo", roles=(Role.ADMIN,))
    moved = claims_to_finance(world, world.viewer("bo"))
    assert (moved.loosened, moved.loosened_hidden) == ((), 1)


def test_a_move_that_is_refused_loosens_nothing(world: World) -> None:
    link = make_link(
        world, of_team(world, "Low", "freight"), of_team(world, "High", "claims"), weight="1"
    )
    viewer = world.viewer("lena")
    with pytest.raises(PermissionRefused):
        claims_to_finance(world, viewer)
    with world.reading(), pytest.raises(Refused):
        team_place(
            actor=world.system,
            team=world.teams["freight"],
            parent=world.teams["claims"],
            at=LATER,
        )
    with world.reading():
        assert Alignment.objects.get(pk=link.pk).weight == 1000
        assert Team.objects.get(pk=world.teams["claims"].pk).parent == world.teams["freight"]


def test_nobody_moves_a_team_past_its_objectives() -> None:
    package = Path(plumbline.__file__).parent
    callers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "team_move(" in path.read_text("utf-8")
    }
    assert callers == {
        "domain/orgs/services/teams.py",
        "domain/okrs/services/team_moves.py",
    }
