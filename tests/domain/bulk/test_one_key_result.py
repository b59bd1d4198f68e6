"""One key result: deleted and put back, or moved to another objective with all that hangs on it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from plumbline.domain.bulk.models import Batch, BatchRow
from plumbline.domain.bulk.services.batches import batch_undo
from plumbline.domain.bulk.services.deleting import draft_delete, key_result_draft_delete
from plumbline.domain.bulk.services.moving import key_result_move
from plumbline.domain.discussion.models import Comment
from plumbline.domain.okrs.models import (
    Adjustment,
    Alignment,
    KeyResult,
    Objective,
    State,
    Visibility,
)
from plumbline.domain.okrs.selectors.details import key_result_details, objective_details
from plumbline.domain.okrs.selectors.explanations import explanation_of_key_result
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.selectors.tallies import tallies_counted
from plumbline.domain.okrs.selectors.team_groups import objectives_counted
from plumbline.domain.okrs.services.alignment import End, align
from plumbline.domain.okrs.services.objectives import objective_submit
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.tenancy.errors import (
    DomainError,
    NotFound,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    key_results_of,
    make_check_in,
    make_comment,
    make_cycle,
    make_link,
    make_objective,
    progress_of,
    stored,
)

LATER = AT + timedelta(days=1)


def delete(world: World, row: KeyResult) -> Batch:
    mia = world.viewer("mia")
    with world.reading():
        return key_result_draft_delete(actor=mia, key_result=row, expected=row.version, at=AT)


def undo(world: World, batch: Batch) -> str:
    """Take it back; return what became of it."""
    mia = world.viewer("mia")
    with world.reading():
        batch_undo(actor=mia, batch=batch, at=LATER)
        row = BatchRow.objects.get(batch=batch)
        return f"{row.outcome} {row.why[0] if row.why else ''}".strip()


def support(world: World, row: KeyResult, above: Objective) -> None:
    with world.reading():
        objective = Objective.objects.get(pk=row.objective_id)
        child = End(objective, KeyResult.objects.get(pk=row.pk))
        align(actor=world.system, child=child, parent=End(above), weight=None, at=AT)


def test_a_deleted_key_result_comes_back_with_all_that_hung_on_it(world: World) -> None:
    above = make_objective(world, "Above")
    draft = make_objective(world, "A draft", active=False, key_results=2)
    row = first_key_result(world, draft)
    support(world, row, above)
    make_comment(world, draft, "Is that so?", key_result=row)
    batch = delete(world, row)
    with world.reading():
        assert not Comment.objects.exists()
        assert stored(world, draft).score.weight_sum == 1000
        objective_submit(
            actor=world.system, objective=draft, expected=stored(world, draft).version, at=AT
        )
    assert undo(world, batch) == "undone"
    back = first_key_result(world, draft)
    assert (back.public_id, back.title, back.rank) == (row.public_id, row.title, row.rank)
    assert back.state == State.IN_REVIEW, "as its objective by now"
    with world.reading():
        assert stored(world, draft).score.weight_sum == 2000
        assert Comment.objects.get().key_result_id == back.pk
        assert Alignment.objects.filter(child_key_result=back, parent_objective=above).exists()
        assert recomputation_compare() == []


def test_it_does_not_come_back_below_what_began_meanwhile(world: World) -> None:
    draft = make_objective(world, active=False, key_results=2)
    batch = delete(world, first_key_result(world, draft))
    activate(world, draft)
    assert undo(world, batch) == "stays okrs.key_result.adjust_scope"
    assert len(key_results_of(world, draft)) == 1


def move(
    world: World, row: KeyResult, to: Objective, *, who: str = "lena", reason: str = ""
) -> KeyResult:
    viewer = world.viewer(who)
    with world.reading():
        return key_result_move(
            actor=viewer,
            key_result=row,
            objective=to,
            reason=reason,
            effective_on=TODAY,
            expected=row.version,
            at=LATER,
        )


def refused(
    world: World, row: KeyResult, to: Objective, *, who: str = "lena", reason: str = "Agreed"
) -> DomainError:
    """Try to move; nothing may change."""
    with world.reading():
        before = list(KeyResult.objects.order_by("pk").values())
    with pytest.raises(DomainError) as refusal:
        move(world, row, to, who=who, reason=reason)
    with world.reading():
        assert list(KeyResult.objects.order_by("pk").values()) == before
        assert recomputation_compare() == []
    return refusal.value


def test_between_drafts_it_goes_freely_and_takes_the_state_of_its_objective(world: World) -> None:
    there = make_objective(world, "There", active=False)
    here = make_objective(world, "Here", active=False, proposed=True, key_results=2)
    row = first_key_result(world, here)
    make_comment(world, here, "Is that so?", key_result=row)
    moved = move(world, row, there, who="mia")
    assert (moved.objective_id, moved.rank, moved.state) == (there.pk, 2, State.DRAFT)
    assert (stored(world, here).score.weight_sum, stored(world, there).score.weight_sum) == (
        1000,
        2000,
    )
    with world.reading():
        assert Comment.objects.get().objective_id == there.pk
        assert not Adjustment.objects.exists()
        assert recomputation_compare() == []


def test_what_runs_goes_with_a_reason_and_both_sums_are_right(world: World) -> None:
    above = make_objective(world, "Above", key_results=0, active=False)
    here = make_objective(world, "Here", key_results=2)
    there = make_objective(world, "There")
    make_link(world, here, above, weight="1")
    row = first_key_result(world, here)
    make_check_in(world, row, "60")
    assert progress_of(world, here) == Decimal("0.3")
    assert progress_of(world, above) == Decimal("0.3")
    move(world, row, there, reason="The teams swapped")
    assert [progress_of(world, each) for each in (here, there)] == [0, Decimal("0.3")]
    assert progress_of(world, above) == 0
    with world.reading():
        assert recomputation_compare() == []
        told = Adjustment.objects.order_by("pk")
        assert [(each.objective_id, each.reason, each.changes) for each in told] == [
            (here.pk, "The teams swapped", {"key_result": {"old": row.title, "new": None}}),
            (there.pk, "The teams swapped", {"key_result": {"old": None, "new": row.title}}),
        ]


def titles(world: World, objective: Objective, *, past: bool) -> list[str]:
    lena = world.viewer("lena", at=LATER)
    with world.reading():
        found = objective_details(
            viewer=lena,
            public_id=objective.public_id,
            at=LATER,
            as_of=TODAY if past else None,
        )
        return [row.title for row in found.facts.key_results]


def test_of_a_past_day_it_still_stands_where_it_was(world: World) -> None:
    here, there = make_objective(world, "Here", key_results=2), make_objective(world, "There")
    first, second = key_results_of(world, here)
    move(world, first, there, reason="The teams swapped")
    own = first_key_result(world, there).title
    assert titles(world, here, past=True) == [first.title, second.title]
    assert titles(world, here, past=False) == [second.title]
    assert titles(world, there, past=True) == [own]
    assert titles(world, there, past=False) == [own, first.title]


def test_what_it_said_below_a_draft_goes_and_comes_back_with_the_draft(world: World) -> None:
    here = make_objective(world, "Here", active=False, key_results=2)
    there = make_objective(world, "There", active=False)
    first, second = key_results_of(world, here)
    own = first_key_result(world, there).title
    move(world, first, there)
    mia = world.viewer("mia")
    with world.reading():
        version = stored(world, here).version
        batch = draft_delete(actor=mia, objective=here, expected=version, at=LATER)
    assert titles(world, there, past=True) == [own], "it never was there on that day"
    assert titles(world, there, past=False) == [own, first.title]
    assert undo(world, batch) == "undone"
    assert titles(world, here, past=True) == [first.title, second.title]
    assert titles(world, there, past=True) == [own]


def test_its_own_page_of_a_past_day_names_the_objective_it_was_below(world: World) -> None:
    here = make_objective(world, "Here", key_results=2)
    row = first_key_result(world, here)
    make_check_in(world, row, "60")
    there = make_objective(world, "There", at=LATER)
    move(world, first_key_result(world, here), there, reason="The teams swapped")
    lena, own = world.viewer("lena", at=LATER), row.public_id
    with world.reading():
        found = key_result_details(viewer=lena, public_id=own, at=LATER, as_of=TODAY)
        assert (found.objective.name, found.facts.title) == ("Here", row.title)
        step = explanation_of_key_result(viewer=lena, public_id=own, at=LATER, as_of=TODAY)
        assert step.value == found.facts.progress
    with world.writing():
        Objective.objects.filter(pk=here.pk).update(visibility=Visibility.PRIVATE)
    with world.reading(), pytest.raises(NotFound):
        key_result_details(viewer=lena, public_id=own, at=LATER, as_of=TODAY)


def test_what_goes_on_inside_of_a_team_still_stands_where_it_was(world: World) -> None:
    here, there = (
        make_objective(world, title, visibility=Visibility.TEAM) for title in ("Here", "There")
    )
    one, other = first_key_result(world, here), first_key_result(world, there)
    move(world, one, there, reason="The teams swapped")
    assert titles(world, here, past=True) == [one.title]
    assert titles(world, there, past=True) == [other.title]
    with world.writing():
        Objective.objects.filter(pk=there.pk).update(visibility=Visibility.PRIVATE)
    assert titles(world, here, past=True) == [], "its words are for fewer people by now"


def test_of_a_past_day_it_is_counted_in_the_team_it_was_in(world: World) -> None:
    here = make_objective(world, "Here", team=world.teams["claims"], key_results=2)
    there = make_objective(world, "There", team=world.teams["finance"])
    move(world, first_key_result(world, here), there, who="carl", reason="The teams swapped")
    cycle, claims, finance = make_cycle(world), world.teams["claims"].pk, world.teams["finance"].pk

    def counted(as_of: date | None) -> dict[int, int]:
        with world.reading():
            moment = moment_of(at=LATER, as_of=as_of)
            found = tallies_counted(objectives_counted(cycle, moment), cycle, moment)
        return {place.team_id: tally.key_results for place, tally in found.items()}

    assert counted(TODAY) == {claims: 2, finance: 1}
    assert counted(None) == {claims: 1, finance: 2}


def test_it_goes_only_where_it_can_stand(world: World) -> None:
    here = make_objective(world, "Here")
    row = first_key_result(world, here)
    there = make_objective(world, "There")
    assert isinstance(refused(world, row, there, reason=" "), ValidationRefused)
    assert isinstance(refused(world, row, here), ValidationRefused)
    draft = make_objective(world, "A draft", active=False)
    next_cycle = make_cycle(world, "2026-Q1 beside")
    elsewhere = make_objective(world, "Another cycle", cycle=next_cycle)
    inside = make_objective(world, "Inside", visibility=Visibility.TEAM)
    for to, why in ((draft, "states"), (elsewhere, "cycle"), (inside, "hidden")):
        refusal = refused(world, row, to)
        assert isinstance(refusal, Refused)
        assert refusal.message.id == f"okrs.key_result.move_{why}"
    support(world, row, make_objective(world, "Above"))
    assert refused(world, row, there).message.id == "okrs.key_result.move_linked"


def test_whoever_may_not_adjust_both_moves_nothing(world: World) -> None:
    row = first_key_result(world, make_objective(world, "Here"))
    there = make_objective(world, "There")
    assert isinstance(refused(world, row, there, who="mia"), PermissionRefused)
    row.version += 1
    assert isinstance(refused(world, row, there), StaleVersion)
