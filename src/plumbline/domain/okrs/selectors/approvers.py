"""Who approves an objective by what they are to it: a lead above, a champion, or the manager.

Of what is private nobody but the owner's direct manager; of a personal objective nobody. Nobody
approves what they own.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.okrs.permissions import path_above
from plumbline.domain.orgs.models import GrantedRole, RoleGrant, TeamMembership
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.viewers import Standing
from plumbline.engine.rules.agreement.not_approved import OF_PRIVATE

LEAD, CHAMPION = "parent_lead", "champion"


def approvers_asked(
    objective: Objective, by: Collection[str], *, today: date
) -> Mapping[int, frozenset[str]]:
    """Return whom to ask, each with what they are to it (two queries at most).

    The leads of the nearest team above that has any beside the owner; where none has, the
    champions stand in for them.

    Args:
        objective: With owner and team fetched.
        by: Whose approval is asked for, as the rule calls them.
        today: The organization's day.
    """
    if objective.is_personal or objective.team is None:
        return {}
    if objective.visibility == Visibility.PRIVATE:
        manager = objective.owner.manager_id if objective.owner else None
        return {} if manager is None else {manager: frozenset({OF_PRIVATE})}
    found: dict[int, set[str]] = defaultdict(set)
    leads = leads_above(objective, today=today) if LEAD in by else ()
    for person in leads:
        found[person].add(LEAD)
    if CHAMPION in by or not leads:
        grants = RoleGrant.objects.filter(role=GrantedRole.CHAMPION, person__active=True)
        for person in grants.exclude(person_id=objective.owner_id).values_list(
            "person_id", flat=True
        ):
            found[person] |= {CHAMPION} if leads or LEAD not in by else {CHAMPION, LEAD}
    return {person: frozenset(roles) for person, roles in found.items()}


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


def roles_to(standing: Standing, objective: Objective, *, today: date) -> frozenset[str]:
    """Return what somebody is to an objective they see (one query, of champions alone).

    Whoever leads any team above counts as a lead above, not the nearest ones alone.
    """
    if objective.is_personal or objective.owner_id == standing.person_id:
        return frozenset()
    if objective.visibility == Visibility.PRIVATE:
        is_manager = objective.owner_id in standing.report_ids
        return frozenset({OF_PRIVATE} if is_manager else ())
    above = path_above(objective)
    found = {LEAD} if above and standing.leads(above) else set()
    if Role.CHAMPION in standing.roles:
        found.add(CHAMPION)
        if not leads_above(objective, today=today):
            found.add(LEAD)
    return frozenset(found)
