"""Who approves an objective: a lead above, a champion, the manager, or people named for it.

Whom a practice asks is said as the rule says it: by what somebody is to an objective, or by their
public id. Of what is private nobody but the owner's direct manager; of a personal objective
nobody. Nobody approves what they own: where that leaves no champion, the admins stand in.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q

from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.okrs.permissions import path_above
from plumbline.domain.okrs.selectors.readers import reads
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import GrantedRole, Person, RoleGrant, TeamMembership
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.selectors.viewing import ONLY_READING
from plumbline.domain.orgs.viewers import Standing
from plumbline.domain.tenancy.context import organization_bound
from plumbline.engine.rules.agreement.not_approved import APPROVERS, OF_PRIVATE

LEAD, CHAMPION = APPROVERS
NOBODY: Final[Mapping[int, str]] = {}


def approvers_asked(
    objective: Objective, asks: Collection[frozenset[str]], *, at: datetime
) -> Mapping[int, frozenset[str]]:
    """Return whom to ask, each with what they are to it (four queries at most).

    The leads of the nearest team above that has any beside the owner; where none has, the
    champions stand in for them, and so they do where nobody is left of those who are named. For
    the champions stand in the admins, where the owner is the only champion.

    Args:
        objective: With owner and team fetched.
        asks: Whose approval each practice asks for, as the rule calls them.
        at: Now.
    """
    today = organization_day(organization_bound(), at)
    if objective.is_personal or objective.team is None:
        return {}
    if objective.visibility == Visibility.PRIVATE:
        manager = objective.owner.manager_id if objective.owner else None
        return {} if manager is None else {manager: frozenset({OF_PRIVATE})}
    by = frozenset().union(*asks)
    found: dict[int, set[str]] = defaultdict(set)
    leads = leads_above(objective, today=today) if LEAD in by else ()
    for person in leads:
        found[person].add(LEAD)
    named = named_people(objective, by, at=at)
    for person, public_id in named.items():
        found[person].add(public_id)
    instead = {LEAD} if LEAD in by and not leads else set()
    instead |= stood_in(asks, named)
    if CHAMPION in by or instead:
        for person in running_beside(objective):
            found[person] |= {CHAMPION, *instead}
    return {person: frozenset(roles) for person, roles in found.items()}


def running_beside(objective: Objective) -> Collection[int]:
    """Return the champions beside the owner; where there is none, the admins beside them.

    One query, two where there is no champion.
    """
    for role in (GrantedRole.CHAMPION, GrantedRole.ADMIN):
        grants = RoleGrant.objects.filter(role=role, person__active=True)
        beside = grants.exclude(person_id=objective.owner_id)
        found = frozenset(beside.values_list("person_id", flat=True))
        if found:
            return found
    return frozenset()


def left_without_approver(
    objectives: Iterable[Objective], asks: Collection[frozenset[str]], *, at: datetime
) -> int:
    """Return how many of some objectives nobody could approve: all who might own them.

    Only those of somebody who is the last champion and the last admin come into question, so that
    beside one query for each owner few are looked at.

    Args:
        objectives: With owner and team fetched.
        asks: As for `approvers_asked`.
        at: Now.
    """
    beside: dict[int | None, bool] = {}
    count = 0
    for each in objectives:
        if each.owner_id not in beside:
            beside[each.owner_id] = bool(running_beside(each))
        count += not beside[each.owner_id] and not approvers_asked(each, asks, at=at)
    return count


def names_in(by: Collection[str]) -> set[str]:
    """Return the public ids among those whose approval is asked for."""
    return {each for each in by if each not in {*APPROVERS, OF_PRIVATE}}


def stood_in(asks: Collection[frozenset[str]], named: Mapping[int, str]) -> frozenset[str]:
    """Return for whom champions stand in: of practices that name people alone, none of them left.

    Args:
        asks: Whose approval each practice asks for.
        named: From `named_people`.
    """
    left = {*named.values()}
    return frozenset().union(*(by for by in asks if names_in(by) == by and not by & left))


def named_people(objective: Objective, by: Collection[str], *, at: datetime) -> Mapping[int, str]:
    """Return the public ids of those who are named and can approve it, by their rows.

    One query, and none where nobody is named; of what a team alone sees some for each of them.
    Left out are its owner, whoever has gone, who only reads, and who does not see it.
    """
    names = names_in(by)
    if not names or objective.visibility == Visibility.PRIVATE or objective.is_personal:
        return {}
    rows = Person.objects.filter(public_id__in=names, active=True, is_service=False)
    rows = rows.exclude(_only_reads(organization_day(organization_bound(), at)))
    people = rows.exclude(pk=objective.owner_id).select_related("account").order_by("pk")
    return {each.pk: each.public_id for each in people if reads(each, objective, at=at)}


def leads_above(objective: Objective, *, today: date) -> Collection[int]:
    """Return the leads of the nearest team above that has any beside the owner (one query)."""
    above = objective.team.ancestor_ids if objective.team else ()
    if not above:
        return ()
    rows = TeamMembership.objects.filter(
        Q(until=None) | Q(until__gt=today),
        team_id__in=above,
        is_lead=True,
        since__lte=today,
        person__active=True,
    ).exclude(person_id=objective.owner_id)
    leads = list(rows.values_list("team__depth", "person_id"))
    deepest = max((depth for depth, _ in leads), default=None)
    return {person for depth, person in leads if depth == deepest}


def _only_reads(today: date) -> Q:
    """Return the condition that somebody does no more than read, as `viewing` derives it."""
    grants = RoleGrant.objects.filter(person_id=OuterRef("pk"))
    teams = TeamMembership.objects.filter(
        Q(until=None) | Q(until__gt=today), person_id=OuterRef("pk"), since__lte=today
    )
    only = Q(Exists(grants.filter(role__in=ONLY_READING)))
    only &= ~Q(Exists(grants.exclude(role__in=ONLY_READING)))
    return only & ~Q(Exists(teams))


def roles_to(
    standing: Standing,
    objective: Objective,
    *,
    today: date,
    named: Mapping[int, str] = NOBODY,
    instead: Collection[str] = (),
) -> frozenset[str]:
    """Return what somebody is to an objective they see (three queries at most).

    Whoever leads any team above counts as a lead above, not the nearest ones alone.

    Args:
        standing: Where they stand.
        objective: Which.
        today: The organization's day.
        named: Who is named for it, from `named_people`.
        instead: For whom champions stand in, from `stood_in`.
    """
    if objective.is_personal or objective.owner_id == standing.person_id:
        return frozenset()
    if objective.visibility == Visibility.PRIVATE:
        is_manager = objective.owner_id in standing.report_ids
        return frozenset({OF_PRIVATE} if is_manager else ())
    above = path_above(objective)
    found = {LEAD} if above and standing.leads(above) else set()
    found |= {named[standing.person_id]} if standing.person_id in named else set()
    runs = Role.CHAMPION in standing.roles
    if Role.ADMIN in standing.roles and not runs:
        runs = standing.person_id in running_beside(objective)
    if runs:
        found |= {CHAMPION, *instead}
        if not leads_above(objective, today=today):
            found.add(LEAD)
    return frozenset(found)
