"""What pages say of chances: in words, with a sign, or why nothing is said."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Protocol

import pytest

from plumbline.domain.okrs.models import (
    KeyResult,
    KeyResultScore,
    MetricKind,
    Objective,
    State,
    Style,
)
from plumbline.web.okrs.chances import chance_figure
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    key_results_of,
    limit,
    make_check_in,
    make_key_result,
    make_objective,
    metric,
)

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
STEADY = ("86", "101", "117", "132")
NOWHERE = ("1", "2", "1", "3")

pytestmark = pytest.mark.usefixtures("clock")


def of(key_result: KeyResult, part: str = "") -> str:
    return f"/o/freight/key-results/{key_result.public_id}{part}"


def of_objective(objective: Objective, part: str = "") -> str:
    return f"/o/freight/objectives/{objective.public_id}{part}"


def begun(world: World, **further: object) -> Objective:
    return make_objective(world, at=AT - 9 * WEEK, **further)  # type: ignore[arg-type]


def check_in_weekly(
    world: World,
    key_result: KeyResult,
    values: tuple[str, ...] = STEADY,
    *,
    weeks_ago: int = 0,
    confidence: int = 8,
) -> None:
    for number, value in enumerate(values):
        ago = (len(values) - 1 - number + weeks_ago) * WEEK
        make_check_in(world, key_result, value, on=TODAY - ago, at=AT - ago, confidence=confidence)


class Shown(Protocol):
    """The words of a page as somebody sees it, with plain spaces."""

    def __call__(self, url: str, who: str = ...) -> str: ...


@pytest.fixture
def shown(world: World, browser_of: BrowserOf) -> Shown:
    def page(url: str, who: str = "vic") -> str:
        return Page(browser_of(world, who).get(url).text).text.replace("\u202f", " ")

    return page


def test_the_chance_stands_first_with_its_event_and_its_word(world: World, shown: Shown) -> None:
    key_result = first_key_result(world, begun(world))
    check_in_weekly(world, key_result)
    text = shown(of(key_result))
    assert "90 % chance to reach 100 % by 31 March. On track" in text
    assert "100 % of the way, pace is 67 %" in text
    assert "In 8 of 10 futures it ends between" in text
    assert "Too early" not in text


def test_beside_what_is_graded_stands_no_chance_of_a_week_ago(world: World, shown: Shown) -> None:
    objective = begun(world)
    check_in_weekly(world, first_key_result(world, objective))
    address = of_objective(objective)
    assert re.search(r"was \d+ %", shown(address))
    with world.writing():
        Objective.objects.filter(pk=objective.pk).update(state=State.CLOSED)
        KeyResult.objects.filter(objective=objective).update(state=State.CLOSED)
    assert not re.search(r"was \d+ %", shown(address))


def test_the_table_tells_the_fan_without_a_drawing(world: World, browser_of: BrowserOf) -> None:
    key_result = first_key_result(world, begun(world))
    check_in_weekly(world, key_result)
    html = browser_of(world, "vic").get(of(key_result)).text
    assert "pl-band-8" in html
    assert "pl-band-5" in html
    assert re.search(r"middle forecast [\d.,]+\s*%; 5 in 10 between", html)


def test_each_check_in_keeps_the_chance_that_was_said_then(world: World, shown: Shown) -> None:
    key_result = first_key_result(world, begun(world))
    check_in_weekly(world, key_result)
    rows = re.sub(r"\d+ % → ", "", shown(of(key_result)).split("Chance to hit")[-1])
    said = re.findall(r"(\d+) %(?= |$)", rows)
    with world.reading():
        entries = key_result.check_ins.order_by("-effective_on").values_list("chance", flat=True)
        chances = [chance_figure(chance) for chance in entries if chance is not None]
    assert len(chances) == 3, "the first check-in is the second point"
    assert [each.replace("\u202f", " ") for each in chances] == [f"{each} %" for each in said[:3]]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (("20",), "Too early to say: 1 more dated point is needed."),
        ((), "Too early to say: 2 more dated points are needed."),
    ],
)
def test_too_early_says_how_many_points_are_missing(
    world: World, shown: Shown, values: tuple[str, ...], words: str
) -> None:
    key_result = first_key_result(world, begun(world))
    check_in_weekly(world, key_result, values)
    text = shown(of(key_result))
    assert words in text
    assert "% chance" not in text
    for word in ("On track", "At risk", "Off track"):
        assert word not in text


def measured(world: World, **values: object) -> KeyResult:
    objective = begun(world, key_results=0, active=False)
    key_result = make_key_result(world, objective, at=AT - 9 * WEEK, **values)  # type: ignore[arg-type]
    activate(world, objective, at=AT - 9 * WEEK)
    return key_result


def test_other_silences_say_their_reason(world: World, shown: Shown) -> None:
    milestone = measured(world, metric=metric(MetricKind.MILESTONE, None, None))
    make_check_in(world, milestone, "0")
    text = shown(of(milestone))
    assert "Not reached yet, due by 31 March." in text
    assert "No chance: it is reached or not, and nothing on the way can be read." in text
    make_check_in(world, milestone, "1")
    assert "100 % chance to be reached by 31 March. On track" in shown(of(milestone))
    later = measured(world, metric=metric(baseline=None, baseline_by=TODAY + WEEK))
    assert "No chance can be said before its baseline is measured." in shown(of(later))


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (limit("200"), "chance to be at most 200 % on 31 March."),
        (metric(MetricKind.AT_LEAST, None, "50"), "chance to be at least 50 % on 31 March."),
        (
            metric(MetricKind.RANGE, None, None, low=Decimal(1), high=Decimal(900)),
            "chance to be within 1 to 900 % on 31 March.",
        ),
    ],
)
def test_limits_and_ranges_are_about_the_last_day(
    world: World, shown: Shown, what: object, words: str
) -> None:
    key_result = measured(world, metric=what)
    check_in_weekly(world, key_result)
    assert words in shown(of(key_result))


def test_an_aspirational_one_names_the_value_that_it_is_about(world: World, shown: Shown) -> None:
    key_result = first_key_result(world, begun(world, style=Style.ASPIRATIONAL))
    check_in_weekly(world, key_result)
    assert "to reach 70 %, seven tenths of the way, by 31 March" in shown(of(key_result))


def test_whoever_is_silent_has_no_colour_but_the_last_chance_is_told(
    world: World, shown: Shown
) -> None:
    key_result = first_key_result(world, begun(world))
    check_in_weekly(world, key_result, weeks_ago=3)
    text = shown(of(key_result))
    assert "by the last value." in text
    assert "Overdue, 21 days" in text
    for word in ("On track", "At risk", "Off track"):
        assert word not in text


def test_confidence_and_data_that_differ_are_said_person_first(world: World, shown: Shown) -> None:
    key_result = first_key_result(world, begun(world))
    check_in_weekly(world, key_result, NOWHERE, confidence=8)
    assert "You are sure: 8 of 10. The data says off track." in shown(of(key_result), "mia")
    assert "Mia is sure: 8 of 10. The data says off track." in shown(of(key_result), "vic")
    make_check_in(world, key_result, "3", confidence=2)
    assert "The data says" not in shown(of(key_result))


def test_an_objective_says_status_mean_chance_and_what_holds_it_back(
    world: World, shown: Shown
) -> None:
    objective = begun(world, key_results=2)
    steady, nowhere = key_results_of(world, objective)
    check_in_weekly(world, steady)
    check_in_weekly(world, nowhere, NOWHERE)
    text = shown(of_objective(objective))
    assert re.search(r"At risk\. 4\d % mean chance\.", text)
    assert f"One key result, “{nowhere.title}”, is off track." in text
    assert "On track, 90 %" in text
    tree = shown("/o/freight/company")
    assert re.search(r"At risk, 4\d % mean chance", tree)
    assert "1 of 2 key results is on track" in tree
    assert "1 off track" in tree


def test_a_chance_explains_itself(world: World, shown: Shown) -> None:
    objective = begun(world, key_results=2)
    steady, other = key_results_of(world, objective)
    check_in_weekly(world, steady)
    text = shown(of(steady, "/explanation"))
    for words in (
        "to reach 100 % by 31 March",
        "Dated points, the baseline being one; the latest of 2 Mar",
        "Middle forecast for 31 Mar",
        "8 in 10 futures",
        "How it moves, as far as its points tell",
        "It goes on steadily, as it has gone so far.",
        "plumbline-1",
    ):
        assert words in text
    mean = shown(of_objective(objective, "/explanation"))
    assert "Mean chance" in mean
    assert f"{other.title}, weight 1" in mean
    assert "No chance yet: left out." in mean


def test_a_past_day_shows_what_was_stored_then(world: World, shown: Shown) -> None:
    key_result = first_key_result(world, begun(world))
    check_in_weekly(world, key_result)
    day = TODAY - 2 * WEEK
    with world.reading():
        then = key_result.check_ins.get(effective_on=day).chance
    assert then is not None
    text = shown(of(key_result, f"?as_of={day}"))
    assert f"{chance_figure(then)} chance".replace("\u202f", " ") in text
    assert "Too early to say: 2 more dated points are needed." in shown(
        of(key_result, f"?as_of={TODAY - 4 * WEEK}")
    )


def test_a_day_of_which_nothing_was_said_says_so(world: World, shown: Shown) -> None:
    key_result = first_key_result(world, begun(world))
    make_check_in(world, key_result, "20", on=TODAY - WEEK, at=AT - WEEK)
    with world.writing():
        score = KeyResultScore.objects.get(key_result=key_result)
        score.states.update(chance_model="", status="not_computed")
    text = shown(of(key_result, f"?as_of={TODAY - WEEK}"))
    assert "No chance was computed on that day." in text


def test_a_value_that_is_typed_says_what_its_chance_would_be(
    world: World, browser_of: BrowserOf
) -> None:
    key_result = first_key_result(world, begun(world))
    check_in_weekly(world, key_result, STEADY[:3], weeks_ago=1)
    typed = {"value": "132", "confidence": "3", "effective_on": TODAY.isoformat()}
    page = browser_of(world, "mia").get(of(key_result, "/check-ins/preview"), typed)
    assert page.status_code == 200
    text = Page(page.text).text.replace("\u202f", " ")
    assert "On track, 90 % chance" in text
    assert "You are not sure: 3 of 10. The data says on track." in text


@pytest.mark.parametrize(
    ("chance", "figure"),
    [
        ("1", "100 %"),
        ("0.9999", "over 99 %"),
        ("0.9949", "99 %"),
        ("0.0051", "1 %"),
        ("0.0049", "under 1 %"),
        ("0", "0 %"),
    ],
)
def test_only_what_is_certain_is_none_or_all(chance: str, figure: str) -> None:
    assert chance_figure(Decimal(chance)).replace("\u202f", " ") == figure


def test_what_is_off_track_is_one_link_away_and_silence_is_told_with_its_last_word(
    world: World, shown: Shown, browser_of: BrowserOf
) -> None:
    objective = begun(world, title="Trains are late")
    check_in_weekly(world, first_key_result(world, objective), NOWHERE)
    fine = begun(world, title="Trains are clean")
    check_in_weekly(world, first_key_result(world, fine))
    company = browser_of(world, "vic").get("/o/freight/company").text
    asked = re.search(r'<p class="pl-looks">.*?href="([^"]+key_results=off_track[^"]*)"', company)
    assert asked
    listed = shown(asked[1].replace("&amp;", "&"))
    assert "Trains are late" in listed
    assert "Trains are clean" not in listed
    own = first_key_result(world, objective)
    with world.reading():
        own.refresh_from_db()
        chance = chance_figure(own.score.chance or Decimal(1))
    beside = listed.split(own.title)[1][:40]
    assert f"Off track, {chance}".replace("\u202f", " ") in beside
    assert "chance" in beside
    # What a phone folds the filter into: the rows come first there.
    assert re.search(r"Filter: Off track \S+ Example Freight Everyone", listed)
    silent = begun(world, title="Trains are silent")
    check_in_weekly(world, first_key_result(world, silent), NOWHERE, weeks_ago=3)
    again = shown(asked[1].replace("&amp;", "&"))  # as it was counted: silence overrides
    assert "1 key result off track in 1 objective" in again
    assert first_key_result(world, objective).title in again
    assert "Trains are silent" not in again
    assert "was off track when it was last heard of, and is silent since" in shown(
        of_objective(silent)
    )


def test_the_page_says_what_the_forecast_takes_for_granted(world: World, shown: Shown) -> None:
    straight = first_key_result(world, begun(world))
    check_in_weekly(world, straight, ("2", "4", "6"))
    assert (
        "does not yet go on with the line: 4 dated points are too few to tell whether it lasts"
        in shown(of(straight))
    )
    check_in_weekly(world, straight, tuple(str(8 + 2 * week) for week in range(6)), weeks_ago=-6)
    wandering = first_key_result(world, begun(world, title="Wanders"))
    check_in_weekly(world, wandering, NOWHERE)
    assert "so the forecast stays near the last value" in shown(of(wandering))


def test_more_points_that_go_on_alike_let_the_forecast_follow(world: World, shown: Shown) -> None:
    key_result = first_key_result(world, begun(world))
    check_in_weekly(world, key_result, tuple(str(2 + 2 * week) for week in range(8)))
    assert "to go on as steadily as so far: its middle draws the line on" in shown(of(key_result))


def test_weeks_tell_what_was_said_at_their_end_and_nothing_learned_later(
    world: World, shown: Shown
) -> None:
    key_result = first_key_result(world, begun(world))
    check_in_weekly(world, key_result, ("10", "20", "30", "40"), confidence=5)
    with world.reading():
        entries = key_result.check_ins.order_by("effective_on")
        said = [chance_figure(each.chance) for each in entries if each.chance is not None]
    make_check_in(world, key_result, "95", on=TODAY - 10 * DAY, confidence=9)
    told = shown(of(key_result)).partition("Week by week")[2].partition("Check-ins")[0]
    before = told.partition("Chance to hit")[2].partition("Sure, of 10")[0]
    assert [each.replace("\u202f", " ") for each in said[:-1]] == re.findall(r"\d+ %", before)[:2]
    sure = re.findall(r"\d+", told.partition("Sure, of 10")[2])
    assert sure == ["5", "5", "5", "5"]  # 9 was said of a day within, but after its week
    day = (TODAY - 2 * DAY).isoformat()
    past = shown(of(key_result, f"?as_of={day}")).partition("Week by week")[2]
    then = past.partition("Sure, of 10")[2].partition("Check-ins")[0]
    assert re.findall(r"\d+", then) == ["5", "5", "5", "5"]
    then = past.partition("Chance to hit")[2].partition("Sure, of 10")[0]
    known = [each.replace("\u202f", " ") for each in said]
    assert re.findall(r"\d+ %", then) == [known[0], known[1], known[1]]


def test_one_week_with_a_chance_is_no_way_to_tell(world: World, shown: Shown) -> None:
    key_result = first_key_result(world, begun(world))
    check_in_weekly(world, key_result, ("10", "20"))
    assert "Week by week" not in shown(of(key_result))


def test_a_check_in_tells_the_chance_before_it(world: World, shown: Shown) -> None:
    key_result = first_key_result(world, begun(world))
    check_in_weekly(world, key_result, ("10", "20", "30", "25"))
    assert len(re.findall(r"\d+ % → \d+ %", shown(of(key_result)))) == 2
