"""Open changes to what runs: adjusting, pausing, resuming, stopping, each with a reason."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.okrs.models import Adjustment, KeyResult, Objective, State, Style, Visibility
from tests.domain.governance.test_gate import adopt, draft
from tests.domain.governance.test_waivers import answer, ask
from tests.web.conftest import BrowserOf
from tests.web.okrs.test_key_result_writing import typed
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import (
    activate,
    first_key_result,
    make_check_in,
    make_dependency,
    make_link,
    make_next_cycle,
    make_objective,
    stored,
)

pytestmark = pytest.mark.usefixtures("clock")

EVERYBODY = ("ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")
ON = "2026-03-02"


def of(objective: Objective, part: str = "") -> str:
    return f"/o/freight/objectives/{objective.public_id}{part}"


def at(key_result: KeyResult, part: str = "") -> str:
    return f"/o/freight/key-results/{key_result.public_id}{part}"


def placed(world: World, objective: Objective, **further: str) -> dict[str, str]:
    return {
        "cycle": objective.cycle.public_id,
        "team": world.teams["claims"].public_id,
        "owner": world.person("mia").public_id,
        "style": "committed",
        "visibility": "organization",
        "reason": "The law changed",
        "effective_on": ON,
        "version": str(stored(world, objective).version),
        **further,
    }


def adjustments(world: World) -> list[Adjustment]:
    with world.reading():
        return list(Adjustment.objects.order_by("pk"))


def test_only_who_may_adjust_is_offered_it(world: World, browser_of: BrowserOf) -> None:
    running = make_objective(world)
    row = first_key_result(world, running)
    for page in (of(running), at(row)):
        for on, part in (("", "/adjust"), ("/adjust", "/pause-or-stop")):
            url = page + part
            shown = {who: browser_of(world, who).get(page + on).text for who in EVERYBODY}
            offered = {who for who in EVERYBODY if url in shown[who]}
            assert offered == {"ada", "carl", "lena"}, url
            assert browser_of(world, "mia").get(url).status_code == 403
            assert browser_of(world, "lena").get(url).status_code == 200
    draft = make_objective(world, "Draft", active=False)
    assert of(draft, "/adjust") not in browser_of(world, "lena").get(of(draft)).text
    refused = browser_of(world, "lena").get(of(draft, "/adjust"))
    assert refused.status_code == 403
    assert "In the state “Draft” you may not" in refused.text
    assert "Ask an admin" not in refused.text


def test_a_refusal_of_a_page_leads_back_to_where_its_link_stood(
    world: World, browser_of: BrowserOf
) -> None:
    running = make_objective(world)
    client, url = browser_of(world, "mia"), of(running, "/adjust")
    here = client.get(url).wsgi_request.build_absolute_uri(of(running))
    refused = client.get(url, headers={"referer": here}).text
    assert "Ask its owner" in refused
    assert f'<a href="{of(running)}">Go back</a>' in refused
    strange = "https://okr.example.org" + of(running)
    elsewhere = client.get(url, headers={"referer": strange}).text
    assert "Go back" not in elsewhere


def test_a_target_is_adjusted_with_old_beside_new(world: World, browser_of: BrowserOf) -> None:
    row = first_key_result(world, make_objective(world))
    lena = browser_of(world, "lena")
    page = Page(lena.get(at(row, "/adjust")).text)
    assert "Today" in page.text
    assert "Target 100" in page.text
    sent = typed(world, baseline="0", target="80", weight="3", version=str(row.version))
    sent |= {"reason": "The law changed", "effective_on": ON, "title": row.title}
    answer = lena.post(at(row, "/adjust"), sent, follow=True)
    assert "target 100 → 80" in Page(answer.text).text
    assert "“The law changed” Lena" in Page(answer.text).text
    with world.reading():
        now = KeyResult.objects.get()
    assert (now.target, now.weight, now.title, now.cadence) == (
        Decimal(80),
        3000,
        row.title,
        row.cadence,
    )


def test_before_one_confirms_the_effects_are_shown_and_nothing_is_saved(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    make_check_in(world, first_key_result(world, objective), "40")
    row = first_key_result(world, objective)
    lena = browser_of(world, "lena")
    opened = lena.get(at(row, "/adjust")).text
    assert 'name="look"' in opened
    assert ">Adjust</button>" not in opened
    sent = typed(world, baseline="0", target="80", weight="3", version=str(row.version))
    sent |= {"reason": "The law changed", "effective_on": ON, "title": row.title}
    shown = lena.post(at(row, "/adjust"), {**sent, "look": "first"})
    assert shown.status_code == 200
    page = Page(shown.text)
    assert re.search(r"Progress 40\D+50\D", page.text)
    assert f"Who is told {world.person('mia').name}" in page.text
    assert "No guideline and no policy is asked" in page.text
    assert ">Adjust</button>" in shown.text
    assert adjustments(world) == []
    looked = re.search(r'name="looked" value="([^"]+)"', shown.text)
    assert looked is not None
    sent["looked"] = looked[1]
    anew = lena.post(at(row, "/adjust"), {**sent, "target": "50"})
    assert "You changed something since you looked" in anew.text
    assert re.search(r"Progress 40\D+80\D", Page(anew.text).text)
    assert adjustments(world) == []
    worded = lena.post(at(row, "/adjust"), {**sent, "reason": "The law did change"})
    assert worded.status_code == 302
    assert [each.reason for each in adjustments(world)] == ["The law did change"]


def test_what_a_waiver_lets_pass_is_told_as_waived_and_not_as_kept(
    world: World, browser_of: BrowserOf
) -> None:
    practice, objective = adopt(world, Tier.POLICY, gates=(Gate.CHANGE,)), draft(world)
    activate(world, objective)
    answer(world, ask(world, objective, practice), "carl")
    row = first_key_result(world, objective)
    sent = typed(world, baseline="0", target="80", weight="3", version=str(row.version))
    sent |= {"reason": "The law changed", "effective_on": ON, "title": row.title, "look": "first"}
    shown = Page(browser_of(world, "lena").post(at(row, "/adjust"), sent).text).text
    said = shown.partition("What the practices say")[2]
    assert re.search(r" · waived until \d", said)
    assert "Kept." not in said


def test_effects_name_who_waits_and_what_hangs_on_it_as_far_as_one_sees_that(
    world: World, browser_of: BrowserOf
) -> None:
    row = first_key_result(world, make_objective(world))
    waiting = first_key_result(world, make_objective(world, "Freight that pays its way"))
    make_dependency(world, waiting, row, needed_by=date(2026, 3, 16))
    below = make_objective(world, "Claims are answered within a day")
    make_link(world, below, row)
    quiet = make_objective(
        world, "A quiet plan", owner=world.person("max"), visibility=Visibility.PRIVATE
    )
    make_link(world, quiet, row)
    sent = typed(world, baseline="0", target="80", weight="3", version=str(row.version))
    sent |= {"reason": "The law changed", "effective_on": ON, "title": row.title, "look": "first"}
    lena = browser_of(world, "lena")
    said = Page(lena.post(at(row, "/adjust"), sent).text).text.partition("Touches others")[2]
    assert "An interface that tells the state of a claim" in said
    assert "waits for it by 16 March" in said
    assert re.search(r"Claims are answered within a day .*supports it", said)
    assert "A quiet plan" not in said


def test_a_last_day_that_moves_past_what_was_agreed_is_told_with_who_waits(
    world: World, browser_of: BrowserOf
) -> None:
    row = first_key_result(world, make_objective(world))
    waiting = first_key_result(world, make_objective(world, "Freight that pays its way"))
    make_dependency(world, waiting, row, needed_by=date(2026, 3, 16))
    sent = typed(world, baseline="0", target="80", weight="3", title=row.title)
    sent |= {"reason": "The law changed", "effective_on": ON, "due": "2026-03-12"}
    lena = browser_of(world, "lena")
    assert lena.post(at(row, "/adjust"), {**sent, "version": "1"}).status_code == 302
    sent |= {"version": "2", "due": "2026-03-20", "look": "first"}
    said = Page(lena.post(at(row, "/adjust"), sent).text).text
    assert "its last day is then 4 days after the one agreed" in said


def test_an_objective_that_moves_to_a_later_cycle_tells_whom_that_lets_wait(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    later = make_next_cycle(world)
    waiting = first_key_result(world, make_objective(world, "Freight that pays its way"))
    needed_by = later.end - timedelta(days=3)
    make_dependency(world, waiting, first_key_result(world, objective), needed_by=needed_by)
    sent = {**placed(world, objective, cycle=later.public_id), "look": "first"}
    said = Page(browser_of(world, "lena").post(of(objective, "/adjust"), sent).text).text
    assert "its last day is then 3 days after the one agreed" in said


def test_before_an_objective_changes_hands_and_eyes_its_effects_are_shown(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    make_check_in(world, first_key_result(world, objective), "40")
    waiting = first_key_result(world, make_objective(world, "Freight that pays its way"))
    make_dependency(world, waiting, first_key_result(world, objective))
    lena = browser_of(world, "lena")
    assert ">Adjust</button>" not in lena.get(of(objective, "/adjust")).text
    sent = placed(world, objective, owner=world.person("max").public_id, visibility="team")
    shown = lena.post(of(objective, "/adjust"), {**sent, "look": "first"})
    said = Page(shown.text).text.partition("What it changes")[2]
    assert "Who sees it Everyone in the organization The team" in said
    assert re.search(r"Progress 40\D+40\D", said)
    assert f"Who is told {world.person('max').name}" in said
    assert "An interface that tells the state of a claim" in said
    assert adjustments(world) == []
    looked = re.search(r'name="looked" value="([^"]+)"', shown.text)
    assert looked is not None
    assert lena.post(of(objective, "/adjust"), {**sent, "looked": looked[1]}).status_code == 302
    assert stored(world, objective).owner == world.person("max")


def test_effects_say_no_data_where_nothing_was_measured(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    sent = placed(world, objective, owner=world.person("max").public_id)
    shown = browser_of(world, "lena").post(of(objective, "/adjust"), {**sent, "look": "first"})
    said = Page(shown.text).text.partition("What it changes")[2]
    assert "Progress no data no data" in said


def test_effects_of_what_cannot_stand_say_what_is_wrong(
    world: World, browser_of: BrowserOf
) -> None:
    row = first_key_result(world, make_objective(world))
    sent = typed(world, baseline="0", target="80", weight="3", version=str(row.version))
    sent |= {"reason": "", "effective_on": ON, "title": row.title, "look": "first"}
    refused = browser_of(world, "lena").post(at(row, "/adjust"), sent)
    assert refused.status_code == 422
    assert 'id="id_reason_error"' in refused.text
    assert "What it changes" not in refused.text
    head = Page(refused.text).text.split("look at these again.")[1]
    assert head.strip().startswith("Why, for those it touches")
    assert 'id="effects"' in refused.text  # the address of the button leads there


def test_an_objective_changes_hands_style_and_visibility(
    world: World, browser_of: BrowserOf
) -> None:
    running = make_objective(world)
    sent = placed(
        world,
        running,
        owner=world.person("max").public_id,
        style="aspirational",
        visibility="team",
    )
    answer = browser_of(world, "lena").post(of(running, "/adjust"), sent, follow=True)
    assert "Adjusted." in answer.text
    row = stored(world, running)
    assert (row.owner, row.style, row.visibility, row.title) == (
        world.person("max"),
        Style.ASPIRATIONAL,
        Visibility.TEAM,
        running.title,
    )
    assert [each.reason for each in adjustments(world)] == ["The law changed"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": " "}, "Say why"),
        ({"effective_on": ""}, "Choose a day."),
        ({"style": "committed"}, "Nothing is different."),
        ({"owner": ""}, "Choose one person who owns this objective."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    world: World, browser_of: BrowserOf, wrong: dict[str, str], said: str
) -> None:
    running = make_objective(world)
    sent = placed(world, running, **{"reason": "Kept words", "style": "learning", **wrong})
    answer = browser_of(world, "lena").post(of(running, "/adjust"), sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert "reason" in wrong or "Kept words" in answer.text
    assert adjustments(world) == []


def test_two_people_adjust_and_neither_loses_work(world: World, browser_of: BrowserOf) -> None:
    running = make_objective(world)
    first = placed(world, running, style="learning")
    second = placed(world, running, style="aspirational")
    assert browser_of(world, "carl").post(of(running, "/adjust"), first).status_code == 302
    answer = browser_of(world, "lena").post(of(running, "/adjust"), second)
    assert answer.status_code == 409
    assert "Now it says: Learning" in answer.text
    assert "The law changed" in answer.text
    assert stored(world, running).style == Style.LEARNING


def decided(
    world: World, thing: Objective | KeyResult, choice: str, **further: str
) -> dict[str, str]:
    with world.reading():
        version = type(thing).objects.get(pk=thing.pk).version
    return {
        "decision": choice,
        "reason": "Peak season",
        "effective_on": ON,
        "version": str(version),
        **further,
    }


def test_an_objective_pauses_goes_on_and_stops(world: World, browser_of: BrowserOf) -> None:
    running = make_objective(world)
    lena, url = browser_of(world, "lena"), of(running, "/pause-or-stop")
    offered = lena.get(url).text
    assert 'value="resume"' not in offered
    assert "Not asked where it goes on." not in offered
    answer = lena.post(url, decided(world, running, "pause"), follow=True)
    assert "It is paused." in answer.text
    assert "Peak season" in answer.text
    assert stored(world, running).state == State.PAUSED
    offered = lena.get(url).text
    assert 'value="pause"' not in offered
    assert "Not asked where it goes on." in offered
    assert "Go on or stop" in offered
    page = lena.get(of(running)).text
    assert f'href="{url}">Go on…' in page
    assert "Paused since 2 March 2026" in page
    assert "<dt>Today</dt><dd>Paused" in page
    assert "Go on…" not in browser_of(world, "mia").get(of(running)).text
    lena.post(url, decided(world, running, "resume", reason=""))
    assert stored(world, running).state == State.ACTIVE
    lena.post(url, decided(world, running, "stop"))
    row = stored(world, running)
    assert (row.state, row.state_reason) == (State.STOPPED, "Peak season")
    gone = lena.get(url)
    assert gone.status_code == 403
    assert "what you entered" not in gone.text
    sent = lena.post(url, decided(world, running, "pause"))
    assert (sent.status_code, "what you entered" in sent.text) == (403, True)


def test_one_key_result_pauses_goes_on_and_stops(world: World, browser_of: BrowserOf) -> None:
    row = first_key_result(world, make_objective(world, key_results=2))
    lena, url = browser_of(world, "lena"), at(row, "/pause-or-stop")
    states = []
    for decision in ("pause", "resume", "stop"):
        assert lena.post(url, decided(world, row, decision)).status_code == 302
        page = lena.get(at(row)).text
        assert (f'class="btn btn-primary" href="{url}">Go on…' in page) == (decision == "pause")
        assert ("Paused since 2 March 2026" in page) == (decision == "pause")
        assert "<dt>2 Mar</dt><dd>Paused" in page
        with world.reading():
            states.append(KeyResult.objects.get(pk=row.pk).state)
    assert states == [State.PAUSED, State.ACTIVE, State.STOPPED]


@pytest.mark.parametrize(
    ("wrong", "said", "status"),
    [
        ({"reason": ""}, "Say why", 422),
        ({"effective_on": "2026-04-01"}, "This day has not come yet.", 422),
        ({"decision": ""}, "Choose what becomes of it.", 422),
        ({"decision": "resume"}, "Choose what becomes of it.", 422),
        ({"version": "99"}, "Somebody changed this meanwhile.", 409),
    ],
)
def test_nothing_is_decided_where_something_is_wrong(
    world: World, browser_of: BrowserOf, wrong: dict[str, str], said: str, status: int
) -> None:
    running = make_objective(world)
    row = first_key_result(world, running)
    for thing, url in ((running, of(running, "/pause-or-stop")), (row, at(row, "/pause-or-stop"))):
        answer = browser_of(world, "lena").post(url, decided(world, thing, "pause", **wrong))
        assert answer.status_code == status
        assert said in answer.text
    assert stored(world, running).state == State.ACTIVE


def test_a_title_that_states_the_old_target_is_offered_with_the_new_one(
    world: World, browser_of: BrowserOf
) -> None:
    row = first_key_result(world, make_objective(world))
    lena = browser_of(world, "lena")
    sent = typed(world, baseline="0", target="100", version=str(row.version))
    sent |= {"reason": "Said better", "effective_on": ON, "title": "Renewals from 0 to 100"}
    assert lena.post(at(row, "/adjust"), sent).status_code == 302
    sent |= {"target": "80", "reason": "The law changed", "version": str(row.version + 1)}
    asked = lena.post(at(row, "/adjust"), sent)
    assert asked.status_code == 422
    assert "The title says 100 where 80 holds now." in asked.text
    assert ">\nRenewals from 0 to 80</textarea>" in asked.text
    # Sent again as offered: title and target change in one save, with one entry in the history.
    sent |= {"title": "Renewals from 0 to 80", "words_asked": "Renewals from 0 to 100"}
    answer = lena.post(at(row, "/adjust"), sent, follow=True)
    assert "The title says" not in answer.text
    assert set(adjustments(world)[-1].changes) == {"title", "target"}


def test_the_title_of_the_objective_is_told_too_where_it_states_what_was_replaced(
    world: World, browser_of: BrowserOf
) -> None:
    row = first_key_result(world, make_objective(world, "All 100 depots load at night"))
    lena = browser_of(world, "lena")
    sent = typed(world, baseline="0", target="80", version=str(row.version))
    answer = lena.post(
        at(row, "/adjust"), {**sent, "reason": "The law changed", "effective_on": ON}, follow=True
    )
    assert "The title of its objective says 100 where 80 holds now." in answer.text
    assert "All 80 depots load at night" in answer.text
    press = re.search(r'action="([^"]+/objectives/[^"]+/adjust)"', answer.text)
    version = re.search(r'adjust">.*?name="version" value="(\d+)"', answer.text, re.DOTALL)
    assert press is not None
    assert version is not None
    assert "Change the title of the objective" not in browser_of(world, "mia").get(at(row)).text
    mended = {"mended": "All 80 depots load at night", "version": version[1]}
    assert browser_of(world, "mia").post(press[1], mended).status_code == 403
    page = lena.post(press[1], mended, follow=True).text
    assert "All 80 depots load at night" in page
    assert "The title of its objective says" not in lena.get(at(row)).text
    with world.reading():
        told = Adjustment.objects.filter(key_result=None).latest("pk")
    assert set(told.changes) == {"title"}


def test_words_kept_on_purpose_stay_and_their_page_mends_them_by_one_press(
    world: World, browser_of: BrowserOf
) -> None:
    row = first_key_result(world, make_objective(world))
    lena = browser_of(world, "lena")
    old = "Renewals from 0 to 100"
    sent = typed(world, baseline="0", target="80", version=str(row.version), title=old)
    sent |= {"reason": "The law changed", "effective_on": ON, "words_asked": old}
    answer = lena.post(at(row, "/adjust"), sent, follow=True)
    assert "The title says 100 where 80 holds now." in answer.text
    assert "Change the title" in answer.text
    assert "Change the title" not in browser_of(world, "mia").get(at(row)).text
    mended = {"mended": "Renewals from 0 to 80", "version": str(row.version + 1)}
    assert browser_of(world, "mia").post(at(row, "/adjust"), mended).status_code == 403
    for odd in ({**mended, "mended": "long " * 200}, {"mended": "Renewals from 0 to 80"}):
        refused = lena.post(at(row, "/adjust"), odd, follow=True).text
        assert "The title was not changed: change it on the form." in refused
    page = lena.post(at(row, "/adjust"), mended, follow=True).text
    assert "Renewals from 0 to 80" in page
    assert "Change the title" not in page
    assert [set(each.changes) for each in adjustments(world)][1:] == [{"title"}]


def test_all_that_is_wrong_is_said_in_one_answer_and_nothing_of_it_is_kept(
    world: World, browser_of: BrowserOf
) -> None:
    row = first_key_result(world, make_objective(world))
    sent = typed(world, baseline="50", target="50", weight="-1", version=str(row.version))
    sent |= {"effective_on": "2020-01-01", "reason": "", "title": row.title, "due": "2031-01-01"}
    answer = browser_of(world, "lena").post(at(row, "/adjust"), sent)
    assert answer.status_code == 422
    for said in (
        "Say why",
        "are both 50",
        "is no weight",
        "Nothing was agreed",
        "a day of the cycle",
    ):
        assert said in answer.text, said
    assert 'value="-1"' in answer.text
    assert adjustments(world) == []
    with world.reading():
        now = KeyResult.objects.get()
    assert (now.version, now.target) == (row.version, Decimal(100))


@pytest.mark.parametrize(
    ("name", "typed_in"), [("unit", "m" * 500), ("unit", "\0"), ("baseline_by", "soon")]
)
def test_what_is_wrong_beside_the_figures_is_said_at_its_field(
    world: World, browser_of: BrowserOf, name: str, typed_in: str
) -> None:
    row = first_key_result(world, make_objective(world))
    sent = typed(world, baseline="0", target="80", version=str(row.version))
    sent |= {"reason": "The law changed", "effective_on": ON, "title": row.title, name: typed_in}
    answer = browser_of(world, "lena").post(at(row, "/adjust"), sent)
    assert answer.status_code == 422
    assert adjustments(world) == []


@pytest.mark.single_page
@pytest.mark.parametrize("title", ["Infinity", "NaN", "2026", "1e400", "007"])
def test_a_title_that_reads_like_a_number_stands_in_the_history_as_it_was_typed(
    world: World, browser_of: BrowserOf, title: str
) -> None:
    running = make_objective(world, title)
    sent = {"mended": "Claims are settled", "version": str(stored(world, running).version)}
    lena = browser_of(world, "lena")
    assert lena.post(of(running, "/adjust"), sent).status_code == 302
    shown = lena.get(of(running))
    assert shown.status_code == 200
    assert f">{title}<" in shown.text
