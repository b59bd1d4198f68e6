"""External links of the content turned into acts of the timeline."""

from datetime import datetime, timedelta
from functools import partial

from plumbline.domain.demo.content.elsewhere import ELSEWHERE
from plumbline.domain.demo.depending import owner_of
from plumbline.domain.demo.stage import Stage
from plumbline.domain.demo.timeline import Timeline
from plumbline.domain.external_links.services import external_link_add


def external_links_enter(stage: Stage, timeline: Timeline) -> None:
    """Enter the links that owners add to their key results in the present quarter."""
    for key_result, day, title, address in ELSEWHERE:
        on = stage.calendar.this_start + timedelta(days=day)
        timeline.enter(on, partial(_add, stage, key_result, title, address))


def _add(stage: Stage, key_result: str, title: str, address: str, at: datetime) -> None:
    external_link_add(
        actor=owner_of(stage, key_result, at),
        about=stage.key_results[key_result],
        title=title,
        address=address,
        at=at,
    )
