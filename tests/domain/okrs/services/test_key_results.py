"""Key results: written in a draft, stopped and not deleted once they ran."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from plumbline.domain.custom_fields.models import FieldKind, FieldSubject, ValueSet
from plumbline.domain.custom_fields.services import field_define
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import KeyResult, KeyResultState, MetricKind, State, Visibility
from plumbline.domain.okrs.services.key_results import (
    key_result_create,
    key_result_delete,
    key_result_edit,
    key_result_stop,
)
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.values import KeyResultValues, key_result_values
from plumbline.domain.tenancy.errors import (
    DomainError,
    NotFound,
    PermissionRefused,
    Refused,
    ValidationRefused,
)
from plumbline.engine.documents import model as documents
from tests.world import AT, World
from tests.world_okrs import (
    END,
    first_key_result,
    key_results_of,
    make_check_in,
    make_key_result,
    make_objective,
    metric,
    progress_of,
)

DAY = timedelta(days=1)


def edit(world: World, key_result: KeyResult, **values: object) -> KeyResult:
    with world.reading():
        row = KeyResult.objects.select_related("owner").get(pk=key_result.pk)
        return key_result_edit(
            actor=world.system,
            key_result=row,
            values=replace(key_result_values(row), **values),  # type: ignore[arg-type]  # its fields
            expected=row.version,
            at=AT,
        )


def refused_edit(world: World, key_result: KeyResult, **values: object) -> DomainError:
    """Try to edit; nothing may change."""
    with world.reading():
        before = list(KeyResult.objects.values()), KeyResultState.objects.count()
    with pytest.raises(DomainError) as refusal:
        edit(world, key_result, **values)
    with world.reading():
        assert (list(KeyResult.objects.values()), KeyResultState.objects.count()) == before
    return refusal.value


def test_key_results_stand_in_the_order_they_were_written(world: World) -> None:
    objective = make_objective(world, key_results=0, active=False)
    for title in ("first", "second", "third"):
        make_key_result(world, objective, title)
    found = [(row.title, row.rank) for row in key_results_of(world, objective)]
    assert found == [("first", 1), ("second", 2), ("third", 3)]
    edit(world, key_results_of(world, objective)[2], rank=1)
    assert {row.title: row.rank for row in key_results_of(world, objective)}["third"] == 1


def test_a_draft_may_lack_its_metric_and_owner(world: World) -> None:
    objective = make_objective(world, key_results=0, active=False)
    with world.reading():
        key_result = key_result_create(
            actor=world.system, objective=objective, values=KeyResultValues(title=" T "), at=AT
        )
        entry = JournalEntry.objects.get(act="key_result.create")
    assert (key_result.title, key_result.owner, key_result.metric_kind) == ("T", None, "")
    assert entry.subject_public_id == key_result.public_id
    assert set(entry.changes["title"]) == {"old_hash", "new_hash"}, "words of people stay beside"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"weight": Decimal("-1")}, "weight"),
        ({"weight": Decimal("0.0001")}, "weight"),
        ({"weight": Decimal("1000.001")}, "weight"),
        ({"due": END + DAY}, "due"),
        ({"start": date(2025, 12, 31)}, "start"),
        ({"evidence_by": END + DAY}, "evidence_by"),
        ({"indicator": "sideways"}, "indicator"),
        ({"metric": metric(target="0")}, "target"),
        ({"metric": metric(MetricKind.RANGE, None, None, low=Decimal(9), high=Decimal(1))}, "low"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    world: World, values: dict[str, object], field: str
) -> None:
    objective = make_objective(world, active=False)
    refusal = refused_edit(world, first_key_result(world, objective), **values)
    assert isinstance(refusal, ValidationRefused)
    assert set(refusal.field_errors) == {field}


def test_once_it_runs_its_tags_change_and_nothing_that_counts(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    assert edit(world, key_result, tags=("calm",)).tags == ["calm"]
    for values in (
        {"title": "Said otherwise"},
        {"weight": Decimal(2)},
        {"owner": world.person("max")},
        {"due": END - DAY},
        {"is_guardrail": True},
        {"metric": metric(target="90")},
    ):
        refusal = refused_edit(world, key_result, **values)
        assert isinstance(refusal, Refused)
        assert refusal.message.id == "okrs.key_result.adjust_instead"


def test_a_running_objective_takes_no_further_key_result_by_the_way(world: World) -> None:
    objective = make_objective(world)
    with pytest.raises(Refused) as refusal:
        make_key_result(world, objective)
    assert refusal.value.message.id == "okrs.key_result.adjust_scope"
    assert len(key_results_of(world, objective)) == 1


def test_everything_a_key_result_says_is_read_back_as_it_was_said(world: World) -> None:
    objective = make_objective(world, key_results=0, active=False)
    said = KeyResultValues(
        title="Stages",
        owner=world.person("mia"),
        metric=metric(
            MetricKind.MILESTONE,
            None,
            None,
            stages=(
                documents.Stage(title="drafted", share=Decimal("0.25")),
                documents.Stage(title="live", share=Decimal("0.75")),
            ),
            measurement=documents.Measurement(source="the calendar"),
            decimals=1,
        ),
        weight=Decimal("0.125"),
        rank=1,
        tags=("calm", "cheap"),
        evidence_counts="a signed paper",
        evidence_by=END,
        document_key="stages",
    )
    with world.reading():
        row = key_result_create(actor=world.system, objective=objective, values=said, at=AT)
        again = KeyResult.objects.select_related("owner").get(pk=row.pk)
        assert key_result_values(again) == said


def test_a_stopped_one_leaves_the_mean_and_is_kept_with_its_reason(world: World) -> None:
    objective = make_objective(world, key_results=2)
    first, second = key_results_of(world, objective)
    make_check_in(world, first, "100")
    assert progress_of(world, objective) == Decimal("0.5")
    with world.reading():
        stopped = key_result_stop(
            actor=world.system,
            key_result=second,
            reason=" nobody needs it ",
            expected=second.version,
            at=AT,
        )
        assert recomputation_compare() == []
        with pytest.raises(Refused) as again:
            key_result_stop(
                actor=world.system,
                key_result=second,
                reason="again",
                expected=stopped.version,
                at=AT,
            )
    assert again.value.message.id == "okrs.key_result.not_running"
    assert (stopped.state, stopped.state_reason) == (State.STOPPED, "nobody needs it")
    assert progress_of(world, objective) == 1


def test_a_stop_needs_a_reason(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    with world.reading(), pytest.raises(ValidationRefused):
        key_result_stop(
            actor=world.system,
            key_result=key_result,
            reason=" ",
            expected=key_result.version,
            at=AT,
        )
    with world.reading():
        assert KeyResult.objects.get().state == State.ACTIVE


def delete(world: World, key_result: KeyResult) -> None:
    with world.reading():
        key_result_delete(
            actor=world.system, key_result=key_result, expected=key_result.version, at=AT
        )


def test_a_draft_is_deleted_with_its_custom_values_and_its_weight(world: World) -> None:
    objective = make_objective(world, active=False)
    with world.reading():
        field_define(
            actor=world.system,
            subject=FieldSubject.KEY_RESULT,
            key="area",
            label="Area",
            kind=FieldKind.TEXT,
            at=AT,
        )
    key_result = make_key_result(world, objective, custom={"area": "north"})
    edit(world, key_result, custom={"area": "south"})
    delete(world, key_results_of(world, objective)[1])
    with world.reading():
        assert not ValueSet.objects.exists()
        assert JournalEntry.objects.filter(act="key_result.delete").count() == 1
        assert recomputation_compare() == []
    assert len(key_results_of(world, objective)) == 1


def test_what_ran_is_not_deleted(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    with pytest.raises(Refused) as refusal:
        delete(world, key_result)
    assert refusal.value.message.id == "okrs.key_result.stop_instead"
    with world.reading():
        assert KeyResult.objects.exists()


def test_one_that_is_gone_is_not_found(world: World) -> None:
    objective = make_objective(world, active=False)
    key_result = first_key_result(world, objective)
    delete(world, key_result)
    with pytest.raises(NotFound):
        delete(world, key_result)


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.TEAM])
def test_who_only_owns_a_key_result_lets_nobody_else_read_its_objective(
    world: World, visibility: Visibility
) -> None:
    draft = make_objective(world, visibility=visibility, active=False, key_results=0)
    row = make_key_result(world, draft, owner=world.person("dee"))
    vic = world.person("vic")

    def handed(by: str) -> KeyResult:
        with world.reading():
            now = KeyResult.objects.select_related("owner").get(pk=row.pk)
            values = replace(key_result_values(now), owner=vic)
            return key_result_edit(
                actor=world.viewer(by),
                key_result=now,
                values=values,
                expected=now.version,
                at=AT,
            )

    with pytest.raises(PermissionRefused, match="hands"):
        handed("dee")
    assert handed("mia").owner == vic
