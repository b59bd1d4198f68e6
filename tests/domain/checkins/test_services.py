"""Recording, correcting and taking back check-ins."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.checkins.services import (
    CheckInValues,
    check_in_correct,
    check_in_record,
    check_in_withdraw,
)
from plumbline.domain.journal.models import JournalEntry, JournalText
from plumbline.domain.okrs.models import KeyResult, KeyResultScore, MetricKind, Objective, Reading
from plumbline.domain.okrs.services.adjustments import key_result_baseline_set
from plumbline.domain.okrs.services.objectives import objective_delete, objective_pause
from plumbline.domain.orgs.models import Deputy
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused, Refused, ValidationRefused
from plumbline.engine.documents.model import Stage
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    END,
    activate,
    first_key_result,
    make_check_in,
    make_key_result,
    make_link,
    make_objective,
    metric,
    progress_of,
)

HOUR = timedelta(hours=1)


def score(world: World, key_result: KeyResult) -> KeyResultScore:
    with world.reading():
        row: KeyResultScore = KeyResultScore.objects.get(key_result=key_result)
        return row


def test_a_check_in_moves_the_key_result_and_every_ancestor(world: World) -> None:
    top = make_objective(world, "Top", team=world.company)
    middle = make_objective(
        world, "Middle", team=world.teams["freight"], key_results=0, active=False
    )
    make_key_result(world, middle, weight="3")
    middle = activate(world, middle)
    low = make_objective(world, "Low")
    make_link(world, low, middle, weight="1")
    make_link(world, middle, top, weight="1")
    make_check_in(world, first_key_result(world, low), "80")
    assert progress_of(world, low) == Decimal("0.8")
    assert progress_of(world, middle) == Decimal("0.2")
    assert progress_of(world, top) == Decimal("0.1")


def test_a_link_that_only_supports_moves_nothing(world: World) -> None:
    top = make_objective(world, "Top", team=world.company)
    low = make_objective(world, "Low")
    make_link(world, low, top)
    make_check_in(world, first_key_result(world, low), "80")
    assert progress_of(world, top) == 0


def test_a_check_in_is_journaled_with_its_note_beside_the_entry(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    check_in = make_check_in(world, key_result, "80", note="Two depots answered")
    with world.reading():
        entry = JournalEntry.objects.get(act="check_in.record")
        assert entry.subject_public_id == check_in.public_id
        assert entry.changes["value"] == {"old": None, "new": "80"}
        assert "depots" not in str(entry.changes)


def test_the_evidence_of_a_check_in_is_journaled_and_erasable(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    values = CheckInValues(
        effective_on=TODAY,
        value=Decimal(80),
        evidence_text=" The depot's list ",
        evidence_link="https://depots.example/list",
    )
    with world.reading():
        check_in_record(actor=world.viewer("mia"), key_result=key_result, values=values, at=AT)
        entry = JournalEntry.objects.get(act="check_in.record")
        texts = {text.field: text for text in JournalText.objects.filter(entry=entry)}
    assert {"evidence_text", "evidence_link"} <= set(entry.changes)
    assert texts["evidence_text"].text == "The depot's list"
    assert texts["evidence_link"].text == "https://depots.example/list"
    assert {text.about_person_id for text in texts.values()} == {world.person("mia").pk}


def test_a_correction_is_a_further_entry_and_counts_from_then_on(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    wrong = make_check_in(world, key_result, "80", confidence=9)
    values = CheckInValues(effective_on=TODAY, value=Decimal(8), confidence=3)
    with world.reading():
        right = check_in_correct(actor=world.system, check_in=wrong, values=values, at=AT + HOUR)
        assert right.corrects == wrong
        assert CheckIn.objects.count() == 2
    assert (score(world, key_result).current_value, score(world, key_result).confidence) == (
        Decimal(8),
        3,
    )
    with pytest.raises(Refused), world.reading():
        check_in_correct(actor=world.system, check_in=wrong, values=values, at=AT + 2 * HOUR)
    assert score(world, key_result).current_value == 8


def test_taking_back_a_check_in_restores_what_stood_before(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    earlier = TODAY - timedelta(days=7)
    make_check_in(world, key_result, "30", confidence=5, on=earlier)
    slip = make_check_in(world, key_result, "90", confidence=10, at=AT + HOUR)
    with world.reading():
        check_in_withdraw(actor=world.system, check_in=slip, note="", at=AT + 2 * HOUR)
    found = score(world, key_result)
    assert (found.current_value, found.confidence, found.checked_in_on) == (Decimal(30), 5, earlier)


def test_taking_back_the_second_check_in_of_a_day_lets_the_first_stand_again(
    world: World,
) -> None:
    key_result = first_key_result(world, make_objective(world))
    first = make_check_in(world, key_result, "30")
    second = make_check_in(world, key_result, "90", at=AT + HOUR)
    with world.reading():
        check_in_withdraw(actor=world.system, check_in=second, note="", at=AT + 2 * HOUR)
    assert score(world, key_result).current_value == 30
    with world.reading():
        check_in_withdraw(actor=world.system, check_in=first, note="", at=AT + 3 * HOUR)
    found = score(world, key_result)
    assert (found.current_value, found.has_data, found.checked_in_on) == (None, False, None)


def test_taking_back_the_first_check_in_of_a_day_leaves_the_second(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    first = make_check_in(world, key_result, "30")
    make_check_in(world, key_result, "90", at=AT + HOUR)
    with world.reading():
        check_in_withdraw(actor=world.system, check_in=first, note="", at=AT + 2 * HOUR)
    assert score(world, key_result).current_value == 90


def test_an_earlier_day_learned_later_does_not_take_the_place_of_the_present(
    world: World,
) -> None:
    key_result = first_key_result(world, make_objective(world))
    make_check_in(world, key_result, "60", confidence=7)
    make_check_in(
        world, key_result, "20", confidence=2, on=TODAY - timedelta(days=10), at=AT + HOUR
    )
    found = score(world, key_result)
    assert (found.current_value, found.confidence, found.checked_in_on) == (Decimal(60), 7, TODAY)


def test_a_word_of_confidence_alone_changes_no_value(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    make_check_in(world, key_result, "60", confidence=7, on=TODAY - timedelta(days=8))
    make_check_in(world, key_result, None, confidence=3, at=AT + HOUR)
    found = score(world, key_result)
    assert (found.current_value, found.confidence, found.checked_in_on) == (Decimal(60), 3, TODAY)
    with world.reading():
        assert Reading.objects.count() == 1


def test_a_key_result_whose_baseline_is_to_be_measured_has_a_value_and_no_data(
    world: World,
) -> None:
    draft = make_objective(world, key_results=0, active=False)
    make_key_result(world, draft, metric=metric(baseline=None, baseline_by=date(2026, 3, 20)))
    key_result = first_key_result(world, activate(world, draft))
    make_check_in(world, key_result, "60")
    found = score(world, key_result)
    assert (found.current_value, found.has_data, found.progress) == (Decimal(60), False, 0)
    with world.reading():
        key_result_baseline_set(
            actor=world.system,
            key_result=key_result,
            baseline=Decimal(20),
            on=TODAY,
            at=AT + HOUR,
        )
    assert score(world, key_result).progress == 500_000_000
    with pytest.raises(Refused), world.reading():
        key_result_baseline_set(
            actor=world.system,
            key_result=key_result,
            baseline=Decimal(10),
            on=TODAY,
            at=AT + 2 * HOUR,
        )


def test_confidence_alone_is_a_check_in_once_there_is_a_value(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    make_check_in(world, key_result, "60", on=TODAY - timedelta(days=7), confidence=8)
    with world.reading():
        values = CheckInValues(effective_on=TODAY, confidence=4)
        check_in_record(actor=world.system, key_result=key_result, values=values, at=AT)
    found = score(world, key_result)
    assert (found.current_value, found.confidence, found.checked_in_on) == (Decimal(60), 4, TODAY)


def test_a_note_says_why_there_is_no_value_yet(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    with world.reading():
        values = CheckInValues(effective_on=TODAY, confidence=4, note="We count from Monday on.")
        check_in_record(actor=world.system, key_result=key_result, values=values, at=AT)
    assert score(world, key_result).checked_in_on == TODAY


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("value", CheckInValues(effective_on=TODAY)),
        ("value", CheckInValues(effective_on=TODAY, confidence=9)),  # about nothing
        ("value", CheckInValues(effective_on=TODAY, value=Decimal("NaN"))),
        ("confidence", CheckInValues(effective_on=TODAY, confidence=11)),
        ("confidence", CheckInValues(effective_on=TODAY, confidence=0)),
        (
            "effective_on",
            CheckInValues(effective_on=TODAY + timedelta(days=1), value=Decimal(1)),
        ),
        ("effective_on", CheckInValues(effective_on=date(2025, 12, 31), value=Decimal(1))),
        ("note", CheckInValues(effective_on=TODAY, value=Decimal(1), note="a" * 20_001)),
        (
            "evidence_link",
            CheckInValues(effective_on=TODAY, value=Decimal(1), evidence_link="javascript:alert()"),
        ),
        (
            "evidence_link",
            CheckInValues(
                effective_on=TODAY, value=Decimal(1), evidence_link="https://" + "a" * 1000
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_changes_nothing(
    world: World, field: str, values: CheckInValues
) -> None:
    key_result = first_key_result(world, make_objective(world))
    with pytest.raises(ValidationRefused) as refused, world.reading():
        check_in_record(actor=world.system, key_result=key_result, values=values, at=AT)
    assert set(refused.value.field_errors) == {field}
    with world.reading():
        assert not CheckIn.objects.exists()
        assert not Reading.objects.exists()
    assert not score(world, key_result).has_data


@pytest.mark.parametrize("value", ["3", "0.5", "-1"])
def test_a_staged_milestone_takes_a_number_of_its_stages(world: World, value: str) -> None:
    draft = make_objective(world, key_results=0, active=False)
    stages = (Stage(title="drawn"), Stage(title="built"))
    make_key_result(world, draft, metric=metric(MetricKind.MILESTONE, None, None, stages=stages))
    key_result = first_key_result(world, activate(world, draft))
    with pytest.raises(ValidationRefused):
        make_check_in(world, key_result, value)
    make_check_in(world, key_result, "1")
    found = score(world, key_result)
    assert (found.current_stage, found.progress) == (1, 500_000_000)


def test_drafts_and_paused_ones_take_no_check_in(world: World) -> None:
    draft = make_objective(world, active=False)
    with pytest.raises(Refused):
        make_check_in(world, first_key_result(world, draft))
    objective = activate(world, draft)
    with world.reading():
        objective_pause(
            actor=world.system,
            objective=objective,
            reason="waiting",
            since=TODAY,
            expected=objective.version,
            at=AT,
        )
    with pytest.raises(Refused):
        make_check_in(world, first_key_result(world, objective))
    with world.reading():
        assert not CheckIn.objects.exists()


def test_what_has_not_begun_takes_no_check_in_and_says_from_when_on(world: World) -> None:
    objective = make_objective(world, key_results=0, active=False)
    key_result = make_key_result(world, objective, start=TODAY + timedelta(days=20))
    activate(world, objective)
    with pytest.raises(Refused) as refused:
        make_check_in(world, key_result)
    assert refused.value.message.id == "checkins.not_begun"
    assert refused.value.message.params == {"start": TODAY + timedelta(days=20)}


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("mia", None),
        ("dee", PermissionRefused),
        ("lena", PermissionRefused),
        ("carl", PermissionRefused),
        ("max", PermissionRefused),
        ("vic", PermissionRefused),
        ("aud", PermissionRefused),
        ("fin", PermissionRefused),
    ],
)
def test_owners_check_in_and_nobody_else(
    world: World, who: str, refusal: type[Exception] | None
) -> None:
    key_result = first_key_result(world, make_objective(world))
    viewer = world.viewer(who)
    values = CheckInValues(effective_on=TODAY, value=Decimal(50))
    with world.reading():
        if refusal is None:
            check_in_record(actor=viewer, key_result=key_result, values=values, at=AT)
        else:
            with pytest.raises(refusal):
                check_in_record(actor=viewer, key_result=key_result, values=values, at=AT)
    with world.reading():
        assert CheckIn.objects.count() == (refusal is None)


def test_a_deputy_checks_in_in_the_absent_persons_name(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    with world.writing():
        Deputy.objects.create(
            person=world.person("dee"),
            acts_for=world.person("mia"),
            starts_on=TODAY,
            ends_on=TODAY,
        )
    viewer = world.viewer("dee")
    values = CheckInValues(effective_on=TODAY, value=Decimal(50))
    with world.reading():
        check_in = check_in_record(actor=viewer, key_result=key_result, values=values, at=AT)
    assert (check_in.author_id, check_in.deputy_id) == (
        world.person("mia").pk,
        world.person("dee").pk,
    )


def test_a_stranger_learns_nothing_of_it(world: World, stranger_world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    values = CheckInValues(effective_on=TODAY, value=Decimal(50))
    with pytest.raises(NotFound), stranger_world.reading():
        check_in_record(actor=stranger_world.system, key_result=key_result, values=values, at=AT)
    assert not score(world, key_result).has_data


def test_an_imported_draft_with_check_ins_can_be_thrown_away(world: World) -> None:
    objective = make_objective(world)
    first = make_check_in(world, first_key_result(world, objective), "10")
    values = CheckInValues(effective_on=TODAY, value=Decimal(12))
    with world.reading():
        check_in_correct(actor=world.system, check_in=first, values=values, at=AT + HOUR)
    with world.writing():
        Objective.objects.update(state="draft")
    with world.reading():
        row = Objective.objects.get()
        objective_delete(actor=world.system, objective=row, expected=row.version, at=AT + HOUR)
        assert not CheckIn.objects.exists()


def test_a_late_value_comes_in_while_grading(world: World) -> None:
    objective = make_objective(world)
    with world.writing():
        Objective.objects.update(state="grading")
        KeyResult.objects.update(state="grading")
    late = AT.replace(month=4, day=2)
    make_check_in(world, first_key_result(world, objective), "70", on=END, at=late)
    assert progress_of(world, objective) == Decimal("0.7")
