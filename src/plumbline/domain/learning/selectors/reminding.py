"""Whom lessons wait for, so that they are reminded; it asks nobody's leave."""

from datetime import date

from django.db.models import Q, QuerySet

from plumbline.domain.learning.models import Assignment
from plumbline.domain.learning.selectors.assignments import COUNTS_FOR, people_done
from plumbline.domain.orgs.models import Person, TeamMembership
from plumbline.engine.coaching.learning.course import lessons


def assignments_reminded(*, on: date) -> QuerySet[Assignment]:
    """Return the assignments that people are reminded of on a day: those that still count."""
    rows: QuerySet[Assignment] = Assignment.objects.filter(
        taken_back_at=None, due_on__gte=on - COUNTS_FOR
    )
    return rows.select_related("team").order_by("due_on", "pk")


def people_open(row: Assignment, *, on: date) -> frozenset[int]:
    """Return who is to do an assignment and has not done all of it (two queries).

    Args:
        row: With its team fetched.
        on: Who belongs to its team on that day.
    """
    known = lessons()
    asked = [known[name] for name in row.lessons if name in known]
    people = Person.objects.filter(active=True, is_service=False)
    if row.team is not None:
        members = TeamMembership.objects.filter(
            Q(until=None) | Q(until__gt=on),
            since__lte=on,
            team__path__startswith=row.team.path,
        )
        people = people.filter(pk__in=members.values("person"))
    ids = frozenset(people.values_list("pk", flat=True)) if asked else frozenset()
    return ids - people_done(ids, asked)
