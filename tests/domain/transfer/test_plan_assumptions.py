"""What an import takes in one of several ways is said, and can be chosen otherwise."""

from plumbline.domain.okrs.models import State
from plumbline.domain.transfer.plan_assumptions import drafts_of_running
from plumbline.domain.transfer.plan_values import ImportPlan, ImportTarget, team_key
from tests.domain.transfer.documents import plan_of
from tests.world import World
from tests.world_okrs import make_cycle

TABLE = """\
Objective,Key Result,Owner,Team,State
Loads arrive whole,Damages from 9 to 2,Kim Unknown,Night shift,active
,Calls from 50 to 20,mia@freight.example,,active
"""


def said(plan: ImportPlan) -> list[tuple[int, str]]:
    """Return what is said of the plan, with its lines."""
    return [(one.line, one.message.id) for one in plan.assumed]


def test_whoever_and_whatever_is_made_is_told_with_its_line(world: World) -> None:
    make_cycle(world)
    plan = plan_of(world, TABLE, name="okrs.csv")
    assert said(plan) == [
        (2, "transfer.assumed.person"),
        (2, "transfer.assumed.team"),
        (2, "transfer.assumed.draft"),
        (3, "documents.csv.joined"),
    ]
    assert drafts_of_running(plan) == 1


def test_a_team_chosen_for_a_name_takes_what_it_names(world: World) -> None:
    make_cycle(world)
    claims = world.teams["claims"]
    target = ImportTarget(team_matches={team_key(" night  SHIFT"): claims}, state=State.ACTIVE)
    plan = plan_of(world, TABLE, name="okrs.csv", target=target)
    assert (plan.counts.teams_new, plan.objectives[0].team) == (0, plan.teams[0])
    assert plan.teams[0].team == claims
    assert [kind for _, kind in said(plan)] == ["transfer.assumed.person", "documents.csv.joined"]


def test_a_team_that_the_importer_does_not_lead_cannot_be_chosen(world: World) -> None:
    make_cycle(world)
    target = ImportTarget(team_matches={team_key("Night shift"): world.teams["finance"]})
    plan = plan_of(world, TABLE, name="okrs.csv", who="lena", target=target)
    assert [team.team for team in plan.teams] == [world.teams["freight"]]
    assert "transfer.team.not_led" in {one.message.id for one in plan.problems}
