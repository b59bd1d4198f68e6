"""Mail is written with its cause and delivered once, whoever delivers."""

import threading
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connections
from pytest_django import Settings

from plumbline.domain.outbox import services
from plumbline.domain.outbox.models import ATTEMPTS_AT_MOST, OutboxMessage
from plumbline.domain.outbox.selectors import outbox_list
from plumbline.domain.outbox.services import CLAIM_LASTS, outbox_deliver, outbox_write
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import reading, writing, writing_global
from tests.databases import on_postgres
from tests.domain.conftest import AT

pytestmark = pytest.mark.django_db


def write(organization: Organization | None = None, subject: str = "Welcome") -> OutboxMessage:
    with writing_global():
        return outbox_write(
            to="mia@example.org",
            subject=subject,
            body_text="Come in — the door is open.",
            body_html="<p>Come in</p>",
            at=AT,
            organization=organization,
        )


def write_and_fail() -> None:
    with writing_global():
        write()
        raise ZeroDivisionError


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "plumbline.domain.outbox.folder.FolderBackend"
    settings.PLUMBLINE_MAIL_FOLDER = tmp_path / "mail"
    return tmp_path / "mail"


def test_what_is_written_is_delivered_once() -> None:
    write()
    assert outbox_deliver(at=AT).sent == 1
    assert outbox_deliver(at=AT).sent == 0
    assert [message.subject for message in mail.outbox] == ["Welcome"]


def test_mail_of_a_failed_act_is_never_sent() -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert outbox_deliver(at=AT).sent == 0


def test_mail_lands_in_the_folder_whole_and_private(folder: Path) -> None:
    written = write()
    outbox_deliver(at=AT)
    (file,) = folder.iterdir()
    assert file.name == f"{written.public_id}.eml"
    assert file.stat().st_mode & 0o077 == 0
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert message["To"] == "mia@example.org"
    body = message.get_body(("plain",))
    assert body is not None
    assert "the door is open" in body.get_content()


def test_a_failed_delivery_is_tried_again_later_and_says_why(
    folder: Path, settings: Settings
) -> None:
    written = write()
    folder.write_text("a file where the folder should be")
    assert outbox_deliver(at=AT).failed == 1
    written.refresh_from_db()
    assert "FileExistsError" in written.last_error
    assert outbox_deliver(at=AT).failed == 0
    folder.unlink()
    assert outbox_deliver(at=AT + timedelta(minutes=1)).sent == 1


def test_a_hopeless_delivery_ends(folder: Path) -> None:
    write()
    folder.write_text("a file where the folder should be")
    moment = AT
    rounds = 0
    while outbox_deliver(at=moment).failed:
        rounds += 1
        moment += timedelta(days=3)
    assert rounds == ATTEMPTS_AT_MOST


def test_a_message_whose_worker_died_is_taken_over_after_its_claim(folder: Path) -> None:
    written = write()
    with writing_global():
        OutboxMessage.objects.update(attempts=1, claimed_until=AT + timedelta(minutes=5))
    assert outbox_deliver(at=AT + timedelta(minutes=4)).sent == 0
    assert outbox_deliver(at=AT + timedelta(minutes=5)).sent == 1
    written.refresh_from_db()
    assert written.attempts == 2


def test_a_slow_server_leaves_no_message_to_a_second_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = AT
    taken_over: list[str] = []

    def slowly(_message: OutboxMessage) -> str:
        nonlocal now
        now += CLAIM_LASTS - timedelta(minutes=1)
        taken_over.extend(
            message.subject
            for message in OutboxMessage.objects.filter(sent_at=None, attempts__gt=0)
            if message.claimed_until is None or message.claimed_until <= now
        )
        return ""

    monkeypatch.setattr(services, "_send", slowly)
    for number in range(3):
        write(subject=f"Message {number}")
    assert outbox_deliver(at=AT, clock=lambda: now).sent == 3
    assert taken_over == []


def test_mail_to_nobody_is_refused_when_written() -> None:
    with pytest.raises(ValidationError):
        outbox_write(to="nobody", subject="Welcome", body_text="x", at=AT)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\u2028", "\x0b", "\x85"])
def test_a_subject_is_one_line_whatever_name_stands_in_it(ending: str) -> None:
    message = write(subject=f"Come to Freight{ending}Bcc: vic@example.org")
    assert message.subject == "Come to Freight Bcc: vic@example.org"


def test_an_organization_sees_its_own_messages_only(
    north: Organization, south: Organization
) -> None:
    with writing(north):
        ours = write(north)
    write(south)
    write(None)
    with reading(north):
        assert list(outbox_list(organization=north)) == [ours]


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_send_each_message_once() -> None:
    if not on_postgres():
        pytest.skip("a database in memory is one connection; its writers are queued anyway")
    for number in range(20):
        write(subject=f"Message {number}")
    results: list[int] = []

    def deliver() -> None:
        try:
            results.append(outbox_deliver(at=AT).sent)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=deliver) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(results) == 20
    assert len({message.subject for message in mail.outbox}) == len(mail.outbox) == 20
