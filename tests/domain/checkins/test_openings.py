"""What an open check-in rests on, and that nothing made meanwhile is lost."""

from datetime import timedelta
from decimal import Decimal

import pytest

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.checkins.openings import check_in_preview, latest_entries, note_asked
from plumbline.domain.checkins.services import CheckInValues, check_in_record
from plumbline.domain.okrs.models import Visibility
from plumbline.domain.okrs.selectors.objectives import key_result_get
from plumbline.domain.tenancy.errors import DomainError, NotFound, PermissionRefused, StaleVersion
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result, make_check_in, make_objective

DAY = timedelta(days=1)


def test_the_latest_entry_is_that_recorded_last(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    make_check_in(world, key_result, "5")
    late = make_check_in(world, key_result, "3", on=TODAY - DAY, confidence=4)
    viewer = world.viewer("mia")
    with world.reading():
        found = latest_entries(viewer=viewer, key_results=[key_result.public_id])
    entry = found[key_result.public_id]
    assert (entry.public_id, entry.value, entry.confidence) == (late.public_id, Decimal(3), 4)
    assert not entry.is_own


def test_entries_of_what_is_private_are_not_told(world: World) -> None:
    key_result = first_key_result(world, make_objective(world, visibility=Visibility.PRIVATE))
    make_check_in(world, key_result, "5")
    for who, count in (("mia", 1), ("fin", 0)):
        viewer = world.viewer(who)
        with world.reading():
            assert len(latest_entries(viewer=viewer, key_results=[key_result.public_id])) == count


def test_a_check_in_that_had_not_seen_the_latest_entry_is_refused(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    values = CheckInValues(effective_on=TODAY, value=Decimal(9), confidence=5)

    def record(seen: str | None) -> CheckIn:
        with world.reading():
            return check_in_record(
                actor=world.system, key_result=key_result, values=values, at=AT, seen=seen
            )

    first = record("")
    with pytest.raises(StaleVersion) as stale:
        record("")
    assert stale.value.current == first
    assert record(first.public_id).pk
    assert record(None).pk
    with world.reading():
        assert CheckIn.objects.count() == 3


def test_a_preview_counts_the_value_and_writes_nothing(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    make_check_in(world, key_result, "20", confidence=8)
    viewer = world.viewer("mia")
    with world.reading():
        shown, kept = (
            check_in_preview(
                viewer=viewer,
                public_id=key_result.public_id,
                value=value,
                confidence=confidence,
                effective_on=TODAY,
                at=AT,
            )
            for value, confidence in ((Decimal(35), 8), (None, None))
        )
        assert CheckIn.objects.count() == 1
    assert (shown.progress, kept.progress) == (Decimal("0.35"), Decimal("0.2"))
    assert shown.note_asked is None


@pytest.mark.parametrize(("who", "refusal"), [("fin", NotFound), ("lena", PermissionRefused)])
def test_a_preview_is_for_who_may_check_in(
    world: World, who: str, refusal: type[DomainError]
) -> None:
    hidden = make_objective(world, visibility=Visibility.PRIVATE, owner=world.person("ada"))
    shown = make_objective(world, team=world.teams["finance"])
    key_result = first_key_result(world, hidden if refusal is NotFound else shown)
    viewer = world.viewer(who)
    with world.reading(), pytest.raises(refusal):
        check_in_preview(
            viewer=viewer,
            public_id=key_result.public_id,
            value=Decimal(5),
            confidence=5,
            effective_on=TODAY,
            at=AT,
        )


@pytest.mark.parametrize(
    ("value", "confidence", "asked"),
    [
        ("20", 8, None),
        ("20", 7, None),
        ("20", 6, "checkins.note_less_sure"),
        ("44", 8, None),
        ("45", 8, "checkins.note_jump"),
        ("-5", 8, "checkins.note_jump"),
    ],
)
def test_a_note_is_asked_for_a_fall_of_two_or_a_quarter_of_the_way(
    world: World, value: str, confidence: int, asked: str | None
) -> None:
    key_result = first_key_result(world, make_objective(world))
    make_check_in(world, key_result, "20", confidence=8)
    viewer = world.viewer("mia")
    with world.reading():
        row = key_result_get(viewer=viewer, public_id=key_result.public_id)
        message = note_asked(row, value=Decimal(value), confidence=confidence)
    assert (message.id if message else None) == asked


@pytest.mark.parametrize(
    ("value", "asked"),
    [("100", None), ("-100", None), ("101", "checkins.note_beyond")],
)
def test_the_first_value_is_no_jump_until_it_lies_beyond_the_whole_way(
    world: World, value: str, asked: str | None
) -> None:
    key_result = first_key_result(world, make_objective(world))
    viewer = world.viewer("mia")
    with world.reading():
        row = key_result_get(viewer=viewer, public_id=key_result.public_id)
        message = note_asked(row, value=Decimal(value), confidence=8)
    assert (message.id if message else None) == asked
