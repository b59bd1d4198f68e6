"""Audits that are made by themselves, and two of them beside each other."""

from datetime import date, timedelta

import pytest

from plumbline.domain.audits.choices import Rhythm
from plumbline.domain.audits.models import Audit, AuditSchedule
from plumbline.domain.audits.selectors.comparison import Turn, audits_compared
from plumbline.domain.audits.services import schedules
from plumbline.domain.audits.services.schedules import (
    day_after,
    schedule_remove,
    schedule_run,
    schedule_set,
    schedules_due,
)
from plumbline.domain.governance.choices import Tier, WaiverState
from plumbline.domain.okrs.services.key_results import key_result_stop
from plumbline.domain.tenancy.errors import (
    DatabaseBusy,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.domain.audits.test_making import run, running
from tests.domain.governance.test_gate import adopt
from tests.domain.governance.test_waivers import answer, ask
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result


def scheduled(world: World, who: str = "carl", *, days: int = 0) -> AuditSchedule:
    with world.reading():
        return schedule_set(
            actor=world.viewer(who),
            rhythm=Rhythm.WEEKLY,
            next_on=TODAY + timedelta(days=days),
            at=AT,
        )


def due(world: World, *, days: int) -> list[tuple[str, date]]:
    """Do what is due by schedules some days later; return what was."""
    at = AT + timedelta(days=days)
    with world.reading():
        found = list(schedules_due(at=at))
        for public_id, _day in found:
            schedule_run(public_id=public_id, at=at)
    return found


def test_a_schedule_makes_its_audit_on_its_day_and_skips_what_was_missed(world: World) -> None:
    running(world)
    adopt(world, Tier.POLICY)
    schedule = scheduled(world, days=7)
    assert not due(world, days=6)
    assert due(world, days=23) == [(schedule.public_id, TODAY + timedelta(days=7))]
    with world.reading():
        audit = Audit.objects.get()
        row = AuditSchedule.objects.get()
    assert (audit.as_of, audit.is_scheduled, audit.asked_by) == (
        TODAY + timedelta(days=21), True, None)  # fmt: skip
    assert row.next_on == TODAY + timedelta(days=28)
    assert not due(world, days=23)
    with world.reading(), pytest.raises(StaleVersion):
        schedule_remove(actor=world.viewer("carl"), schedule=row, expected=1, at=AT)
    with world.reading():
        schedule_remove(actor=world.viewer("ada"), schedule=row, expected=2, at=AT)
        assert not AuditSchedule.objects.exists()


def test_an_audit_that_could_not_be_asked_for_stays_due(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    running(world)
    adopt(world, Tier.POLICY)
    schedule = scheduled(world)

    def busy(**_asked: object) -> None:
        raise DatabaseBusy(1)

    with monkeypatch.context() as patch:
        patch.setattr(schedules, "audit_run", busy)
        with pytest.raises(DatabaseBusy):
            due(world, days=1)
    assert due(world, days=1) == [(schedule.public_id, TODAY)]
    with world.reading():
        assert Audit.objects.get().as_of == TODAY


def test_only_who_makes_audits_schedules_them_once_a_scope_and_from_today_on(world: World) -> None:
    scheduled(world)
    with pytest.raises(Refused, match="twice"):
        scheduled(world)
    with pytest.raises(PermissionRefused):
        scheduled(world, "aud")
    with pytest.raises(ValidationRefused):
        scheduled(world, days=-1)


@pytest.mark.without_database
def test_a_month_without_the_day_has_its_audit_on_the_last_one() -> None:
    days = [date(2026, 1, 31)]
    for _ in range(2):
        days.append(day_after(days[-1], Rhythm.MONTHLY, 31))
    assert days[1:] == [date(2026, 2, 28), date(2026, 3, 31)]
    assert day_after(date(2026, 11, 30), Rhythm.QUARTERLY, 30) == date(2027, 2, 28)


def test_two_audits_tell_what_is_new_mended_waived_and_waived_no_more(world: World) -> None:
    objectives = {name: running(world) for name in ("still", "mended", "waived", "again")}
    practice = adopt(world, Tier.GUIDELINE)
    again = answer(world, ask(world, objectives["again"], practice), "carl")
    before = run(world)
    answer(world, again, "carl", WaiverState.ENDED)
    answer(world, ask(world, objectives["waived"], practice), "carl")
    with world.reading():
        stopped = first_key_result(world, objectives["mended"])
        key_result_stop(
            actor=world.system, key_result=stopped, reason="Enough", expected=stopped.version,
            at=AT,
        )  # fmt: skip
    objectives["new"] = running(world)
    after = run(world, days=1)
    with world.reading():
        told = audits_compared(viewer=world.viewer("aud"), before=before, after=after)
        with pytest.raises(Refused):
            audits_compared(viewer=world.viewer("aud"), before=after, after=after)
    names = {objective.public_id: name for name, objective in objectives.items()}
    assert {
        turn: [names[row.subject.objective_public_id] for row in each.findings]
        for turn, each in told.items()
    } == {
        Turn.NEW: ["new"], Turn.AGAIN: ["again"], Turn.WAIVED: ["waived"],
        Turn.STILL: ["still"], Turn.MENDED: ["mended"], Turn.GONE: [],
    }  # fmt: skip
