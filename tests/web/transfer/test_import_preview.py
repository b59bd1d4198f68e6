"""The second step: what it shows, what can be chosen beside, and that it writes nothing."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Objective
from plumbline.domain.orgs.models import Person
from tests.web.conftest import BrowserOf
from tests.web.transfer.documents import SUPPORT, TABLE, confirm, form_of, preview_of, shown
from tests.world import World
from tests.world_okrs import make_cycle

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("cycle")]


def many(objectives: int) -> str:
    """Return a document of so many objectives with one key result each."""
    return "".join(
        f"# Objective number {number}\n\n- Parcels found from {number} to {number + 9}\n\n"
        for number in range(1, objectives + 1)
    )


def rows(world: World) -> tuple[int, int]:
    with world.reading():
        return Objective.objects.count(), Person.objects.count()


def test_the_counts_come_first_and_every_row_has_its_line(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    text = shown(browser, preview_of(browser, SUPPORT))
    assert "2 objectives and 3 key results found in support.md" in text
    lines = re.findall(r'<td class="pl-col-line pl-mono">(\d+)</td>', text)
    assert lines == ["1", "6", "7", "9", "11"]
    assert '<mark class="pl-read">41%</mark>' in text
    assert "<b>increase</b> 41 → 60" in text
    assert "Import 2 objectives and 3 key results" in text


def test_nothing_is_said_of_what_needs_a_look_where_nothing_does(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    text = shown(browser, preview_of(browser, many(2)))
    assert "2 key results were read whole." in text
    assert "need a look" not in text


def test_a_problem_stands_below_its_row_and_in_the_list(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    text = shown(browser, preview_of(browser, SUPPORT))
    sentence = "it cannot be activated before it has one"
    assert text.count(sentence) == 2
    table, aside = text.split("<aside")
    assert sentence in table.split("Roll out the dispute form")[1]
    assert '<b>11</b></span><div><div class="pl-strong">Roll out the dispute form' in aside


def test_the_rules_say_what_they_find_and_stop_nothing(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    text = shown(browser, preview_of(browser, SUPPORT))
    found = text.split("What the rules say")[1]
    assert "This names work, not what the work is to change." in found
    assert '<p class="pl-finding-about">Roll out the dispute form' in found
    assert "Import 2 objectives and 3 key results" in text


def test_the_rules_leave_lines_of_another_language_alone_and_say_so(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    german = "\n# Zahlen stehen am dritten Werktag\n\n- Tage bis Abschluss von 9 auf 3\n"
    found = shown(browser, preview_of(browser, SUPPORT + german)).split("What the rules say")[1]
    assert "2 lines read like another language" in found


def test_looking_writes_nothing(world: World, browser_of: BrowserOf) -> None:
    before = rows(world)
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    shown(browser, address, state="active")
    browser.get(f"{address}/text")
    assert rows(world) == before


@pytest.mark.parametrize("who", ["carl", "lena"])
@pytest.mark.parametrize("part", ["", "/text", "/confirm", "/undo"])
def test_anothers_upload_is_not_there(
    world: World, browser_of: BrowserOf, who: str, part: str
) -> None:
    address = preview_of(browser_of(world, "ada"), SUPPORT)
    browser = browser_of(world, who)
    act = browser.post if part in {"/confirm", "/undo"} else browser.get
    assert act(address + part).status_code == 404
    assert rows(world)[0] == 0


@pytest.mark.parametrize("who", ["mia", "max", "vic", "aud", "fin", "dee"])
@pytest.mark.parametrize("part", ["", "/text", "/confirm", "/undo"])
def test_whoever_may_not_import_is_refused_at_every_step(
    world: World, browser_of: BrowserOf, who: str, part: str
) -> None:
    address = preview_of(browser_of(world, "ada"), SUPPORT)
    browser = browser_of(world, who)
    act = browser.post if part in {"/confirm", "/undo"} else browser.get
    assert act(address + part).status_code == 403
    assert rows(world)[0] == 0


def test_another_cycle_team_and_state_can_be_chosen(
    world: World, browser_of: BrowserOf, cycle: Cycle
) -> None:
    other = make_cycle(world, "Other run", start=cycle.start, end=cycle.end)
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    claims = world.teams["claims"]
    text = shown(browser, address, cycle=other.public_id, team=claims.public_id, state="active")
    sent = form_of(text)
    assert (sent["cycle"], sent["team"], sent["state"]) == (
        other.public_id,
        claims.public_id,
        "active",
    )
    for understood in ("committed, active<", "style not stated<"):
        assert text.count(understood) == 1
    assert text.count("It comes in as a draft, for it cannot be active yet") == 2
    assert "learning<" in shown(browser, address, state="active", style="learning")
    assert 'class="pl-field-help">Claims</span>' in text


def test_a_lead_is_offered_only_the_teams_they_lead(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "lena")
    text = shown(browser, preview_of(browser, SUPPORT))
    offered = text.split('id="id_team"')[1].split("</select>")[0]
    assert "Freight</option>" in offered
    assert "Claims</option>" in offered
    assert "Finance" not in offered
    assert "Example Freight" not in offered


def test_what_is_chosen_and_not_there_is_not_found(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    for field in ("cycle", "team"):
        assert browser.get(address, {field: "000000000000"}).status_code == 404
    nonsense = {"page": "-1", "state": "closed", "column-x": "1", "column-99999999999": "owner"}
    assert browser.get(address, nonsense).status_code == 200


def test_an_unclaimed_name_is_dashed_until_it_is_matched(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, SUPPORT)
    text = shown(browser, address)
    field = re.findall(r'<label for="id_(person-\w+)"><span class="pl-unclaimed">Rut Brandt', text)
    assert "3 found, 1 unclaimed" in text
    matched = shown(browser, address, **{field[0]: world.person("max").public_id})
    assert "4 found, 0 unclaimed" in matched
    row = matched.split("Calls for a missing form")[1].split("</tr>")[0]
    assert "Max" in row
    assert "unclaimed" not in row


def test_somebody_invited_is_found_and_stands_in_the_choice(
    world: World, browser_of: BrowserOf
) -> None:
    world.make_person("Rut Brandt", email="rut@freight.example", claimed=False)
    browser = browser_of(world, "ada")
    text = shown(browser, preview_of(browser, SUPPORT))
    assert "4 found, 0 unclaimed" in text
    assert re.search(r'name="person-\w+"><option value="">Rut Brandt</option>', text)


def test_the_columns_of_a_table_can_be_told(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, TABLE, "ziele.csv")
    text = shown(browser, address)
    assert "This cannot be imported as it is" in text
    assert "Wohin, Woran" in text
    told = {
        "column-0": "objective",
        "column-1": "key_result",
        "column-2": "owner",
        "column-3": "baseline",
        "column-4": "target",
    }
    text = shown(browser, address, **told)
    assert "1 objective and 2 key results found in ziele.csv" in text
    assert "<b>decrease</b> 9 → 2" in text
    assert {name: form_of(text)[name] for name in told} == told


def test_titles_are_words_not_mark_up(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    evil = (
        "# Objective: Calm <script>alert(1)</script>\n\nOwner: <svg onload=alert(1)>\n\n"
        "- Calls from 9 to 2 <img src=x onerror=alert(1)>\n"
    )
    text = shown(browser, preview_of(browser, evil))
    for tag in ("<script>alert", "<svg onload", "<img src=x"):
        assert tag not in text
    header = '"<script>alert(1)</script>",Key result\nCalm,Calls from 9 to 2\n'
    text = shown(browser, preview_of(browser, "Objective," + header, "a.csv"))
    assert "<script>alert" not in text


def test_long_documents_come_in_pages_and_keep_the_choices(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    address = preview_of(browser, many(250))
    first = shown(browser, address, state="active")
    assert "1 to 200 of 500" in first
    assert "Objective number 101<" not in first
    following = re.findall(r'rel="next" href="([^"]+)"', first)[0].replace("&amp;", "&")
    assert following == "?state=active&page=2"
    last = shown(browser, address + following.replace("page=2", "page=99"))
    assert "401 to 500 of 500" in last
    assert "Objective number 250<" in last


def test_a_preview_takes_as_many_queries_whatever_its_length(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    counts = []
    for size in (2, 150):
        address = preview_of(browser, many(size))
        shown(browser, address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            shown(browser, address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 40


def test_the_check_as_text_has_every_row_and_problem(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    response = browser.get(preview_of(browser, SUPPORT, 'a"\nb.md') + "/text")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="[\w.-]+"', response["Content-Disposition"])
    text = response.content.decode()
    assert "2 objectives and 3 key results" in text
    assert re.search(
        r"^ +6      Questions answered by the guide .*\[increase 41 → 60.*; Lena\]$", text, re.M
    )
    assert text.count("! No number was found") == 1


def test_a_cycle_without_days_is_settled_by_one_link(
    world: World, browser_of: BrowserOf, cycle: Cycle
) -> None:
    browser = browser_of(world, "carl")
    preview = preview_of(browser, f"# OKRs FY31-Q9\n\n{SUPPORT}")
    text = shown(browser, preview)
    assert "has no days that can be used" in text
    assert "Put all of it into" in text
    assert "Nothing to mend." not in text
    query = re.search(r'href="\?(cycle=[^"]+)"', text)
    assert query is not None
    settled = shown(browser, f"{preview}?{query[1]}")
    assert "Import 2 objectives and 3 key results" in settled
    assert "Put all of it into" not in settled


def test_a_cycle_without_days_is_given_them_on_the_way(
    world: World, browser_of: BrowserOf, cycle: Cycle
) -> None:
    browser = browser_of(world, "carl")
    preview = preview_of(browser, f"# OKRs FY31-Q9\n\n{SUPPORT}")
    way = re.search(r'href="(/o/[^"]+/cycles/new[^"]+)"', shown(browser, preview))
    assert way is not None
    address = unescape(way[1])
    assert 'value="FY31"' in shown(browser, address)
    made = {"name": "FY31", "kind": "quarter", "start": "2030-11-01", "end": "2031-01-31"}
    assert browser.post(address, made)["Location"] == preview
    settled = shown(browser, preview)
    assert "FY31, as it says" in settled
    assert "Import 2 objectives and 3 key results" in settled


def test_a_team_that_would_be_made_can_be_one_that_is_there(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    table = "Objective,Key Result,Team\nLoads arrive whole,Damages from 9 to 2,Night shift\n"
    address = preview_of(browser, table, "okrs.csv")
    text = shown(browser, address)
    assert "1 team is made" in text
    field = re.findall(r'name="(team-\w+)"', text)[0]
    claims = world.teams["claims"].public_id
    text = shown(browser, address, **{field: claims})
    assert "1 team is made" not in text
    assert re.search(rf'value="{claims}" selected', text)


def test_what_is_here_already_is_no_fault_of_the_document(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    text = (
        "plumbline: 1\nobjectives:\n  - id: parcels\n    title: Parcels arrive\n    key_results:\n"
        "      - id: lost\n        title: Lost parcels\n"
        "        metric: {kind: decrease, baseline: 9, target: 3}\n"
    )
    confirm(browser, preview_of(browser, text, "parcels.yaml"))
    edited = text.replace("target: 3", "target: 2")
    again = shown(browser, preview_of(browser, edited, "parcels.yaml"))

    assert "Said otherwise than it is here: 1." in again
    assert "Not taken: target: 3 → 2." in again
    assert "1 key result was read whole. 1 is here already." in again
    assert again.count("Not taken: target: 3 → 2.") == 2, "at its line, and in the list"
    assert "is not imported twice" not in again
    assert "This cannot be imported as it is" not in again


def test_columns_that_are_not_used_are_named_at_the_top(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    table = "Objective,Key Result,Wk 1,Wk 2\nParcels arrive,Lost parcels below 3,5,4\n"
    assert "2 columns not used: Wk 1, Wk 2." in shown(browser, preview_of(browser, table, "wk.csv"))


def test_values_of_no_day_come_in_as_check_ins_of_a_day_that_is_named_and_go_with_the_undo(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    table = (
        "Objective,Key Result,Target,Current,Confidence\nCalm,Waits below 9,9,8,11\n,Ships,5,2,7\n"
    )
    address = preview_of(browser, table, "now.csv")
    text = shown(browser, address)
    assert "2 key results state a value, a confidence or a note, and not of which day." in text
    assert "the confidence &quot;11&quot; is above its scale" in text
    assert "check-in of" not in text
    text = shown(browser, address, day="2026-02-01", take="1")
    assert "2 check-ins of 1 February 2026 are made" in text
    assert "check-in of 1 Feb: 2, confidence 7 of 10" in text
    confirm(browser, address, day="2026-02-01", take="1")
    with world.reading():
        made = CheckIn.objects.order_by("pk").values_list("effective_on", "confidence")
        assert list(made) == [(date(2026, 2, 1), None), (date(2026, 2, 1), 7)]
    browser.post(f"{address}/undo")
    with world.reading():
        assert not CheckIn.objects.exists()


def test_a_day_ahead_or_out_of_reach_is_refused_for_values_of_no_day(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    table = "Objective,Key Result,Target,Current\nCalm,Waits below 9,9,8\n"
    address = preview_of(browser, table, "now.csv")
    text = shown(browser, f"{address}?as_of=2126-02-01")
    assert "lies ahead: nothing can be known as of it" in text
    assert "Nothing is taken as of 1 February 2126." in text
    assert 'id="day_error"' in text
    text = shown(browser, f"{address}?as_of=0001-01-01")
    assert "is not between the years 1900 and 2999" in text
    assert "This is no day." in shown(browser, address, day="29 Nov", take="1")
    assert "Choose a day." in shown(browser, address, day="", take="1")
    assert "check-in of" not in text
