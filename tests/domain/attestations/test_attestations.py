"""Attestations: asked of the right people, asked again, seen by the right eyes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.attestations.choices import Audience, Rhythm
from plumbline.domain.attestations.models import AttestationAsk
from plumbline.domain.attestations.selectors.outstanding import attestations_outstanding
from plumbline.domain.attestations.selectors.own import own_attestations
from plumbline.domain.attestations.selectors.standing import (
    Answer,
    attestations_as_of,
    attestations_part,
    standings_by_team,
)
from plumbline.domain.attestations.services.answering import attestation_give
from plumbline.domain.attestations.services.asking import (
    AskValues,
    attestation_ask,
    attestation_ask_end,
)
from plumbline.domain.attestations.services.reminding import attestation_remind
from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.services.practices import (
    practice_edit,
    practice_move,
    practice_review,
    practice_values,
)
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.notify.choices import NoticeKind
from plumbline.domain.notify.models import Notice
from plumbline.domain.notify.services.governing import governance_remind
from plumbline.domain.notify.services.journal_reading import journal_tell
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.services.roles import role_grant, role_revoke
from plumbline.domain.orgs.services.teams import team_archive
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused, Refused, ValidationRefused
from tests.domain.governance.test_gate import adopt
from tests.world import AT, TODAY, World

EVERYONE = AskValues(audience=Audience.EVERYONE)


def ask(world: World, practice: Practice, values: AskValues = EVERYONE) -> None:
    with world.reading():
        attestation_ask(
            actor=world.viewer("carl"), practice=practice, values=values, expected=0, at=AT
        )


def give(
    world: World,
    practice: Practice,
    who: str,
    *,
    is_attested: bool = True,
    note: str = "",
    at: datetime = AT,
) -> None:
    with world.reading():
        attestation_give(
            actor=world.viewer(who),
            practice=practice,
            is_attested=is_attested,
            note=note,
            read_version=practice.words_version,
            at=at,
        )


def waits(world: World, who: str, on: date = TODAY) -> bool:
    with world.reading():
        found = own_attestations(viewer=world.viewer(who), on=on)
    return any(not each.is_attested for each in found)


def standing(
    world: World, practice: Practice, who: str = "carl", on: date = TODAY
) -> Mapping[str, Answer] | None:
    with world.reading():
        found = attestations_as_of(viewer=world.viewer(who), practice=practice, on=on)
    return None if found is None else {each.name.split()[0].lower(): each.answer for each in found}


def test_whoever_is_asked_attests_by_themselves_and_a_new_wording_asks_again(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    with pytest.raises(Refused, match="not_you"):
        give(world, practice, "mia")
    ask(world, practice)
    assert waits(world, "mia")
    give(world, practice, "mia", note="Read with the team")
    assert not waits(world, "mia")
    assert waits(world, "lena")
    with world.reading():
        told = JournalEntry.objects.get(act="practice.attest")
        assert "Read with" not in str(told.changes)
        practice = practice_review(
            actor=world.viewer("carl"),
            practice=practice,
            reason="Good as it is",
            review_on=TODAY + timedelta(days=50),
            expected=practice.version,
            at=AT,
        )
    assert not waits(world, "mia"), "a look at it that changes nothing asks nobody anew"
    with world.reading():
        changed = practice_edit(
            actor=world.viewer("carl"),
            practice=practice,
            values=replace(practice_values(practice), text="Say what will be different for whom"),
            reason="Clearer",
            expected=practice.version,
            at=AT + timedelta(days=2),
        )
    assert waits(world, "mia")
    with pytest.raises(Refused, match="changed"):
        give(world, practice, "mia")
    give(world, changed, "mia", at=AT + timedelta(days=3))
    assert not waits(world, "mia", TODAY + timedelta(days=3))
    days = {day: standing(world, practice, on=TODAY + timedelta(days=day)) for day in (0, 2, 3)}
    assert {day: found and found["mia"] for day, found in days.items()} == {
        0: Answer.ATTESTED, 2: Answer.NONE, 3: Answer.ATTESTED}  # fmt: skip
    assert standing(world, practice, on=TODAY - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("first", "to"), [(Tier.GUIDELINE, Tier.POLICY), (Tier.POLICY, Tier.BEST_PRACTICE)]
)
def test_an_ask_goes_on_until_the_later_day_of_a_move(world: World, first: Tier, to: Tier) -> None:
    practice = adopt(world, first)
    ask(world, practice)
    later = TODAY + timedelta(days=5)
    with world.reading():
        practice = practice_move(
            actor=world.viewer("carl"),
            practice=practice,
            tier=to,
            reason="With the next cycle",
            effective_on=later,
            expected=practice.version,
            at=AT,
        )
    goes_on = to is Tier.POLICY
    assert waits(world, "mia")
    assert "mia" in (standing(world, practice) or {})
    assert waits(world, "mia", later) is goes_on
    assert (standing(world, practice, on=later) is not None) is goes_on


def test_only_those_with_the_role_or_in_the_team_are_asked(world: World) -> None:
    leads, claims = adopt(world, Tier.GUIDELINE), adopt(world, Tier.GUIDELINE, name="Of claims")
    ask(world, leads, AskValues(audience=Audience.ROLES, roles=(Role.TEAM_LEAD, Role.AUDITOR)))
    ask(world, claims, AskValues(audience=Audience.TEAM, team=world.teams["claims"]))
    for who in world.people:
        with world.reading():
            own = {
                each.practice.pk for each in own_attestations(viewer=world.viewer(who), on=TODAY)
            }
        name = world.people[who].name.split()[0].lower()
        for practice in (leads, claims):
            asked = standing(world, practice, "ada") or {}
            # The page of the one and the list of all the others agree.
            assert (practice.pk in own) == (name in asked), (who, practice.name)
    assert "lena" in (standing(world, leads) or {})
    assert "ada" not in (standing(world, claims) or {})


def test_each_quarter_asks_again_and_an_end_asks_nobody(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    ask(world, practice, replace(EVERYONE, rhythm=Rhythm.QUARTER, until=date(2026, 6, 30)))
    give(world, practice, "mia")
    assert not waits(world, "mia", date(2026, 3, 31))
    assert waits(world, "mia", date(2026, 4, 1))
    assert not waits(world, "mia", date(2026, 7, 1))
    with world.reading():
        attestation_ask_end(actor=world.viewer("carl"), practice=practice, expected=1, at=AT)
    assert not waits(world, "lena")
    assert standing(world, practice) is None


def test_not_yet_says_why_and_leads_see_their_people_alone(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    ask(world, practice)
    with pytest.raises(ValidationRefused):
        give(world, practice, "mia", is_attested=False)
    give(world, practice, "mia", is_attested=False, note="The source comes in May")
    assert waits(world, "mia")
    for who in ("carl", "ada"):
        assert len(standing(world, practice, who) or {}) > 4, who
    assert (standing(world, practice, "lena") or {})["mia"] is Answer.NOT_YET
    assert "carl" not in (standing(world, practice, "lena") or {})
    assert set(standing(world, practice, "mia") or {}) == {"mia"}
    with world.reading():
        viewer = world.viewer("carl")
        found = attestations_as_of(viewer=viewer, practice=practice, on=TODAY) or ()
        counts = standings_by_team(viewer=viewer, standings=found)
    assert {each.attested for each in counts} == {0}
    assert all(each.asked for each in counts)


def test_who_has_attested_is_told_in_parts_that_go_on_behind_whoever_left(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    with world.reading():
        carl, mia = world.viewer("carl"), world.viewer("mia")
        assert attestations_part(viewer=carl, practice=practice, on=TODAY) == ((), None)
    ask(world, practice)
    give(world, practice, "mia")
    with world.reading():
        whole = attestations_as_of(viewer=carl, practice=practice, on=TODAY) or ()
        some, after = attestations_part(viewer=carl, practice=practice, on=TODAY, limit=3)
        assert (some, after) == (whole[:3], whole[2].person)
    with world.writing():
        Person.objects.filter(public_id=after).update(active=False)
    with world.reading():
        rest = attestations_part(viewer=carl, practice=practice, on=TODAY, after=after)
        assert rest == (whole[3:], None)
        with pytest.raises(NotFound, match="page_gone"):
            attestations_part(viewer=mia, practice=practice, on=TODAY, after=after)


def test_who_may_ask_and_of_what_is_said(world: World) -> None:
    practice, hint = adopt(world, Tier.POLICY), adopt(world, Tier.BEST_PRACTICE, name="Hint")
    with world.reading(), pytest.raises(PermissionRefused):
        attestation_ask(
            actor=world.viewer("lena"), practice=practice, values=EVERYONE, expected=0, at=AT
        )
    with pytest.raises(Refused, match="best_practice"):
        ask(world, hint)
    for wrong, field in (
        (AskValues(audience=Audience.ROLES), "roles"),
        (AskValues(audience=Audience.TEAM), "team"),
        (replace(EVERYONE, until=TODAY - timedelta(days=1)), "until"),
    ):
        with pytest.raises(ValidationRefused) as caught:
            ask(world, practice, wrong)
        assert list(caught.value.field_errors) == [field]


def test_nobody_is_asked_through_a_team_that_is_archived(world: World) -> None:
    practice, claims = adopt(world, Tier.POLICY), world.teams["claims"]
    with world.reading():
        gone = team_archive(actor=world.system, team=claims, at=AT)
    with pytest.raises(ValidationRefused) as caught:
        ask(world, practice, AskValues(audience=Audience.TEAM, team=gone))
    assert list(caught.value.field_errors) == ["team"]


def test_reminders_come_once_a_week_until_it_is_given(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    ask(world, practice)

    def unread(who: str) -> int:
        rows = Notice.objects.filter(person=world.people[who], kind=NoticeKind.ATTEST)
        return rows.filter(read_at=None).count()

    with world.reading():
        assert governance_remind(at=AT)
        assert not governance_remind(at=AT + timedelta(days=1))
        assert (unread("mia"), unread("lena")) == (1, 1)
    give(world, practice, "mia")
    with world.reading():
        governance_remind(at=AT + timedelta(days=7))
        assert (unread("mia"), unread("lena")) == (0, 1)


def test_silence_is_overdue_behind_the_last_day_or_two_weeks_after_it_was_asked_or_worded(
    world: World,
) -> None:
    practice = adopt(world, Tier.POLICY)
    ask(world, practice)

    def own(days: int) -> tuple[date, bool]:
        with world.reading():
            (each,) = own_attestations(viewer=world.viewer("mia"), on=TODAY + timedelta(days=days))
        return each.due_on, each.is_overdue

    due = TODAY + timedelta(days=14)
    assert (own(14), own(15)) == ((due, False), (due, True))
    with world.reading():
        practice = practice_edit(
            actor=world.viewer("carl"),
            practice=practice,
            values=replace(practice_values(practice), text="Say what will be different"),
            reason="Clearer",
            expected=practice.version,
            at=AT + timedelta(days=10),
        )
    assert own(15) == (due + timedelta(days=10), False)
    with world.writing():
        AttestationAsk.objects.update(until=TODAY + timedelta(days=3))
    assert own(3) == (TODAY + timedelta(days=3), False)
    give(world, practice, "mia")
    assert own(3)[1] is False


def test_a_past_day_asks_whom_it_asked_then_whatever_was_changed_since(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    later = [AT + timedelta(days=days) for days in (2, 4, 6)]
    ask(world, practice, AskValues(audience=Audience.ROLES, roles=(Role.CHAMPION,)))
    carl = world.viewer("carl")
    with world.reading():
        attestation_ask(actor=carl, practice=practice, values=EVERYONE, expected=1, at=later[0])
        attestation_ask_end(actor=carl, practice=practice, expected=2, at=later[1])
        attestation_ask(actor=carl, practice=practice, values=EVERYONE, expected=3, at=later[2])
    days = {day: standing(world, practice, on=TODAY + timedelta(days=day)) for day in (0, 2, 4, 6)}
    asked = {day: found and ("carl" in found, "mia" in found) for day, found in days.items()}
    assert asked == {0: (True, False), 2: (True, True), 4: None, 6: (True, True)}
    assert standing(world, practice, on=TODAY - timedelta(days=1)) is None


def test_who_had_the_role_on_a_past_day_was_asked_that_day(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    ask(world, practice, AskValues(audience=Audience.ROLES, roles=(Role.CHAMPION,)))
    changed = AT + timedelta(days=3)
    with world.reading():
        role_revoke(actor=world.system, person=world.person("carl"), role=Role.CHAMPION, at=changed)
        role_grant(actor=world.system, person=world.person("mia"), role=Role.CHAMPION, at=changed)
    for days, who in ((0, "carl"), (2, "carl"), (3, "mia"), (9, "mia")):
        found = standing(world, practice, "ada", TODAY + timedelta(days=days))
        assert found is not None
        assert {*found} - {"ada"} == {who}, days


def outstanding(world: World, who: str = "carl", on: date = TODAY) -> Mapping[str, tuple[int, int]]:
    with world.reading():
        found = attestations_outstanding(viewer=world.viewer(who), on=on)
    return {each.practice.name: (each.silent, each.asked) for each in found}


def remind(world: World, practice: Practice, who: str = "carl", at: datetime = AT) -> int:
    with world.reading():
        return attestation_remind(actor=world.viewer(who), practice=practice, at=at)


def reminded(world: World, at: datetime = AT) -> Mapping[str, int]:
    """Return to how many lines of inboxes each person came, after the worker had its turn."""
    with world.reading():
        journal_tell(at=at)
        rows = Notice.objects.filter(kind=NoticeKind.ATTEST)
        names = {person.pk: who for who, person in world.people.items()}
        return {names[row.person_id]: row.count for row in rows}


def test_what_is_not_attested_is_counted_for_whoever_oversees_it(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    assert outstanding(world) == {}
    ask(world, practice)
    found = standing(world, practice)
    assert found is not None
    assert outstanding(world) == {practice.name: (len(found), len(found))}
    give(world, practice, "mia", is_attested=False, note="In May")
    give(world, practice, "lena")
    assert outstanding(world) == {practice.name: (len(found) - 1, len(found))}
    give(world, practice, "lena", is_attested=False, note="I was wrong", at=AT + timedelta(hours=1))
    assert outstanding(world) == {practice.name: (len(found), len(found))}
    below = standing(world, practice, "lena")
    assert below is not None
    assert outstanding(world, "lena") == {practice.name: (len(below), len(below))}
    assert len(below) < len(found)
    for who in found:
        give(world, practice, who, at=AT + timedelta(hours=2))
    assert outstanding(world) == {}


def test_counts_of_many_practices_take_three_queries(world: World) -> None:
    for name in ("First", "Second", "Third"):
        ask(world, adopt(world, Tier.GUIDELINE, name=name))
    with world.reading():
        viewer = world.viewer("carl")
        with CaptureQueriesContext(connection) as captured:
            found = attestations_outstanding(viewer=viewer, on=TODAY)
    assert [each.practice.name for each in found] == ["First", "Second", "Third"]
    assert len(captured) == 3


def test_a_reminder_reaches_who_has_not_attested_once_a_day_and_nobody_else(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    with pytest.raises(Refused, match="not_asked"):
        remind(world, practice)
    ask(world, practice)
    with pytest.raises(PermissionRefused):
        remind(world, practice, "lena")
    give(world, practice, "lena")
    silent, _asked = outstanding(world)[practice.name]
    assert remind(world, practice) == silent
    with world.reading():
        entry = JournalEntry.objects.get(act="practice.attest_remind")
        assert entry.changes == {"people": {"old": None, "new": silent}}
    with pytest.raises(Refused, match="reminded"):
        remind(world, practice, at=AT + timedelta(hours=1))
    give(world, practice, "mia", at=AT + timedelta(minutes=1))
    told = reminded(world, AT + timedelta(hours=1))
    assert "max" in told
    assert not {"lena", "mia", "carl"} & told.keys()
    assert set(told.values()) == {1}
    with world.reading():
        governance_remind(at=AT + timedelta(hours=2))
    again = reminded(world, AT + timedelta(hours=2))
    assert again == {**told, "carl": 1}, "the weekly reminder leaves those of today in peace"
    later = AT + timedelta(days=1)
    remind(world, practice, at=later)
    assert reminded(world, later)["max"] == 2
    for who in standing(world, practice) or ():
        give(world, practice, who, at=later)
    with pytest.raises(Refused, match="all_attested"):
        remind(world, practice, at=later + timedelta(days=1))


def test_a_reminder_of_an_ask_that_ended_meanwhile_reaches_nobody(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    ask(world, practice)
    remind(world, practice)
    with world.reading():
        attestation_ask_end(actor=world.viewer("carl"), practice=practice, expected=1, at=AT)
    assert reminded(world) == {}
