"""Working days, locations and holidays of the example."""

from datetime import datetime, timedelta
from functools import partial

from plumbline.domain.demo.content.company import CHAMPION
from plumbline.domain.demo.content.working import EVERY_DAY, HOLIDAYS, LOCATIONS
from plumbline.domain.demo.founding import YEAR_BEGINS
from plumbline.domain.demo.stage import Stage
from plumbline.domain.demo.timeline import Timeline
from plumbline.domain.orgs.services.working_days import (
    holiday_add,
    location_add,
    team_place,
    working_weekdays_set,
)


def working_days_enter(stage: Stage, timeline: Timeline) -> None:
    """Enter them before everything that they move the days of."""
    timeline.enter(stage.calendar.quarter_start(YEAR_BEGINS), partial(_calendar, stage))


def _calendar(stage: Stage, at: datetime) -> None:
    actor = stage.viewer(CHAMPION.key, at)
    working_weekdays_set(actor=actor, weekdays=EVERY_DAY, at=at)
    places = {}
    for each in LOCATIONS:
        place = location_add(actor=actor, name=each.name, weekdays=each.weekdays, at=at)
        places[each.name] = place
        team_place(actor=actor, team=stage.teams[each.team], location=place, at=at)
    for off in HOLIDAYS:
        holiday_add(
            actor=actor,
            location=places.get(off.location),
            day=stage.calendar.today + timedelta(days=off.ahead),
            name=off.name,
            at=at,
        )
    stage.viewers_forget()
