"""The lead of a team says in which order its objectives stand."""

import pytest

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import Objective, ObjectiveState
from plumbline.domain.okrs.services.ranks import objectives_rank
from plumbline.domain.tenancy.errors import DomainError, NotFound, PermissionRefused, Refused
from tests.world import AT, World
from tests.world_okrs import make_cycle, make_objective, stored


def ranks(world: World) -> dict[str, int]:
    with world.reading():
        return dict(Objective.objects.values_list("title", "rank"))


def three(world: World) -> list[Objective]:
    return [make_objective(world, title, key_results=1) for title in ("A", "B", "C")]


def refused(world: World, rows: list[Objective], who: str = "lena") -> DomainError:
    """Try to rank; nothing may change."""
    before, viewer = ranks(world), world.viewer(who)
    with world.reading(), pytest.raises(DomainError) as refusal:
        objectives_rank(actor=viewer, ordered=rows, at=AT)
    assert ranks(world) == before
    return refusal.value


def test_they_stand_as_ordered_and_only_what_moved_is_written_down(world: World) -> None:
    first, second, third = three(world)
    lena = world.viewer("lena")
    with world.reading():
        objectives_rank(actor=lena, ordered=[first, second, third], at=AT)
        told = JournalEntry.objects.filter(act="objective.rank").count()
        later = AT.replace(hour=10)
        objectives_rank(actor=lena, ordered=[first, third, second], at=later)
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
        objectives_rank(actor=world.system, ordered=rows[::-1], at=AT)
    assert [stored(world, row).version for row in rows] == [row.version for row in rows]


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
    first, second, third = three(world)
    with world.writing():
        gone = Objective.objects.filter(pk=third.pk)
        gone.update(state="draft")  # what ran is kept
        gone.delete()
    assert isinstance(refused(world, [first, second, third]), NotFound)


@pytest.mark.parametrize("who", ["carl", "mia", "max", "dee", "vic", "aud", "fin"])
def test_nobody_but_a_lead_ranks(world: World, who: str) -> None:
    assert isinstance(refused(world, three(world)[::-1], who), PermissionRefused)
