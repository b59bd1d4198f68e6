"""Result or work, judged on sentences of our own that were labelled by reading."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.rules import scores
from bench.rules_corpus import sentences_read
from bench.rules_fit import work_said
from plumbline.engine.coaching.turning import turning_of
from plumbline.engine.rules.language.directions import direction_of
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.stated import baseline_place, deadline_place, number_places
from plumbline.engine.rules.language.vanity import vanity_place
from plumbline.engine.rules.language.verdict import objective_verdict_of, verdict_of
from plumbline.engine.rules.thresholds import SURE

SENTENCES = sentences_read()
KEY_RESULTS = [line for line in SENTENCES if line.kind == "key_result"]
JUDGED = [line for line in KEY_RESULTS if work_said(line) is not None]
OBJECTIVES = [line for line in SENTENCES if line.kind == "objective"]


def test_work_is_told_from_results() -> None:
    pairs = [(verdict_of(line.text).is_work, work_said(line)) for line in JUDGED]
    assert scores(pairs, True)[2] >= 0.95


def test_a_verdict_that_may_warn_is_nearly_always_right() -> None:
    verdicts = [(verdict_of(line.text), work_said(line)) for line in JUDGED]
    sure = [said for found, said in verdicts if found.is_work and found.confidence >= SURE.ratio]
    assert len(sure) >= len(JUDGED) / 5
    assert sum(map(bool, sure)) / len(sure) >= 0.97


def test_what_people_do_is_told_from_what_is_done_to_people_on_lines_no_weight_is_fitted_on() -> (
    None
):
    file = Path(__file__).with_name("unfitted_subjects.txt")
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    pairs = [(verdict_of(line[2:]).is_work, line[0] == "w") for line in lines]
    assert len(pairs) > 300
    assert scores(pairs, True)[2] >= 0.95
    assert scores(pairs, False)[2] >= 0.95


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Design partners use the beta every week", "use"),
        ("Support agents resolve 80 % of tickets on first contact", "resolve"),
        ("Budget owners never see an old figure", "see"),
        ("Nurse teams hum our tune", "hum"),  # a verb nobody listed
        ("A design partner uses the beta", None),
        ("Design partners' use of the beta", None),
        ("Help users find rooms", None),
        ("Analyse why customers leave", None),
        ("Contact hospitals in the region", None),
        ("Shorten sales cycle from 94 to 60 days", None),
        ("Email customers who left", None),
    ],
)
def test_a_subject_is_told_by_the_verb_behind_it(text: str, verb: str | None) -> None:
    line = line_read(text)
    assert (None if line.verb is None else line.tokens[line.verb].text) == verb


@pytest.mark.parametrize(
    ("text", "is_work"),
    [
        ("Authors who read us ask for a quote: from 5 to 25 a week", False),
        ("Guides that are read to the end: from 20 % to 60 %", False),
        ("Authors the guide", True),
    ],
)
def test_a_plural_with_a_clause_of_its_own_is_no_verb(text: str, is_work: bool) -> None:
    assert verdict_of(text).is_work is is_work


def test_tasks_are_told_from_better_states() -> None:
    pairs = [(objective_verdict_of(line.text).is_work, work_said(line)) for line in OBJECTIVES]
    assert scores(pairs, True)[2] >= 0.9


FINDERS: dict[str, Callable[[str], bool]] = {
    "has_number": lambda text: bool(number_places(line_read(text))),
    "has_baseline": lambda text: baseline_place(line_read(text)) is not None,
    "vanity": lambda text: (
        not verdict_of(text).is_work and vanity_place(line_read(text)) is not None
    ),
}


@pytest.mark.parametrize(
    ("label", "floor"), [("has_number", 0.98), ("has_baseline", 0.95), ("vanity", 0.9)]
)
def test_what_a_line_states_is_found(label: str, floor: float) -> None:
    pairs = [(FINDERS[label](line.text), line.labels[label]) for line in KEY_RESULTS]
    rarer = 2 * sum(said is True for _, said in pairs) <= len(pairs)
    assert scores(pairs, rarer)[2] >= floor


def test_the_way_a_key_result_is_to_go_is_found() -> None:
    pairs = [
        (
            direction_of(line_read(line.text), work=verdict_of(line.text).is_work),
            line.labels["direction"],
        )
        for line in JUDGED
    ]
    for way in ("increase", "decrease", "maintain", "reach", "none"):
        assert scores(pairs, way)[2] >= 0.9, way


def test_a_verdict_names_the_words_that_led_to_it() -> None:
    text = "Publish 24 customer stories"
    verdict = verdict_of(text)
    assert verdict.is_work
    assert "Publish" in {text[reason.start : reason.end] for reason in verdict.reasons}
    weights = [abs(reason.weight) for reason in verdict.reasons]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\ud800\U0010ffff",
        "%",
        "(((((",
        "a" * 1_000_000,
        "1 " * 500_000,
        "from 3 to 5 " * 90_000,
        "Launch, and " * 90_000,
        "[" * 1_000_000,
        "X% " * 300_000,
        "the number of " * 80_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_text_breaks_the_reading_or_takes_long(text: str) -> None:
    def seconds(words: str) -> float:
        begun = time.process_time()
        line = line_read(words)
        verdict = verdict_of(words)
        objective_verdict_of(words)
        number_places(line)
        baseline_place(line)
        vanity_place(line)
        direction_of(line, work=verdict.is_work)
        assert 0.5 <= verdict.confidence <= 1
        return time.process_time() - begun

    # Each time a text of its own, as what was read is kept. To whom a machine is lent, what others
    # take of it counts as theirs: not in each of three.
    assert any(seconds(f"{attempt or ''}{text}") < 1 for attempt in range(3))


@pytest.mark.parametrize(
    "measure",
    [
        "Trial requests from readers from 40 to 90 a month",
        "Demo requests from 40 to 60",
        "Support tickets from 400 to 300 a week",
        "Release delays from 5 to 2",
        "Loads lost from 12 to 4",
        "Working days to the monthly close from 9 to 4",
        "Working hours lost from 900 to 400",
    ],
)
def test_what_goes_from_one_number_to_another_is_a_measure(measure: str) -> None:
    assert not verdict_of(measure).is_work


@pytest.mark.parametrize(
    "work", ["Release the app in 5 shops", "Demo the product to 40 teams", "Train 45 new agents"]
)
def test_what_is_done_with_something_definite_stays_work(work: str) -> None:
    assert verdict_of(work).is_work


@pytest.mark.parametrize(
    ("text", "is_stated"),
    [
        ("Nobody waits at the gates of our 6 busiest terminals", False),
        ("Stay calm whatever next 8 weeks bring", False),
        ("Open 6 busy terminals", True),
        ("Rebuild our 6 terminals in the north", True),
    ],
)
def test_a_number_that_tells_which_things_are_meant_says_not_how_many(
    text: str, is_stated: bool
) -> None:
    assert bool(number_places(line_read(text))) is is_stated


@pytest.mark.parametrize(
    ("text", "is_work"),
    [
        ("By the end of March train 40 drivers", True),
        ("By the end of March 40% of drivers stay within the limit", False),
    ],
)
def test_an_end_in_time_at_the_beginning_is_passed_over(text: str, is_work: bool) -> None:
    assert verdict_of(text).is_work is is_work
    assert deadline_place(line_read(text)) is not None


@pytest.mark.parametrize(
    ("work", "result"),
    [
        ("Write guides for 90% of the sites", "90% of the sites open on time"),
        ("Hold 6 sessions on compliance", "Hold scrap at 2%"),
        ("Load the trucks at 5 sites", "Load factor at 88%"),
        ("Conduct stay interviews", "Stay above 97% service level"),
        ("Complete 80% of the training plan", "Costs 3% below plan"),
    ],
)
def test_the_same_words_are_told_by_what_stands_around_them(work: str, result: str) -> None:
    assert verdict_of(work).is_work
    assert not verdict_of(result).is_work


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Awareness +6 pts among under-30s", "increase"),
        ("Returns -15% on last season", "decrease"),
        ("On-time starts improve by 6 points", "increase"),
        ("Waiting time improved by 12 minutes", "decrease"),
        ("Service level does not fall below 97%", "maintain"),
        ("8 in 10 girls stay in school", "reach"),
        ("Nurses spend more time at the bedside", "increase"),
        ("Double down on apprenticeships", "none"),
        ("Soil health", "none"),
    ],
)
def test_the_way_is_told_by_signs_and_turns_of_phrase(text: str, way: str) -> None:
    assert direction_of(line_read(text), work=verdict_of(text).is_work) == way


@pytest.mark.parametrize(
    ("text", "is_stated"),
    [
        ("No one waits in pain", False),
        ("Agree the plan with the three neighbouring boards", False),
        ("Checkout in one page", False),
        ("First build complete by CW 22", False),
        ("Cut the number of paper forms by 1/3 of the total", True),
        ("Work with 3 boards", True),
    ],
)
def test_what_only_looks_like_a_number_states_none(text: str, is_stated: bool) -> None:
    assert bool(number_places(line_read(text))) is is_stated


@pytest.mark.parametrize(
    ("task", "state"),
    [
        ("Shut down the old kiln", "Nothing shuts down without a warning"),
        ("Build a culture handbook", "Build a culture of care"),
        ("Set the table", "Set the standard for accessible museums"),
        ("Guest records cleaned up", "Every promise kept"),
    ],
)
def test_a_task_is_told_from_a_state_that_begins_alike(task: str, state: str) -> None:
    assert objective_verdict_of(task).is_work
    assert not objective_verdict_of(state).is_work


def test_a_word_of_doing_before_a_preposition_is_still_work() -> None:
    assert verdict_of("Working with 3 partners on the new days of opening").is_work


@pytest.mark.parametrize("text", ["🚀🚀🚀", "a" * 40, "!!!", "aaa bbb", "x"])
def test_what_holds_no_word_names_no_work(text: str) -> None:
    assert turning_of(text) is None
    assert not verdict_of(text).is_work
    assert not objective_verdict_of(text).is_work
    assert verdict_of("Deploy").is_work


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Fans buy a scarf: from 10 to 30", None),
        ("New readers come back within a week: from 10 to 30", None),
        ("Site visitors find the price without calling: from 30 to 60", None),
        ("Site visitors grow from 3,000 to 9,000", "Site visitors"),
        ("Followers reach 9,000", "Followers"),
    ],
)
def test_people_who_do_something_are_no_vanity_and_their_number_alone_is(
    text: str, word: str | None
) -> None:
    place = vanity_place(line_read(text))
    assert (place and text[place[0] : place[1]]) == word
