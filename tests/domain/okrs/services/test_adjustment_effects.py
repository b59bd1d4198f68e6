"""What an adjustment would change is what it then changes, and looking at it keeps nothing."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.notify.selectors.audiences import (
    key_result_adjustment_told,
    objective_adjustment_told,
)
from plumbline.domain.notify.services.following import follow_set
from plumbline.domain.okrs.models import Adjustment, KeyResult, Objective, Style, Visibility
from plumbline.domain.okrs.selectors.details import key_result_details, objective_details
from plumbline.domain.okrs.services.adjustment_effects import (
    AdjustmentEffects,
    key_result_adjustment_effects,
    objective_adjustment_effects,
)
from plumbline.domain.okrs.services.adjustments import key_result_adjust, objective_adjust
from plumbline.domain.okrs.values import KeyResultValues, key_result_values, objective_values
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused, ValidationRefused
from tests.domain.governance.test_gate import WORK, adopt
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    first_key_result,
    make_check_in,
    make_link,
    make_objective,
    progress_of,
)


def changed(row: KeyResult, target: str) -> KeyResultValues:
    values = key_result_values(row)
    return replace(values, metric=replace(values.metric, target=Decimal(target)))


def owned_by(world: World, row: KeyResult, owner: Person) -> KeyResultValues:
    with world.reading():
        return replace(key_result_values(row), owner=owner)


def effects(
    world: World,
    row: KeyResult,
    values: KeyResultValues,
    *,
    who: str = "lena",
    reason: str = "a new fact",
) -> AdjustmentEffects:
    viewer = world.viewer(who)
    adjust = partial(
        key_result_adjust,
        actor=viewer,
        key_result=row,
        values=values,
        reason=reason,
        effective_on=TODAY,
        expected=row.version,
        at=AT,
    )
    told = key_result_adjustment_told
    with world.reading():
        return key_result_adjustment_effects(
            actor=viewer, key_result=row, adjust=adjust, told=told, at=AT
        )


def effects_of_objective(
    world: World, objective: Objective, *, who: str = "lena", **changed: object
) -> AdjustmentEffects:
    viewer = world.viewer(who)
    with world.reading():
        row = Objective.objects.get(pk=objective.pk)
        values = replace(objective_values(row), **changed)  # type: ignore[arg-type]  # its fields
        adjust = partial(
            objective_adjust,
            actor=viewer,
            objective=row,
            values=values,
            reason="a new fact",
            effective_on=TODAY,
            expected=row.version,
            at=AT,
        )
        told = objective_adjustment_told
        return objective_adjustment_effects(
            actor=viewer, objective=row, adjust=adjust, told=told, at=AT
        )


def measured(world: World, objective: Objective) -> KeyResult:
    """Return its key result with four values on their days, so that there is a chance."""
    for days, value in ((-21, "5"), (-14, "15"), (-7, "30"), (0, "40")):
        on = TODAY + timedelta(days=days)
        make_check_in(world, first_key_result(world, objective), value, on=on)
    return first_key_result(world, objective)


def test_what_is_shown_before_is_what_an_adjustment_then_does(world: World) -> None:
    company = make_objective(world, "Freight that nobody waits for", team=world.teams["freight"])
    objective = make_objective(world)
    make_link(world, objective, company, weight="1")
    row = measured(world, objective)
    with world.reading():
        entries = JournalEntry.objects.count()
    found = effects(world, row, changed(row, "80"))
    with world.reading():
        assert JournalEntry.objects.count() == entries
        assert not Adjustment.objects.exists()
        assert KeyResult.objects.get(pk=row.pk).target == Decimal(100)
    before, after = found.before.key_result, found.after.key_result
    assert before is not None
    assert after is not None
    assert (before.progress, after.progress) == (Decimal("0.4"), Decimal("0.5"))
    assert before.chance is not None
    assert after.chance is not None
    assert before.chance < after.chance
    (above,) = found.before.above.values()
    assert above.objective.name == company.title
    assert above.progress == progress_of(world, company)
    assert [link.objective.name for link in found.before.supports] == []
    with world.reading():
        key_result_adjust(
            actor=world.viewer("lena"),
            key_result=row,
            values=changed(row, "80"),
            reason="a new fact",
            effective_on=TODAY,
            expected=row.version,
            at=AT,
        )
        viewer = world.viewer("lena")
        now = key_result_details(viewer=viewer, public_id=row.public_id, at=AT).facts
        above_now = objective_details(viewer=viewer, public_id=objective.public_id, at=AT).facts
    assert after == now
    assert found.after.objective == above_now
    (above_then,) = found.after.above.values()
    assert above_then.progress == progress_of(world, company)
    assert above_then.progress != above.progress


def test_of_what_one_does_not_see_above_nothing_is_told(world: World) -> None:
    hidden = make_objective(
        world, "A quiet plan", owner=world.person("max"), visibility=Visibility.PRIVATE
    )
    objective = make_objective(world)
    make_link(world, objective, hidden, weight="1")
    row = measured(world, objective)
    before = effects(world, row, changed(row, "80")).before
    assert (before.above, before.supports) == ({}, ())


def test_effects_are_refused_as_the_adjustment_would_be(world: World) -> None:
    row = measured(world, make_objective(world))
    with pytest.raises(PermissionRefused):
        effects(world, row, changed(row, "80"), who="vic")
    with pytest.raises(ValidationRefused):
        effects(world, row, changed(row, "80"), reason=" ")
    with pytest.raises(ValidationRefused):
        effects(world, row, changed(row, "100"))


def test_effects_name_what_the_practices_say_of_the_change(world: World) -> None:
    row = measured(world, make_objective(world))
    assert effects(world, row, changed(row, "80")).practices == ()
    practice = adopt(world, Tier.GUIDELINE, gates=(Gate.CHANGE,))
    (asked,) = effects(world, row, changed(row, "80")).practices
    assert asked.practice == practice
    assert not asked.is_new


def test_effects_of_what_a_policy_blocks_are_its_refusal(world: World) -> None:
    row = measured(world, make_objective(world))
    adopt(world, Tier.POLICY, gates=(Gate.CHANGE,))
    with pytest.raises(GateRefused):
        effects(world, row, replace(changed(row, "80"), title=WORK))


def test_who_gets_a_key_result_is_told_and_who_hands_it_over_is_not(world: World) -> None:
    row = measured(world, make_objective(world))
    dee, max_ = world.person("dee"), world.person("max")
    assert dee not in effects(world, row, changed(row, "80")).told
    assert dee in effects(world, row, owned_by(world, row, dee)).told
    with world.reading():
        key_result_adjust(
            actor=world.viewer("lena"),
            key_result=row,
            values=owned_by(world, row, dee),
            reason="a new fact",
            effective_on=TODAY,
            expected=row.version,
            at=AT,
        )
        row = KeyResult.objects.get(pk=row.pk)
    told = effects(world, row, owned_by(world, row, max_)).told
    assert max_ in told
    assert dee not in told


def test_an_objective_that_is_judged_otherwise_shows_it_before(world: World) -> None:
    company = make_objective(world, "Freight that nobody waits for", team=world.teams["freight"])
    objective = make_objective(world)
    make_link(world, objective, company, weight="1")
    measured(world, objective)
    found = effects_of_objective(world, objective, style=Style.ASPIRATIONAL)
    assert found.before.key_result is None
    assert (found.before.objective.style, found.after.objective.style) == (
        Style.COMMITTED,
        Style.ASPIRATIONAL,
    )
    assert found.before.objective.mean_chance is not None
    assert found.after.objective.mean_chance is not None
    assert found.before.objective.mean_chance < found.after.objective.mean_chance
    assert [link.objective.name for link in found.before.supports] == [company.title]
    assert [each.objective.name for each in found.after.above.values()] == [company.title]
    with world.reading():
        assert Objective.objects.get(pk=objective.pk).style == Style.COMMITTED
        assert not Adjustment.objects.exists()


def test_of_an_objective_for_fewer_eyes_only_those_who_still_see_it_are_told(
    world: World,
) -> None:
    objective = make_objective(world, owner=world.person("mia"))
    with world.reading():
        follow_set(actor=world.viewer("dee"), thing=objective, is_on=True, at=AT)
    assert world.person("dee") in effects_of_objective(world, objective, style=Style.LEARNING).told
    hidden = effects_of_objective(world, objective, visibility=Visibility.TEAM)
    assert hidden.after.objective.visibility == Visibility.TEAM
    assert world.person("mia") in hidden.told
    assert world.person("dee") not in hidden.told


def test_nobody_takes_an_objective_out_of_their_own_sight(world: World) -> None:
    objective = make_objective(world, owner=world.person("mia"))
    with pytest.raises(NotFound):
        effects_of_objective(world, objective, who="carl", visibility=Visibility.PRIVATE)
