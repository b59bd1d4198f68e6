"""What working days and holidays do: due days, counts, statuses, reminders, digests, journal."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Q

from plumbline.domain.checkins.selectors import my_check_ins
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.notify.choices import MailWay
from plumbline.domain.notify.models import Notice, NoticeRhythm
from plumbline.domain.notify.rhythms import mail_due
from plumbline.domain.notify.services.reminding import reminders_write
from plumbline.domain.okrs.models import KeyResult
from plumbline.domain.okrs.models.counts import TeamCounts
from plumbline.domain.okrs.selectors.team import team_figures
from plumbline.domain.okrs.services.counts_refreshing import counts_refresh
from plumbline.domain.okrs.standings import is_silent, parts_read
from plumbline.domain.orgs.calendar import calendar_bound, working_days_of
from plumbline.domain.orgs.models import Team, TeamMembership
from plumbline.domain.orgs.services.memberships import membership_end
from plumbline.domain.orgs.services.teams import team_move
from plumbline.domain.orgs.services.working_days import (
    holiday_add,
    holiday_remove,
    location_add,
    person_place,
    team_place,
    working_weekdays_set,
)
from plumbline.domain.tenancy.errors import PermissionRefused, ValidationRefused
from plumbline.domain.working_days.models import Location
from plumbline.engine.scoring.staleness import CheckInState
from plumbline.engine.scoring.working_days import working_days
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result, make_check_in, make_cycle, make_objective

pytestmark = pytest.mark.django_db


MONDAY = date(2026, 3, 9)
"""A week after the check-in of the tests: the day that the next one is due on."""


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def holiday(world: World, day: date, *, location: Location | None = None) -> str:
    with world.reading():
        row = holiday_add(actor=world.system, location=location, day=day, name="Off", at=AT)
    return row.public_id


@pytest.fixture
def key_result(world: World) -> KeyResult:
    """A key result of mia's for claims, checked in on that day."""
    row = first_key_result(world, make_objective(world))
    make_check_in(world, row)
    return row


def due_on(world: World, at: datetime = AT) -> date | None:
    viewer = world.viewer("mia", at=at)
    with world.reading():
        (asked,) = my_check_ins(viewer=viewer, at=at)
    return asked.facts.check_in_due_on


def test_a_holiday_moves_the_due_day_and_its_removal_moves_it_back(
    world: World, key_result: KeyResult
) -> None:
    assert due_on(world) == MONDAY
    with world.reading():
        assert calendar_bound() is None
    row = holiday(world, MONDAY)
    assert due_on(world) == MONDAY + timedelta(days=1)
    with world.reading():
        holiday_remove(actor=world.system, public_id=row, at=AT)
        entries = list(JournalEntry.objects.filter(act__startswith="holiday.").order_by("pk"))
    assert due_on(world) == MONDAY
    assert [entry.act for entry in entries] == ["holiday.create", "holiday.delete"]
    with world.reading():
        working_weekdays_set(actor=world.system, weekdays=[1, 2], at=AT)
    assert due_on(world) == MONDAY + timedelta(days=1)


def test_the_location_of_the_owner_wins_over_that_of_the_team(
    world: World, key_result: KeyResult
) -> None:
    with world.reading():
        porto = location_add(actor=world.system, name="Porto", at=AT)
        oslo = location_add(actor=world.system, name="Oslo", weekdays=[3], at=AT)
        team_place(actor=world.system, team=world.teams["freight"], location=porto, at=AT)
    holiday(world, MONDAY, location=porto)
    assert due_on(world) == MONDAY + timedelta(days=1)  # claims is below freight
    with world.reading():
        person_place(actor=world.system, person=world.person("mia"), location=oslo, at=AT)
    assert due_on(world) == date(2026, 3, 12)
    with world.reading():
        people = [world.person("mia"), world.person("lena")]
        for person in people:
            person.refresh_from_db()
        found = working_days_of(people, on=MONDAY)
        assert found[people[0].pk].weekdays == {3}
        (part,) = parts_read(Q(objective=key_result.objective_id))
        assert not is_silent(part, on=date(2026, 3, 15))
        assert is_silent(part, on=date(2026, 3, 16))


def test_counts_that_are_kept_follow_a_holiday_and_a_move_of_the_team_at_once(
    world: World, key_result: KeyResult
) -> None:
    at = at_noon(MONDAY)
    viewer, cycle = world.viewer("vic"), make_cycle(world)

    def counted() -> CheckInState:
        with world.reading():
            counts_refresh(at=at)
            row = TeamCounts.objects.get(team=world.teams["claims"], is_inside=False)
            figures = team_figures(viewer=viewer, team=world.teams["claims"], cycle=cycle, at=at)
        assert (row.fresh, row.due) in {(0, 1), (1, 0)}
        assert str(figures)  # put together from the same rows
        return CheckInState.FRESH if row.fresh else CheckInState.DUE

    assert counted() is CheckInState.DUE
    with world.reading():
        porto = location_add(actor=world.system, name="Porto", at=AT)
        team_place(actor=world.system, team=world.teams["finance"], location=porto, at=AT)
    holiday(world, MONDAY, location=porto)
    assert counted() is CheckInState.DUE
    for team, state in (("finance", CheckInState.FRESH), ("freight", CheckInState.DUE)):
        with world.reading():
            claims, parent = (
                Team.objects.get(name=world.teams[name].name) for name in ("claims", team)
            )
            team_move(actor=world.system, team=claims, parent=parent, at=AT)
        assert counted() is state
    holiday(world, MONDAY)
    assert counted() is CheckInState.FRESH


def test_nobody_is_reminded_on_a_day_off(world: World, key_result: KeyResult) -> None:
    holiday(world, MONDAY + timedelta(days=1))
    holiday(world, MONDAY + timedelta(days=8))

    def reminded(day: date) -> int:
        with world.reading():
            return reminders_write(at=at_noon(day))

    assert reminded(MONDAY + timedelta(days=1)) == 0
    with world.reading():
        assert not Notice.objects.filter(kind="due").exists()
    assert reminded(MONDAY + timedelta(days=2)) == 1


def test_digests_come_on_working_days_and_as_before_without_a_calendar() -> None:
    friday = datetime(2026, 3, 6, 18, tzinfo=UTC)
    off = working_days(range(5), [MONDAY])
    rhythm = NoticeRhythm(digest_hour=8, weekly_on=0)

    def due(way: MailWay, working: object) -> date:
        found = mail_due(way, rhythm=rhythm, zone=ZoneInfo("UTC"), at=friday, working=working)  # type: ignore[arg-type]
        assert found is not None
        return found.date()

    assert due(MailWay.DAILY, None) == due(MailWay.WEEKLY, None) == MONDAY
    tuesday = MONDAY + timedelta(days=1)
    assert due(MailWay.DAILY, off) == due(MailWay.WEEKLY, off) == tuesday
    rhythm.weekly_on = 6
    assert due(MailWay.WEEKLY, None) == date(2026, 3, 8)
    assert due(MailWay.WEEKLY, off) == tuesday


def test_only_admins_and_champions_change_it_and_a_day_is_a_holiday_once(world: World) -> None:
    mia = world.viewer("mia")
    with world.reading(), pytest.raises(PermissionRefused):
        holiday_add(actor=mia, location=None, day=MONDAY, name="Mine", at=AT)
    holiday(world, MONDAY)
    with pytest.raises(ValidationRefused):
        holiday(world, MONDAY)
    with world.reading(), pytest.raises(ValidationRefused):
        working_weekdays_set(actor=world.system, weekdays=[], at=AT)


def test_whoever_leaves_a_team_later_has_its_days_off_until_then(world: World) -> None:
    mia, today = world.person("mia"), TODAY
    with world.reading():
        porto = location_add(actor=world.system, name="Porto", weekdays=[3], at=AT)
        team_place(actor=world.system, team=world.teams["claims"], location=porto, at=AT)
        (membership,) = TeamMembership.objects.filter(person=mia)
        leaves = today + timedelta(days=30)
        membership_end(actor=world.system, membership=membership, until=leaves, at=AT)
        assert working_days_of([mia], on=leaves - timedelta(days=1))[mia.pk].weekdays == {3}
        assert working_days_of([mia], on=leaves)[mia.pk].weekdays == {0, 1, 2, 3, 4}


def test_a_team_that_somebody_joins_later_has_no_say_before(world: World) -> None:
    una, joins = world.person("una"), TODAY + timedelta(days=30)
    world.make_membership(una, world.teams["claims"], since=joins)
    with world.reading():
        porto = location_add(actor=world.system, name="Porto", weekdays=[3], at=AT)
        team_place(actor=world.system, team=world.teams["claims"], location=porto, at=AT)
        assert working_days_of([una], on=TODAY)[una.pk].weekdays == {0, 1, 2, 3, 4}
        assert working_days_of([una], on=joins)[una.pk].weekdays == {3}
