"""What an adjustment would change is what it then changes, and looking at it keeps nothing."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import Adjustment, KeyResult, Objective, Visibility
from plumbline.domain.okrs.selectors.details import key_result_details, objective_details
from plumbline.domain.okrs.services.adjustment_effects import (
    AdjustmentEffects,
    key_result_adjustment_effects,
)
from plumbline.domain.okrs.services.adjustments import key_result_adjust
from plumbline.domain.okrs.values import KeyResultValues, key_result_values
from plumbline.domain.tenancy.errors import PermissionRefused, ValidationRefused
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


def effects(
    world: World,
    row: KeyResult,
    target: str,
    *,
    who: str = "lena",
    reason: str = "a new fact",
    title: str = "",
) -> AdjustmentEffects:
    with world.reading():
        return key_result_adjustment_effects(
            actor=world.viewer(who),
            key_result=row,
            values=replace(changed(row, target), title=title or row.title),
            reason=reason,
            effective_on=TODAY,
            expected=row.version,
            at=AT,
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
    found = effects(world, row, "80")
    with world.reading():
        assert JournalEntry.objects.count() == entries
        assert not Adjustment.objects.exists()
        assert KeyResult.objects.get(pk=row.pk).target == Decimal(100)
    assert (found.before.progress, found.after.progress) == (Decimal("0.4"), Decimal("0.5"))
    assert found.before.chance is not None
    assert found.after.chance is not None
    assert found.before.chance < found.after.chance
    (above,) = found.above
    assert above.objective.name == company.title
    assert above.before == progress_of(world, company)
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
    assert found.after == now
    assert found.objective_after == above_now
    assert above.after == progress_of(world, company)
    assert above.after != above.before


def test_of_what_one_does_not_see_above_nothing_is_told(world: World) -> None:
    hidden = make_objective(
        world, "A quiet plan", owner=world.person("max"), visibility=Visibility.PRIVATE
    )
    objective = make_objective(world)
    make_link(world, objective, hidden, weight="1")
    assert effects(world, measured(world, objective), "80").above == ()


def test_effects_are_refused_as_the_adjustment_would_be(world: World) -> None:
    row = measured(world, make_objective(world))
    with pytest.raises(PermissionRefused):
        effects(world, row, "80", who="vic")
    with pytest.raises(ValidationRefused):
        effects(world, row, "80", reason=" ")
    with pytest.raises(ValidationRefused):
        effects(world, row, "100")


def test_effects_name_what_the_practices_say_of_the_change(world: World) -> None:
    row = measured(world, make_objective(world))
    assert effects(world, row, "80").practices == ()
    practice = adopt(world, Tier.GUIDELINE, gates=(Gate.CHANGE,))
    (asked,) = effects(world, row, "80").practices
    assert asked.practice == practice
    assert not asked.is_new


def test_effects_of_what_a_policy_blocks_are_its_refusal(world: World) -> None:
    row = measured(world, make_objective(world))
    adopt(world, Tier.POLICY, gates=(Gate.CHANGE,))
    with pytest.raises(GateRefused):
        effects(world, row, "80", title=WORK)
