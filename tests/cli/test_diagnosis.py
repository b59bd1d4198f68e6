"""The doctor compares stored sums and counts with their parts, and puts them right when told to."""

from plumbline.cli.diagnosis import Finding, counts_findings, journal_findings, sums_findings
from plumbline.domain.journal.sealing import journal_seal
from plumbline.domain.okrs.models import Objective, ObjectiveScore, TeamCounts
from plumbline.domain.okrs.services.counts_refreshing import counts_refresh
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from tests.world import AT, World, world
from tests.world_okrs import first_key_result, make_check_in, make_objective, progress_of

__all__ = ["world"]


def spoiled(world: World) -> Objective:
    """Make an objective half way to its end, and spoil its sums behind everybody's back."""
    objective = make_objective(world)
    make_check_in(world, first_key_result(world, objective), "50")
    with world.writing():
        ObjectiveScore.objects.filter(objective=objective).update(weighted_sum=7, progress=0)
    return objective


def found(world: World, *, repair: bool) -> Finding:
    name = f"sums {world.organization.slug}"
    (finding,) = (one for one in sums_findings(repair=repair) if one.check == name)
    return finding


def test_sums_that_add_up_are_well(world: World) -> None:
    make_objective(world)
    assert found(world, repair=False).ok
    assert found(world, repair=True).message == "Every objective adds up."


def test_sums_that_do_not_add_up_are_told_of_with_what_to_type_and_left_alone(
    world: World,
) -> None:
    objective = spoiled(world)
    finding = found(world, repair=False)
    assert not finding.ok
    assert finding.message.startswith("1 stored with other sums")
    assert "plumbline doctor --repair" in finding.message
    assert progress_of(world, objective) == 0


def test_a_repair_puts_them_right(world: World) -> None:
    objective = spoiled(world)
    assert found(world, repair=True).ok
    assert progress_of(world, objective) is not None
    assert progress_of(world, objective) != 0
    with world.reading():
        assert recomputation_compare() == []
    assert found(world, repair=False).message == "Every objective adds up."


def test_counts_that_are_kept_wrong_are_told_of_and_counted_anew(world: World) -> None:
    def told(*, repair: bool) -> Finding:
        name = f"counts {world.organization.slug}"
        (finding,) = (one for one in counts_findings(repair=repair) if one.check == name)
        return finding

    make_objective(world)
    with world.reading():
        counts_refresh(at=AT)
    with world.writing():
        # Of no day, or they would wait to be counted anew by themselves.
        TeamCounts.objects.update(objectives=7, day=None)
    assert not told(repair=False).ok
    assert "plumbline doctor --repair" in told(repair=False).message
    assert told(repair=True).ok
    assert told(repair=False).message == "Every team is counted as it is."
    with world.reading():
        assert TeamCounts.objects.get().objectives == 1


def test_a_journal_without_a_seal_waits_for_one_and_a_seal_that_is_gone_is_missed(
    world: World,
) -> None:
    def told(*seals: str) -> list[Finding]:
        name = f"journal {world.organization.slug}"
        found = journal_findings(seals)
        return [one for one in found if one.check == name or one.check.startswith("seal ")]

    make_objective(world)
    (waiting,) = told()
    assert waiting.ok
    assert waiting.message.startswith("0 entries stand as they were sealed")
    assert "wait for a seal" in waiting.message
    gone = "0" * 64
    _journal, missed = told(gone)
    assert not missed.ok
    assert "cut off" in missed.message
    with world.reading():
        made = journal_seal(at=AT)
    sealed, kept = told(made)
    assert "0 wait for a seal" in sealed.message
    assert made in sealed.message
    assert (kept.ok, kept.message) == (True, "It stands.")
