"""Open changes of what runs: a reason, old and new side by side, and nothing rewritten."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.okrs.models import (
    Adjustment,
    KeyResult,
    MetricKind,
    Objective,
    State,
    Style,
)
from plumbline.domain.okrs.services import gates
from plumbline.domain.okrs.services.adjustments import (
    key_result_adjust,
    key_result_adjust_scope,
    key_result_baseline_set,
    objective_adjust,
)
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.values import (
    KeyResultValues,
    MetricValues,
    key_result_values,
    objective_values,
)
from plumbline.domain.tenancy.errors import (
    PermissionRefused,
    Refused,
    ValidationRefused,
)
from tests.domain.governance.test_gate import adopt
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    key_results_of,
    limit,
    make_check_in,
    make_key_result,
    make_objective,
    metric,
    progress_of,
    stored,
)

DAY = timedelta(days=1)


def adjust(
    world: World, objective: Objective, *, reason: str = "a new fact", **values: object
) -> Adjustment:
    row = stored(world, objective)
    with world.reading():
        return objective_adjust(
            actor=world.system,
            objective=row,
            values=replace(objective_values(row), **values),  # type: ignore[arg-type]  # its fields
            reason=reason,
            effective_on=TODAY,
            expected=row.version,
            at=AT,
        )


def adjust_key_result(
    world: World, key_result: KeyResult, *, reason: str = "a new fact", **values: object
) -> Adjustment:
    with world.reading():
        row = KeyResult.objects.select_related("owner").get(pk=key_result.pk)
        return key_result_adjust(
            actor=world.system,
            key_result=row,
            values=replace(key_result_values(row), **values),  # type: ignore[arg-type]  # its fields
            reason=reason,
            effective_on=TODAY - DAY,
            expected=row.version,
            at=AT,
        )


def everything(world: World) -> list[object]:
    with world.reading():
        return [
            *Objective.objects.values(),
            *KeyResult.objects.values(),
            *Adjustment.objects.values(),
        ]


def test_an_adjustment_keeps_reason_old_and_new(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    make_check_in(world, key_result, "50")
    change = replace(key_result_values(key_result).metric, target=Decimal("80.0"))
    made = adjust_key_result(
        world, key_result, reason=" fewer parcels ", metric=change, due=TODAY, weight=Decimal(2)
    )
    assert (made.reason, made.effective_on, made.recorded_at) == ("fewer parcels", TODAY - DAY, AT)
    assert made.changes == {
        "target": {"old": "100", "new": "80"},
        "due": {"old": None, "new": "2026-03-02"},
        "weight": {"old": 1000, "new": 2000},
    }
    with world.reading():
        assert recomputation_compare() == []
        assert KeyResult.objects.get().score.progress == 625_000_000


@pytest.mark.parametrize(
    ("days", "message"),
    [
        pytest.param(1, "okrs.adjustment.ahead", id="tomorrow"),
        pytest.param(-366, "okrs.adjustment.before", id="before anything was agreed"),
    ],
)
def test_an_adjustment_holds_from_no_day_on_which_it_could_not(
    world: World, days: int, message: str
) -> None:
    row = stored(world, make_objective(world, "Ship"))
    before = objective_values(row)
    with world.reading(), pytest.raises(ValidationRefused) as caught:
        objective_adjust(
            actor=world.system,
            objective=row,
            values=replace(before, title="Arrive"),
            reason="a new fact",
            effective_on=TODAY + days * DAY,
            expected=row.version,
            at=AT,
        )
    assert [each.id for each in caught.value.field_errors["effective_on"]] == [message]
    assert stored(world, row).title == "Ship"


@pytest.mark.parametrize(
    ("values", "reason", "field"),
    [
        ({"style": Style.ASPIRATIONAL}, " ", "reason"),
        ({}, "a new fact", ""),
        ({"owner": None}, "a new fact", "owner"),
        ({"style": None}, "a new fact", "style"),
        ({"team": None}, "a new fact", "team"),
        ({"title": ""}, "a new fact", "title"),
    ],
)
def test_an_adjustment_that_leaves_something_open_is_refused(
    world: World, values: dict[str, object], reason: str, field: str
) -> None:
    objective = make_objective(world)
    before = everything(world)
    with pytest.raises(ValidationRefused) as refusal:
        adjust(world, objective, reason=reason, **values)
    assert set(refusal.value.field_errors) == {field}
    assert everything(world) == before


def test_a_key_result_that_runs_needs_an_owner_and_a_metric(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    before = everything(world)
    for values, field in (({"owner": None}, "owner"), ({"metric": MetricValues()}, "metric_kind")):
        with pytest.raises(ValidationRefused) as refusal:
            adjust_key_result(world, key_result, **values)
        assert set(refusal.value.field_errors) == {field}
    assert everything(world) == before


def test_a_draft_is_edited_and_not_adjusted(world: World) -> None:
    objective = make_objective(world, active=False)
    before = everything(world)

    def attempts() -> list[Refused]:
        refusals = []
        for act in (
            lambda: adjust(world, objective, style=Style.ASPIRATIONAL),
            lambda: adjust_key_result(world, first_key_result(world, objective), weight=Decimal(2)),
            lambda: scope(world, objective),
        ):
            with pytest.raises(Refused) as refusal:
                act()
            refusals.append(refusal.value)
        return refusals

    assert {refusal.message.id for refusal in attempts()} == {"okrs.adjustment.not_running"}
    assert everything(world) == before


def scope(
    world: World, objective: Objective, who: str | None = None, **further: object
) -> KeyResult:
    values = KeyResultValues(title="Further", owner=world.person("mia"), metric=metric())
    actor = world.viewer(who) if who else world.system
    with world.reading():
        return key_result_adjust_scope(
            actor=actor,
            objective=objective,
            values=replace(values, **further),  # type: ignore[arg-type]  # its fields
            reason="more to do",
            effective_on=TODAY,
            at=AT,
        )


def test_a_further_key_result_joins_what_runs_and_counts_at_once(world: World) -> None:
    objective = make_objective(world)
    make_check_in(world, first_key_result(world, objective), "80")
    added = scope(world, objective)
    assert added.state == "active"
    assert progress_of(world, objective) == Decimal("0.4")
    with world.reading():
        made = Adjustment.objects.get()
        assert recomputation_compare() == []
    assert made.key_result_id == added.pk
    assert made.changes["title"] == {"old": None, "new": "Further"}
    with pytest.raises(ValidationRefused):
        scope(world, objective, owner=None)
    with pytest.raises(PermissionRefused):
        scope(world, objective, "mia")
    assert len(key_results_of(world, objective)) == 2


def test_a_baseline_that_was_to_be_measured_is_entered_once_by_the_owner(world: World) -> None:
    objective = make_objective(world, key_results=0, active=False)
    open_metric = metric(baseline=None, target="100", baseline_by=TODAY + DAY)
    key_result = make_key_result(world, objective, metric=open_metric)
    activate(world, objective)
    make_check_in(world, key_result, "60")
    mia, vic = world.viewer("mia"), world.viewer("vic")
    with world.reading():
        with pytest.raises(PermissionRefused):
            key_result_baseline_set(
                actor=vic, key_result=key_result, baseline=Decimal(20), on=TODAY, at=AT
            )
        with pytest.raises(ValidationRefused):
            key_result_baseline_set(
                actor=mia, key_result=key_result, baseline=Decimal(100), on=TODAY, at=AT
            )
        assert not Adjustment.objects.exists()
        key_result_baseline_set(
            actor=mia, key_result=key_result, baseline=Decimal(20), on=TODAY, at=AT
        )
        assert Adjustment.objects.get().changes == {"baseline": {"old": None, "new": "20"}}
        with pytest.raises(Refused) as known:
            key_result_baseline_set(
                actor=mia, key_result=key_result, baseline=Decimal(30), on=TODAY, at=AT
            )
    assert known.value.message.id == "okrs.key_result.baseline_known"
    assert progress_of(world, objective) == Decimal("0.5")


def test_a_baseline_measured_while_it_runs_meets_the_gate_of_changes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt(world, Tier.POLICY)
    objective = make_objective(world, key_results=0, active=False)
    open_metric = metric(baseline=None, target="100", baseline_by=TODAY + DAY)
    key_result = make_key_result(world, objective, metric=open_metric)
    activate(world, objective)
    asked = []

    def refuse(gate: Gate, *_asked: object, **_named: object) -> None:
        asked.append(gate)
        raise GateRefused([])

    monkeypatch.setattr(gates, "gate_pass", refuse)
    assert baseline_refused(world, key_result) == "governance.blocked"
    assert asked == [Gate.CHANGE]


def baseline_refused(world: World, key_result: KeyResult) -> str:
    """Try to enter a baseline; nothing may change."""
    before = everything(world)
    with world.reading(), pytest.raises(Refused) as refused:
        key_result_baseline_set(
            actor=world.system, key_result=key_result, baseline=Decimal(20), on=TODAY, at=AT
        )
    assert everything(world) == before
    return refused.value.message.id


@pytest.mark.parametrize("state", [State.STOPPED, State.PAUSED, State.DRAFT])
def test_what_takes_no_values_takes_no_baseline(world: World, state: State) -> None:
    objective = make_objective(world, key_results=1, active=False)
    open_metric = metric(baseline=None, target="100", baseline_by=TODAY + DAY)
    key_result = make_key_result(world, objective, metric=open_metric)
    activate(world, objective)
    with world.writing():
        KeyResult.objects.filter(pk=key_result.pk).update(state=state)
    assert baseline_refused(world, key_result) == "okrs.key_result.baseline_not_measured"


@pytest.mark.parametrize(
    "measured",
    [
        limit("60"),
        metric(MetricKind.MILESTONE, None, None),
        metric(baseline=None, target="100", accumulates=True),
    ],
)
def test_a_baseline_that_nobody_waits_for_is_refused(world: World, measured: MetricValues) -> None:
    objective = make_objective(world, key_results=0, active=False)
    key_result = make_key_result(world, objective, metric=measured)
    activate(world, objective)
    assert baseline_refused(world, key_result) == "okrs.key_result.baseline_not_awaited"


def test_nobody_hands_an_objective_to_where_they_could_not_have_put_it(world: World) -> None:
    objective = stored(world, make_objective(world))
    lena = world.viewer("lena")
    values = replace(objective_values(objective), team=world.teams["finance"])
    before = everything(world)
    with world.reading(), pytest.raises(PermissionRefused):
        objective_adjust(
            actor=lena,
            objective=objective,
            values=values,
            reason="theirs now",
            effective_on=TODAY,
            expected=objective.version,
            at=AT,
        )
    assert everything(world) == before
