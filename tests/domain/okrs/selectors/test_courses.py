"""Pace after an adjustment, on every way that tells of it, today and as of the day before."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from plumbline.domain.checkins.openings import check_in_preview
from plumbline.domain.checkins.selectors import my_check_ins
from plumbline.domain.okrs.definitions import Adjusted, course_changes
from plumbline.domain.okrs.models import KeyResult
from plumbline.domain.okrs.selectors.details import key_result_details, objective_details
from plumbline.domain.okrs.selectors.explanations import explanation_of_key_result
from plumbline.domain.okrs.selectors.pages import key_result_shown
from plumbline.domain.okrs.services.adjustments import key_result_adjust
from plumbline.domain.okrs.values import key_result_values
from plumbline.engine.documents.model import MetricKind
from plumbline.engine.scoring.explain import render_text
from plumbline.engine.scoring.metrics import MetricDefinition
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result, make_cycle, make_objective

DAY = timedelta(days=1)


def test_pace_bends_on_its_day_wherever_it_is_told(world: World) -> None:
    make_cycle(world, at=AT - 40 * DAY, start=TODAY - 40 * DAY, end=TODAY + 40 * DAY)
    early = AT - 39 * DAY
    objective = make_objective(world, at=early)
    row = first_key_result(world, objective)
    mia = world.viewer("mia")
    with world.reading():
        before = key_result_details(viewer=mia, public_id=row.public_id, at=AT)
        row = KeyResult.objects.select_related("owner").get(pk=row.pk)
        key_result_adjust(
            actor=world.system,
            key_result=row,
            values=replace(
                key_result_values(row),
                metric=replace(key_result_values(row).metric, target=Decimal(200)),
            ),
            reason="more carriers came",
            effective_on=TODAY,
            expected=row.version,
            at=AT,
        )
        asked = {"viewer": mia, "public_id": row.public_id, "at": AT}
        now = key_result_details(**asked)
        then = key_result_details(**asked, as_of=TODAY - DAY)
        told = {
            "objective": objective_details(viewer=mia, public_id=objective.public_id, at=AT)
            .facts.key_results[0]
            .pace,
            "list": key_result_shown(**asked).facts.pace,
            "week": my_check_ins(viewer=mia, at=AT)[0].facts.pace,
            "preview": check_in_preview(
                **asked, value=Decimal(1), confidence=5, effective_on=TODAY
            ).pace,
            "explained": explanation_of_key_result(**asked).parts[-1].value,
        }
        text = render_text(explanation_of_key_result(**asked).parts[-1])
    half = before.facts.pace
    assert half
    # The same value is expected today, half as much of the way that is twice as long.
    assert abs(now.facts.pace * 2 - half) < Decimal("0.00000001")
    assert set(told.values()) == {now.facts.pace}
    assert text.count("From ") == 2
    assert now.expected[0] == before.expected[0]
    assert now.expected[1].on == TODAY
    assert now.expected[-1].value == 200
    assert [point.value for point in now.targets] == [100, 200]
    assert then.expected == before.expected
    assert then.facts.pace_bent == ()


def test_an_imported_adjustment_that_cannot_be_read_is_passed_over() -> None:
    asked = MetricDefinition(
        kind=MetricKind.INCREASE,
        start=TODAY,
        end=TODAY + 80 * DAY,
        baseline=Decimal(0),
        target=Decimal(80),
    )
    days = {"cycle_start": asked.start, "cycle_end": asked.end}
    told = [
        Adjusted(TODAY + DAY, {"target": {"old": "about sixty", "new": "70"}}),
        Adjusted(TODAY + DAY, {"target": {"old": "NaN", "new": "70"}}),
        Adjusted(TODAY + DAY, {"baseline": {"old": "1e400", "new": "0"}}),
        Adjusted(
            TODAY + DAY,
            {"checkpoints": {"old": [{"date": TODAY.isoformat(), "value": "Infinity"}]}},
        ),
        Adjusted(TODAY + DAY, {"title": {"old": "A", "new": "B"}}),
        Adjusted(TODAY + 2 * DAY, {"target": {"old": "70", "new": "80"}, "due": {"old": None}}),
    ]
    changes = course_changes(asked, told, **days)
    assert [(each.on, each.before.target) for each in changes] == [(TODAY + 2 * DAY, Decimal(70))]
