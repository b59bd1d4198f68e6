"""What is decided for a later day replaces nothing before that day."""

from datetime import timedelta

import pytest

from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import WRITING_GATES, Gate, Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.selectors.applying import asked_anywhere, practices_in_use
from plumbline.domain.governance.selectors.then import practices_then
from plumbline.domain.governance.services.practices import (
    PracticeValues,
    practice_adopt,
    practice_move,
    practice_put_away,
)
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.tenancy.modules import ModuleKey
from tests.world import AT, TODAY, World

LATER = TODAY + timedelta(days=35)


def _adopted(world: World, *, tier: Tier = Tier.GUIDELINE, days: int = 0) -> Practice:
    values = PracticeValues(
        name="Results, not work",
        text="A key result says what will be different.",
        gates=WRITING_GATES,
        bindings=(Binding("PL-W01"),),
        effective_on=TODAY + timedelta(days=days),
    )
    module_set(actor=world.system, key=ModuleKey.GOVERNANCE, enabled=True, at=AT)
    return practice_adopt(
        actor=world.viewer("carl"), values=values, tier=tier, reason="It hurt us", at=AT
    )


def _moved(world: World, practice: Practice, tier: Tier) -> Practice:
    return practice_move(
        actor=world.viewer("carl"),
        practice=practice,
        tier=tier,
        reason="With the next cycle",
        effective_on=LATER,
        expected=practice.version,
        at=AT,
    )


@pytest.mark.parametrize(
    ("first", "then"), [(Tier.GUIDELINE, Tier.POLICY), (Tier.POLICY, Tier.GUIDELINE)]
)
def test_until_the_day_of_a_move_has_come_a_practice_stays_what_it_was(
    world: World, first: Tier, then: Tier
) -> None:
    with world.reading():
        _moved(world, _adopted(world, tier=first), then)
        for on, tier in ((TODAY, first), (LATER - timedelta(days=1), first), (LATER, then)):
            assert [each.tier for each in asked_anywhere(Gate.ACTIVATE, on=on)] == [tier]
            held = practices_then(at=AT, on=on)
            assert [each.practice.tier for each in held] == [tier]


def test_what_is_new_or_put_away_is_not_asked_before_its_day(world: World) -> None:
    with world.reading():
        practice = _adopted(world, days=5)
        assert practices_in_use(on=TODAY) == []
        assert practices_in_use(on=TODAY + timedelta(days=5)) == [practice]
        moved = _moved(world, practice, Tier.POLICY)
        practice_put_away(
            actor=world.viewer("carl"),
            practice=moved,
            reason="We know better",
            expected=moved.version,
            at=AT,
        )
        assert practices_in_use(on=TODAY + timedelta(days=6)) == []
        assert practices_then(at=AT + timedelta(days=1), on=TODAY + timedelta(days=6)) == []
