"""Who is told of what: once, by the rights of the day, folded into what waits."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.bulk.services.moving import key_result_move
from plumbline.domain.dependencies.services.dependencies import dependency_accept
from plumbline.domain.discussion.services.comments import comment_edit
from plumbline.domain.notify.choices import NoticeKind
from plumbline.domain.notify.models import Follow, Notice, NoticeSource, ReadingMark
from plumbline.domain.notify.selectors.audiences import key_result_followers, objective_followers
from plumbline.domain.notify.selectors.following import followed_get, following_of
from plumbline.domain.notify.selectors.inbox import (
    NoticeFacts,
    inbox_page,
    inbox_unread,
    notice_get,
)
from plumbline.domain.notify.services.following import follow_set
from plumbline.domain.notify.services.inbox import (
    notice_mark,
    notices_mark_read,
    notices_unread_again,
)
from plumbline.domain.notify.services.journal_reading import TURN, journal_tell
from plumbline.domain.notify.services.reminding import (
    REMINDED_AGAIN,
    promises_remind,
    reminders_write,
)
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.okrs.services.adjustments import objective_adjust
from plumbline.domain.okrs.services.objectives import objective_pause, objective_submit
from plumbline.domain.okrs.services.openings import objective_open
from plumbline.domain.okrs.values import objective_values
from plumbline.domain.orgs.models import Deputy
from plumbline.domain.orgs.services.working_days import holiday_add, working_weekdays_set
from plumbline.domain.tenancy.errors import NotFound
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    first_key_result,
    make_check_in,
    make_comment,
    make_cycle,
    make_dependency,
    make_objective,
    stored,
)

LATER = AT + timedelta(minutes=1)


def tell(world: World, *, at: datetime = LATER) -> int:
    with world.reading():
        return journal_tell(at=at)


def inbox(world: World, name: str) -> list[NoticeFacts]:
    viewer = world.viewer(name)
    with world.reading():
        return list(inbox_page(viewer=viewer).lines)


def kinds(world: World, name: str) -> Counter[NoticeKind]:
    return Counter(line.kind for line in inbox(world, name))


def everything_read(world: World) -> None:
    """Let the inboxes begin empty, whatever making the scene told people."""
    tell(world)
    with world.writing():
        Notice.objects.all().delete()


def follow(world: World, name: str, thing: Objective, *, is_on: bool = True) -> None:
    viewer = world.viewer(name)
    with world.reading():
        row = followed_get(viewer=viewer, kind="objective", public_id=thing.public_id)
        follow_set(actor=viewer, thing=row, is_on=is_on, at=AT)


def test_a_mention_and_a_question_reach_whom_they_name_and_a_comment_who_follows(
    world: World,
) -> None:
    objective = make_objective(world)
    everything_read(world)
    make_comment(world, objective, "Lena, see this: @lena", by="carl")
    make_comment(world, objective, "Does it?", by="max", is_question=True)
    tell(world)
    assert kinds(world, "lena") == {NoticeKind.MENTION: 1}
    assert kinds(world, "mia") == {NoticeKind.COMMENT: 1, NoticeKind.QUESTION: 1}
    assert kinds(world, "carl") == {NoticeKind.COMMENT: 1}  # wrote one, so follows; not his own
    assert kinds(world, "dee") == {}


def test_an_answer_reaches_who_asked_and_nobody_hears_of_their_own_act(world: World) -> None:
    objective = make_objective(world)
    everything_read(world)
    asked = make_comment(world, objective, by="max", is_question=True)
    make_comment(world, objective, "It does.", by="mia", reply_to=asked)
    tell(world)
    assert kinds(world, "max") == {NoticeKind.ANSWER: 1}
    assert kinds(world, "mia") == {NoticeKind.QUESTION: 1}


def test_other_words_tell_only_who_is_mentioned_anew(world: World) -> None:
    from_carl = make_comment(world, make_objective(world), "See @lena", by="carl")
    everything_read(world)
    viewer = world.viewer("carl")
    with world.writing():
        Notice(
            person=world.person("lena"),
            kind=NoticeKind.MENTION,
            objective=from_carl.objective,
            comment=from_carl,
            act="comment.write",
            at=AT,
        ).save()
    with world.reading():
        comment_edit(actor=viewer, comment=from_carl, text="@lena @dee", expected=1, at=AT)
    tell(world)
    assert len(inbox(world, "lena")) == 1
    assert kinds(world, "dee") == {NoticeKind.MENTION: 1}


def test_many_check_ins_on_one_objective_are_one_line_until_it_is_read(world: World) -> None:
    objective = make_objective(world, key_results=2)
    follow(world, "lena", objective)
    everything_read(world)
    for key_result in (first_key_result(world, objective),) * 3:
        make_check_in(world, key_result, confidence=6)
    tell(world)
    (line,) = inbox(world, "lena")
    assert (line.kind, line.count) == (NoticeKind.CHECK_IN, 3)
    viewer = world.viewer("lena")
    with world.reading():
        notices_mark_read(actor=viewer, at=LATER)
    make_check_in(world, first_key_result(world, objective))
    tell(world)
    assert [(each.count, each.read_at) for each in inbox(world, "lena")] == [(1, None), (3, LATER)]


def test_confidence_that_fell_is_told_apart_from_any_other_check_in(world: World) -> None:
    result = first_key_result(world, make_objective(world))
    make_check_in(world, result, confidence=8)
    everything_read(world)
    make_check_in(world, result, confidence=7)
    tell(world)
    assert kinds(world, "mia") == {NoticeKind.CHECK_IN: 1}
    make_check_in(world, result, confidence=4)
    tell(world)
    assert kinds(world, "mia") == {NoticeKind.CHECK_IN: 1, NoticeKind.WORSENED: 1}


def test_a_worker_that_begins_anew_tells_nobody_twice(world: World) -> None:
    objective = make_objective(world)
    make_comment(world, objective, by="carl")
    tell(world)
    before = inbox(world, "mia")
    assert before
    with world.writing():
        ReadingMark.objects.all().delete()
    assert tell(world) > 0
    assert inbox(world, "mia") == before


def test_an_entry_that_commits_late_is_told_all_the_same(world: World) -> None:
    objective = make_objective(world)
    everything_read(world)
    make_comment(world, objective, "Second", by="carl", at=AT + timedelta(minutes=2))
    tell(world, at=AT + timedelta(minutes=2))
    make_comment(world, objective, "First, but slow", by="carl", at=AT + timedelta(minutes=1))
    tell(world, at=AT + timedelta(minutes=3))
    (line,) = inbox(world, "mia")
    assert line.count == 2


def test_what_is_done_with_is_not_looked_through_for_ever(world: World) -> None:
    make_objective(world)
    tell(world)
    tell(world, at=AT + timedelta(days=1))
    with world.reading():
        mark = ReadingMark.objects.get()
    assert mark.done == []
    assert mark.since > AT + timedelta(hours=23)


def test_a_private_objective_is_told_to_nobody_who_does_not_see_it(world: World) -> None:
    private = make_objective(world, visibility=Visibility.PRIVATE)
    everything_read(world)
    with world.writing():
        for name in ("lena", "max"):
            Follow(person=world.person(name), objective=private, since=AT).save()
    make_check_in(world, first_key_result(world, private))
    tell(world)
    assert inbox(world, "lena") == []
    assert kinds(world, "max") == {NoticeKind.CHECK_IN: 1}  # manages the owner


def test_a_line_goes_with_the_right_to_see_what_it_is_about(world: World) -> None:
    objective = make_objective(world)
    follow(world, "lena", objective)
    everything_read(world)
    make_check_in(world, first_key_result(world, objective))
    tell(world)
    (line,) = inbox(world, "lena")
    with world.writing():
        Objective.objects.filter(pk=objective.pk).update(visibility=Visibility.PRIVATE)
    viewer = world.viewer("lena")
    with world.reading():
        assert inbox_page(viewer=viewer).lines == []
        assert inbox_unread(viewer=viewer) == 0
        with pytest.raises(NotFound):
            notice_get(viewer=viewer, public_id=line.public_id)


def test_a_line_goes_with_the_objective_that_its_key_result_was_moved_to(world: World) -> None:
    here, there = make_objective(world, "Here", key_results=2), make_objective(world, "There")
    row = first_key_result(world, here)
    follow(world, "lena", here)
    everything_read(world)
    make_check_in(world, row)
    tell(world)
    with world.reading():
        key_result_move(
            actor=world.system,
            key_result=row,
            objective=there,
            reason="The teams swapped",
            effective_on=TODAY,
            expected=first_key_result(world, here).version,
            at=LATER,
        )
    assert len(inbox(world, "lena")) == 1
    with world.writing():
        Objective.objects.filter(pk=there.pk).update(visibility=Visibility.PRIVATE)
    viewer = world.viewer("lena")
    with world.reading():
        assert inbox_page(viewer=viewer).lines == []
        assert inbox_unread(viewer=viewer) == 0


def test_who_follows_no_longer_is_not_told_though_they_own_it(world: World) -> None:
    objective = make_objective(world)
    follow(world, "mia", objective, is_on=False)
    everything_read(world)
    make_comment(world, objective, by="carl")
    tell(world)
    assert inbox(world, "mia") == []


def test_the_page_and_the_worker_agree_on_who_follows(world: World) -> None:
    objective = make_objective(world)
    result = first_key_result(world, objective)
    make_comment(world, objective, by="carl")
    make_comment(world, objective, by="dee", key_result=result)
    follow(world, "lena", objective)
    follow(world, "carl", objective, is_on=False)
    with world.reading():
        told = {
            "objective": objective_followers(stored(world, objective)),
            "key_result": key_result_followers(result),
        }
    for name, person in world.people.items():
        viewer = world.viewer(name)
        for kind, thing in (("objective", objective), ("key_result", result)):
            with world.reading():
                found = following_of(viewer=viewer, kind=kind, public_id=thing.public_id)
            assert found is not None
            assert found.is_on == (person.pk in told[kind]), (name, kind)


def test_what_waits_for_approval_reaches_the_nearest_lead_and_a_new_owner_hears(
    world: World,
) -> None:
    draft = make_objective(world, active=False, owner=world.person("dee"))
    everything_read(world)
    with world.reading():
        objective_submit(actor=world.system, objective=draft, expected=draft.version, at=AT)
    tell(world)
    assert kinds(world, "lena") == {NoticeKind.APPROVAL: 1}
    assert inbox(world, "ada") == []  # leads further above
    make_objective(world, "Another", active=False, owner=world.person("max"))
    tell(world)
    (line,) = inbox(world, "max")
    assert (line.kind, line.count) == (NoticeKind.OWNER, 1)


def test_whoever_owned_it_before_does_not_become_owner_when_a_change_is_taken_back(
    world: World,
) -> None:
    objective = make_objective(world, owner=world.person("max"))
    everything_read(world)
    for name, kind in (("dee", NoticeKind.OWNER), ("max", NoticeKind.CHANGE)):
        row, carl = stored(world, objective), world.viewer("carl")
        values = replace(objective_values(row), owner=world.person(name))
        with world.reading():
            objective_adjust(
                actor=carl,
                objective=row,
                values=values,
                reason="Leave",
                effective_on=TODAY,
                expected=row.version,
                at=AT,
            )
        tell(world)
        assert kind in kinds(world, name)
    assert NoticeKind.OWNER not in kinds(world, "max")


def test_a_pause_reaches_who_follows_the_team(world: World) -> None:
    objective = make_objective(world)
    viewer = world.viewer("fin")
    with world.reading():
        team = followed_get(viewer=viewer, kind="team", public_id=world.teams["claims"].public_id)
        follow_set(actor=viewer, thing=team, is_on=True, at=AT)
    everything_read(world)
    make_check_in(world, first_key_result(world, objective))
    with world.reading():
        objective_pause(
            actor=world.system,
            objective=objective,
            reason="Flood",
            since=TODAY,
            expected=stored(world, objective).version,
            at=AT,
        )
    tell(world)
    assert kinds(world, "fin") == {NoticeKind.CHANGE: 1}


def test_whoever_owns_what_an_admin_opens_hears_of_it(world: World) -> None:
    private = make_objective(world, visibility=Visibility.PRIVATE)
    everything_read(world)
    ada = world.viewer("ada")
    with world.reading():
        objective_open(
            actor=ada, named=private.public_id, reason="Audit", at=AT, link=lambda _id: "x"
        )
    tell(world)
    assert kinds(world, "mia") == {NoticeKind.OPENED: 1}


def test_what_is_needed_reaches_who_delivers_and_each_answer_who_waits(world: World) -> None:
    waiting = first_key_result(world, make_objective(world))
    everything_read(world)
    row = make_dependency(world, waiting, world.teams["finance"], by="mia", person="dee")
    tell(world)
    (line,) = inbox(world, "dee")
    assert (line.kind, line.about and line.about.title) == (NoticeKind.NEEDED, row.title)
    assert kinds(world, "mia") == {}
    viewer = world.viewer("dee")
    with world.reading():
        dependency_accept(actor=viewer, dependency=row, expected=1, at=AT)
    tell(world)
    assert kinds(world, "mia") == {NoticeKind.PROMISE: 1}
    with world.writing():  # what nobody of the other side sees any more is gone from their inbox
        Objective.objects.update(visibility=Visibility.PRIVATE)
    assert inbox(world, "dee") == []
    assert kinds(world, "mia") == {NoticeKind.PROMISE: 1}


def test_a_promise_is_remembered_once_before_its_day_and_once_after_it(world: World) -> None:
    waiting = first_key_result(world, make_objective(world))
    row = make_dependency(world, waiting, world.teams["finance"], by="mia", person="dee")
    everything_read(world)

    def remind(day: date) -> list[str]:
        at = AT + (day - TODAY)
        with world.reading():
            promises_remind(at=at)
        with world.reading():
            lines = Notice.objects.filter(dependency=row, read_at=None).select_related("person")
            found = [f"{line.person.name} {line.act}" for line in lines.order_by("pk")]
        with world.writing():
            Notice.objects.update(read_at=at)
        return found

    assert remind(row.needed_by - timedelta(4)) == []
    assert remind(row.needed_by - timedelta(3)) == ["Dee dependency.due"]
    assert remind(row.needed_by) == []
    late = ["Dee dependency.late", "Mia dependency.late"]
    assert sorted(remind(row.needed_by + timedelta(1))) == late
    assert remind(row.needed_by + timedelta(2)) == []


def test_a_promise_is_remembered_on_no_day_off_but_on_the_next_that_is_worked(
    world: World,
) -> None:
    waiting = first_key_result(world, make_objective(world))
    row = make_dependency(world, waiting, world.teams["finance"], by="mia", person="dee")
    everything_read(world)
    near, ada = row.needed_by - timedelta(3), world.viewer("ada")
    with world.reading():
        working_weekdays_set(actor=ada, weekdays=range(7), at=AT)
        holiday_add(actor=ada, location=None, day=near, name="A feast", at=AT)
    told = []
    for day in (near, near + timedelta(1)):
        with world.reading():
            told.append(promises_remind(at=AT + (day - TODAY)))
    assert told == [0, 1]


def test_marking_all_as_read_can_be_taken_back_whole(world: World) -> None:
    objective = make_objective(world)
    everything_read(world)
    make_comment(world, objective, by="carl")
    make_comment(world, objective, by="carl", is_question=True)
    tell(world)
    viewer = world.viewer("mia")
    with world.reading():
        first = inbox_page(viewer=viewer).lines[0]
        row = notice_get(viewer=viewer, public_id=first.public_id)
        notice_mark(actor=viewer, notice=row, is_read=True, at=AT)
        assert notices_mark_read(actor=viewer, at=LATER) == 1
        assert inbox_unread(viewer=viewer) == 0
        assert notices_unread_again(actor=viewer, read_at=LATER) == 1
        assert inbox_unread(viewer=viewer) == 1


def test_a_reminder_stands_until_nothing_is_due_and_does_not_nag(world: World) -> None:
    result = first_key_result(world, make_objective(world, cycle=make_cycle(world)))
    everything_read(world)
    days = [AT + timedelta(days=number) for number in range(3)]

    assert [remind(world, at) for at in days] == [1, 0, 0]
    (line,) = inbox(world, "mia")
    assert (line.kind, line.count) == (NoticeKind.DUE, 1)
    viewer = world.viewer("mia")
    with world.reading():
        notices_mark_read(actor=viewer, at=days[2])
    assert remind(world, days[2] + timedelta(hours=1)) == 0
    again = AT + REMINDED_AGAIN + timedelta(days=1)
    assert remind(world, again) == 1
    make_check_in(world, result, on=again.date(), at=again)
    assert remind(world, again + timedelta(hours=1)) == 0
    with world.reading():
        assert inbox_unread(viewer=viewer) == 0


def remind(world: World, at: datetime) -> int:
    with world.reading():
        return reminders_write(at=at)


def reminders_of(world: World, name: str) -> list[Notice]:
    with world.reading():
        rows = Notice.objects.filter(person=world.person(name), kind=NoticeKind.DUE)
        return list(rows.order_by("pk"))


def test_whoever_did_not_read_a_reminder_is_told_again_after_a_week_by_the_same_line(
    world: World,
) -> None:
    make_objective(world, cycle=make_cycle(world))
    everything_read(world)
    days = [AT + timedelta(days=number) for number in (0, 1, 7)]
    assert [remind(world, days[0]), remind(world, days[1])] == [1, 0]
    (first,) = reminders_of(world, "mia")
    with world.writing():
        Notice.objects.filter(pk=first.pk).update(mail_due_at=None)  # it was mailed
    assert remind(world, days[2]) == 1
    (again,) = reminders_of(world, "mia")
    assert (again.pk, again.at, again.read_at) == (first.pk, days[2], None)
    assert again.mail_due_at is not None


def test_what_falls_due_anew_is_told_a_week_later_though_the_job_began_a_little_earlier(
    world: World,
) -> None:
    result = first_key_result(world, make_objective(world, cycle=make_cycle(world)))
    everything_read(world)
    assert remind(world, AT) == 1
    make_check_in(world, result)
    assert remind(world, AT + timedelta(days=1)) == 0
    assert remind(world, AT + timedelta(days=7) - timedelta(seconds=2)) == 1


def test_a_check_in_takes_the_reminder_from_the_bell_at_once(world: World) -> None:
    cycle = make_cycle(world)
    objectives = [make_objective(world, title, cycle=cycle) for title in ("One", "Another")]
    everything_read(world)
    remind(world, AT)
    results = [first_key_result(world, row) for row in objectives]
    make_check_in(world, results[0], by="mia")
    tell(world)
    (line,) = reminders_of(world, "mia")
    assert (line.count, line.read_at) == (1, None)
    make_check_in(world, results[1], by="mia", at=LATER)
    tell(world, at=LATER + timedelta(minutes=1))
    (line,) = reminders_of(world, "mia")
    assert line.read_at is not None
    assert line.mail_due_at is None


def test_while_somebody_is_away_their_deputy_is_reminded_in_their_place(world: World) -> None:
    make_objective(world, cycle=make_cycle(world))
    with world.writing():
        Deputy.objects.create(
            person=world.person("dee"),
            acts_for=world.person("mia"),
            starts_on=TODAY,
            ends_on=TODAY,
        )
    everything_read(world)
    assert remind(world, AT) == 1
    assert [len(reminders_of(world, name)) for name in ("mia", "dee")] == [0, 1]
    assert remind(world, AT + timedelta(days=1)) == 1
    assert len(reminders_of(world, "mia")) == 1


def test_whose_deputy_cannot_be_told_is_reminded_themselves(world: World) -> None:
    make_objective(world, cycle=make_cycle(world))
    with world.writing():
        dee = world.person("dee")
        Deputy.objects.create(
            person=dee, acts_for=world.person("mia"), starts_on=TODAY, ends_on=TODAY
        )
        dee.active = False
        dee.save(update_fields=["active"])
    everything_read(world)
    assert remind(world, AT) == 1
    assert [len(reminders_of(world, name)) for name in ("mia", "dee")] == [1, 0]


def test_an_event_takes_as_many_queries_whatever_the_size_of_the_organization(
    world: World,
) -> None:
    objective = make_objective(world)
    everything_read(world)

    def queries() -> int:
        make_comment(world, objective, by="carl")
        with CaptureQueriesContext(connection) as found:
            assert tell(world) == 1
        return len(found)

    small = queries()
    for number in range(12):
        make_objective(world, f"Another {number}", owner=world.person("dee"))
        world.make_person()
    while tell(world) == TURN:
        pass
    assert queries() <= small
    with world.reading():
        assert NoticeSource.objects.filter(person=world.person("dee")).exists()
