"""Views that the champion of the example saves for everybody."""

from datetime import datetime, timedelta
from functools import partial

from plumbline.domain.demo.content.company import CHAMPION
from plumbline.domain.demo.content.views import VIEWS
from plumbline.domain.demo.stage import Stage
from plumbline.domain.demo.timeline import Timeline
from plumbline.domain.views.services import ViewValues, view_save

SAVED_AFTER = timedelta(days=8)


def views_enter(stage: Stage, timeline: Timeline) -> None:
    """Enter what is saved early in the present quarter."""
    for values in VIEWS:
        day = stage.calendar.this_start + SAVED_AFTER
        timeline.enter(day, partial(_save, stage, values))


def _save(stage: Stage, values: ViewValues, at: datetime) -> None:
    view_save(actor=stage.viewer(CHAMPION.key, at), values=values, at=at)
