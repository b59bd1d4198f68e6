"""The pace of what was adjusted: the past stays, and the new course goes on from it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.model import Checkpoint, MetricKind, Pause
from plumbline.engine.scoring.courses import CourseChange, courses_of
from plumbline.engine.scoring.explain import render_text
from plumbline.engine.scoring.metrics import MetricDefinition
from plumbline.engine.scoring.pace import (
    expected_line,
    expected_progress,
    expected_value,
    pace_explained,
)

START = date(2026, 10, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


LINE = MetricDefinition(
    kind=MetricKind.INCREASE, start=START, end=day(80), baseline=Decimal(20), target=Decimal(60)
)
RAISED = replace(LINE, target=Decimal(80))


def joined(corners: tuple[tuple[date, Decimal], ...], on: date) -> Decimal | None:
    """Return what corners joined by straight lines say of a day, after a step that day."""
    found = None
    for (since, value), (until, further) in pairwise(corners):
        if since <= on <= until:
            whole = (until - since).days
            part = Decimal((on - since).days) / whole if whole else Decimal(1)
            found = value + (further - value) * part
    return found


def test_a_raised_target_bends_the_line_on_its_day_and_leaves_the_days_before() -> None:
    changes = [CourseChange(day(40), LINE)]
    values = [expected_value(RAISED, on=day(on), changes=changes) for on in (20, 40, 60, 80)]
    assert values == [30, 40, 60, 80]
    assert expected_progress(RAISED, on=day(20), changes=changes) == Decimal("0.25")
    # 40 of the way from 20 to 80: a third, not the half that the new target alone would ask.
    assert expected_progress(RAISED, on=day(40), changes=changes) == Decimal("0.333333333")


def test_a_target_below_what_was_expected_asks_for_no_more_than_itself() -> None:
    lowered = replace(LINE, target=Decimal(30))
    changes = [CourseChange(day(40), LINE)]
    assert expected_value(lowered, on=day(39), changes=changes) == Decimal("39.5")
    assert expected_value(lowered, on=day(40), changes=changes) == 30
    assert expected_progress(lowered, on=day(50), changes=changes) == 1


def test_a_corrected_baseline_keeps_the_share_of_the_way() -> None:
    corrected = replace(LINE, baseline=Decimal(40))
    changes = [CourseChange(day(40), LINE)]
    assert expected_value(corrected, on=day(39), changes=changes) == Decimal("39.5")
    assert expected_value(corrected, on=day(40), changes=changes) == 50


def test_a_baseline_that_became_known_holds_from_the_beginning() -> None:
    awaited = replace(LINE, baseline=None, baseline_by=day(10))
    changes = [CourseChange(day(10), awaited)]
    assert courses_of(LINE, changes) == courses_of(LINE)


def test_another_last_day_leads_on_from_where_the_line_was() -> None:
    longer = replace(LINE, end=day(120))
    changes = [CourseChange(day(40), LINE)]
    values = [expected_value(longer, on=day(on), changes=changes) for on in (40, 80, 120)]
    assert values == [40, 50, 60]
    over = replace(LINE, end=day(30))
    assert expected_progress(over, on=day(40), changes=changes) == 1


def test_new_phases_count_from_their_own_day_on() -> None:
    steps = (
        Checkpoint(date=day(20), value=Decimal(58)),
        Checkpoint(date=day(60), value=Decimal(50)),
    )
    phased = replace(LINE, checkpoints=steps)
    changes = [CourseChange(day(40), LINE)]
    values = [expected_value(phased, on=day(on), changes=changes) for on in (39, 40, 59, 60, 80)]
    assert values == [Decimal("39.5"), 40, 40, 50, 60]


def test_what_joined_later_begins_at_its_baseline_that_day() -> None:
    changes = [CourseChange(day(40), MetricDefinition(kind=None, start=START, end=day(80)))]
    assert expected_progress(LINE, on=day(39), changes=changes) == 0
    assert expected_value(LINE, on=day(40), changes=changes) == 20
    assert expected_value(LINE, on=day(60), changes=changes) == 40


def test_a_change_from_the_first_day_on_replaces_the_line() -> None:
    assert courses_of(RAISED, [CourseChange(START, LINE)]) == courses_of(RAISED)


def test_the_last_word_replaces_what_was_to_hold_from_a_later_day() -> None:
    final = replace(LINE, target=Decimal(100))
    changes = [CourseChange(day(50), LINE), CourseChange(day(40), RAISED)]
    assert [course.since for course in courses_of(final, changes)] == [None, day(40)]
    back = [CourseChange(day(40), LINE), CourseChange(day(40), RAISED)]
    assert courses_of(LINE, back) == courses_of(LINE)


def test_an_explanation_names_each_course_that_the_day_has_seen() -> None:
    changes = [CourseChange(day(40), LINE)]
    told = render_text(pace_explained(RAISED, on=day(60), changes=changes))
    assert told.splitlines() == [
        "Expected by 2026-11-30: 66.7\u202f% of the way",
        "  From 2026-10-01: evenly from 20 to 60 by 2026-12-20",
        "  From 2026-11-10: evenly from 40 to 80 by 2026-12-20",
    ]
    assert len(pace_explained(RAISED, on=day(39), changes=changes).parts) == 1


DAYS = st.integers(min_value=1, max_value=79)
NUMBERS = st.integers(min_value=21, max_value=200).map(Decimal)


@st.composite
def definitions(draw: st.DrawFn) -> MetricDefinition:
    end = draw(st.integers(min_value=60, max_value=120))
    steps = draw(st.dictionaries(st.integers(min_value=5, max_value=59), NUMBERS, max_size=2))
    return replace(
        LINE,
        end=day(end),
        target=draw(NUMBERS),
        baseline=draw(st.sampled_from([Decimal(20), Decimal(10)])),
        checkpoints=tuple(
            Checkpoint(date=day(on), value=value) for on, value in sorted(steps.items())
        ),
    )


@st.composite
def pauses(draw: st.DrawFn) -> tuple[Pause, ...]:
    since = draw(DAYS)
    lasts = draw(st.one_of(st.none(), st.integers(min_value=1, max_value=30)))
    return draw(
        st.sampled_from(
            [(), (Pause(since=day(since), until=None if lasts is None else day(since + lasts)),)]
        )
    )


@given(first=definitions(), second=definitions(), third=definitions(), on=DAYS, stops=pauses())
def test_an_adjustment_changes_nothing_that_was_expected_before_its_day(
    first: MetricDefinition,
    second: MetricDefinition,
    third: MetricDefinition,
    on: int,
    stops: tuple[Pause, ...],
) -> None:
    once = [CourseChange(day(30), first)]
    twice = [*once, CourseChange(day(30 + on), second)]
    for number in (*range(0, 30 + on, 11), 29 + on):
        said = [
            (
                expected_progress(asked, on=day(number), pauses=stops, changes=changes),
                expected_value(asked, on=day(number), pauses=stops, changes=changes),
            )
            for asked, changes in ((second, once), (third, twice))
        ]
        assert said[0] == said[1]


@given(first=definitions(), second=definitions(), on=DAYS, stops=pauses())
def test_pace_never_falls_on_a_course_and_ends_with_the_whole_way(
    first: MetricDefinition, second: MetricDefinition, on: int, stops: tuple[Pause, ...]
) -> None:
    first, second = (replace(each, checkpoints=()) for each in (first, second))
    changes = [CourseChange(day(on), first)]
    shares = [
        expected_progress(second, on=day(number), pauses=stops, changes=changes)
        for number in (*range(on, 120, 9), 120)
    ]
    assert shares == sorted(shares)
    if all(pause.until is not None for pause in stops):
        assert shares[-1] == 1
    if first.baseline == second.baseline and day(on) < second.end:
        # The value goes on, as far as the new way reaches.
        value = expected_value(first, on=day(on), pauses=stops)
        assert value is not None
        goes_on = expected_value(second, on=day(on), pauses=stops, changes=changes)
        assert goes_on is not None
        assert abs(goes_on - min(value, second.target or value)) < Decimal("0.000001")


@given(first=definitions(), second=definitions(), on=DAYS, stops=pauses())
def test_the_corners_of_the_line_say_what_is_expected_on_every_day(
    first: MetricDefinition, second: MetricDefinition, on: int, stops: tuple[Pause, ...]
) -> None:
    changes = [CourseChange(day(on), first)]
    corners = expected_line(second, today=day(100), pauses=stops, changes=changes)
    assert [corner[0] for corner in corners] == sorted(corner[0] for corner in corners)
    last = (min(second.end, day(100)) - START).days
    for number in {*range(0, last, 7), on - 1, on, last} & {*range(last + 1)}:
        value = expected_value(second, on=day(number), pauses=stops, changes=changes)
        drawn = joined(corners, day(number))
        assert drawn is not None
        assert value is not None
        assert abs(drawn - value) < Decimal("0.000001"), number
