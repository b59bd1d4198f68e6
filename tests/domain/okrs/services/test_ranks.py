"""The lead of a team says in which order its objectives stand."""

from datetime import datetime

import pytest

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import Objective, ObjectiveState
from plumbline.domain.okrs.services.ranks import objectives_rank
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import (
    DomainError,
    NotFound,
    PermissionRefused,
    Refused,
    StaleVersion,
)
from tests.world import AT, World
from tests.world_okrs import make_cycle, make_objective, stored


def ranks(world: World) -> dict[str, int]:
    with world.reading():
        return dict(Objective.objects.values_list("title", "rank"))


def three(world: World) -> list[Objective]:
    return [make_objective(world, title, key_results=1) for title in ("A", "B", "C")]


def rank(actor: Actor, rows: list[Objective], at: datetime = AT) -> None:
    """Rank by what stands now."""
    seen = dict(Objective.objects.values_list("pk", "rank"))
    expected = [seen.get(row.pk) for row in rows]
    objectives_rank(actor=actor, ordered=rows, expected=expected, at=at)


def refused(world: World, rows: list[Objective], who: str = "lena") -> DomainError:
    """Try to rank; nothing may change."""
    before, viewer = ranks(world), world.viewer(who)
    with world.reading(), pytest.raises(DomainError) as refusal:
        rank(viewer, rows)
    assert ranks(world) == before
    return refusal.value


def test_they_stand_as_ordered_and_only_what_moved_is_written_down(world: World) -> None:
    first, second, third = three(world)
    lena = world.viewer("lena")
    with world.reading():
        rank(lena, [first, second, third])
        told = JournalEntry.objects.filter(act="objective.rank").count()
        later = AT.replace(hour=10)
        rank(lena, [first, third, second], later)
        entries = JournalEntry.objects.filter(act="objective.rank", at=later)
        assert {entry.subject_public_id: entry.changes for entry in entries} == {
            third.public_id: {"rank": {"old": 3, "new": 2}},
            second.public_id: {"rank": {"old": 2, "new": 3}},
        }
        states = ObjectiveState.objects.filter(valid_from=later)
        assert set(states.values_list("subject_id", "rank")) == {(third.pk, 2), (second.pk, 3)}
    assert told <= 3
    assert ranks(world) == {"A": 1, "C": 2, "B": 3}


def test_a_rank_is_no_new_version(world: World) -> None:
    rows = three(world)
    with world.reading():
        rank(world.system, rows[::-1])
    assert [stored(world, row).version for row in rows] == [row.version for row in rows]


def test_of_two_leads_who_order_at_once_the_second_learns_of_the_first(world: World) -> None:
    first, second, third = three(world)
    lena, ada = world.viewer("lena"), world.viewer("ada")
    with world.reading():
        rank(lena, [first, second, third])
        objectives_rank(actor=lena, ordered=[second, first, third], expected=[2, 1, 3], at=AT)
    before = ranks(world)
    with world.reading(), pytest.raises(StaleVersion) as stale:
        objectives_rank(actor=ada, ordered=[third, first, second], expected=[3, 1, 2], at=AT)
    assert stale.value.message.id == "okrs.rank.stale"
    assert ranks(world) == before == {"B": 1, "A": 2, "C": 3}


def test_objectives_of_two_teams_or_cycles_are_not_ranked_together(world: World) -> None:
    first, *_others = three(world)
    elsewhere = make_objective(world, "Elsewhere", team=world.teams["freight"])
    next_cycle = make_cycle(world, "Another")
    later = make_objective(world, "Later", cycle=next_cycle)
    for other in (elsewhere, later):
        refusal = refused(world, [first, other])
        assert isinstance(refusal, Refused)
        assert refusal.message.id == "okrs.rank.one_team"


def test_one_that_is_gone_is_not_found(world: World) -> None:
    first, second, _third = three(world)
    gone = make_objective(world, "Gone", active=False)
    with world.writing():
        Objective.objects.filter(pk=gone.pk).delete()
    assert isinstance(refused(world, [first, second, gone]), NotFound)


@pytest.mark.parametrize("who", ["carl", "mia", "max", "dee", "vic", "aud", "fin"])
def test_nobody_but_a_lead_ranks(world: World, who: str) -> None:
    assert isinstance(refused(world, three(world)[::-1], who), PermissionRefused)
