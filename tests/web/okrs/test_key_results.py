"""The page of a key result: the figure, the trend, its calculation and its check-ins."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.checkins.services import CheckInValues, check_in_correct, check_in_withdraw
from plumbline.domain.okrs.models import KeyResult, MetricKind, Visibility
from plumbline.domain.okrs.values import MetricValues
from plumbline.domain.tenancy.models import Organization
from plumbline.engine.documents.model import Checkpoint, Stage
from tests.web.conftest import BrowserOf
from tests.web.moments import Clock
from tests.web.ui.pieces import Page
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    limit,
    make_check_in,
    make_key_result,
    make_objective,
    metric,
)

HTMX = {"HX-Request": "true"}
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
EVERYBODY = ("ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")

pytestmark = pytest.mark.usefixtures("clock")


def url(key_result: KeyResult, part: str = "") -> str:
    return f"/o/freight/key-results/{key_result.public_id}{part}"


def active(world: World, **values: object) -> KeyResult:
    """Return the only key result of a running objective."""
    objective = make_objective(world, key_results=0, active=False)
    key_result = make_key_result(world, objective, **values)  # type: ignore[arg-type]
    activate(world, objective)
    return key_result


def test_it_is_seen_as_its_objective_is(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    private = make_objective(world, visibility=Visibility.PRIVATE)
    key_result = first_key_result(world, private)
    for part in ("", "/explanation"):
        for who in EVERYBODY:
            status = browser_of(world, who).get(url(key_result, part)).status_code
            assert status == (200 if who in {"mia", "max"} else 404), (who, part)
        assert browser_of(stranger_world, "sam").get(url(key_result, part)).status_code == 404


def test_the_figure_and_its_sentence_come_before_the_chart(
    world: World, browser_of: BrowserOf
) -> None:
    key_result = active(world, metric=metric(MetricKind.DECREASE, "19", "8"))
    make_check_in(world, key_result, "12.9", on=TODAY)
    html = browser_of(world, "vic").get(url(key_result)).text
    assert "55\u202f% of the way to 8\u202f% by 31 March." in html
    assert html.index("pl-figure") < html.index("of the way") < html.index("pl-trend")
    assert "Show as table" in html
    assert "behind expected pace" not in html.split("<h2")[0].split("pl-figure")[0]


def test_what_does_not_run_yet_says_what_comes_first(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, active=False)
    draft = first_key_result(world, objective)
    unmeasured = make_key_result(world, objective, "Make people happier", metric=MetricValues())
    browser = browser_of(world, "vic")
    text = Page(browser.get(url(draft)).text).text
    assert "Check-ins begin once its objective is active." in text
    page = Page(browser.get(url(unmeasured)).text)
    assert "Nothing says yet how it is measured." in page.text
    assert not page.all("svg", "pl-progress")


def test_the_chart_of_a_limit_says_since_when_it_is_held_or_not(
    world: World, browser_of: BrowserOf
) -> None:
    key_result = active(world, metric=limit("3"), is_guardrail=True)
    make_check_in(world, key_result, "2", on=TODAY - 2 * DAY)
    browser = browser_of(world, "vic")
    assert "Within bounds at every reading." in browser.get(url(key_result)).text
    make_check_in(world, key_result, "4", on=TODAY - DAY)
    make_check_in(world, key_result, "5", on=TODAY)
    assert "Out of bounds since 1 Mar." in browser.get(url(key_result)).text


def test_a_check_in_names_whoever_entered_it_unless_the_owner_did(
    world: World, browser_of: BrowserOf
) -> None:
    key_result = active(world)
    make_check_in(world, key_result, "5", note="as it was")
    rows = Page(browser_of(world, "vic").get(url(key_result)).text).text.split("Check-ins")[1]
    assert "by Mia where nobody else is named" in rows
    assert "as it was" in rows
    assert rows.count("Mia") == 1


def test_it_is_entered_on_the_day_of_the_organization(world: World, browser_of: BrowserOf) -> None:
    with world.writing():
        Organization.objects.filter(pk=world.organization.pk).update(time_zone="Pacific/Pago_Pago")
    key_result = active(world)
    make_check_in(world, key_result, "5", on=TODAY - DAY)  # there it is the evening before
    assert "entered on" not in browser_of(world, "vic").get(url(key_result)).text


def test_without_a_check_in_nothing_is_claimed(world: World, browser_of: BrowserOf) -> None:
    page = Page(browser_of(world, "vic").get(url(active(world))).text)
    assert "No check-in yet." in page.text
    assert "Nobody has checked in yet." in page.text
    assert "no data, pace is" in page.text
    for word in ("On track", "At risk", "Off track", "chance"):
        assert word not in page.text


@pytest.mark.parametrize(
    ("measured", "value", "words"),
    [
        (limit("3"), "2", "of the days inside, at most 3"),
        (metric(MetricKind.AT_LEAST, None, "97"), "98", "of the days inside, at least 97"),
        (
            metric(MetricKind.RANGE, None, None, low=Decimal(72), high=Decimal(78)),
            "74",
            "of the days inside, 72 to 78",
        ),
        (metric(MetricKind.MILESTONE, None, None), "1", "reached"),
        (
            metric(MetricKind.MILESTONE, None, None, stages=(Stage(title="a"), Stage(title="b"))),
            "1",
            "1 of 2 stages",
        ),
        (
            metric(checkpoints=(Checkpoint(date=date(2026, 2, 1), value=Decimal(10)),)),
            "20",
            "20 % of the way to 100",
        ),
    ],
)
def test_every_kind_of_metric_has_its_words(
    world: World, browser_of: BrowserOf, measured: object, value: str, words: str
) -> None:
    key_result = active(world, metric=measured)
    make_check_in(world, key_result, value)
    assert words in Page(browser_of(world, "vic").get(url(key_result)).text).text


def test_progress_explains_itself(world: World, browser_of: BrowserOf) -> None:
    key_result = active(world, metric=metric(MetricKind.DECREASE, "3.8", "1.5"))
    make_check_in(world, key_result, "2.65")
    browser = browser_of(world, "vic")
    for headers in ({}, HTMX):
        answer = browser.get(url(key_result, "/explanation"), headers=headers)
        assert "(3.8 − 2.65) ÷ (3.8 − 1.5) = 50\u202f%, read on 2 Mar" in answer.text
        assert ("<title>" in answer.text) == (headers == {})


def test_check_ins_come_by_eight_and_the_older_ones_on_their_own(
    world: World, browser_of: BrowserOf
) -> None:
    key_result = active(world)
    for number in range(10):
        make_check_in(
            world, key_result, str(number), on=TODAY - (10 - number) * DAY, note=f"Note {number}."
        )
    browser = browser_of(world, "vic")
    first = browser.get(url(key_result))
    assert "Note 9." in first.text
    assert "Note 1." not in first.text
    older = next(a["href"] for a in Page(first.text).all("a") if "after=" in a.get("href", ""))
    part = browser.get(older, headers=HTMX).text
    assert "Note 1." in part
    assert "Note 9." not in part
    assert "<title>" not in part
    assert "Newest" in browser.get(older).text


def test_check_ins_of_one_day_stand_against_each_other(world: World, browser_of: BrowserOf) -> None:
    key_result = active(world)
    make_check_in(world, key_result, "10", on=TODAY - DAY)
    for number, value in enumerate(("13", "18", "16")):
        make_check_in(world, key_result, value, at=AT + number * HOUR)
    html = browser_of(world, "vic").get(url(key_result)).text
    assert re.findall(r'data-label="Change">([^<]*)<', html) == ["−2", "+5", "+3", ""]


def test_what_is_past_its_end_promises_nothing_more(world: World, browser_of: BrowserOf) -> None:
    key_result = active(world, due=TODAY - 2 * DAY)
    for days in range(9, 3, -1):
        make_check_in(world, key_result, str(60 - 2 * days), on=TODAY - days * DAY)
    text = Page(browser_of(world, "vic").get(url(key_result)).text).text
    assert "Ended at 52 %. The last value gave a chance of 2 % to reach" in text
    assert "futures" not in text


def test_evidence_says_by_when_it_is_there(world: World, browser_of: BrowserOf) -> None:
    named = {"evidence_counts": "A driver explains it", "evidence_by": TODAY + DAY}
    key_result = active(world, metric=metric(MetricKind.MILESTONE, None, None), **named)
    text = Page(browser_of(world, "vic").get(url(key_result)).text).text
    assert "Evidence by 3 March" in text


def test_corrections_and_withdrawals_are_marked_with_who(
    world: World, browser_of: BrowserOf
) -> None:
    key_result = active(world)
    wrong = make_check_in(world, key_result, "90")
    values = CheckInValues(effective_on=TODAY, value=Decimal(19), confidence=4)
    mia = world.viewer("mia")
    with world.reading():
        right = check_in_correct(actor=mia, check_in=wrong, values=values, at=AT + HOUR)
    text = Page(browser_of(world, "vic").get(url(key_result)).text).text
    assert "corrected by a later entry" in text
    assert "corrects an earlier entry" in text
    assert "Mia" in text
    with world.reading():
        check_in_withdraw(actor=mia, check_in=right, note="", at=AT + 2 * HOUR)
    page = Page(browser_of(world, "vic").get(url(key_result)).text)
    assert "withdrawn" in page.text
    assert "takes the entry before back" in page.text
    assert page.all("span", "pl-struck")


def test_only_who_may_check_in_is_offered_it(world: World, browser_of: BrowserOf) -> None:
    key_result = active(world)
    make_check_in(world, key_result, "5")
    for who in EVERYBODY:
        html = browser_of(world, who).get(url(key_result)).text
        may = browser_of(world, who).get(url(key_result, "/check-ins")).status_code == 200
        assert (f'href="{url(key_result, "/check-ins")}"' in html) == may, who
        assert ("/correct" in html) == may, who
    assert (
        f'href="{url(key_result, "/check-ins")}"'
        in browser_of(world, "mia").get(url(key_result)).text
    )


def test_the_past_offers_nothing_to_change(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    key_result = active(world)
    make_check_in(world, key_result, "25")
    later = AT + 7 * DAY
    clock(later)
    make_check_in(world, key_result, "75", on=later.date(), at=later, note="new")
    then = browser_of(world, "mia").get(url(key_result), {"as_of": "2026-03-03"}).text
    assert "25\u202f% of the way" in then
    assert "as of 3 Mar" in then
    assert ">today<" not in then
    assert "new" not in Page(then).text.split("Check-ins")[1]
    assert "/correct" not in then
    assert f'href="{url(key_result, "/check-ins")}"' not in then


def test_queries_do_not_grow_with_check_ins(world: World, browser_of: BrowserOf) -> None:
    few, many = active(world), active(world)
    make_check_in(world, few, "5")
    make_check_in(world, few, "6", on=TODAY - DAY)
    for number in range(40):
        make_check_in(world, many, str(number), on=TODAY - number * DAY)
    browser = browser_of(world, "vic")
    browser.get(url(few))  # the first visit of a session costs more
    counts = []
    for key_result in (few, many):
        with CaptureQueriesContext(connection) as captured:
            browser.get(url(key_result))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[1] <= 34
