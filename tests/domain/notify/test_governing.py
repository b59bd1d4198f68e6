"""What waivers tell in the inbox: whoever answers of the request, whoever asked of its end."""

from datetime import timedelta

import pytest

from plumbline.domain.governance.choices import Tier
from plumbline.domain.notify.models import Notice
from plumbline.domain.notify.selectors.inbox import inbox_page
from plumbline.domain.notify.services.governing import governance_remind
from plumbline.domain.notify.services.journal_reading import journal_tell
from plumbline.domain.okrs.models import Visibility
from tests.domain.governance.test_gate import adopt, draft
from tests.domain.governance.test_waivers import answer, ask, ask_for_team
from tests.world import AT, World

pytestmark = pytest.mark.django_db


def told(world: World) -> set[tuple[str, str]]:
    names = {person.pk: who for who, person in world.people.items()}
    rows = Notice.objects.filter(waiver__isnull=False)
    return {(names[row.person_id], row.act) for row in rows}


def test_a_waiver_is_told_to_who_answers_and_then_to_who_asked_until_it_is_over(
    world: World,
) -> None:
    practice = adopt(world, Tier.POLICY)
    waiver = ask(world, draft(world, visibility=Visibility.PRIVATE), practice)
    with world.reading():
        journal_tell(at=AT)
        # Of what is private the champion and the admin hear nothing.
        assert told(world) == {("max", "waiver.ask")}
    answer(world, waiver, "max")
    with world.reading():
        journal_tell(at=AT)
        assert told(world) == {("max", "waiver.ask"), ("mia", "waiver.granted")}
        for day in (0, 1, 3, 8, 9, 10):
            governance_remind(at=AT + timedelta(days=day))
        rows = Notice.objects.filter(person=world.people["mia"], waiver__isnull=False)
        assert sorted(row.act for row in rows) == ["waiver.granted", "waiver.near", "waiver.over"]


def test_a_waiver_of_a_team_is_told_to_who_runs_the_practices_and_to_who_asked(
    world: World,
) -> None:
    waiver = ask_for_team(world, "claims", adopt(world, Tier.POLICY))
    with world.reading():
        journal_tell(at=AT)
        assert told(world) == {("ada", "waiver.ask"), ("carl", "waiver.ask")}
    answer(world, waiver, "carl")
    with world.reading():
        journal_tell(at=AT)
        for day in (1, 8, 9):
            governance_remind(at=AT + timedelta(days=day))
        own = {act for who, act in told(world) if who == "lena"}
        assert own == {"waiver.granted", "waiver.near", "waiver.over"}
        lines = inbox_page(viewer=world.viewer("lena")).lines
        assert {each.about.title for each in lines if each.about} == {"Claims"}
