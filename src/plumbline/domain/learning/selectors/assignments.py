"""Lessons that were given: those of the viewer, and who is done with what they gave.

Whoever gave lessons reads who is done and who is not, in the order of names. Neither tries nor
answers are shown, and nobody is ranked.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from plumbline.domain.learning.models import Assignment, ExerciseTry
from plumbline.domain.learning.permissions import may_assign
from plumbline.domain.orgs.models import Person, Team, TeamMembership
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.coaching.learning.course import Lesson, lessons

COUNTS_FOR: Final = timedelta(days=28)
"""So long after its last day an assignment still waits for those who are late; then it is over."""

OVER_A_PAGE: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFacts:
    """An assignment: one that counts, or that is over.

    Attributes:
        public_id: Its id.
        team: Its team's name; empty for the whole organization.
        team_id: That team's public id; likewise.
        lessons: What is to be done; lessons that are gone are left out.
        due_on: The last day.
        given_by: Who gave it.
        may_take_back: Whether the viewer may.
        given_at: When.
    """

    public_id: str
    team: str
    team_id: str
    lessons: tuple[Lesson, ...]
    due_on: date
    given_by: str
    given_at: datetime
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """Who of a team is done; each list in the order of names."""

    team: str
    done: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentStanding:
    """Who is done with an assignment, of those whom the viewer sees.

    Attributes:
        teams: By team; a person of two teams stands in both.
        asked: How many people it is for, each once.
        done: How many of them have done all of it.
    """

    teams: tuple[TeamStanding, ...]
    asked: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentsOver:
    """A page of what is over: page `number`, from 1, of `pages`, of `total` in all."""

    lines: tuple[AssignmentFacts, ...]
    total: int
    number: int
    pages: int


def own_assignments(*, viewer: Viewer, on: date) -> tuple[AssignmentFacts, ...]:
    """Return what the viewer is to do, the nearest day first (one query)."""
    own = Q(team=None) | Q(team__in=viewer.visible_team_ids)
    return tuple(_facts(viewer, row) for row in _counting(on).filter(own))


def assignments_list(*, viewer: Viewer, on: date) -> tuple[AssignmentFacts, ...]:
    """Return all assignments that count on a day, the nearest day first (one query)."""
    return tuple(_facts(viewer, row) for row in _counting(on))


def assignments_over(*, viewer: Viewer, on: date, page: int = 1) -> AssignmentsOver:
    """Return what waits for nobody any more on a day, the latest first (two queries).

    Args:
        viewer: Who asks.
        on: The organization's day.
        page: From 1; a page that is not there is the last one.
    """
    rows = _given().filter(due_on__lt=on - COUNTS_FOR).order_by("-due_on", "-pk")
    total = rows.count()
    pages = max(1, -(-total // OVER_A_PAGE))
    number = min(max(page, 1), pages)
    first = (number - 1) * OVER_A_PAGE
    shown = rows[first : first + OVER_A_PAGE] if total else ()
    return AssignmentsOver(
        lines=tuple(_facts(viewer, row) for row in shown), total=total, number=number, pages=pages
    )


def assignment_get(*, viewer: Viewer, public_id: str) -> AssignmentFacts:
    """Return an assignment, also one that is over (one query).

    Raises:
        NotFound: There is none.
    """
    return _facts(viewer, _row(public_id))


def assignment_standing(*, viewer: Viewer, public_id: str, on: date) -> AssignmentStanding:
    """Return who is done with an assignment, by team and in all (four queries).

    Whoever gives lessons to all sees all; a lead sees the people of the teams they lead, and
    anybody else nobody.

    Args:
        viewer: Who asks.
        public_id: Of the assignment.
        on: Who belongs to a team on that day.

    Raises:
        NotFound: There is none.
    """
    row = _row(public_id)
    people = _people_seen(viewer, row, on=on)
    ids = {person for _team, members in people for person, _name in members}
    done = people_done(ids, _lessons(row))
    teams = tuple(
        TeamStanding(
            team,
            tuple(name for person, name in members if person in done),
            tuple(name for person, name in members if person not in done),
        )
        for team, members in people
        if members
    )
    return AssignmentStanding(teams=teams, asked=len(ids), done=len(done))


def people_done(people: Collection[int], asked: Sequence[Lesson]) -> frozenset[int]:
    """Return who of some people has done all of some lessons (one query)."""
    wanted = {name for lesson in asked for name in lesson.exercises}
    rows = ExerciseTry.objects.filter(person__in=people, exercise__in=wanted, is_enough=True)
    found: dict[int, set[str]] = {}
    for person, name in rows.values_list("person_id", "exercise").distinct():
        found.setdefault(person, set()).add(name)
    return frozenset(person for person, names in found.items() if names == wanted)


_People = list[tuple[str, list[tuple[int, str]]]]


def _people_seen(viewer: Viewer, row: Assignment, *, on: date) -> _People:
    """Return by team the people of an assignment whom the viewer may see there."""
    members = _members(on=on).select_related("person", "team")
    if row.team is not None:
        members = members.filter(team__path__startswith=row.team.path)
    sees_all = may_assign(viewer, None)
    led = [path for each in viewer.standings for path in each.led_team_paths]
    if not sees_all:
        below = Q(pk__in=())
        for path in led:
            below |= Q(team__path__startswith=path)
        members = members.filter(below)
    found: dict[int, tuple[str, list[tuple[int, str]]]] = {}
    for each in members.order_by("team__path", "person__name", "person_id"):
        found.setdefault(each.team_id, (each.team.name, []))[1].append(
            (each.person_id, each.person.name)
        )
    teams = list(found.values())
    if row.team is None and sees_all:
        homeless = _learners().exclude(pk__in=_members(on=on).values("person"))
        loose = list(homeless.order_by("name", "pk").values_list("pk", "name"))
        teams += [("", loose)]
    return teams


def _members(*, on: date) -> "QuerySet[TeamMembership]":
    """Return who belongs to which team on a day, as far as they can learn."""
    return TeamMembership.objects.filter(
        Q(until=None) | Q(until__gt=on), since__lte=on, person__in=_learners()
    )


def _learners() -> "QuerySet[Person]":
    return Person.objects.filter(active=True, is_service=False)


def _given() -> "QuerySet[Assignment]":
    return Assignment.objects.filter(taken_back_at=None).select_related("team", "given_by")


def _counting(on: date) -> "QuerySet[Assignment]":
    return _given().filter(due_on__gte=on - COUNTS_FOR).order_by("due_on", "pk")


def _row(public_id: str) -> Assignment:
    row = _given().filter(public_id=public_id).first()
    if row is None:
        raise NotFound("learning.assignment_not_found")
    return row


def _lessons(row: Assignment) -> tuple[Lesson, ...]:
    known: Mapping[str, Lesson] = lessons()
    return tuple(known[name] for name in row.lessons if name in known)


def _facts(viewer: Viewer, row: Assignment) -> AssignmentFacts:
    team: Team | None = row.team
    return AssignmentFacts(
        public_id=row.public_id,
        team=team.name if team else "",
        team_id=team.public_id if team else "",
        lessons=_lessons(row),
        due_on=row.due_on,
        given_by=row.given_by.name if row.given_by else "",
        given_at=row.given_at,
        may_take_back=may_assign(viewer, team),
    )
