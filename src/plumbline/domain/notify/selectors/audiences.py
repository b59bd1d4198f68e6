"""Whom an event is for. Each answer takes a fixed number of queries, however many people there are.

It says whom an event concerns; whether they may see it today is asked apart (`told_of`).
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q

from plumbline.domain.approvals.choices import ApprovalState
from plumbline.domain.approvals.models import Approval
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.discussion.models import Comment
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.permissions import practices_read_permit
from plumbline.domain.notify.models import Follow
from plumbline.domain.okrs.models import KeyResult, Objective, ObjectiveContributor, Visibility
from plumbline.domain.okrs.selectors.effects import effect_subjects, living_under
from plumbline.domain.okrs.selectors.readers import reads
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import GrantedRole, Person, RoleGrant, Team, TeamMembership
from plumbline.domain.orgs.viewers import Actor, Viewer
from plumbline.domain.tenancy.context import organization_bound


def objective_followers(objective: Objective, *, with_team: bool = False) -> frozenset[int]:
    """Return who follows an objective (four queries).

    By themselves: who owns it or one of its key results, contributes, or commented on it.

    Args:
        objective: Which.
        with_team: Whoever follows its team too.
    """
    co_owners = KeyResult.objects.filter(objective=objective, owner__isnull=False)
    people = _of_themselves(objective, Q()) | set(co_owners.values_list("owner_id", flat=True))
    wanted = Q(objective=objective)
    if with_team and objective.team_id is not None:
        wanted |= Q(team_id=objective.team_id)
    said = _said(wanted)
    people |= said["team", True] | said["objective", True]
    return frozenset(people - said["objective", False])


def key_result_followers(key_result: KeyResult) -> frozenset[int]:
    """Return who follows a key result, or its objective (three queries).

    Owners of other key results of the objective do so only where they say it.
    """
    objective = key_result.objective
    people = _of_themselves(objective, Q(key_result=None) | Q(key_result=key_result))
    said = _said(Q(objective=objective) | Q(key_result=key_result))
    people = (people | said["objective", True]) - said["objective", False]
    if key_result.owner_id is not None:
        people.add(key_result.owner_id)
    return frozenset((people | said["key_result", True]) - said["key_result", False])


def key_result_adjustment_told(*, viewer: Viewer, public_id: str, at: datetime) -> list[Person]:
    """Return who hears that a key result is adjusted, by name (nine queries).

    It is asked while it stands adjusted, as the notices are made then. Whoever adjusts it is not
    told, and by which way is for each of them to choose.

    Args:
        viewer: Who adjusts it.
        public_id: Which.
        at: Now.
    """
    rows = KeyResult.objects.select_related("objective__owner", "objective__team")
    row = rows.get(public_id=public_id)
    return _named(key_result_followers(row), row.objective, but=viewer, at=at)


def objective_adjustment_told(*, viewer: Viewer, public_id: str, at: datetime) -> list[Person]:
    """Return who hears that an objective is adjusted; as `key_result_adjustment_told`."""
    row = Objective.objects.select_related("owner", "team").get(public_id=public_id)
    return _named(objective_followers(row, with_team=True), row, but=viewer, at=at)


def _named(
    people: frozenset[int], objective: Objective, *, but: Viewer, at: datetime
) -> list[Person]:
    told = told_of(people - {but.person_id}, objectives=[objective], at=at)
    return sorted(told, key=lambda person: (person.name, person.pk))


def cycle_followers(cycle: Cycle) -> frozenset[int]:
    """Return who follows a cycle; by themselves the champions (two queries)."""
    said = _said(Q(cycle=cycle))
    return frozenset((_champions() | said["cycle", True]) - said["cycle", False])


def approvers(objective: Objective, *, but: int | None, today: date) -> frozenset[int]:
    """Return for whose yes an objective waits (two queries).

    The leads of its team; where it has none beside the one who asks, those of the nearest team
    above that has; else the champions. Of a private one it is the owner's manager.

    Args:
        objective: With owner and team fetched.
        but: Whoever asks.
        today: The organization's day.
    """
    if objective.visibility == Visibility.PRIVATE:
        manager = objective.owner.manager_id if objective.owner else None
        return frozenset({manager} if manager is not None else ())
    if objective.is_personal or objective.team is None:
        return frozenset()
    rows = TeamMembership.objects.filter(
        Q(until=None) | Q(until__gt=today),
        team_id__in=(*objective.team.ancestor_ids, objective.team_id),
        is_lead=True,
        since__lte=today,
        person__active=True,
    ).exclude(person_id=but)
    leads = list(rows.values_list("team__depth", "person_id"))
    deepest = max((depth for depth, _ in leads), default=None)
    if deepest is None:
        return frozenset(_champions())
    return frozenset(person for depth, person in leads if depth == deepest)


def approvals_waiting(objective: Objective) -> frozenset[int]:
    """Return of whom the approval of an objective is asked, and not given yet (one query)."""
    waiting = Approval.objects.filter(
        objective_public_id=objective.public_id, state=ApprovalState.ASKED
    )
    return frozenset(waiting.values_list("person_id", flat=True))


def waiver_answerers(objective: Objective) -> frozenset[int]:
    """Return who may answer a waiver of an objective (one query): of a private one the manager.

    Args:
        objective: With its owner fetched.
    """
    manager = objective.owner.manager_id if objective.owner else None
    if objective.visibility == Visibility.PRIVATE:
        return frozenset({manager} if manager is not None else ())
    return practice_runners()


def practice_runners() -> frozenset[int]:
    """Return who runs the practices: champions and admins (one query)."""
    grants = RoleGrant.objects.filter(role__in=(GrantedRole.CHAMPION, GrantedRole.ADMIN))
    return frozenset(grants.values_list("person_id", flat=True))


def team_leads(team: Team, *, today: date) -> frozenset[int]:
    """Return who leads a team (one query)."""
    rows = TeamMembership.objects.filter(
        Q(until=None) | Q(until__gt=today), team=team, is_lead=True, since__lte=today
    )
    return frozenset(rows.values_list("person_id", flat=True))


def practice_asked(practice: Practice, *, today: date, of_all: bool = True) -> frozenset[int]:
    """Return of whom a practice asks something (three queries, however many objectives there are).

    Who owns what lives in its scope, who leads a team there, and who said they follow one of these.

    Args:
        practice: With its team fetched.
        today: The organization's day.
        of_all: Also because of what not everybody sees; whom to tell, never how many.
    """
    living = living_under(practice) if of_all else effect_subjects(practice)
    leads = TeamMembership.objects.filter(
        Q(until=None) | Q(until__gt=today), is_lead=True, since__lte=today, team__archived_on=None
    )
    follows = Follow.objects.filter(is_on=True, cycle=None)
    if not of_all:
        everybody = Visibility.ORGANIZATION
        follows = follows.filter(
            Q(objective=None) | Q(objective__visibility=everybody),
            Q(key_result=None) | Q(key_result__objective__visibility=everybody),
        )
    if practice.team is not None:
        below = practice.team.path
        leads = leads.filter(team__path__startswith=below)
        follows = follows.filter(
            Q(objective__in=living)
            | Q(key_result__objective__in=living)
            | Q(team__path__startswith=below)
        )
    asked = set(living.exclude(owner=None).values_list("owner_id", flat=True).distinct())
    asked |= set(leads.values_list("person_id", flat=True).distinct())
    return frozenset(asked | set(follows.values_list("person_id", flat=True).distinct()))


def practice_asked_count(*, viewer: Actor, practice: Practice, at: datetime) -> int:
    """Return how many people hear of it when a practice begins to ask more (four queries).

    Whoever moves it is not told. Whoever hears of it only because of something that not everybody
    sees is not counted: the number would tell that there is such a thing.

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    today = organization_day(organization_bound(), at)
    asked = practice_asked(practice, today=today, of_all=False) - {viewer.person_id}
    return len(told_of(asked, objectives=(), at=at))


def practice_keepers(practice: Practice) -> frozenset[int]:
    """Return who looks at a practice again: its owner, else whoever runs the practices.

    One query.

    Args:
        practice: With its owner fetched.
    """
    if practice.owner is not None and practice.owner.active:
        return frozenset({practice.owner.pk})
    return practice_runners()


def told_of(
    person_ids: Collection[int], *, objectives: Collection[Objective], at: datetime
) -> list[Person]:
    """Return whom of some people an event may be told.

    They are here, can sign in, and see all that it is about today. Where not everybody does, each
    is asked: those are few.
    """
    people = Person.objects.filter(
        pk__in=person_ids, active=True, is_service=False, account__is_active=True
    ).order_by("pk")
    return [
        person
        for person in people
        if all(reads(person, objective, at=at) for objective in objectives)
    ]


def _of_themselves(objective: Objective, comments: Q) -> set[int]:
    """Return owner, contributors and who commented (two queries)."""
    helping = ObjectiveContributor.objects.filter(objective=objective)
    people = set(helping.values_list("person_id", flat=True))
    said = Comment.objects.filter(comments, objective=objective, taken_back_at__isnull=True)
    people |= set(said.values_list("author_id", flat=True).distinct())
    if objective.owner_id is not None:
        people.add(objective.owner_id)
    return people


def _said(wanted: Q) -> dict[tuple[str, bool], set[int]]:
    """Return who said they follow, or do not, by what they said it of (one query)."""
    found: dict[tuple[str, bool], set[int]] = {
        (thing, is_on): set()
        for thing in ("objective", "key_result", "team", "cycle")
        for is_on in (True, False)
    }
    for row in Follow.objects.filter(wanted):
        thing = next(name for name, _ in found if getattr(row, f"{name}_id") is not None)
        found[thing, row.is_on].add(row.person_id)
    return found


def _champions() -> set[int]:
    grants = RoleGrant.objects.filter(role=GrantedRole.CHAMPION)
    return set(grants.values_list("person_id", flat=True))
