"""Whole days, and the days that do not count because work was paused.

A day `d` stands for its 24 hours, so the stretch from `since` to `until` holds `until - since`
days. A pause covers `since <= day < until`: the day it ends on counts again. A pause without
`until` lasts for as long as anybody knows.
"""

from collections.abc import Sequence
from datetime import date

from plumbline.engine.documents.model import Pause


def pauses_merged(pauses: Sequence[Pause]) -> tuple[tuple[date, date], ...]:
    """Join pauses that touch or overlap.

    Returns:
        Half-open stretches in order; `date.max` ends a pause that lasts.
    """
    merged: list[tuple[date, date]] = []
    for since, until in sorted((pause.since, pause.until or date.max) for pause in pauses):
        if until <= since:
            continue
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((since, until))
    return tuple(merged)


def paused_since(pauses: Sequence[Pause], on: date) -> date | None:
    """The first day of the pause that `on` lies in, or `None` when work goes on."""
    for since, until in pauses_merged(pauses):
        if since <= on < until:
            return since
    return None


def days_counted(since: date, until: date, pauses: Sequence[Pause] = ()) -> int:
    """Days from `since` up to, not including, `until` on which work was not paused.

    Returns:
        0 when `until` is not after `since`.
    """
    if until <= since:
        return 0
    if not pauses:
        return (until - since).days
    paused = sum(
        max(0, (min(until, end) - max(since, start)).days) for start, end in pauses_merged(pauses)
    )
    return (until - since).days - paused
