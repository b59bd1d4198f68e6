"""The history of a practice says what each version changed."""

from plumbline.web.governance.version_words import SHORT, changes_words

BOUND: list[dict[str, object]] = [
    {"code": "PL-B02", "params": {"most": 2}},
    {"code": "PL-B03"},
]
SAID = {
    "name": "Few results",
    "text": "Three at most",
    "steps": [],
    "effective_on": "2026-11-29",
    "team_id": None,
    "bound": BOUND,
}


def test_words_days_rules_and_limits_that_changed_are_said_each_on_its_line() -> None:
    bound = [{"code": "PL-B02", "params": {"most": 6}}, {"code": "PL-W01"}]
    after = {**SAID, "name": "Fewer", "effective_on": "2027-01-03", "bound": bound, "team_id": 4}
    after["text"] = "x" * (SHORT + 1)
    assert changes_words(SAID, after) == (
        "Name: “Few results”, now “Fewer”",
        "What it asks: changed",
        "Where it holds: changed",
        "Holds from: 29 November 2026, now 3 January 2027",
        "PL-B02, Key results of one objective: 2, now 6",
        "PL-B03 checks it no longer",
        "PL-W01 checks it now",
    )


def test_what_says_the_same_changed_nothing() -> None:
    assert changes_words(SAID, {**SAID, "bound": BOUND[::-1]}) == ()
    assert changes_words({**SAID, "bound": None}, SAID) == ()
