"""The courses a key result was on: what was asked of it from which day, in order.

A key result that nobody adjusted has one course, from its first day to its last. An adjustment
begins a new one on the day it holds from, and leaves the days before it alone: nobody was behind
a target that nobody had set. How a new course begins:

- Where the baseline stays, the expected **value** goes on from where it was that day: a new target,
  a new last day or new phases bend the line, and do not break it. Where that value lies beyond the
  new target, or before the baseline, the course begins at the target, or at the baseline.
- Where the baseline changes, the old values say nothing on the new way, so the **share** of the way
  goes on: who was to be half way is to be half way.
- Where nothing was expected in values until then (a range, a limit, a milestone, no measure, a key
  result that joined later), the course begins at the baseline on that day.
- What was not known yet (a baseline to be measured, a target relative to it) was no other course:
  once it is known, it holds from the beginning.
- An adjustment that holds from the first day, or from before it, replaces the course as a whole.
- The last word counts: an adjustment that holds from an earlier day than one recorded before it
  replaces that one too. One that leads back to what was asked leaves no trace of its day.

Source: the definitions in `docs/explanation/what-the-numbers-mean.md`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plumbline.engine.scoring.metrics import LEVEL_KINDS, MetricDefinition, metric_resolve


@dataclass(frozen=True, slots=True)
class CourseChange:
    """Until `on` was asked what `before` says, from that day on what came next."""

    on: date
    before: MetricDefinition


@dataclass(frozen=True, slots=True)
class Course:
    """What is asked from a day on, resolved; `since` is `None` for the first course."""

    since: date | None
    definition: MetricDefinition


def courses_of(
    definition: MetricDefinition, changes: Sequence[CourseChange] = ()
) -> tuple[Course, ...]:
    """Return the courses of a key result, oldest first; the last is on what is asked now.

    Args:
        definition: What is asked now.
        changes: How that came to be, in the order in which it was recorded.
    """
    if not changes:
        return (Course(None, metric_resolve(definition)),)
    asked = [metric_resolve(each) for each in (*(one.before for one in changes), definition)]
    courses = [Course(None, asked[0])]
    for change, after in zip(changes, asked[1:], strict=True):
        while courses[-1].since is not None and courses[-1].since >= change.on:
            courses.pop()
        latest = courses[-1]
        if latest.definition == after:
            continue
        if _replaces(latest, after, on=change.on):
            courses[-1] = Course(latest.since, after)
        else:
            courses.append(Course(change.on, after))
    return tuple(courses)


def _replaces(latest: Course, after: MetricDefinition, *, on: date) -> bool:
    """Whether a change takes the place of the course before it, not its turn after it."""
    before = latest.definition
    if latest.since is None and on <= before.start:
        return True
    levels = before.kind in LEVEL_KINDS and after.kind in LEVEL_KINDS
    return levels and (before.baseline is None or before.target is None)
