"""Reminders of governance: attestations, looks at practices, waivers near their end."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from plumbline.domain.attestations.models import AttestationAsk
from plumbline.domain.attestations.selectors.occasions import asks_in_force
from plumbline.domain.attestations.selectors.standing import people_silent
from plumbline.domain.governance.choices import ASKING_TIERS, WaiverState
from plumbline.domain.governance.models import Practice, Waiver
from plumbline.domain.notify.choices import NoticeKind
from plumbline.domain.notify.models import Notice
from plumbline.domain.notify.selectors.audiences import practice_keepers, team_leads
from plumbline.domain.notify.services.events import Happening
from plumbline.domain.notify.services.telling import happenings_tell, notices_settle
from plumbline.domain.okrs.models import Objective
from plumbline.domain.orgs.days import organization_day, organization_day_begin
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.domain.tenancy.transactions import writing

NEAR: Final = timedelta(days=7)
"""So long before its last day a waiver is said to end: time to mend, or to ask again."""

TOLD_FOR: Final = timedelta(days=7)
"""So long after its last day: a worker that was off tells it late, and an old one never."""


def governance_remind(*, at: datetime, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Remind people of what practices ask of them; nobody while governance is switched off.

    Attestations once a week for each practice and wording, until they are given; a look at a
    practice once for each day it falls due on; a waiver once when it is near its end, and once
    when it is over. Nobody is told on a day off, but on their next working day.

    Args:
        at: Now.
        goes_on: Asked between two events; false leaves the rest.

    Returns:
        How many people were told.
    """
    if ModuleKey.GOVERNANCE not in organization_modules():
        return 0
    today = organization_day(organization_bound(), at)
    with writing(organization_bound()):
        _settle(today, at)
    return happenings_tell(_happenings(today, at), at=at, goes_on=goes_on, settled=_of_others)


def _happenings(today: date, at: datetime) -> Iterator[Happening]:
    for ask in asks_in_force(on=today).order_by("pk"):
        yield _attestation(ask, today, at)
    due = Practice.objects.filter(is_archived=False, review_on__lte=today).select_related("owner")
    for practice in due.order_by("pk"):
        yield Happening(
            event=f"review:{practice.pk}:{practice.review_on}",
            act="practice.review",
            at=at,
            actor_id=None,
            audience=dict.fromkeys(practice_keepers(practice), NoticeKind.REVIEW),
            practice=practice,
            working_on=today,
        )
    yield from _waivers(today, at)


def _attestation(ask: AttestationAsk, today: date, at: datetime) -> Happening:
    year, week, _day = today.isocalendar()
    practice = ask.practice
    return Happening(
        event=f"attest:{practice.pk}:{practice.words_version}:{year}W{week}",
        act="practice.attest",
        at=at,
        actor_id=None,
        audience=dict.fromkeys(people_silent(ask, on=today), NoticeKind.ATTEST),
        practice=practice,
        working_on=today,
        daily=organization_day_begin(organization_bound(), today),
    )


def _waivers(today: date, at: datetime) -> Iterator[Happening]:
    rows = list(
        Waiver.objects.filter(
            state=WaiverState.GRANTED,
            expires_on__lt=today + NEAR,
            expires_on__gte=today - TOLD_FOR,
        )
        .select_related("team")
        .order_by("pk")
    )
    about = Objective.objects.select_related("team", "owner").filter(
        public_id__in={each.objective_public_id for each in rows}, is_staged=False
    )
    objectives = {each.public_id: each for each in about}
    for row in rows:
        objective = objectives.get(row.objective_public_id)
        if row.team is not None:
            people = {row.asked_by_id, *team_leads(row.team, today=today)} - {None}
        elif objective is not None:
            people = {row.asked_by_id, objective.owner_id} - {None}
        else:
            continue
        word = "over" if row.expires_on < today else "near"
        yield Happening(
            event=f"waiver:{row.pk}:{word}:{row.expires_on}",
            act=f"waiver.{word}",
            at=at,
            actor_id=None,
            audience=dict.fromkeys(people, NoticeKind.WAIVER),
            objective=objective,
            waiver=row,
            working_on=today,
        )


def _settle(today: date, at: datetime) -> None:
    """Let the reminders of what nobody asks any more be read."""
    asked = asks_in_force(on=today).values("practice_id")
    due = Practice.objects.filter(is_archived=False, review_on__lte=today).values("pk")
    asking = Practice.objects.filter(is_archived=False, tier__in=ASKING_TIERS).values("pk")
    kinds = (
        (NoticeKind.ATTEST, asked),
        (NoticeKind.REVIEW, due),
        (NoticeKind.ASKS, asking),
    )
    for kind, practices in kinds:
        notices_settle(Notice.objects.filter(kind=kind).exclude(practice__in=practices), at=at)


def _of_others(happening: Happening) -> QuerySet[Notice]:
    """Return the reminders of those who attested since."""
    if happening.act != "practice.attest":
        return Notice.objects.none()
    own = Notice.objects.filter(practice=happening.practice, kind=NoticeKind.ATTEST)
    return own.exclude(person__in=happening.audience)
