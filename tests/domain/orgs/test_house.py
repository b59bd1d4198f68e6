"""Jobs and mail as the admin sees them: what ran, what waits, another attempt, no secrets."""

from datetime import timedelta

import pytest
from django.core import mail as sent_mail

from plumbline.domain.jobs.models import JobRun
from plumbline.domain.jobs.services import (
    CLAIM_LASTS,
    job_ask,
    job_claim,
    job_end,
    job_release,
    jobs_asked,
)
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.orgs.selectors.house_runs import (
    RunFacts,
    RunState,
    house_latest,
    house_run_get,
    house_runs,
)
from plumbline.domain.orgs.selectors.mailing import (
    HIDDEN,
    MESSAGES_A_PAGE,
    MailState,
    mail_facts,
    mail_get,
    mail_page,
    secrets_hidden,
)
from plumbline.domain.orgs.services.house import job_retry, message_resend
from plumbline.domain.orgs.services.joining import person_invite
from plumbline.domain.outbox.models import ATTEMPTS_AT_MOST, OutboxMessage
from plumbline.domain.outbox.services import outbox_deliver, outbox_write
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused, Refused
from plumbline.domain.tenancy.transactions import writing_global
from tests.world import AT, World

NOT_ADMINS = ("carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")
LATER = AT + timedelta(hours=2)


def run(
    world: World, *, name: str = "nightly", slot: str = "2026-03-02", own: bool = True
) -> JobRun:
    scope = world.organization.public_id if own else ""
    made = job_claim(name=name, scope=scope, slot=slot, at=AT)
    assert made is not None
    return made


def seen(world: World, **asked: object) -> list[RunFacts]:
    with world.reading():
        return list(house_runs(viewer=world.viewer("ada"), at=LATER, **asked))  # type: ignore[arg-type]


def write(
    world: World, *, to: str = "mia@freight.example", body: str = "Hello", is_open: bool = True
) -> OutboxMessage:
    with writing_global():
        return outbox_write(
            to=to,
            subject="A subject",
            body_text=body,
            organization=world.organization,
            is_open=is_open,
            at=AT,
        )


@pytest.mark.parametrize("who", NOT_ADMINS)
def test_nobody_but_an_admin_sees_jobs_or_mail(world: World, who: str) -> None:
    failed, message, viewer = run(world), write(world), world.viewer(who)
    job_end(run=failed, at=AT, error="OSError: disk full")
    with world.reading():
        with pytest.raises(NotFound):
            house_runs(viewer=viewer, at=AT)
        with pytest.raises(NotFound):
            mail_page(viewer=viewer)
        with pytest.raises((NotFound, PermissionRefused)):
            job_retry(actor=viewer, run=failed, expected=1, at=LATER)
        with pytest.raises((NotFound, PermissionRefused)):
            message_resend(actor=viewer, message=message, expected=0, at=LATER)
    assert jobs_asked() == {}


def test_a_run_is_done_running_waiting_or_failed(world: World) -> None:
    job_end(run=run(world, slot="1"), at=AT + timedelta(seconds=3))
    job_end(run=run(world, slot="2"), at=AT, error="OSError: disk full")
    job_release(run=run(world, slot="3"), at=AT)
    job_claim(name="nightly", scope=world.organization.public_id, slot="4", at=LATER)
    told = {facts.slot: facts for facts in seen(world)}
    assert {slot: facts.state for slot, facts in told.items()} == {
        "1": RunState.DONE, "2": RunState.FAILED, "3": RunState.WAITING, "4": RunState.RUNNING,
    }  # fmt: skip
    assert told["1"].began_at == AT
    assert told["2"].error == "OSError: disk full"
    assert [facts.slot for facts in seen(world, only_failed=True)] == ["2"]


def test_of_a_job_of_the_whole_instance_only_the_kind_of_failure_is_told(world: World) -> None:
    job_end(run=run(world, own=False), at=AT, error="ValueError: of another organization")
    (facts,) = seen(world)
    assert (facts.is_own, facts.error) == (False, "ValueError")


def test_runs_of_others_are_not_seen(world: World, stranger_world: World) -> None:
    run(stranger_world)
    assert seen(world) == []
    with world.reading(), pytest.raises(NotFound):
        house_run_get(viewer=world.viewer("ada"), name="nightly", slot="2026-03-02")


def test_the_latest_run_of_each_job_is_told(world: World) -> None:
    run(world, slot="1")
    run(world, slot="2")
    run(world, name="forget", own=False)
    with world.reading():
        found = house_latest(viewer=world.viewer("ada"), at=AT, names=("nightly", "forget", "none"))
    assert [(facts.name, facts.slot) for facts in found] == [
        ("nightly", "2"), ("forget", "2026-03-02")]  # fmt: skip


def exhausted(world: World) -> JobRun:
    """A run that failed as often as it is tried."""
    made = run(world)
    for attempt in range(1, 4):
        at = AT + attempt * CLAIM_LASTS
        job_end(run=made, at=at, error="OSError: disk full")
        again = job_claim(name=made.name, scope=made.scope, slot=made.slot, at=at + CLAIM_LASTS)
        made = again or made
    return made


def test_what_failed_too_often_runs_again_when_it_is_asked_for(world: World) -> None:
    failed = exhausted(world)
    late = AT + timedelta(days=1)
    key = {"name": failed.name, "scope": failed.scope, "slot": failed.slot}
    assert job_claim(**key, at=late) is None
    with world.reading():
        job_retry(actor=world.viewer("ada"), run=failed, expected=3, at=late)
        with pytest.raises(Refused):
            job_retry(actor=world.viewer("ada"), run=failed, expected=3, at=late)
        entry = JournalEntry.objects.get(act="job.retry")
    assert entry.changes["job"] == {"old": None, "new": "nightly"}
    assert jobs_asked() == {("nightly", failed.scope): ["2026-03-02"]}
    again = job_claim(**key, at=late)
    assert again is not None
    assert again.attempts == 4
    assert jobs_asked() == {}
    job_end(run=again, at=late)
    assert seen(world)[0].state is RunState.DONE


def test_what_was_asked_for_and_interrupted_is_still_asked_for(world: World) -> None:
    failed = exhausted(world)
    assert job_ask(run=failed, expected=3, at=LATER)
    again = job_claim(name=failed.name, scope=failed.scope, slot=failed.slot, at=LATER)
    assert again is not None
    job_release(run=again, at=LATER)
    assert jobs_asked() == {("nightly", failed.scope): ["2026-03-02"]}


@pytest.mark.parametrize("expected", [0, 2, 4])
def test_another_attempt_of_an_older_state_is_refused(world: World, expected: int) -> None:
    failed = exhausted(world)
    with world.reading(), pytest.raises(Refused):
        job_retry(actor=world.viewer("ada"), run=failed, expected=expected, at=LATER)
    assert jobs_asked() == {}


def test_what_runs_or_is_done_is_not_run_again(world: World) -> None:
    running = run(world)
    assert not job_ask(run=running, expected=1, at=AT)
    job_end(run=running, at=AT)
    assert not job_ask(run=running, expected=1, at=AT)


def test_an_invitations_secret_is_shown_to_nobody(world: World) -> None:
    with world.reading():
        issued = person_invite(
            actor=world.viewer("ada"),
            person=world.person("una"),
            link=lambda secret: f"https://okr.example/invitations/{secret}",
            at=AT,
        )
        (facts,) = mail_page(viewer=world.viewer("ada")).messages
    assert issued.secret in OutboxMessage.objects.get().body_text
    assert issued.secret not in repr(facts)
    assert "invitations" not in facts.body
    assert HIDDEN in facts.body
    assert "You are invited to" in facts.subject


@pytest.mark.parametrize(
    "secret",
    [
        "https://okr.example/x?token=1",
        "http://127.0.0.1/a",
        "plb_0123456789abcdefghij",
        "Zm9vYmFyYmF6MTIzNDU2Nzg5MA",
    ],
)
def test_links_and_what_looks_like_a_secret_are_hidden(secret: str) -> None:
    assert secrets_hidden(f"Open {secret} now") == f"Open {HIDDEN} now"


def test_plain_words_and_days_stay() -> None:
    words = "Organisationsentwicklungsabteilung, 2 March 2026, self-organizing-development-team"
    assert secrets_hidden(words) == words


def test_words_that_may_be_private_are_for_the_recipient_alone(world: World) -> None:
    message = write(world, body="The quetzal plan", is_open=False)
    ada = world.viewer("ada")
    with world.reading():
        facts = mail_facts(mail_get(viewer=ada, public_id=message.public_id), viewer=ada)
    assert (facts.subject, facts.body, facts.to) == ("", "", "mia@freight.example")


def test_a_message_waits_is_sent_or_given_up(world: World) -> None:
    waiting, sent, failed = (write(world, to=f"{name}@freight.example") for name in "abc")
    OutboxMessage.objects.filter(pk=sent.pk).update(sent_at=AT)
    OutboxMessage.objects.filter(pk=failed.pk).update(
        attempts=ATTEMPTS_AT_MOST, last_error="SMTPException: no"
    )
    ada = world.viewer("ada")
    with world.reading():
        for state, message in zip(MailState, (waiting, sent, failed), strict=True):
            (facts,) = mail_page(viewer=ada, state=state).messages
            assert (facts.public_id, facts.state) == (message.public_id, state)
        assert [facts.to for facts in mail_page(viewer=ada, to="B@").messages] == [sent.to]


def test_mail_of_others_and_of_accounts_is_not_seen(world: World, stranger_world: World) -> None:
    write(stranger_world)
    with writing_global():
        reset = outbox_write(to="mia@freight.example", subject="Reset", body_text="x", at=AT)
    with world.reading():
        assert mail_page(viewer=world.viewer("ada")).messages == []
        with pytest.raises(NotFound):
            mail_get(viewer=world.viewer("ada"), public_id=reset.public_id)


def test_pages_of_mail_hold_every_message_once(world: World) -> None:
    made = [write(world).public_id for _ in range(MESSAGES_A_PAGE + 3)]
    ada = world.viewer("ada")
    with world.reading():
        first = mail_page(viewer=ada)
        second = mail_page(viewer=ada, after=first.after or "")
        assert mail_page(viewer=ada, after="0000").messages == first.messages
    shown = [facts.public_id for facts in (*first.messages, *second.messages)]
    assert shown == made[::-1]
    assert second.after is None


def test_what_was_given_up_is_tried_again_and_what_was_sent_is_sent_once_more(
    world: World,
) -> None:
    message = write(world, body="Come in")
    OutboxMessage.objects.update(attempts=ATTEMPTS_AT_MOST, not_before=LATER)
    assert outbox_deliver(at=LATER).sent == 0
    message.refresh_from_db()
    with world.reading():
        message_resend(actor=world.viewer("ada"), message=message, expected=ATTEMPTS_AT_MOST, at=AT)
    assert outbox_deliver(at=AT).sent == 1
    message.refresh_from_db()
    with world.reading():
        copy = message_resend(
            actor=world.viewer("ada"), message=message, expected=message.attempts, at=LATER
        )
        assert JournalEntry.objects.filter(act="message.resend").count() == 2
    assert copy.public_id != message.public_id
    assert outbox_deliver(at=LATER).sent == 1
    assert [sent.body for sent in sent_mail.outbox] == ["Come in", "Come in"]
    assert {tuple(sent.to) for sent in sent_mail.outbox} == {("mia@freight.example",)}


def test_a_message_that_moved_on_is_not_sent_again(world: World) -> None:
    message = write(world)
    OutboxMessage.objects.update(attempts=1, claimed_until=LATER)
    message.refresh_from_db()
    for expected in (0, 1, 2):  # an older state, one being sent right now, a made-up one
        with world.reading(), pytest.raises(Refused):
            message_resend(actor=world.viewer("ada"), message=message, expected=expected, at=AT)
    with world.reading():
        assert not JournalEntry.objects.filter(act="message.resend").exists()
