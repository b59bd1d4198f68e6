"""The guided way: a draft that is kept at every step, and ends sound."""

from datetime import date
from decimal import Decimal

import pytest

from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.governance.services.practices import PracticeValues, practice_adopt
from plumbline.domain.okrs.models import KeyResult, Objective, Visibility
from plumbline.domain.okrs.selectors.drafting import earlier_changes
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.tenancy.modules import ModuleKey
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    key_results_of,
    make_check_in,
    make_cycle,
    make_key_result,
    make_objective,
)

pytestmark = pytest.mark.usefixtures("clock")


def step(objective: Objective, name: str) -> str:
    return f"/o/freight/objectives/{objective.public_id}/writer/{name}"


def now(world: World, objective: Objective) -> Objective:
    with world.reading():
        found: Objective = Objective.objects.get(pk=objective.pk)
        return found


@pytest.fixture
def draft(world: World) -> Objective:
    return make_objective(world, active=False, key_results=0)


def test_work_becomes_a_measured_result_without_script(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    mia = browser_of(world, "mia")
    sent = {
        "title_1": "Publish 30 blog articles",
        "change_1": "Readers book within a week",
        "seen_1": "every two weeks, in the booking log",
        "movement_1": "20 to 60 a week",
        "title_2": "Claims settled with one contact",
        "sheet": "0123456789ab",
    }
    page = mia.post(step(draft, "results"), {**sent, "sheet_act": "use 1"}).text
    sentence = "Readers book within a week: from 20 to 60 a week"
    assert f">{sentence}</textarea>" in page.replace("\n", "")
    work = {"work_1": "Publish 30 blog articles"}
    assert f'name="work_1" value="{work["work_1"]}"' in page
    assert key_results_of(world, draft) == []
    sent |= {**work, "title_1": sentence, "go": "measures"}
    answer = mia.post(step(draft, "results"), sent)
    assert answer["Location"] == step(draft, "measures")
    first, second = key_results_of(world, draft)
    assert (first.title, first.baseline, first.target) == (sentence, Decimal(20), Decimal(60))
    assert (first.metric_kind, first.unit, first.cadence) == ("increase", "a week", "biweekly")
    assert first.measurement["source"] == "in the booking log"
    own = mia.get(f"/o/freight/key-results/{first.public_id}").text
    assert "Work that serves it: Publish 30 blog articles" in Page(own).text
    assert (second.title, second.metric_kind) == ("Claims settled with one contact", "")
    assert first.owner == draft.owner


def test_other_words_drop_what_was_read_from_the_former_and_keep_what_was_typed(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    mia = browser_of(world, "mia")
    first = {"title_1": "Paying customers from 200 to 400", "title_2": "Calls from 9 to 5 a day"}
    mia.post(step(draft, "results"), first)
    read, typed = key_results_of(world, draft)
    with world.writing():
        type(typed).objects.filter(pk=typed.pk).update(target=Decimal(4))
    lines = {
        f"{field}_{number}": value
        for number, row in enumerate((read, typed), start=1)
        for field, value in (
            ("key", row.public_id),
            ("version", str(row.version)),
            ("title", "Customers stay for good"),
        )
    }
    mia.post(step(draft, "results"), lines)
    read, typed = key_results_of(world, draft)
    assert (read.metric_kind, read.baseline, read.target) == ("", None, None)
    assert (typed.metric_kind, typed.baseline, typed.target) == ("decrease", Decimal(9), Decimal(4))


def test_the_words_of_a_saved_key_result_are_judged_together_with_its_measure(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    row = make_key_result(world, draft, "Volume of support tickets")
    mia = browser_of(world, "mia")
    page = mia.get(step(draft, "results")).text
    live = page.split('id="wording_1" hx-post="')[1].split('"')[0].replace("&amp;", "&")
    new = {"title_1": row.title}
    assert "There is no number" in mia.post(live, new).text
    assert "There is no number" not in page
    assert "There is no number" not in mia.post(live, {**new, "key_1": row.public_id}).text


def test_the_last_step_names_what_is_missing_and_where(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    lena = browser_of(world, "lena")
    page = lena.get(step(draft, "guardrail")).text
    assert f'href="{step(draft, "results")}">key results' in page
    assert "Activate" not in Page(page).text
    sent = {"title_1": "Paying customers from 200 to 400", "go": "guardrail"}
    lena.post(step(draft, "results"), sent)
    page = lena.get(step(draft, "guardrail")).text
    assert "Customers who leave within a month" in Page(page).text
    chosen = lena.get(step(draft, "guardrail") + "?suggest=1").text
    assert 'value="Customers who leave within a month"' in chosen
    lena.post(step(draft, "guardrail"), {"title": "Churn", "kind": "at_most", "target": "3"})
    guardrail = key_results_of(world, draft)[-1]
    assert (guardrail.is_guardrail, guardrail.metric_kind) == (True, "at_most")
    assert "Activate" in Page(lena.get(step(draft, "guardrail")).text).text


def test_a_guardrail_that_is_typed_is_added_before_it_begins(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    make_key_result(world, draft, "Paying customers from 200 to 400")
    lena = browser_of(world, "lena")
    begin = {"go": "activate", "version": str(now(world, draft).version)}
    typed = {"title": "Churn", "kind": "at_most", "target": "3", "unit": "%"}
    answer = lena.post(step(draft, "guardrail"), {**typed, **begin})
    assert answer["Location"] == f"/o/freight/objectives/{draft.public_id}"
    assert now(world, draft).state == "active"
    assert [row.title for row in key_results_of(world, draft) if row.is_guardrail] == ["Churn"]


def test_a_guardrail_without_its_limit_is_kept_and_asked_for(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    make_key_result(world, draft, "Paying customers from 200 to 400")
    lena = browser_of(world, "lena")
    begin = {"go": "activate", "version": str(now(world, draft).version)}
    page = lena.post(step(draft, "guardrail"), {"title": "Churn", "kind": "at_most", **begin})
    assert page.status_code == 422
    assert "“Churn”: Give the limit to hold" in Page(page.text).text
    assert now(world, draft).state == "draft"
    assert key_results_of(world, draft)[-1].title == "Churn"


def test_what_no_rule_on_wording_could_judge_is_not_called_faultless(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    make_key_result(world, draft, "Kunden, die uns ihren Freunden empfehlen, von 20 auf 40")
    text = Page(browser_of(world, "lena").get(step(draft, "guardrail")).text).text
    assert "Wording is checked in English alone: 1 sentence reads like another" in text
    assert "It says what will be better" not in text


def test_it_begins_without_a_guardrail_where_none_is_typed(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    make_key_result(world, draft, "Paying customers from 200 to 400")
    lena = browser_of(world, "lena")
    begin = {
        "go": "activate",
        "version": str(now(world, draft).version),
        "kind": "at_most",
        "title": " ",
    }
    lena.post(step(draft, "guardrail"), {**begin, "version": "0"})
    assert now(world, draft).state == "draft"
    lena.post(step(draft, "guardrail"), begin)
    assert now(world, draft).state == "active"


def test_what_was_typed_at_a_step_is_offered_by_its_first_line(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    make_key_result(world, draft, "Paying customers from 200 to 400")
    mia = browser_of(world, "mia")
    kept = {"sheet": "0123456789ab", "sheet_act": "keep", "title_1": "", "title_2": "Calls fall"}
    mia.post(step(draft, "results"), kept)
    assert "Calls fall" in Page(mia.get(step(draft, "results")).text).text
    figures = {"sheet": "0123456789ac", "sheet_act": "keep", "target_1": "5"}
    mia.post(step(draft, "measures"), figures)
    assert "Figures and days" in Page(mia.get(step(draft, "measures")).text).text


def test_the_steps_tell_of_the_cycle_that_is_planned(world: World, browser_of: BrowserOf) -> None:
    ahead = make_cycle(world, "2027-Q1", start=date(2027, 1, 1), end=date(2027, 3, 31))
    planned = make_objective(world, cycle=ahead, active=False, key_results=1)
    mia = browser_of(world, "mia")
    for name in ("results", "measures", "guardrail"):
        assert "2027-Q1 begins on 1 January 2027" in mia.get(step(planned, name)).text


def test_the_last_step_names_the_policy_that_would_refuse_it(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    make_key_result(world, draft, "Paying customers from 200 to 400")
    lena = browser_of(world, "lena")
    assert "Activate" in Page(lena.get(step(draft, "guardrail")).text).text
    values = PracticeValues(
        name="Approved by the lead above",
        text="A lead above approves it.",
        gates=(Gate.ACTIVATE,),
        bindings=(Binding("PL-G03", {"by": ["parent_lead"]}),),
        effective_on=TODAY,
    )
    with world.reading():
        module_set(actor=world.system, key=ModuleKey.GOVERNANCE, enabled=True, at=AT)
        carl = world.viewer("carl")
        practice_adopt(actor=carl, values=values, tier=Tier.POLICY, reason="It hurt us", at=AT)
    page = Page(lena.get(step(draft, "guardrail")).text).text
    assert "Policy “Approved by the lead above” blocks until it is kept" in page
    assert "Activate" not in page


def test_no_step_is_ticked_over_a_key_result_without_a_measure(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    mia = browser_of(world, "mia")
    mia.post(step(draft, "results"), {"title_1": "ok?", "title_2": "Calls from 9 to 5 a day"})
    page = Page(mia.get(step(draft, "measures")).text).text
    assert "Done: Key results that convince" not in page
    assert "1 of 2 key results can be read" in page
    assert "1 has no number yet" in page
    assert "“ok?” says neither what is counted" in page
    assert "It names work" not in page
    last = mia.get(step(draft, "guardrail")).text
    assert "Done: Measurable in two weeks" not in Page(last).text
    assert "9 → 5" not in last
    with world.writing():
        KeyResult.objects.filter(title="ok?").delete()
    last = Page(mia.get(step(draft, "guardrail")).text).text
    assert "Done: Key results that convince" in last
    assert "Done: Measurable in two weeks" in last


def test_a_line_that_somebody_else_changed_is_shown_and_not_overwritten(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    row = make_key_result(world, draft, "Claims settled at once")
    mia, lena = browser_of(world, "mia"), browser_of(world, "lena")
    line = {"key_1": row.public_id, "version_1": str(row.version)}
    mine = {**line, "title_1": "Claims settled within a day", "title_2": "Calls for thanks"}
    assert lena.post(step(draft, "results"), {**line, "title_1": "Hers"}).status_code == 302
    answer = mia.post(step(draft, "results"), mine)
    assert answer.status_code == 409
    assert "Now it says: Hers" in Page(answer.text).text
    assert [each.title for each in key_results_of(world, draft)] == ["Hers"]
    again = {**mine, "version_1": str(row.version + 1)}
    assert f'value="{row.version + 1}"' in answer.text
    assert mia.post(step(draft, "results"), again).status_code == 302
    assert len(key_results_of(world, draft)) == 2


def test_an_emptied_line_and_a_number_that_is_none_are_told_at_their_fields(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    row = make_key_result(world, draft, "Claims settled at once")
    mia = browser_of(world, "mia")
    line = {"key_1": row.public_id, "version_1": str(row.version)}
    answer = mia.post(step(draft, "results"), {**line, "title_1": " "})
    assert answer.status_code == 422
    assert "Say what will be different, or delete it on its page." in Page(answer.text).text
    measure = {**line, "cadence_1": "weekly", "baseline_1": "40", "target_1": "40"}
    answer = mia.post(step(draft, "measures"), measure)
    assert answer.status_code == 422
    assert 'id="id_target_1_error"' in answer.text
    soon = mia.post(step(draft, "measures"), {**measure, "cadence_1": "monthly", "target_1": "x"})
    assert "0 of 1 key result can be read every week" in Page(soon.text).text


def test_words_that_are_too_many_are_told_at_their_field_and_none_is_cut_in_silence(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    mia = browser_of(world, "mia")
    fields = mia.get(step(draft, "results")).text
    assert 'name="title_1"' in fields
    assert "maxlength" not in fields.partition('name="title_1"')[2].partition(">")[0]
    words = "Calls " * 500
    answer = mia.post(step(draft, "results"), {"title_1": words, "go": "measures"})
    assert answer.status_code == 422
    assert 'id="id_title_1_error"' in answer.text
    assert words.strip() in answer.text
    assert key_results_of(world, draft) == []


def test_a_target_is_weighed_against_earlier_cycles_that_the_reader_may_see(
    world: World, browser_of: BrowserOf, draft: Objective
) -> None:
    before = make_cycle(world, "2025-Q4", start=date(2025, 10, 1), end=date(2025, 12, 31))
    for owner, visibility, value in (
        ("mia", Visibility.ORGANIZATION, "9"),
        ("dee", Visibility.PRIVATE, "80"),
    ):
        past = make_objective(
            world, cycle=before, visibility=visibility, owner=world.person(owner), key_results=0,
            active=False,
        )  # fmt: skip
        row = make_key_result(world, past, "Claims settled at once", owner=world.person(owner))
        activate(world, past)
        make_check_in(world, row, value, on=date(2025, 12, 1))
    own = make_key_result(world, draft, "Claims settled at once")
    seen = {}
    with world.reading():
        for name in ("mia", "dee"):
            found = earlier_changes(viewer=world.viewer(name), objective=draft, key_results=[own])
            seen[name] = found[own.pk]
    assert seen == {"mia": (Decimal(9),), "dee": (Decimal(9), Decimal(80))}
    page = browser_of(world, "mia").get(step(draft, "measures")).text
    assert (
        "The furthest of earlier cycles (1 known) moved it by 9; 100 is asked here."
        in Page(page).text
    )


def test_what_runs_is_not_written_step_by_step(world: World, browser_of: BrowserOf) -> None:
    running = make_objective(world)
    for name in ("results", "measures", "guardrail"):
        answer = browser_of(world, "lena").get(step(running, name))
        assert answer["Location"] == f"/o/freight/objectives/{running.public_id}"
