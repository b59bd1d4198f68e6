"""Reading the answers of a week: one's own, to be asked, and those of a team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from plumbline.domain.checkins.selectors import MyCheckIn
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.orgs.days import organization_day, organization_day_end
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing, Viewer
from plumbline.domain.reviews.models import WeeklyAnswers
from plumbline.domain.reviews.weeks import week_of
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.domain.tenancy.scoping import asked_alike

#: How far back "what you wanted to learn" is still worth beginning with.
REMEMBERED = timedelta(weeks=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyQuestions:
    """The three questions as one person is asked them for one team.

    Attributes:
        team_public_id: In addresses.
        team: What it is called.
        week: The Monday of the week it is about.
        answers: What they answered this week; `None` while they did not.
        learn_last: What they last wanted to learn; empty if they said nothing of late.
    """

    team_public_id: str
    team: str
    week: date
    answers: WeeklyAnswers | None
    learn_last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersTold:
    """What one person answered for a team."""

    person: str
    shipped: str
    effect: str
    learn_next: str
    blockers: str


def weekly_questions(
    *, viewer: Viewer, mine: Sequence[MyCheckIn], at: datetime
) -> tuple[WeeklyQuestions, ...]:
    """Return what the viewer is asked this week (one query).

    Asked is whoever owns a key result that runs, once for each team that it is for, as long as they
    belong to that team or to one below it.

    Args:
        viewer: Who asks.
        mine: All check-ins of the viewer.
        at: Now.
    """
    teams = {
        row.team_id: row.team
        for row in mine
        if row.for_person is None and row.team_id in viewer.visible_team_ids
    }
    return _questions(viewer, {pk: name for pk, name in teams.items() if pk and name}, at)


def weekly_questions_of(*, viewer: Viewer, team: Team, at: datetime) -> WeeklyQuestions:
    """Return what the viewer would be asked for a team they belong to, asked or not.

    Raises:
        PermissionRefused: They belong neither to it nor to one below it.
    """
    if team.pk not in viewer.visible_team_ids:
        raise PermissionRefused("reviews.not_in_team")
    return _questions(viewer, {team.pk: Name(team.public_id, team.name)}, at)[0]


def weekly_answers_told(
    *, viewer: Viewer, team: Team, at: datetime, as_of: date | None = None
) -> tuple[AnswersTold, ...]:
    """Return what people answered for a team in a week, by name (one query).

    Args:
        viewer: Who asks; whoever may see the team may read them.
        team: Which team.
        at: Now.
        as_of: A day of another week; answers that were written or changed after it are left out,
            since their earlier words are not kept.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.WEEKLY_ANSWERS))
    week = week_of(as_of or organization_day(organization_bound(), at))
    by = None if as_of is None else organization_day_end(organization_bound(), as_of)
    return tuple(
        AnswersTold(
            person=row.person.name,
            shipped=row.shipped,
            effect=row.effect,
            learn_next=row.learn_next,
            blockers=row.blockers,
        )
        for row in _answers_asked(team.pk, week, by)
    )


@asked_alike(128)
def _answers_asked(
    team_id: int, week: date, written_by: datetime | None
) -> QuerySet[WeeklyAnswers]:
    rows = WeeklyAnswers.objects.filter(team=team_id, week=week).select_related("person")
    if written_by is not None:
        rows = rows.filter(written_at__lte=written_by)
    return rows.order_by("person__name", "pk")


def _questions(
    viewer: Viewer, teams: Mapping[int, Name], at: datetime
) -> tuple[WeeklyQuestions, ...]:
    if not teams:
        return ()
    week = week_of(organization_day(organization_bound(), at))
    rows = WeeklyAnswers.objects.filter(
        person=viewer.person_id, team__in=teams, week__range=(week - REMEMBERED, week)
    )
    now: dict[int, WeeklyAnswers] = {}
    before: dict[int, str] = {}
    for row in rows.order_by("week"):
        if row.week == week:
            now[row.team_id] = row
        elif row.learn_next:
            before[row.team_id] = row.learn_next
    return tuple(
        WeeklyQuestions(
            team_public_id=team.public_id,
            team=team.name,
            week=week,
            answers=now.get(pk),
            learn_last=before.get(pk, ""),
        )
        for pk, team in teams.items()
    )
