"""What waivers tell in the inbox: whoever answers of the request, whoever asked of its end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.services.practices import (
    practice_edit,
    practice_move,
    practice_put_away,
    practice_values,
)
from plumbline.domain.learning.services.assigning import assignment_take_back
from plumbline.domain.learning.services.practising import exercise_answer
from plumbline.domain.notify.choices import NoticeKind
from plumbline.domain.notify.models import Notice
from plumbline.domain.notify.selectors.audiences import practice_asked_count
from plumbline.domain.notify.selectors.inbox import inbox_page, inbox_unread
from plumbline.domain.notify.services import journal_reading
from plumbline.domain.notify.services.following import follow_set
from plumbline.domain.notify.services.governing import governance_remind
from plumbline.domain.notify.services.journal_reading import journal_tell
from plumbline.domain.notify.services.learning import learning_remind
from plumbline.domain.notify.services.mailing import notices_mail
from plumbline.domain.notify.words import notice_words
from plumbline.domain.okrs.models import Visibility
from plumbline.domain.okrs.selectors.effects import effect_own
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.tenancy.modules import ModuleKey
from tests.domain.governance.test_gate import adopt, draft
from tests.domain.governance.test_waivers import answer, ask, ask_for_team
from tests.world import AT, TODAY, World
from tests.world_okrs import make_assignment

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
        about = {each.about for each in lines if each.about}
        assert {each.title for each in about if each.kind == "waiver"} == {"Claims"}


def test_lessons_are_reminded_of_once_a_week_until_they_are_done_or_taken_back(
    world: World,
) -> None:
    given = make_assignment(world, lessons=("numbers-and-baselines",))
    with world.reading():
        assert learning_remind(at=AT)
        assert not learning_remind(at=AT + timedelta(days=1))
        own = Notice.objects.filter(kind=NoticeKind.LEARN, person=world.people["mia"])
        (line,) = inbox_page(viewer=world.viewer("mia")).lines
        assert line.about is not None
        assert (line.about.kind, line.about.public_id) == ("assignment", given.public_id)
    with world.reading():
        for exercise, answer in (
            ("add-a-baseline", "Quarterly churn from 5.2% to 3%"),
            ("relative-to-absolute", "Renewed contracts in a cycle from 500 to 600"),
        ):
            exercise_answer(actor=world.viewer("mia"), exercise=exercise, answer=answer, at=AT)
        learning_remind(at=AT + timedelta(days=7))
        assert [row.read_at is None for row in own] == [False]
        assert Notice.objects.filter(kind=NoticeKind.LEARN, read_at=None).exists()
        assignment_take_back(actor=world.viewer("carl"), public_id=given.public_id, at=AT)
        learning_remind(at=AT + timedelta(days=14))
        assert not Notice.objects.filter(kind=NoticeKind.LEARN, read_at=None).exists()


def test_what_is_switched_off_is_neither_shown_nor_mailed(world: World) -> None:
    make_assignment(world)
    waiver = ask_for_team(world, "claims", adopt(world, Tier.POLICY))
    assert waiver.pk
    with world.reading():
        learning_remind(at=AT)
        journal_tell(at=AT)
        carl = world.viewer("carl")
        assert {each.kind for each in inbox_page(viewer=carl).lines} >= {"learn", "approval"}
        for key in (ModuleKey.LEARNING, ModuleKey.GOVERNANCE):
            module_set(actor=world.system, key=key, enabled=False, at=AT)
        assert inbox_page(viewer=carl).lines == []
        assert inbox_unread(viewer=carl) == 0
        sent = notices_mail(at=AT + timedelta(days=8), link=lambda *_parts: "https://x.example/")
        assert sent == 0
        assert not learning_remind(at=AT + timedelta(days=8))
        assert not Notice.objects.exclude(mail_due_at=None).exists()


def test_how_many_hear_of_a_promotion_tells_nothing_of_what_not_everybody_sees(
    world: World,
) -> None:
    practice = adopt(world, Tier.GUIDELINE)
    carl = world.viewer("carl")

    def counted() -> int:
        with world.reading():
            return practice_asked_count(viewer=carl, practice=practice, at=AT)

    before = counted()
    hidden = draft(world, visibility=Visibility.PRIVATE)
    with world.reading():
        follow_set(actor=world.viewer("max"), thing=hidden, is_on=True, at=AT)
    assert counted() == before
    draft(world)
    assert counted() == before + 1
    with world.reading():
        journal_tell(at=AT)
        assert Notice.objects.filter(kind=NoticeKind.ASKS, person=world.people["mia"]).exists()


def test_a_promotion_is_told_once_to_whom_it_asks_and_no_more_once_it_is_put_away(
    world: World,
) -> None:
    objective = draft(world, team=world.teams["claims"], owner=world.people["mia"])
    draft(world, team=world.teams["claims"], owner=world.people["mia"])
    mia = world.viewer("mia")
    practice = adopt(world, Tier.GUIDELINE, team=world.teams["freight"])
    kept = adopt(world, Tier.BEST_PRACTICE, name="Hints only", on=False)
    with world.reading():
        journal_tell(at=AT)
        rows = Notice.objects.filter(kind=NoticeKind.ASKS)
        people = {person.pk: who for who, person in world.people.items()}
        assert {people[row.person_id] for row in rows} == {"mia", "lena"}
        assert not rows.filter(practice=kept).exists()
        practice_move(
            actor=world.viewer("carl"),
            practice=practice,
            tier=Tier.POLICY,
            reason="It proved",
            effective_on=TODAY + timedelta(days=30),
            expected=1,
            at=AT + timedelta(minutes=1),
        )
        journal_tell(at=AT + timedelta(minutes=2))
        # One line a person, with what holds by now.
        (line,) = inbox_page(viewer=mia, kind=NoticeKind.ASKS).lines
        assert len(rows) == 2
        assert notice_words(line).startswith("A policy from 1 April 2026, by Carl")
        broken = effect_own(viewer=mia, practice=practice, at=AT)
        assert [each.objective.public_id for each in broken][1:] == [objective.public_id]
        assert effect_own(viewer=world.viewer("lena"), practice=practice, at=AT) == ()
        practice_put_away(
            actor=world.viewer("carl"), practice=practice, reason="Enough", expected=2, at=AT
        )
        governance_remind(at=AT + timedelta(days=1))
        assert not rows.filter(read_at=None).exists()


def test_a_stricter_limit_is_told_as_a_promotion_is_and_a_laxer_one_is_not(world: World) -> None:
    draft(world, team=world.teams["claims"], owner=world.people["mia"])
    practice = adopt(world, Tier.POLICY, Binding("PL-B01", {"most_team": 4}))
    mia = world.viewer("mia")

    def limit(most: int, version: int) -> str:
        """Set the limit anew, and return what mia is told."""
        at = AT + timedelta(minutes=version)
        bindings = (Binding("PL-B01", {"most_team": most}),)
        with world.writing():
            Notice.objects.all().delete()
        with world.reading():
            practice_edit(
                actor=world.viewer("carl"),
                practice=practice,
                values=replace(practice_values(practice), bindings=bindings),
                reason="As it proved",
                expected=version,
                at=at,
            )
            journal_tell(at=at + timedelta(seconds=30))
            lines = inbox_page(viewer=mia, kind=NoticeKind.ASKS).lines
            return notice_words(lines[0]) if lines else ""

    with world.reading():
        journal_tell(at=AT)
    assert limit(5, 1) == ""
    assert limit(3, 2).startswith("Carl made a policy stricter")


def test_what_asks_very_many_is_told_over_several_turns_and_each_hears_of_it_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_reading, "TOLD_A_TURN", 2)
    draft(world, team=world.teams["claims"], owner=world.people["mia"])
    followers = ("mia", "lena", "max", "dee", "vic")
    with world.reading():
        for who in followers:
            follow_set(actor=world.viewer(who), thing=world.company, is_on=True, at=AT)
        journal_tell(at=AT)
    practice = adopt(world, Tier.POLICY)

    def told() -> list[int]:
        rows = Notice.objects.filter(practice=practice).order_by("person_id")
        return list(rows.values_list("person_id", flat=True))

    with world.reading():
        journal_tell(at=AT, goes_on=lambda: False)  # one turn alone
        assert len(told()) == 2
        journal_tell(at=AT)
        everybody = told()
        assert {world.people[who].pk for who in followers} <= set(everybody)
        assert len(everybody) == len(set(everybody))
        journal_tell(at=AT)
        assert told() == everybody
