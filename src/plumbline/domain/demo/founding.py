"""The company before its first objective: teams, people, roles, strategy, cycles."""

from datetime import datetime, timedelta
from functools import partial

from plumbline.domain.accounts.models import Account
from plumbline.domain.accounts.services.accounts import account_create, membership_set
from plumbline.domain.custom_fields.services import field_define
from plumbline.domain.cycles.models import CycleKind, CyclePhase
from plumbline.domain.cycles.services import CycleValues, cycle_create, cycle_phase_set
from plumbline.domain.demo.content import company, strategy
from plumbline.domain.demo.content.model import DeputyContent, PersonContent
from plumbline.domain.demo.content.weekly import WEEKLY
from plumbline.domain.demo.content.weekly_model import WeeklyContent
from plumbline.domain.demo.stage import QUARTER_DAYS, Calendar, Stage
from plumbline.domain.demo.timeline import Timeline
from plumbline.domain.journal.models import Source
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.services.deputies import deputy_set
from plumbline.domain.orgs.services.memberships import membership_add
from plumbline.domain.orgs.services.people import person_create
from plumbline.domain.orgs.services.roles import role_grant
from plumbline.domain.orgs.services.set_up import COMPANY_TEAM_KEY, organization_set_up
from plumbline.domain.orgs.services.teams import team_create
from plumbline.domain.orgs.viewers import SystemActor
from plumbline.domain.reviews.services.weekly_answers import WeeklyWords, weekly_answers_write
from plumbline.domain.strategy.services import (
    PriorityValues,
    priority_create,
    statement_write,
)
from plumbline.domain.tenancy.modules import Preset
from plumbline.domain.tenancy.transactions import writing

#: Where the quarters lie from the present one, and the phase each is in today.
QUARTERS = {"last": -1, "this": 0, "next": 1}
#: The year began two quarters before the present one.
YEAR_BEGINS = -2
#: Planning of a quarter begins three weeks before it.
PLANNING_DAYS = 21
#: Grades are given within the first ten days behind it.
CLOSED_AFTER_DAYS = 10


def company_found(*, calendar: Calendar, at: datetime) -> tuple[Stage, Account]:
    """Make the organization, its teams, its people and its strategy.

    Nobody has a password: the one account that is asked for signs in by a link.

    Args:
        calendar: The days of the example.
        at: When it was founded, before everything else.
    """
    made = organization_set_up(
        organization_name=company.ORGANIZATION_NAME,
        slug=company.SLUG,
        email=_address(company.CHAMPION.key),
        name=company.CHAMPION.name,
        password=None,
        at=at,
        preset=Preset.SIMPLE,
        source=Source.CLI,
    )
    stage = Stage(organization=made.organization, calendar=calendar)
    stage.teams[COMPANY_TEAM_KEY] = made.team
    stage.people[company.CHAMPION.key] = made.person
    with writing(made.organization):
        _teams(stage, at)
        for person in (company.CHAMPION, *company.PEOPLE):
            _person(stage, person, at)
        _strategy(stage, at)
    return stage, made.account


def _address(key: str) -> str:
    return f"{key}@{company.MAIL_DOMAIN}"


def _founder(stage: Stage) -> SystemActor:
    """Return who sets the house up: the system, with the rights of an admin over teams."""
    return SystemActor(
        organization_id=stage.organization.pk,
        name="demo",
        rights=frozenset((Act.MANAGE, kind) for kind in (Kind.TEAM, Kind.PERSON, Kind.ROLE)),
        source=Source.CLI,
    )


def _teams(stage: Stage, at: datetime) -> None:
    for team in company.TEAMS:
        stage.teams[team.key] = team_create(
            actor=_founder(stage),
            name=team.name,
            parent=stage.teams[team.parent],
            key=team.key,
            level=team.level,
            at=at,
        )


def _person(stage: Stage, content: PersonContent, at: datetime) -> None:
    actor = _founder(stage)
    person = stage.people.get(content.key)
    if person is None:
        person = person_create(
            actor=actor,
            name=content.name,
            email=_address(content.key),
            manager=stage.people[content.manager] if content.manager else None,
            at=at,
        )
        if content.is_claimed:
            _claim(stage, person, at)
        stage.people[content.key] = person
    for role in content.roles:
        role_grant(actor=actor, person=person, role=role, at=at)
    since = organization_day(stage.organization, at)
    for key in dict.fromkeys((*content.teams, *content.leads)):
        is_lead = key in content.leads
        membership_add(
            actor=actor, person=person, team=stage.teams[key], since=since, is_lead=is_lead, at=at
        )
        if is_lead:
            stage.leads[key] = content.key


def _claim(stage: Stage, person: Person, at: datetime) -> None:
    """Give a person an account as if they had accepted an invitation; no mail is sent."""
    person.account = account_create(email=person.email, name=person.name, password=None, at=at)
    person.save(update_fields=["account"])
    membership_set(
        account=person.account,
        organization=stage.organization,
        person_public_id=person.public_id,
        at=at,
    )


def _strategy(stage: Stage, at: datetime) -> None:
    champion = stage.viewer(company.CHAMPION.key, at)
    statement_write(
        actor=champion,
        mission=strategy.MISSION,
        vision=strategy.VISION,
        strategy=strategy.STRATEGY,
        expected=1,
        at=at,
    )
    start = stage.calendar.quarter_start(YEAR_BEGINS)
    for priority in strategy.PRIORITIES:
        stage.priorities[priority.key] = priority_create(
            actor=champion,
            values=PriorityValues(
                title=priority.title,
                why=priority.why,
                starts_on=start,
                ends_on=start + timedelta(days=4 * QUARTER_DAYS - 1),
                document_key=priority.key,
            ),
            at=at,
        )
    for content in strategy.FIELDS:
        field_define(
            actor=champion,
            subject=content.subject,
            key=content.key,
            label=content.label,
            kind=content.kind,
            choices=content.choices,
            at=at,
        )


def cycles_enter(stage: Stage, timeline: Timeline) -> None:
    """Enter the year, its quarters, and how each quarter moved through its phases."""
    calendar = stage.calendar
    year_start = calendar.quarter_start(YEAR_BEGINS)
    year = CycleValues(
        name=f"{calendar.quarter_name(YEAR_BEGINS)} to {calendar.quarter_name(1)}",
        start=year_start,
        end=year_start + timedelta(days=4 * QUARTER_DAYS - 1),
        kind=CycleKind.YEAR,
    )
    planned = year_start - timedelta(days=PLANNING_DAYS)
    timeline.enter(planned, partial(_cycle, stage, "year", year, CyclePhase.ACTIVE))
    for key, distance in QUARTERS.items():
        _quarter_enter(stage, timeline, key, distance)


def _quarter_enter(stage: Stage, timeline: Timeline, key: str, distance: int) -> None:
    start = stage.calendar.quarter_start(distance)
    values = CycleValues(
        name=stage.calendar.quarter_name(distance),
        start=start,
        end=start + timedelta(days=QUARTER_DAYS - 1),
        kind=CycleKind.QUARTER,
        mid_cycle_review_on=start + timedelta(days=QUARTER_DAYS // 2),
    )
    created = min(start - timedelta(days=PLANNING_DAYS), stage.calendar.today - timedelta(days=9))
    timeline.enter(created, partial(_cycle, stage, key, values, CyclePhase.PLANNING))
    closed = values.end + timedelta(days=CLOSED_AFTER_DAYS)
    for day, phase in (
        (start, CyclePhase.ACTIVE),
        (values.end + timedelta(days=1), CyclePhase.GRADING),
        (closed, CyclePhase.CLOSED),
    ):
        if day <= stage.calendar.today:
            timeline.enter(day, partial(_phase, stage, key, phase))


def _cycle(stage: Stage, key: str, values: CycleValues, phase: CyclePhase, at: datetime) -> None:
    champion = stage.viewer(company.CHAMPION.key, at)
    stage.cycles[key] = cycle_create(actor=champion, values=values, phase=phase, at=at)


def _phase(stage: Stage, key: str, phase: CyclePhase, at: datetime) -> None:
    cycle = stage.cycles[key]
    stage.cycles[key] = cycle_phase_set(
        actor=stage.viewer(company.CHAMPION.key, at),
        cycle=cycle,
        phase=phase,
        expected=cycle.version,
        at=at,
    )


def deputies_enter(stage: Stage, timeline: Timeline) -> None:
    """Enter who stands in for whom in the present quarter."""
    for deputy in company.DEPUTIES:
        day = stage.calendar.this_start + timedelta(days=deputy.starts)
        timeline.enter(day, partial(_deputy, stage, deputy))


def _deputy(stage: Stage, deputy: DeputyContent, at: datetime) -> None:
    first = stage.calendar.this_start
    deputy_set(
        actor=stage.viewer(deputy.acts_for, at),
        person=stage.people[deputy.person],
        acts_for=stage.people[deputy.acts_for],
        starts_on=first + timedelta(days=deputy.starts),
        ends_on=first + timedelta(days=deputy.ends),
        at=at,
    )
    stage.viewers_forget()


def weekly_answers_enter(stage: Stage, timeline: Timeline) -> None:
    """Enter what some answered to the three questions of a week."""
    for content in WEEKLY:
        day = stage.calendar.today - timedelta(weeks=content.weeks_ago)
        timeline.enter(day, partial(_weekly_answers, stage, content))


def _weekly_answers(stage: Stage, content: WeeklyContent, at: datetime) -> None:
    weekly_answers_write(
        actor=stage.viewer(content.person, at),
        team=stage.teams[content.team],
        words=WeeklyWords(
            shipped=content.shipped,
            effect=content.effect,
            learn_next=content.learn_next,
            blockers=content.blockers,
        ),
        expected=1,
        at=at,
    )
