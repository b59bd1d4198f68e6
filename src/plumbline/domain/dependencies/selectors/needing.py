"""Dependencies that wait for a word or a deed of whoever asks."""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.permissions import dependencies_seen
from plumbline.domain.dependencies.selectors.dependencies import facts_of
from plumbline.domain.dependencies.selectors.facts import DependencyFacts
from plumbline.domain.dependencies.selectors.near import FETCHED
from plumbline.domain.dependencies.states import UNSETTLED_STATES, PromiseState
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.scoping import asked_alike

#: How long before its day a promise is remembered.
REMINDED_BEFORE = timedelta(days=14)
#: How many are told beside the week: anybody may ask anybody, and the page stays a page.
NEEDING_UP_TO = 12


def dependencies_needing(*, viewer: Actor, at: datetime) -> tuple[DependencyFacts, ...]:
    """Return what waits for a word or a deed of the viewer themselves, the nearest day first.

    No more than `NEEDING_UP_TO`; what is done makes room for the next.

    What is asked of them, what they promised from a fortnight before its day on, and what was
    declined to them.
    """
    person = viewer.person_id
    if person is None:
        return ()
    moment = moment_of(at=at, as_of=None)
    if not _any_needing(person, moment.day):
        return ()
    return facts_of(viewer, [*_needing(viewer, person, moment.day, NEEDING_UP_TO)], moment)


@asked_alike(128)
def _any_needing(person: int, day: date) -> QuerySet[Dependency, int]:
    """Ask whether there is any, seen or not; mostly there is none, and this is soon asked."""
    return _needing_of(person, day).values_list("pk", flat=True)[:1]


@asked_alike(128)
def _needing(viewer: Actor, person: int, day: date, most: int) -> QuerySet[Dependency]:
    rows = _needing_of(person, day).filter(dependencies_seen(viewer))
    return rows.select_related(*FETCHED).order_by("needed_by", "pk")[:most]


def _needing_of(person: int, day: date) -> QuerySet[Dependency]:
    delivers = Q(delivering_person=person) | Q(delivering_key_result__owner=person)
    waits = Q(waiting_person=person) | Q(waiting_key_result__owner=person)
    near = Q(state=PromiseState.ACCEPTED, needed_by__lte=day + REMINDED_BEFORE)
    mine = delivers & (Q(state=PromiseState.ASKED) | near)
    mine |= waits & Q(state=PromiseState.DECLINED)
    rows: QuerySet[Dependency] = Dependency.objects.filter(mine, state__in=UNSETTLED_STATES)
    return rows
