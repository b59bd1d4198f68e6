"""Building the example organization: all of it or nothing, and only once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from plumbline.domain.accounts.models import Account
from plumbline.domain.demo.acts import objective_enter, ranks_enter
from plumbline.domain.demo.auditing import audits_enter
from plumbline.domain.demo.content.plot import CYCLES
from plumbline.domain.demo.deciding import decisions_enter
from plumbline.domain.demo.depending import dependencies_enter
from plumbline.domain.demo.founding import (
    PLANNING_DAYS,
    QUARTERS,
    YEAR_BEGINS,
    company_found,
    cycles_enter,
    deputies_enter,
    weekly_answers_enter,
)
from plumbline.domain.demo.governing import practices_enter
from plumbline.domain.demo.learning import lessons_enter
from plumbline.domain.demo.linking_elsewhere import external_links_enter
from plumbline.domain.demo.messages import MESSAGES
from plumbline.domain.demo.selectors import demo_account, demo_organization
from plumbline.domain.demo.stage import Calendar, Stage
from plumbline.domain.demo.talking import talk_enter
from plumbline.domain.demo.templates_keeping import templates_enter
from plumbline.domain.demo.timeline import Timeline
from plumbline.domain.demo.viewing import views_enter
from plumbline.domain.demo.working import working_days_enter
from plumbline.domain.okrs.services.past_counting import weeks_count
from plumbline.domain.okrs.services.progress_refreshing import progress_refresh
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import writing, writing_global

#: Told what is being done, how many of its steps are done, and how many there are.
Progress = Callable[[str, int, int], None]

#: The company was there some weeks before the year that it planned first.
FOUNDED_BEFORE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class DemoResult:
    """The example, and whom to sign in as.

    Attributes:
        organization: The example company.
        account: Its champion and admin; without a password, so a sign-in link is needed.
        is_new: False if it was there already, and was left as it is.
    """

    organization: Organization
    account: Account
    is_new: bool


def demo_organization_build(*, at: datetime, progress: Progress) -> DemoResult:
    """Build the example organization, eight weeks into its quarter, or find it already there.

    The same instant gives the same content. It is written through the services, each act at the
    instant at which it happened, in one transaction: a killed build leaves nothing behind.

    Args:
        at: Now, aware; the quarter began eight weeks before.
        progress: Called often, for whoever waits.

    Raises:
        Refused: Another organization lives in this instance.
    """
    with writing_global():
        organization = demo_organization()
        if organization is not None:
            return DemoResult(organization=organization, account=demo_account(), is_new=False)
        return _build(at, progress)


def _build(at: datetime, progress: Progress) -> DemoResult:
    progress(_step("company"), 0, 1)
    calendar = Calendar(today=organization_day(Organization(time_zone="UTC"), at))
    first_day = calendar.quarter_start(YEAR_BEGINS) - timedelta(days=PLANNING_DAYS)
    founded = at - (calendar.today - first_day) - FOUNDED_BEFORE
    stage, account = company_found(calendar=calendar, at=founded)
    progress(_step("company"), 1, 1)
    timeline = Timeline(today=calendar.today, now=at, time_zone=stage.organization.time_zone)
    _enter(stage, timeline)
    step = _step("history")
    with writing(stage.organization):
        for number, _ in enumerate(timeline.play(), start=1):
            progress(step, number, len(timeline))
        progress_refresh(at=at)
        weeks_count(at=at)
    return DemoResult(organization=stage.organization, account=account, is_new=True)


def _step(name: str) -> str:
    """Return the words for a step of the building, in the active language."""
    return str(MESSAGES[f"demo.step.{name}"])


def _enter(stage: Stage, timeline: Timeline) -> None:
    """Enter the whole story."""
    cycles_enter(stage, timeline)
    working_days_enter(stage, timeline)
    deputies_enter(stage, timeline)
    weekly_answers_enter(stage, timeline)
    decisions_enter(stage, timeline)
    dependencies_enter(stage, timeline)
    external_links_enter(stage, timeline)
    for cycle, contents in CYCLES.items():
        start = stage.calendar.quarter_start(QUARTERS.get(cycle, YEAR_BEGINS))
        for content in contents:
            objective_enter(stage, timeline, content, cycle=cycle, start=start)
        ranks_enter(stage, timeline, contents, start=start)
    views_enter(stage, timeline)
    templates_enter(stage, timeline)
    practices_enter(stage, timeline)
    audits_enter(stage, timeline)
    lessons_enter(stage, timeline)
    talk_enter(stage, timeline)
