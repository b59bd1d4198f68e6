"""The three questions of a week: who is asked, who answers, and what the week after begins with."""

from datetime import date, timedelta

import pytest

from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.checkins.selectors import my_check_ins
from plumbline.domain.journal.models import JournalEntry, JournalText
from plumbline.domain.reviews.models import WeeklyAnswers
from plumbline.domain.reviews.selectors.weekly_answers import (
    weekly_answers_told,
    weekly_questions,
    weekly_questions_of,
)
from plumbline.domain.reviews.services.weekly_answers import (
    WORDS_LENGTH,
    WeeklyWords,
    weekly_answers_write,
)
from plumbline.domain.reviews.weeks import week_of
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, TODAY, World
from tests.world_okrs import make_key_result, make_objective

WEEK = timedelta(days=7)
WORDS = WeeklyWords(
    shipped="Two depots load at night",
    effect="One hour less",
    learn_next="Who drives at night",
    blockers="",
)

WORDS_LATER = WeeklyWords(shipped="Three depots load at night")


def answer(
    world: World,
    name: str = "mia",
    team: str = "claims",
    *,
    words: WeeklyWords = WORDS,
    expected: int = 1,
    weeks: int = 0,
    scopes: frozenset[TokenScope] | None = None,
) -> WeeklyAnswers:
    viewer = world.viewer(name, scopes=scopes)
    with world.reading():
        return weekly_answers_write(
            actor=viewer,
            team=world.teams[team],
            words=words,
            expected=expected,
            at=AT + weeks * WEEK,
        )


def asked(world: World, name: str, weeks: int = 0) -> list[tuple[str, bool, str]]:
    viewer = world.viewer(name)
    with world.reading():
        mine = my_check_ins(viewer=viewer, at=AT + weeks * WEEK)
        found = weekly_questions(viewer=viewer, mine=mine, at=AT + weeks * WEEK)
    return [(each.team, each.answers is not None, each.learn_last) for each in found]


def test_asked_is_who_owns_a_key_result_that_runs_for_a_team_of_theirs_or_one_above(
    world: World,
) -> None:
    mia, teams = world.person("mia"), world.teams
    make_objective(world, "Of claims", owner=mia)
    make_objective(world, "Of the team above", owner=mia, team=teams["freight"])
    make_objective(world, "Of finance, where mia is not", owner=mia, team=teams["finance"])
    make_objective(world, "A draft", owner=world.person("max"), team=teams["finance"], active=False)
    assert asked(world, "mia") == [("Freight", False, ""), ("Claims", False, "")]
    assert asked(world, "max") == []


def test_a_team_is_asked_for_once_however_many_key_results_it_has(world: World) -> None:
    draft = make_objective(world, "One", active=False)
    make_key_result(world, draft)
    make_objective(world, "Another")
    make_objective(world, "A third")
    assert asked(world, "mia") == [("Claims", False, "")]


def test_the_next_weeks_begin_with_what_one_wanted_to_learn(world: World) -> None:
    make_objective(world)
    answer(world)
    assert asked(world, "mia") == [("Claims", True, "")]
    assert asked(world, "mia", weeks=1) == [("Claims", False, "Who drives at night")]
    assert asked(world, "mia", weeks=4) == [("Claims", False, "Who drives at night")]
    assert asked(world, "mia", weeks=5) == [("Claims", False, "")]


def test_the_team_reads_the_answers_of_its_week_and_keeps_those_of_others(world: World) -> None:
    world.make_membership(world.person("dee"), world.teams["claims"])
    answer(world)
    answer(world, "dee", words=WeeklyWords(blockers="No crane"))
    answer(world, weeks=1, words=WeeklyWords(shipped="A week later"))
    viewer = world.viewer("vic")
    with world.reading():
        told = weekly_answers_told(viewer=viewer, team=world.teams["claims"], at=AT)
        later = weekly_answers_told(viewer=viewer, team=world.teams["claims"], at=AT + WEEK)
        past = weekly_answers_told(
            viewer=viewer, team=world.teams["claims"], at=AT + WEEK, as_of=TODAY
        )
    assert [(each.person, each.shipped, each.blockers) for each in told] == [
        ("Dee", "", "No crane"),
        ("Mia", "Two depots load at night", ""),
    ]
    assert [each.shipped for each in later] == ["A week later"]
    assert past == told


def test_a_past_day_knows_only_the_answers_written_by_its_end(world: World) -> None:
    answer(world)
    viewer, team = world.viewer("vic"), world.teams["claims"]
    wednesday = AT + timedelta(days=2)
    with world.reading():
        on_the_day = weekly_answers_told(viewer=viewer, team=team, at=wednesday, as_of=TODAY)
        weekly_answers_write(
            actor=world.viewer("mia"), team=team, words=WORDS_LATER, expected=2, at=wednesday
        )
        afterwards = weekly_answers_told(viewer=viewer, team=team, at=wednesday, as_of=TODAY)
    assert [each.shipped for each in on_the_day] == ["Two depots load at night"]
    assert afterwards == ()


def test_what_was_asked_on_sunday_night_is_answered_on_monday_for_its_own_week(
    world: World,
) -> None:
    team, viewer = world.teams["claims"], world.viewer("mia")
    with world.reading():
        row = weekly_answers_write(
            actor=viewer, team=team, words=WORDS, expected=1, at=AT + WEEK, week=TODAY
        )
        assert row.week == TODAY
        with pytest.raises(Refused):
            weekly_answers_write(
                actor=viewer, team=team, words=WORDS, expected=1, at=AT + 2 * WEEK, week=TODAY
            )


def test_answers_are_changed_within_their_week_and_a_second_writer_learns_it(world: World) -> None:
    answer(world)
    changed = answer(world, words=WeeklyWords(shipped="  Three depots "), expected=2)
    assert (changed.shipped, changed.effect, changed.version) == ("Three depots", "", 3)
    with pytest.raises(StaleVersion) as stale:
        answer(world, words=WeeklyWords(shipped="Four"), expected=2)
    assert stale.value.current.shipped == "Three depots"
    with world.reading():
        assert WeeklyAnswers.objects.count() == 1


def test_the_same_answers_again_are_no_change(world: World) -> None:
    answer(world)
    again = answer(world, expected=2)
    assert again.version == 2
    with world.reading():
        assert JournalEntry.objects.filter(act="weekly_answers.write").count() == 1


def test_the_journal_has_the_act_and_keeps_the_words_apart_so_that_they_can_be_erased(
    world: World,
) -> None:
    answer(world)
    with world.reading():
        entry = JournalEntry.objects.get(act="weekly_answers.write")
        assert entry.subject_public_id == world.teams["claims"].public_id
        assert "Two depots" not in repr(entry.changes)
        words = [text.text for text in JournalText.objects.filter(entry=entry)]
    assert "Two depots load at night" in words


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (WeeklyWords(), "shipped"),
        (WeeklyWords(effect="  \n "), "shipped"),
        (WeeklyWords(learn_next="a" * (WORDS_LENGTH + 1)), "learn_next"),
        (WeeklyWords(shipped="a\0"), "shipped"),
    ],
)
def test_what_is_no_answer_is_refused_at_its_field(
    world: World, words: WeeklyWords, field: str
) -> None:
    with pytest.raises(ValidationRefused) as refused:
        answer(world, words=words)
    assert list(refused.value.field_errors) == [field]
    with world.reading():
        assert not WeeklyAnswers.objects.exists()


@pytest.mark.parametrize("name", ["ada", "carl", "lena", "max", "vic", "dee"])
def test_nobody_answers_for_a_team_they_do_not_belong_to(world: World, name: str) -> None:
    viewer = world.viewer(name)
    with pytest.raises(PermissionRefused):
        answer(world, name)
    with world.reading(), pytest.raises(PermissionRefused):
        weekly_questions_of(viewer=viewer, team=world.teams["claims"], at=AT)


def test_a_token_for_reading_answers_nothing(world: World) -> None:
    with pytest.raises((PermissionRefused, NotFound)):
        answer(world, scopes=frozenset({TokenScope.READ}))


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2026, 3, 2), date(2026, 3, 2)),
        (date(2026, 3, 8), date(2026, 3, 2)),
        (date(2026, 1, 1), date(2025, 12, 29)),
    ],
)
def test_a_week_begins_on_monday(day: date, monday: date) -> None:
    assert week_of(day) == monday
