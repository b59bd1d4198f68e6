"""Who was asked to attest practices at an instant and what they had answered; for audits.

Audits ask nobody's leave; whoever reads one is told a name only where they may see that person's
attestations (`permissions`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery

from plumbline.domain.attestations.models import Attestation, AttestationAsk
from plumbline.domain.attestations.selectors.occasions import (
    counts_from,
    cycles_holding,
    due_day,
)
from plumbline.domain.attestations.selectors.standing import (
    versions_then,
    worded,
    words_version_of,
)
from plumbline.domain.governance.selectors.said import begins_on
from plumbline.domain.orgs.models import Person


@dataclass(frozen=True, slots=True)
class AnswerThen:
    """What somebody had answered.

    Attributes:
        on: The organization's day.
    """

    is_attested: bool
    on: date


def answers_then(
    ask: AttestationAsk, people: Collection[int], *, on: date, at: datetime
) -> Mapping[int, AnswerThen]:
    """Return the latest answer of people that counted at an instant, by person (three queries).

    Args:
        ask: Who is asked, and how often.
        people: Rows of people.
        on: The organization's day.
        at: The instant; what was answered later counts for nothing.
    """
    rows = _counted(ask, on=on, at=at).filter(person_id__in=people)
    return {row.person_id: AnswerThen(row.is_attested, row.on) for row in rows.order_by("at", "pk")}


def people_attested_then(
    ask: AttestationAsk, people: QuerySet[Person], *, on: date, at: datetime
) -> QuerySet[Person]:
    """Return those of some people whose latest answer at an instant said yes (two queries more)."""
    own = _counted(ask, on=on, at=at).filter(person_id=OuterRef("pk")).order_by("-at", "-pk")
    return people.annotate(has_attested=Subquery(own.values("is_attested")[:1])).filter(
        has_attested=True
    )


def due_then(ask: AttestationAsk, *, on: date) -> date:
    """Return by when whoever was asked was to have answered, as it stood on a day (two queries)."""
    versions = versions_then(ask.practice, on=on)
    cycle = cycles_holding(on=on).first()
    return due_day(
        ask,
        on=on,
        effective_on=begins_on(versions[-1]) if versions else ask.practice.effective_on,
        cycle_start=cycle.start if cycle else None,
        worded_at=worded(versions).at if versions else None,
    )


def _counted(ask: AttestationAsk, *, on: date, at: datetime) -> QuerySet[Attestation]:
    """Return the answers that counted at an instant (two queries besides)."""
    cycle = cycles_holding(on=on).first()
    since = counts_from(ask, on=on, cycle_start=cycle.start if cycle else None)
    rows: QuerySet[Attestation] = Attestation.objects.filter(
        practice=ask.practice,
        practice_version__gte=words_version_of(ask.practice, on=on),
        on__lte=on,
        at__lte=at,
    )
    return rows.filter(on__gte=since) if since is not None else rows
