"""Where a key result should be by a day: the expected pace.

Line: the share of the counted days gone, 0 on the first day and 1 on the last. Phased targets are
steps: a checkpoint is expected from its day on and holds until the next one; nothing is expected
between them that nobody promised. A range or limit is expected to hold all the time (1), a
milestone to be passed on its due date (0 before).

What was adjusted keeps its past: before the day an adjustment holds from, what was expected then;
from that day on the new course, from where the old one had led. `courses` says how it begins.

Paused days do not count. A pause that has ended is taken out of the whole, so that the last day
is 1 again; while a pause lasts the pace stands still.

Source: the definitions in `docs/explanation/what-the-numbers-mean.md`.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from plumbline.engine.documents.model import MetricKind, Pause
from plumbline.engine.messages import Message
from plumbline.engine.scoring.courses import Course, CourseChange, courses_of
from plumbline.engine.scoring.days import days_counted, paused_since, pauses_merged
from plumbline.engine.scoring.decimals import (
    decimal_plain,
    exactly,
    percent_shown,
    round_progress,
    round_shown,
)
from plumbline.engine.scoring.explain import Step
from plumbline.engine.scoring.metrics import INSIDE_KINDS, LEVEL_KINDS, MetricDefinition
from plumbline.engine.scoring.progress import clamp

ZERO = Decimal(0)
ONE = Decimal(1)
DAY = timedelta(days=1)

Begun = tuple[Course, Decimal]
"""A course with the share of its way that is expected on the day it begins."""


@exactly
def expected_progress(
    definition: MetricDefinition,
    *,
    on: date,
    pauses: Sequence[Pause] = (),
    changes: Sequence[CourseChange] = (),
) -> Decimal:
    """The progress expected by a day, on the way that was asked that day.

    Args:
        definition: The metric; `start` and `end` are its first and last day.
        on: The day asked about; 0 before the first day, 1 after the last.
        pauses: Stretches that do not count.
        changes: How the metric came to be what it is, in the order of recording.

    Returns:
        A ratio from 0 to 1, 9 places; 0 where nothing can be expected (no kind, or phased
        targets whose baseline is not known yet).
    """
    course, begins = _held(_begun(courses_of(definition, changes), pauses), on)
    return round_progress(_share(course, begins, on=on, pauses=pauses))


@exactly
def expected_value(
    definition: MetricDefinition,
    *,
    on: date,
    pauses: Sequence[Pause] = (),
    changes: Sequence[CourseChange] = (),
) -> Decimal | None:
    """The value expected by a day.

    Returns:
        In the metric's unit, 9 places half up; `None` for ranges, limits and milestones and
        while the baseline or the target is not known.
    """
    course, begins = _held(_begun(courses_of(definition, changes), pauses), on)
    return _value(course, begins, on=on, pauses=pauses)


@exactly
def expected_line(
    definition: MetricDefinition,
    *,
    today: date,
    pauses: Sequence[Pause] = (),
    changes: Sequence[CourseChange] = (),
) -> tuple[tuple[date, Decimal], ...]:
    """The corners of the pace line of a chart; joined, they give `expected_value` on each day.

    Two corners on one day are a step: the value until that day, and the value from it on.

    Args:
        definition: What is asked now.
        today: How far a pause that lasts is known to reach.
        pauses: Stretches that do not count.
        changes: How it came to be what it is.

    Returns:
        In order of day; empty where no value is expected.
    """
    begun = _begun(courses_of(definition, changes), pauses)
    if begun[-1][0].definition.kind not in LEVEL_KINDS:
        return ()
    corners: list[tuple[date, Decimal]] = []
    shown = begun[-1][0].definition.end
    for number, (course, begins) in enumerate(begun):
        asked = course.definition
        first = max(asked.start, course.since or asked.start)
        following = begun[number + 1][0].since if number + 1 < len(begun) else None
        last = min(shown, following or asked.end)
        for corner in _corners(course, begins, (first, last), pauses, today):
            if not corners or corner != corners[-1]:
                corners.append(corner)
    return tuple(corners)


def pace_explained(
    definition: MetricDefinition,
    *,
    on: date,
    pauses: Sequence[Pause] = (),
    changes: Sequence[CourseChange] = (),
) -> Step:
    """Say how the pace of a day comes about: a step with one part for each course until then."""
    begun = _begun(courses_of(definition, changes), pauses)
    parts = tuple(
        Step(_course_said(course, begins))
        for course, begins in begun
        if course.since is None or course.since <= on
    )
    share = expected_progress(definition, on=on, pauses=pauses, changes=changes)
    message = Message("scoring.pace", {"on": on, "percent": percent_shown(share)})
    return Step(message, share, parts)


@exactly
def _begun(courses: Sequence[Course], pauses: Sequence[Pause]) -> tuple[Begun, ...]:
    """Say of each course how much of its way is expected when it begins."""
    begun: list[Begun] = [(courses[0], ZERO)]
    for course in courses[1:]:
        begun.append((course, _beginning(*begun[-1], course, pauses)))
    return tuple(begun)


def _beginning(before: Course, begins: Decimal, after: Course, pauses: Sequence[Pause]) -> Decimal:
    old, new, on = before.definition, after.definition, after.since
    if on is None or old.kind not in LEVEL_KINDS or new.kind not in LEVEL_KINDS:
        return ZERO
    if old.baseline != new.baseline or not _is_way(new):
        return _share(before, begins, on=on, pauses=pauses)
    value = _value(before, begins, on=on, pauses=pauses)
    return ZERO if value is None else _part_of_way(new, value)


def _held(begun: Sequence[Begun], on: date) -> Begun:
    """Return the course that a day is on."""
    return [each for each in begun if each[0].since is None or each[0].since <= on][-1]


def _share(course: Course, begins: Decimal, *, on: date, pauses: Sequence[Pause]) -> Decimal:
    """Return the share of a course's way that is expected by a day."""
    asked = course.definition
    if asked.kind in INSIDE_KINDS:
        return ONE
    if asked.kind in LEVEL_KINDS and not asked.checkpoints:
        gone = _line_share(course, on=on, pauses=pauses)
        return begins + (ONE - begins) * gone
    day = _day_going(on, pauses)
    if asked.kind is None:
        return ZERO
    if asked.kind is MetricKind.MILESTONE:
        return ONE if day >= asked.end else ZERO
    if not _is_way(asked):
        return ZERO
    if day >= asked.end:
        return ONE
    step = _step_due(course, day)
    return begins if step is None else _part_of_way(asked, step)


def _value(course: Course, begins: Decimal, *, on: date, pauses: Sequence[Pause]) -> Decimal | None:
    asked = course.definition
    baseline, target = asked.baseline, asked.target
    if asked.kind not in LEVEL_KINDS or baseline is None or target is None:
        return None
    day = _day_going(on, pauses)
    step = _step_due(course, day) if day < asked.end else None
    if step is not None:
        return step
    return round_progress(
        baseline + (target - baseline) * _share(course, begins, on=on, pauses=pauses)
    )


def _line_share(course: Course, *, on: date, pauses: Sequence[Pause]) -> Decimal:
    """Return the share of the counted days of a course that are gone."""
    start, end = course.definition.start, course.definition.end
    stretches = tuple([(pause.since, pause.until) for pause in pauses])
    return _days_gone(max(start, course.since or start), end, on, stretches)


# Most key results of a cycle run over the same days.
@lru_cache(maxsize=1024)
@exactly
def _days_gone(
    start: date, end: date, on: date, stretches: tuple[tuple[date, date | None], ...]
) -> Decimal:
    pauses = [Pause(since=since, until=until) for since, until in stretches]
    # Taking a pause that still lasts out of the whole would make the pace 1 on the day it began.
    ended = tuple(pause for pause in pauses if pause.until is not None)
    whole = days_counted(start, end, ended)
    if not whole:
        return ONE if on >= end else ZERO
    return Decimal(days_counted(start, min(on, end), pauses)) / whole


def _step_due(course: Course, day: date) -> Decimal | None:
    """Return the value of the latest checkpoint due on a course; `None` before its first."""
    since = course.since or date.min
    due = [step for step in course.definition.checkpoints if since <= step.date <= day]
    return max(due, key=lambda step: step.date).value if due else None


def _day_going(on: date, pauses: Sequence[Pause]) -> date:
    """Return the day itself, or in a pause the day on which that began."""
    since = paused_since(pauses, on)
    return on if since is None else since


def _is_way(asked: MetricDefinition) -> bool:
    """Whether there is a way to go, its two ends known and apart."""
    known = asked.baseline is not None and asked.target is not None
    return known and asked.baseline != asked.target


def _part_of_way(asked: MetricDefinition, value: Decimal) -> Decimal:
    if asked.baseline is None or asked.target is None or asked.baseline == asked.target:
        return ZERO
    # Not rounded here: the value goes on from exactly where it was.
    return clamp((value - asked.baseline) / (asked.target - asked.baseline))


def _corners(
    course: Course,
    begins: Decimal,
    span: tuple[date, date],
    pauses: Sequence[Pause],
    today: date,
) -> Iterator[tuple[date, Decimal]]:
    """Yield the corners of a course between its first and last day, both included."""
    first, last = span
    days = {first, min(last, course.definition.end), last}
    days |= {step.date for step in course.definition.checkpoints}
    for since, until in pauses_merged(pauses):
        days |= {since, min(until, max(today, since))}
    inside = sorted(day for day in days if first <= day <= last)
    earlier: date | None = None
    for day in inside:
        value = _value(course, begins, on=day, pauses=pauses)
        if value is None:
            return
        if course.definition.checkpoints and earlier is not None:
            held = _value(course, begins, on=day - DAY, pauses=pauses)
            if held is not None and held != value:
                yield day, held
        earlier = day
        yield day, value


def _course_said(course: Course, begins: Decimal) -> Message:
    asked = course.definition
    since = max(asked.start, course.since or asked.start)
    if asked.kind in INSIDE_KINDS:
        return Message("scoring.pace_inside", {"since": since})
    if asked.kind is MetricKind.MILESTONE:
        return Message("scoring.pace_milestone", {"since": since, "end": asked.end})
    baseline, target = asked.baseline, asked.target
    if asked.kind is None or baseline is None or target is None:
        return Message("scoring.pace_unknown", {"since": since})
    begun_at = decimal_plain(round_shown(baseline + (target - baseline) * begins, 2))
    way = {"since": since, "value": begun_at, "target": target, "end": asked.end}
    return Message("scoring.pace_steps" if asked.checkpoints else "scoring.pace_line", way)
