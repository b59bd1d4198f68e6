"""Discussing an objective and a key result: what its pages show, refuse and keep."""

import re

import pytest
from django.test import Client

from plumbline.domain.discussion.models import Comment
from plumbline.domain.okrs.models import Objective, Visibility
from tests.web.conftest import BrowserOf
from tests.world import World
from tests.world_okrs import first_key_result, make_comment, make_objective

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]


def page_of(objective: Objective, part: str = "") -> str:
    return f"/o/freight/objectives/{objective.public_id}{part}"


def latest(world: World) -> Comment:
    with world.reading():
        found: Comment = Comment.objects.select_related("author", "reply_to").latest("pk")
    return found


def test_what_is_written_on_the_page_of_an_objective_is_read_there(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    assert "No questions yet." in browser_of(world, "vic").get(page_of(objective)).text
    asked = browser_of(world, "lena").post(
        page_of(objective, "/discussion"),
        {"text": "Does a *call* count, @Mia?", "is_question": "on", "from_page": "on"},
    )
    assert asked["Location"] == page_of(objective) + "#discussion"
    shown = browser_of(world, "vic").get(page_of(objective)).text
    assert 'Does a <em>call</em> count, <span class="pl-mention">@Mia</span>?' in shown
    assert "1 question waits for an answer" in shown
    form = f'action="{page_of(objective, "/discussion")}"'
    assert form not in shown  # the board reads
    assert form in browser_of(world, "mia").get(page_of(objective)).text
    answer = {"text": "It does.", "reply_to": latest(world).public_id}
    answered = browser_of(world, "mia").post(page_of(objective, "/discussion"), answer)
    assert answered["Location"] == page_of(objective, "/discussion") + "#discussion"
    assert latest(world).reply_to is not None
    assert "waits for an answer" not in browser_of(world, "vic").get(page_of(objective)).text


def test_what_is_refused_is_kept_with_the_reason(world: World, browser_of: BrowserOf) -> None:
    for name in ("Ann Berg", "Ann Lund"):
        world.make_person(name, claimed=False)
    objective = make_objective(world)
    refused = browser_of(world, "mia").post(
        page_of(objective, "/discussion"), {"text": "@Ann knows"}
    )
    assert refused.status_code == 422
    assert "@Ann knows</textarea>" in refused.text
    assert "Several people here are called Ann" in refused.text
    with world.reading():
        assert not Comment.objects.exists()


def test_a_long_discussion_is_read_page_by_page(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world)
    result = first_key_result(world, objective)
    asked = make_comment(
        world, objective, "Number 0;", by="lena", key_result=result, is_question=True
    )
    said = [asked]
    for number in range(1, 21):
        said.append(make_comment(world, objective, f"Number {number};", key_result=result))
    answer = make_comment(world, objective, "So it is.", key_result=result, reply_to=said[1])
    browser = browser_of(world, "vic")
    url = f"/o/freight/key-results/{result.public_id}"
    beside = browser.get(url).text
    assert "All 21 threads" in beside
    assert beside.count("Number ") == 5
    first = browser.get(f"{url}/discussion").text
    last = browser.get(f"{url}/discussion?page=2").text
    assert first.count("Number ") == 20
    assert "Number 0;" in last
    for comment, there in ((said[0], "Number 0;"), (answer, "So it is."), (said[20], "Number 20;")):
        assert there in browser.get(f"{url}/discussion?comment={comment.public_id}").text
    assert browser.get(f"{url}/discussion?comment=nothing").text.count("Number ") == 20
    week = browser_of(world, "mia").get("/o/freight/my-week").text
    led = f"{url}/discussion?comment={said[0].public_id}#comment-{said[0].public_id}"
    assert f'href="{led}"' in week


def test_one_edits_and_takes_back_ones_own_comment(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world)
    comment = make_comment(world, objective, "At first", by="lena")
    url = f"/o/freight/comments/{comment.public_id}"
    browser = browser_of(world, "lena")
    assert "At first</textarea>" in browser.get(url).text
    assert browser.post(url, {"text": "Then", "version": "1"}).status_code == 302
    assert "edited" in browser.get(page_of(objective)).text
    late = browser.post(f"{url}/take-back", {"version": "1"})
    assert late.status_code == 409
    assert "Then</textarea>" in late.text
    assert browser.post(f"{url}/take-back", {"version": "2"}).status_code == 302
    assert "Then" not in browser.get(page_of(objective, "/discussion")).text


def test_whoever_opened_a_private_objective_reads_it_without_its_discussion(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, visibility=Visibility.PRIVATE)
    make_comment(world, objective, "Between us")
    browser = browser_of(world, "ada")
    browser.post(
        "/o/freight/settings/openings", {"named": objective.public_id, "reason": "A complaint"}
    )
    shown = browser.get(page_of(objective))
    assert shown.status_code == 200
    assert "Between us" not in shown.text
    assert browser.get(page_of(objective, "/discussion")).status_code == 404


def offered(browser: Client, address: str, begun: str) -> list[str]:
    """Return whom a comment could mention, as its script is told."""
    return re.findall('data-whom="([^"]+)"', browser.get(address, {"whom": begun}).text)


def test_behind_an_at_sign_those_are_offered_who_may_read_it(
    world: World, browser_of: BrowserOf
) -> None:
    world.make_person("Ömer Maxwell", email="", claimed=False)
    objective = make_objective(world)
    talk = page_of(objective, "/discussion")
    lena = browser_of(world, "lena")
    assert offered(lena, talk, "ma") == ["Max", "Ömer Maxwell"]
    assert offered(lena, talk, "öm") == ["Ömer Maxwell"]
    assert offered(lena, talk, "len") == []  # nobody calls themselves
    assert offered(lena, talk, " ") == []
    key_result = first_key_result(world, objective)
    of_result = f"/o/freight/key-results/{key_result.public_id}/discussion"
    assert offered(lena, of_result, "mia") == ["Mia"]
    private = page_of(make_objective(world, visibility=Visibility.PRIVATE), "/discussion")
    assert offered(browser_of(world, "mia"), private, "max") == ["Max"]  # mia's manager
    assert offered(browser_of(world, "mia"), private, "lena") == []
    assert browser_of(world, "lena").get(private, {"whom": "m"}).status_code == 404
