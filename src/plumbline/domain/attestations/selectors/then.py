"""Who was asked to attest practices at an instant and what they had answered; for audits.

Audits ask nobody's leave; whoever reads one is told a name only where they may see that person's
attestations (`permissions`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.attestations.models import Attestation, AttestationAsk
from plumbline.domain.attestations.selectors.occasions import counts_from, cycles_holding
from plumbline.domain.attestations.selectors.standing import words_version_of


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
    cycle = cycles_holding(on=on).first()
    since = counts_from(ask, on=on, cycle_start=cycle.start if cycle else None)
    rows = Attestation.objects.filter(
        practice=ask.practice,
        practice_version__gte=words_version_of(ask.practice, on=on),
        person_id__in=people,
        on__lte=on,
        at__lte=at,
    )
    if since is not None:
        rows = rows.filter(on__gte=since)
    return {row.person_id: AnswerThen(row.is_attested, row.on) for row in rows.order_by("at", "pk")}
