"""What is told of each team on the organization's page: by itself, or by the branch it is in."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from plumbline.domain.okrs.selectors import company_weeks
from plumbline.domain.okrs.selectors.company_weeks import company_grouping
from plumbline.domain.okrs.selectors.tallies import Tally
from plumbline.domain.okrs.selectors.team import team_figures
from plumbline.domain.okrs.services import past_counting
from plumbline.domain.okrs.services.counts_refreshing import counts_refresh
from plumbline.domain.okrs.services.past_counting import past_refresh
from tests.world import AT, TODAY, World
from tests.world_okrs import make_cycle, make_objective

LATER = AT + timedelta(days=2)


def objectives_by_team(world: World, as_of: date | None = None) -> Mapping[int, int]:
    """Return how many objectives are told of each team."""
    with world.reading():
        found = team_figures(
            viewer=world.viewer("vic", at=LATER),
            team=world.company,
            cycle=make_cycle(world),
            at=LATER,
            as_of=as_of,
            grouping=company_grouping(company=world.company),
        )
    return {team: _objectives(styles) for team, styles in found.by_team.items()}


def _objectives(styles: Mapping[str, Tally]) -> int:
    return sum(tally.objectives for tally in styles.values())


@pytest.mark.parametrize("as_of", [None, TODAY])
def test_a_branch_stands_for_all_teams_below_it_kept_or_counted(
    world: World, monkeypatch: pytest.MonkeyPatch, as_of: date | None
) -> None:
    claims = world.teams["claims"]
    below = world.make_team("Small claims", parent=claims)
    for team in (world.company, claims, below, world.teams["finance"]):
        make_objective(world, f"Of {team.name}", team=team)
    alone = {team.pk: 1 for team in (world.company, claims, below, world.teams["finance"])}
    with world.reading():
        tops = {each.pk: each.ancestor_ids for each in (claims, below, world.teams["finance"])}
    branched = {world.company.pk: 1}
    for pk, above in tops.items():
        top = above[1] if len(above) > 1 else pk
        branched[top] = branched.get(top, 0) + 1
    assert branched != alone

    for is_kept in (False, True):
        if is_kept:
            monkeypatch.setattr(past_counting, "OBJECTIVES_LEAST", 0)
            with world.reading():
                counts_refresh(at=LATER)
                past_refresh(at=LATER)
        monkeypatch.setattr(company_weeks, "TEAMS_MOST", 30)
        assert objectives_by_team(world, as_of) == alone, is_kept
        monkeypatch.setattr(company_weeks, "TEAMS_MOST", 1)
        assert objectives_by_team(world, as_of) == branched, is_kept
