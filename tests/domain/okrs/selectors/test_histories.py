"""What earlier cycles brought, as practices that compare with it are told."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.okrs.models import Visibility
from plumbline.domain.okrs.selectors.histories import Histories
from plumbline.domain.okrs.selectors.moments import moment_of
from tests.domain.governance.test_gate import adopt
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    make_check_in,
    make_cycle,
    make_key_result,
    make_objective,
    metric,
)

TITLE = "Claims settled at once"


def test_a_policy_weighs_a_target_against_earlier_cycles_that_everybody_sees(
    world: World,
) -> None:
    # What is not for everybody moved less: were it counted, the target would be no trifle.
    for month, visibility, value in ((1, "organization", "50"), (4, "organization", "60"),
                                     (7, "private", "1"), (10, "private", "2")):  # fmt: skip
        cycle = make_cycle(
            world, f"2025-{month}", start=date(2025, month, 1), end=date(2025, month + 2, 28)
        )
        past = make_objective(
            world, cycle=cycle, visibility=Visibility(visibility), key_results=0, active=False
        )
        row = make_key_result(world, past, TITLE)
        activate(world, past)
        make_check_in(world, row, value, on=date(2025, month + 1, 1))
    binding = Binding("PL-T08", {"least_cycles": 2})
    adopt(world, Tier.POLICY, binding, name="No sandbags", gates=(Gate.ACTIVATE,))

    bold = make_objective(world, key_results=0, active=False)
    make_key_result(world, bold, TITLE, metric=metric(target="90"))
    activate(world, bold)

    timid = make_objective(world, "Claims are calm", key_results=0, active=False)
    asked = make_key_result(world, timid, TITLE, metric=metric(target="40"))
    with pytest.raises(GateRefused) as caught:
        activate(world, timid)
    (found,) = caught.value.findings
    assert found.finding.subject.id == asked.public_id
    assert found.finding.message.params == {"reached": 2, "cycles": 2}


def test_as_of_a_past_day_a_metric_moved_by_what_was_known_then(world: World) -> None:
    cycle = make_cycle(world, "2025-1", start=date(2025, 1, 1), end=date(2025, 3, 28))
    past = make_objective(world, cycle=cycle, key_results=0, active=False)
    row = make_key_result(world, past, TITLE)
    activate(world, past)
    make_check_in(world, row, "50", on=date(2025, 2, 1))
    corrected = AT + timedelta(days=8)
    make_check_in(world, row, "70", on=date(2025, 2, 2), at=corrected)
    again = make_objective(world, key_results=0, active=False)
    mine = make_key_result(world, again, TITLE)
    with world.reading():
        start = row.baseline
        assert start is not None

        def changes(at: datetime, as_of: date | None) -> tuple[Decimal, ...]:
            moment = moment_of(at=at, as_of=as_of)
            found = Histories({again.pk: [mine]}, moment).of(again)
            return found[mine.public_id].changes if mine.public_id in found else ()

        later = corrected + timedelta(days=1)
        assert changes(later, TODAY + timedelta(days=3)) == (Decimal(50) - start,)
        assert changes(later, None) == (Decimal(70) - start,)
        assert changes(later, later.date()) == (Decimal(70) - start,)
        assert changes(later, TODAY - timedelta(days=9)) == ()
