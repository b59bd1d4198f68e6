"""What people were asked to attest and have not, all practices at once; and who was reminded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value

from plumbline.domain.attestations.models import Attestation, AttestationAsk
from plumbline.domain.attestations.selectors.occasions import (
    asks_in_force,
    counts_from,
    cycles_holding,
)
from plumbline.domain.attestations.selectors.standing import people_asked, seen_by
from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.permissions import practices_read_permit
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.orgs.days import organization_day_begin, organization_day_end
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound

REMINDED: Final = "practice.attest_remind"
"""As the journal calls that somebody had people reminded."""


@dataclass(frozen=True, slots=True)
class Outstanding:
    """How many of those who are to attest a practice have not.

    Attributes:
        asked: How many people are asked, of those whom the viewer sees.
        silent: How many of them have not attested, whether they said "not yet" or nothing.
    """

    practice: Practice
    since: date
    asked: int
    silent: int


def attestations_outstanding(*, viewer: Actor, on: date) -> Sequence[Outstanding]:
    """Return the practices that somebody has still to attest, policies first, then by name.

    Of whoever sees nobody's answers but their own only these are counted. It takes three queries,
    whatever the number of practices and people.

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    asks = {each.practice_id: each for each in asks_in_force(on=on)}
    cycle = cycles_holding(on=on).first() if asks else None
    tallies = [
        _tally(ask, seen_by(viewer, on), on=on, cycle_start=cycle.start if cycle else None)
        for ask in asks.values()
    ]
    if not tallies:
        return ()
    first, *others = tallies
    found = [
        Outstanding(asks[pk].practice, asks[pk].began_on, asked, silent)
        for pk, asked, silent in (first.union(*others, all=True) if others else first)
        if silent
    ]
    order = (Tier.POLICY, Tier.GUIDELINE, Tier.BEST_PRACTICE)
    return sorted(
        found, key=lambda each: (order.index(Tier(each.practice.tier)), each.practice.name)
    )


def practices_reminded(practices: Collection[int], *, viewer: Actor, on: date) -> frozenset[int]:
    """Return of which practices somebody had people reminded on a day (one query).

    Args:
        practices: Rows of practices.
        viewer: Who asks.
        on: The organization's day.

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    organization = organization_bound()
    rows = JournalEntry.objects.filter(
        subject_kind="practice",
        subject_id__in=practices,
        act=REMINDED,
        at__gte=organization_day_begin(organization, on),
        at__lte=organization_day_end(organization, on),
    )
    return frozenset(rows.values_list("subject_id", flat=True))


def _tally(
    ask: AttestationAsk, seen: Q, *, on: date, cycle_start: date | None
) -> QuerySet[Any, tuple[int, int, int]]:
    """Return one row: the practice, how many are asked and how many have not attested it."""
    given = Attestation.objects.filter(
        practice=ask.practice_id,
        person=OuterRef("pk"),
        practice_version__gte=ask.practice.words_version,
        on__lte=on,
    )
    since = counts_from(ask, on=on, cycle_start=cycle_start)
    if since is not None:
        given = given.filter(on__gte=since)
    people = people_asked(ask, on=on).filter(seen).order_by()
    rows: QuerySet[Any, tuple[int, int, int]] = (
        people.annotate(
            asked_practice=Value(ask.practice_id),
            has_attested=Subquery(given.order_by("-at", "-pk").values("is_attested")[:1]),
        )
        .values("asked_practice")
        .annotate(
            asked_count=Count("pk"),
            silent_count=Count("pk", filter=Q(has_attested=None) | Q(has_attested=False)),
        )
        .values_list("asked_practice", "asked_count", "silent_count")
    )
    return rows
