"""Who was asked to attest practices on a day, as it was by the end of that day."""

from collections.abc import Collection, Mapping
from copy import copy
from datetime import date
from typing import Final

from plumbline.domain.attestations.models import AttestationAsk, AttestationAskVersion
from plumbline.domain.orgs.days import organization_day_end
from plumbline.domain.tenancy.context import organization_bound

SAID: Final = ("audience", "roles", "team", "rhythm", "began_on", "until", "ended_on")
"""Fields that every version of an ask keeps."""


def asks_on(practice_ids: Collection[int], *, on: date) -> Mapping[int, AttestationAsk]:
    """Return who was asked to attest practices on a day, by the row of the practice (one query).

    What somebody changed in an ask later says nothing of that day.

    Args:
        practice_ids: Rows of practices.
        on: The organization's day, today or before.

    Returns:
        Asks as they were then, not to be saved; none where nobody was asked that day.
    """
    end = organization_day_end(organization_bound(), on)
    rows = AttestationAskVersion.objects.filter(ask__practice_id__in=practice_ids, at__lte=end)
    latest: dict[int, AttestationAskVersion] = {}
    for row in rows.select_related("ask__practice", "team").order_by("at", "number"):
        latest[row.ask.practice_id] = row
    asks = {practice: _as_said(version) for practice, version in latest.items()}
    return {practice: ask for practice, ask in asks.items() if is_in_force(ask, on=on)}


def is_in_force(ask: AttestationAsk, *, on: date) -> bool:
    """Whether an ask counts on a day, as far as its own days say."""
    return (
        ask.began_on <= on
        and (ask.until is None or ask.until >= on)
        and (ask.ended_on is None or ask.ended_on > on)
    )


def _as_said(version: AttestationAskVersion) -> AttestationAsk:
    ask: AttestationAsk = copy(version.ask)
    for name in SAID:
        setattr(ask, name, getattr(version, name))
    return ask
