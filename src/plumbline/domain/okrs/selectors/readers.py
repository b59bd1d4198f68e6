"""Whether somebody who is named, answers or is told may see what it is about."""

from datetime import datetime

from plumbline.domain.journal.models import Source
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.selectors.viewing import viewer_of
from plumbline.domain.tenancy.context import organization_bound


def reads(person: Person, objective: Objective, *, at: datetime) -> bool:
    """Say whether somebody sees an objective today."""
    if objective.visibility == Visibility.ORGANIZATION:
        return True
    viewer = viewer_of(
        person=person, organization=organization_bound(), at=at, source=Source.SYSTEM
    )
    return Objective.objects.filter(visible_to(viewer), pk=objective.pk).exists()
