"""The inbox and the button that follows: what they show and do."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from plumbline.domain.discussion.models import Comment
from plumbline.domain.notify.models import Notice
from plumbline.domain.notify.services.choosing import stop_token
from plumbline.domain.notify.services.journal_reading import journal_tell
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.tenancy.modules import ModuleKey
from tests.web.conftest import BrowserOf
from tests.world import AT, World
from tests.world_okrs import make_comment, make_objective

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]

INBOX = "/o/freight/inbox"


def told(world: World) -> Comment:
    """Let mia be asked something, and told of it alone."""
    objective = make_objective(world)
    with world.reading():
        journal_tell(at=AT)
    with world.writing():
        Notice.objects.all().delete()
    asked = make_comment(world, objective, by="carl", is_question=True)
    with world.reading():
        journal_tell(at=AT)
    return asked


def notice_of(world: World) -> Notice:
    with world.reading():
        found: Notice = Notice.objects.get()
    return found


def test_an_empty_inbox_says_so_and_leads_on(world: World, browser_of: BrowserOf) -> None:
    shown = browser_of(world, "mia").get(INBOX).text
    assert "Nothing waits for you." in shown
    assert 'name="kind"' not in shown, "a filter over nothing"
    assert 'href="/o/freight/my-week"' in shown


def test_the_bell_counts_and_opening_a_line_reads_it_and_leads_to_the_comment(
    world: World, browser_of: BrowserOf
) -> None:
    asked = told(world)
    mia = browser_of(world, "mia")
    shown = mia.get("/o/freight/my-week").text
    assert re.search(r'class="pl-bell-count">1<', shown)
    assert "Carl asks you a question" in mia.get(INBOX).text
    opened = mia.post(f"{INBOX}/{notice_of(world).public_id}/open")
    talk = f"/o/freight/objectives/{asked.objective.public_id}/discussion"
    assert opened["Location"] == f"{talk}?comment={asked.public_id}#comment-{asked.public_id}"
    assert "pl-bell-count" not in mia.get(INBOX).text


def test_marking_all_as_read_offers_to_take_it_back(world: World, browser_of: BrowserOf) -> None:
    told(world)
    mia = browser_of(world, "mia")
    there = mia.post(f"{INBOX}/read")["Location"]
    shown = mia.get(there).text
    assert "1 marked as read." in shown
    undo = re.search(r'action="(/o/freight/inbox/unread[^"]+)"', shown)
    assert undo is not None
    mia.post(undo[1].replace("&amp;", "&"))
    assert notice_of(world).read_at is None


def test_a_comment_that_was_taken_back_leaves_no_line(world: World, browser_of: BrowserOf) -> None:
    asked = told(world)
    with world.writing():
        Comment.objects.filter(pk=asked.pk).update(text="", taken_back_at=AT)
    assert "Nothing waits for you." in browser_of(world, "mia").get(INBOX).text


def test_following_is_one_button_that_says_how_it_stands(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    page = f"/o/freight/objectives/{objective.public_id}"
    fin = browser_of(world, "fin")

    def pressed() -> list[str]:
        return re.findall(r'name="follow" value="\d" aria-pressed="(\w+)"', fin.get(page).text)

    assert pressed() == ["false"]
    sent = {"kind": "objective", "thing": objective.public_id, "follow": "1"}
    assert fin.post("/o/freight/follow", sent)["Location"] == page
    assert pressed() == ["true"]
    fin.post("/o/freight/follow", {**sent, "follow": "0"})
    assert pressed() == ["false"]


def test_what_is_chosen_stands_and_a_second_tab_does_not_undo_it(
    world: World, browser_of: BrowserOf
) -> None:
    mia = browser_of(world, "mia")
    page = f"{INBOX}/settings"
    names = re.findall(r'name="(mail_\w+)"', mia.get(page).text)
    fields = {name: "daily" for name in names if name != "mail_stopped"}
    sent = {
        **fields,
        "version": "0",
        "digest_hour": "7",
        "weekly_on": "4",
        "remind_from": "overdue",
        "inbox_mention": "on",
    }
    assert mia.post(page, sent).status_code == 302
    shown = mia.get(page).text
    assert shown.count('<option value="daily" selected>') == len(fields)
    assert mia.post(page, sent).status_code == 409
    assert mia.post(page, {**sent, "version": "1", "digest_hour": "25"}).status_code == 422


def test_of_a_module_that_is_off_nothing_can_be_chosen(world: World, browser_of: BrowserOf) -> None:
    mia, page = browser_of(world, "mia"), f"{INBOX}/settings"
    for enabled in (True, False):
        with world.reading():
            for key in (ModuleKey.GOVERNANCE, ModuleKey.LEARNING):
                module_set(actor=world.system, key=key, enabled=enabled, at=AT)
        shown = set(re.findall(r'name="mail_(\w+)"', mia.get(page).text))
        assert (shown & {"approval", "attest", "waiver", "review", "learn"} != set()) is enabled
        assert "mention" in shown


def test_the_link_in_a_mail_asks_first_and_a_mail_program_needs_no_token_of_ours(
    world: World, browser_of: BrowserOf
) -> None:
    told(world)
    with world.reading():
        token = stop_token(world.person("mia"))
    nobody = Client()
    assert "Stop these mails?" in nobody.get(f"/stop-mail/{token}").text
    assert notice_of(world).mail_due_at == AT + timedelta(minutes=2)
    sent = nobody.post(f"/stop-mail/{token}", {"List-Unsubscribe": "One-Click"})
    assert sent.status_code == 200
    assert notice_of(world).mail_due_at is None
    assert nobody.post(f"/stop-mail/{token}x").status_code == 404
