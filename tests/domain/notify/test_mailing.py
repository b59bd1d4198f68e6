"""What goes out by mail: when, to whom, in which words, and not twice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from plumbline.domain.governance.choices import Tier
from plumbline.domain.notify.choices import MailWay, NoticeKind
from plumbline.domain.notify.models import Notice, NoticeChoice, NoticeRhythm
from plumbline.domain.notify.rhythms import mail_due
from plumbline.domain.notify.services.journal_reading import journal_tell
from plumbline.domain.notify.services.mailing import TRIED_AGAIN, notices_mail
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.orgs.models import Person
from plumbline.domain.outbox.models import OutboxMessage
from plumbline.domain.outbox.services import outbox_deliver
from plumbline.domain.tenancy.transactions import reading_global
from tests.domain.governance.test_approvals import asking, give, handed_in
from tests.world import AT, World
from tests.world_okrs import make_comment, make_objective

SOON = AT + timedelta(minutes=2)


def link(name: str, *args: str) -> str:
    return "/".join(("https://okr.example", name, *args))


def send(world: World, *, at: datetime = SOON) -> list[OutboxMessage]:
    with world.reading():
        notices_mail(at=at, link=link)
    with reading_global():
        return list(OutboxMessage.objects.order_by("pk"))


def asked(world: World, **further: object) -> Objective:
    """Let mia be asked something, and told of it alone."""
    objective = make_objective(world, **further)  # type: ignore[arg-type]  # as make_objective has
    with world.reading():
        journal_tell(at=AT)
    with world.writing():
        Notice.objects.all().delete()
    make_comment(world, objective, by="max", is_question=True)
    with world.reading():
        journal_tell(at=AT)
    return objective


def test_a_question_goes_out_once_with_a_way_to_stop(world: World) -> None:
    objective = asked(world)
    assert send(world, at=SOON - timedelta(seconds=1)) == []
    (message,) = send(world)
    assert send(world) == [message]
    assert message.to == "mia@freight.example"
    assert message.subject == f"Max asks you a question: {objective.title} (Example Freight)"
    talk = f"https://okr.example/objective-discussion/freight/{objective.public_id}?comment="
    assert talk in message.body_text
    assert f'href="{talk}' in message.body_html
    assert "Open the comment" in message.body_html
    assert f'href="{message.unsubscribe_url}"' in message.body_html
    assert not message.is_open
    outbox_deliver(at=SOON)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe"] == f"<{message.unsubscribe_url}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_mail_of_an_approval_leads_where_its_line_in_the_inbox_leads(world: World) -> None:
    asking(world, "parent_lead", tier=Tier.GUIDELINE)
    objective = handed_in(world, make_objective(world, active=False))
    give(world, objective, "lena", yes=False, words="Which claims?")
    with world.reading():
        journal_tell(at=AT)
    with world.writing():
        Notice.objects.exclude(act="objective.send_back").delete()
        Notice.objects.update(mail_due_at=AT)
    (message,) = send(world)
    place = f"objective-approvals/freight/{objective.public_id}"
    assert f"https://okr.example/{place}\n" in message.body_text


def test_a_mail_that_cannot_be_written_holds_up_nobody_and_is_tried_again(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    asked(world)
    first = world.person("carl")
    assert first.pk < world.person("mia").pk
    with world.writing():
        notice = Notice.objects.get(person=world.person("mia"))
        notice.pk, notice.public_id, notice.person = None, "c" * 12, first
        notice.save(force_insert=True)

    def failing(name: str, *args: str) -> str:
        if name == "mail-stop" and not caplog.records:
            raise ValueError("An address that cannot be.")
        return link(name, *args)

    with world.reading():
        assert notices_mail(at=SOON, link=failing) == 1
    with reading_global():
        assert [row.to for row in OutboxMessage.objects.all()] == ["mia@freight.example"]
    assert f"person {first.pk}" in caplog.text
    later = [row.to for row in send(world, at=SOON + TRIED_AGAIN)]
    assert later == ["mia@freight.example", "carl@freight.example"]


def test_the_title_of_what_is_private_stays_here(world: World) -> None:
    objective = asked(world, visibility=Visibility.PRIVATE, title="A quetzal")
    with world.writing():
        objective.comments.update(text="Of an axolotl")
    (message,) = send(world)
    for word in ("quetzal", "axolotl"):
        assert word not in message.subject + message.body_text + message.body_html


def test_a_mail_quotes_what_was_written_and_shortens_it(world: World) -> None:
    objective = asked(world)
    with world.writing():
        objective.comments.update(text="Is <b>this</b>\nstill true? " + "x" * 400)
    (message,) = send(world)
    assert "“Is <b>this</b> still true? xxx" in message.body_text
    assert "Is &lt;b&gt;this&lt;/b&gt; still true?" in message.body_html
    assert "x" * 300 not in message.body_text


def test_a_mail_is_in_the_language_of_its_reader(world: World) -> None:
    asked(world)
    with world.writing():
        Person.objects.filter(pk=world.person("mia").pk).update(language="de")
    (message,) = send(world)
    assert "2 März, 09:00" in message.body_text


@pytest.mark.parametrize("gone", ["read", "hidden", "left", "stopped"])
def test_nothing_goes_out_that_is_read_hidden_or_for_nobody(world: World, gone: str) -> None:
    objective = asked(world)
    mia = world.person("mia")
    with world.writing():
        if gone == "read":
            Notice.objects.update(read_at=AT)
        elif gone == "hidden":
            private = {"visibility": Visibility.PRIVATE, "owner": world.person("dee")}
            Objective.objects.filter(pk=objective.pk).update(**private)
            objective.key_results.update(owner=world.person("dee"))
        elif gone == "left":
            Person.objects.filter(pk=mia.pk).update(active=False)
        else:
            NoticeRhythm(person=mia, mail_stopped=True).save()
    assert send(world) == []
    with world.reading():
        assert not Notice.objects.filter(mail_due_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("way", "now", "due"),
    [
        (MailWay.DAILY, "2026-03-02T06:59", "2026-03-02T07:00"),  # eight in Berlin
        (MailWay.DAILY, "2026-03-02T07:00", "2026-03-03T07:00"),
        (MailWay.DAILY, "2026-03-06T12:00", "2026-03-09T07:00"),  # over the weekend
        (MailWay.DAILY, "2026-03-27T12:00", "2026-03-30T06:00"),  # summer time began
        (MailWay.WEEKLY, "2026-03-02T07:00", "2026-03-09T07:00"),
    ],
)
def test_a_digest_comes_at_the_hour_of_the_readers_own_day(
    way: MailWay, now: str, due: str
) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    found = mail_due(way, rhythm=NoticeRhythm(), zone=ZoneInfo("Europe/Berlin"), at=at)
    assert found == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_what_only_went_out_by_mail_takes_in_nothing_more_and_hides_nothing(world: World) -> None:
    objective = asked(world)
    with world.writing():
        Notice.objects.all().delete()
        choice = {"person": world.person("mia"), "kind": NoticeKind.COMMENT}
        NoticeChoice(**choice, in_inbox=False, mail=MailWay.AT_ONCE).save()

    def commented() -> None:
        make_comment(world, objective, by="max")
        with world.reading():
            journal_tell(at=AT)

    commented()
    send(world)
    commented()
    assert [message.subject.partition(":")[0] for message in send(world)] == [
        "Max wrote a comment",
        "Max wrote a comment",
    ]
    commented()
    with world.writing():
        NoticeChoice.objects.update(in_inbox=True, mail=MailWay.NEVER)
    commented()
    with world.reading():
        line = Notice.objects.get(read_at=None)
        assert (line.in_inbox, line.count) == (True, 2)
