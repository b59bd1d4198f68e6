"""Two audits of the example."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from plumbline.domain.audits.services.making import audit_run
from plumbline.domain.demo.content.company import CHAMPION
from plumbline.domain.demo.stage import Stage
from plumbline.domain.demo.timeline import Timeline

AUDITED_AFTER: Final = (timedelta(days=26), timedelta(days=54))
"""Counted from the beginning of the present quarter."""


def audits_enter(stage: Stage, timeline: Timeline) -> None:
    """Enter an audit of the whole company each four weeks since a practice became a policy."""
    for after in AUDITED_AFTER:
        timeline.enter(stage.calendar.this_start + after, partial(_audit, stage))


def _audit(stage: Stage, at: datetime) -> None:
    audit_run(actor=stage.viewer(CHAMPION.key, at), at=at, waits=True)
