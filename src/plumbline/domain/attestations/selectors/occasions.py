"""From which day on an answer counts, and whether an ask is in force."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import OuterRef, Q, QuerySet, Subquery

from plumbline.domain.attestations.choices import Rhythm
from plumbline.domain.attestations.models import AttestationAsk
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.cycles.selectors import quarter_of
from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.models import PracticeVersion
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound

ANSWERED_WITHIN: Final = timedelta(days=14)
"""So long somebody has to answer where the ask names no last day: two reminders."""


ASKING: Final = (Tier.GUIDELINE, Tier.POLICY)
"""Tiers that people attest."""


def asks_in_force(*, on: date) -> QuerySet[AttestationAsk]:
    """Return what people are asked to attest on a day, with the practices.

    A move of the practice that is decided for a later day lets the ask go on as the tier has it
    that holds until then.
    """
    said = PracticeVersion.objects.filter(
        practice=OuterRef("practice"), said__effective_on__lte=on.isoformat()
    )
    held = said.order_by("-number").values("tier")[:1]
    rows: QuerySet[AttestationAsk] = AttestationAsk.objects.filter(
        Q(until=None) | Q(until__gte=on),
        Q(ended_on=None) | Q(ended_on__gt=on),
        began_on__lte=on,
        practice__is_archived=False,
    ).select_related("practice", "team")
    return rows.alias(tier_held=Subquery(held)).filter(
        Q(practice__effective_on__lte=on, practice__tier__in=ASKING)
        | Q(practice__effective_on__gt=on, tier_held__in=ASKING)
    )


def cycles_holding(*, on: date) -> QuerySet[Cycle]:
    """Return the cycles that hold a day, the one that began last first."""
    rows: QuerySet[Cycle] = Cycle.objects.filter(start__lte=on, end__gte=on)
    return rows.order_by("-start", "end", "pk")


def due_day(
    ask: AttestationAsk,
    *,
    on: date,
    effective_on: date,
    cycle_start: date | None,
    worded_at: datetime | None,
) -> date:
    """Return by when whoever is asked is to have answered; behind it silence is overdue.

    It is the last day of the ask; without one two weeks after it began, its cycle or quarter
    began, or the practice got its present words, whichever was last.

    Args:
        ask: Who is asked, and how often.
        on: The organization's day.
        effective_on: The day from which the practice holds as it is worded.
        cycle_start: As for `counts_from`.
        worded_at: When the practice got its present words.
    """
    if ask.until is not None:
        return ask.until
    counted = counts_from(ask, on=on, cycle_start=cycle_start)
    worded = organization_day(organization_bound(), worded_at) if worded_at else None
    days = (ask.began_on, effective_on, counted, worded)
    return max(each for each in days if each is not None) + ANSWERED_WITHIN


def counts_from(ask: AttestationAsk, *, on: date, cycle_start: date | None) -> date | None:
    """Return the first day whose answers count; None where they count whenever they were given.

    Args:
        ask: Who is asked, and how often.
        on: The organization's day.
        cycle_start: First day of the cycle that holds it; None where there is none, and then the
            quarter stands for it.
    """
    if ask.rhythm == Rhythm.WORDS:
        return None
    if ask.rhythm == Rhythm.CYCLE and cycle_start is not None:
        return cycle_start
    month = organization_bound().fiscal_year_start_month
    _name, start, _end, _kind = quarter_of(on, fiscal_year_start_month=month)
    return start
