"""The pages of jobs and mail."""

import inspect
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from plumbline.cli import worker
from plumbline.domain.jobs.models import JobRun
from plumbline.domain.jobs.services import job_claim, job_end, jobs_asked
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.outbox.models import ATTEMPTS_AT_MOST, OutboxMessage
from plumbline.domain.outbox.services import outbox_write
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.transactions import writing_global
from plumbline.domain.transfer.services.leaving import JOB as IMPORT_JOB
from plumbline.web.house.jobs import JOBS, OF_GOVERNANCE
from tests.web.conftest import BrowserOf
from tests.world import AT, World

pytestmark = pytest.mark.usefixtures("clock")

JOBS_PAGE = "/o/freight/settings/jobs"
MAIL = "/o/freight/settings/mail"
OTHERS = ("carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")


def run_failed(
    world: World, error: str = "OSError: <disk> full", slot: str = "2026-03-02"
) -> JobRun:
    made = job_claim(name="nightly", scope=world.organization.public_id, slot=slot, at=AT)
    assert made is not None
    job_end(run=made, at=AT, error=error)
    return made


def write(world: World, *, body: str = "Hello", is_open: bool = True) -> OutboxMessage:
    with writing_global():
        return outbox_write(
            to="mia@freight.example",
            subject="Welcome <aboard>",
            body_text=body,
            organization=world.organization,
            is_open=is_open,
            at=AT,
        )


def test_only_admins_find_them(world: World, browser_of: BrowserOf) -> None:
    message = write(world)
    run_failed(world)
    again = {"job": "nightly", "slot": "2026-03-02", "version": "1"}
    for who in OTHERS:
        browser = browser_of(world, who)
        for url in (JOBS_PAGE, MAIL, f"{MAIL}/{message.public_id}"):
            assert browser.get(url).status_code == 404, (who, url)
        assert browser.post(f"{JOBS_PAGE}/retry", again).status_code == 404, who
        url = f"{MAIL}/{message.public_id}/resend"
        assert browser.post(url, {"version": "1"}).status_code == 404, who
        start = browser.get("/o/freight/settings").text
        assert JOBS_PAGE not in start
        assert MAIL not in start
    assert jobs_asked() == {}
    assert OutboxMessage.objects.count() == 1


def test_nothing_ran_and_no_mail_yet(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    text = browser.get(JOBS_PAGE).text
    assert "Nothing ran yet." in text
    labels = {name: str(label) for name, (label, _about, _rhythm) in JOBS.items()}
    for name, label in labels.items():
        assert (label in text) is (name not in OF_GOVERNANCE), name
    with world.reading():
        module_set(actor=world.system, key=ModuleKey.GOVERNANCE, enabled=True, at=AT)
    text = browser.get(JOBS_PAGE).text
    assert all(label in text for label in labels.values())
    mail = browser.get(MAIL).text
    assert "No mail yet." in mail
    assert 'name="state"' not in mail, "a filter over nothing"
    assert "Nothing failed." in browser.get(JOBS_PAGE, {"only": "failed"}).text


def test_every_job_of_the_worker_is_named_on_the_page() -> None:
    begun = re.findall(r'\b(?:once|each_once|go_on)\(\s*"(\w+)"', inspect.getsource(worker))
    assert {*begun, IMPORT_JOB} == set(JOBS)


def test_what_failed_says_why_and_is_run_again(world: World, browser_of: BrowserOf) -> None:
    run_failed(world)
    browser = browser_of(world, "ada")
    text = browser.get(JOBS_PAGE).text
    assert "1 run failed" in text
    assert "OSError: &lt;disk&gt; full" in text
    sent = {"job": "nightly", "slot": "2026-03-02", "version": "1"}
    assert browser.post(f"{JOBS_PAGE}/retry", sent)["Location"] == JOBS_PAGE
    assert jobs_asked() == {("nightly", world.organization.public_id): ["2026-03-02"]}
    again = browser.get(JOBS_PAGE).text
    assert "It runs again within a few seconds." in again
    assert "Waits for a worker" in again
    assert browser.post(f"{JOBS_PAGE}/retry", sent).status_code == 409
    assert browser.post(f"{JOBS_PAGE}/retry", {**sent, "slot": "none"}).status_code == 404


def test_the_list_of_runs_asks_as_much_for_fifty_as_for_one(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    run_failed(world)
    browser.get(JOBS_PAGE)
    with CaptureQueriesContext(connection) as few:
        browser.get(JOBS_PAGE)
    for number in range(60):
        run_failed(world, slot=f"slot {number}")
    with CaptureQueriesContext(connection) as many:
        browser.get(JOBS_PAGE)
    assert len(many) == len(few)
    assert len(few) <= 26


def test_a_message_is_shown_as_text_without_its_link(world: World, browser_of: BrowserOf) -> None:
    message = write(world, body="Join <b>us</b>:\nhttps://okr.example/invitations/s3cret")
    browser = browser_of(world, "ada")
    listed = browser.get(MAIL).text
    assert "Welcome &lt;aboard&gt;" in listed
    text = browser.get(f"{MAIL}/{message.public_id}").text
    assert "Join &lt;b&gt;us&lt;/b&gt;:\n•••" in text
    assert "s3cret" not in text + listed


def test_words_for_the_recipient_alone_are_on_no_page(world: World, browser_of: BrowserOf) -> None:
    message = write(world, body="The quetzal plan", is_open=False)
    browser = browser_of(world, "ada")
    for url in (MAIL, f"{MAIL}/{message.public_id}", f"{MAIL}?to=mia"):
        text = browser.get(url).text
        assert "quetzal" not in text
        assert "aboard" not in text
        assert "mia@freight.example" in text
    assert "nobody but the recipient reads them here" in text or "recipient alone" in text


def test_ones_own_mail_is_read_by_its_recipient_without_its_links(
    world: World, browser_of: BrowserOf
) -> None:
    message = write(world, body="The <quetzal> plan\nhttps://okr.example/s3cret", is_open=False)
    OutboxMessage.objects.update(to="ada@freight.example")
    browser = browser_of(world, "ada")
    text = browser.get(f"{MAIL}/{message.public_id}").text
    assert "The &lt;quetzal&gt; plan\n•••" in text
    assert "because it is to you" in text
    assert "s3cret" not in text
    assert "aboard" in browser.get(MAIL).text
    # The address of a person is changed by admins: it lets nobody read what is for another.
    with world.writing():
        Person.objects.filter(pk=world.people["ada"].pk).update(email="mia.else@freight.example")
    OutboxMessage.objects.update(to="mia.else@freight.example")
    assert "quetzal" not in browser.get(f"{MAIL}/{message.public_id}").text


def test_mail_is_narrowed_and_sent_again(world: World, browser_of: BrowserOf) -> None:
    message = write(world)
    OutboxMessage.objects.update(attempts=ATTEMPTS_AT_MOST, last_error="SMTPException: no")
    browser = browser_of(world, "ada")
    failed = browser.get(MAIL, {"state": "failed"}).text
    assert "Given up" in failed
    assert "SMTPException: no" in failed
    assert "No such message." in browser.get(MAIL, {"state": "sent"}).text
    assert browser.get(MAIL, {"state": "odd"}).status_code == 200
    url = f"{MAIL}/{message.public_id}"
    assert "Try again now" in browser.get(url).text
    assert browser.post(f"{url}/resend", {"version": "1"}).status_code == 409
    sent = {"version": str(ATTEMPTS_AT_MOST + 1)}
    assert browser.post(f"{url}/resend", sent)["Location"] == MAIL
    message.refresh_from_db()
    assert message.attempts_allowed == ATTEMPTS_AT_MOST + 1


def test_the_list_of_mail_asks_as_much_for_fifty_as_for_one(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    write(world)
    browser.get(MAIL)
    with CaptureQueriesContext(connection) as few:
        browser.get(MAIL)
    for _ in range(60):
        write(world)
    with CaptureQueriesContext(connection) as many:
        text = browser.get(MAIL).text
    assert len(many) == len(few)
    assert len(few) <= 20
    older = text.partition('rel="next" href="')[2].partition('"')[0]
    assert browser.get(older).text.count("data-row") == 11


def test_a_message_is_shown_as_it_looks_where_its_words_may_be_read(
    world: World, browser_of: BrowserOf
) -> None:
    body = "Come in & see\n\nhttps://freight.example/in/k3y-0123456789abcdefghij"
    seen, private = write(world, body=body), write(world, body=body, is_open=False)
    ada = browser_of(world, "ada")
    page = ada.get(f"{MAIL}/{seen.public_id}")
    frame = f'src="{MAIL}/{seen.public_id}/letter" sandbox'
    assert frame in page.text
    assert page.headers["Content-Security-Policy"].endswith("; frame-src 'self'")
    letter = ada.get(f"{MAIL}/{seen.public_id}/letter")
    assert "Come in &amp; see" in letter.text
    assert "style=" in letter.text
    assert "href" not in letter.text
    assert "k3y-" not in letter.text
    policy = letter.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "; sandbox;" in policy
    assert "script" not in policy
    assert "/letter" not in ada.get(f"{MAIL}/{private.public_id}").text
    assert ada.get(f"{MAIL}/{private.public_id}/letter").status_code == 404
    assert browser_of(world, "mia").get(f"{MAIL}/{seen.public_id}/letter").status_code == 404


def test_a_failed_delivery_is_said_in_words_with_what_to_look_at(
    world: World, browser_of: BrowserOf
) -> None:
    message = write(world)
    browser = browser_of(world, "ada")
    for error, words in (
        ("ConnectionRefusedError: [Errno 111] Connection refused", "could not be reached"),
        ("SMTPAuthenticationError: (535, b'no')", "does not take the user name or password"),
        ("SMTPRecipientsRefused: {'x@example.org': (550, b'no')}", "does not take this address"),
    ):
        OutboxMessage.objects.update(attempts=1, last_error=error)
        assert words in browser.get(MAIL).text
        text = browser.get(f"{MAIL}/{message.public_id}").text
        assert words in text
        assert error.split(":")[0] in text
    OutboxMessage.objects.update(last_error="OSError: <disk> full")
    assert "OSError: &lt;disk&gt; full" in browser.get(MAIL).text


def test_without_a_mail_server_the_page_says_that_nobody_receives_anything(
    world: World, browser_of: BrowserOf
) -> None:
    words = "No mail server is set up, so nobody receives these."
    assert words not in browser_of(world, "ada").get(MAIL).text
    with override_settings(EMAIL_BACKEND="plumbline.domain.outbox.folder.FolderBackend"):
        assert words in browser_of(world, "ada").get(MAIL).text
