"""Who reads an objective with a reason, for the page of the objective and for whoever opened it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from plumbline.domain.okrs.models import Objective, Opening
from plumbline.domain.okrs.models.openings import opening_stands
from plumbline.domain.okrs.permissions import openable_by, readable_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.orgs.viewers import Actor, Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFacts:
    """One opening.

    Attributes:
        title: Of the objective today.
        person: Who opened it.
        told: Who was told by mail; `None` where nobody had an address.
        until: When it expires, or when it was ended before that.
        is_standing: Whether its person may still read by it.
    """

    public_id: str
    objective: Name
    person: Name
    told: Name | None
    reason: str
    opened_at: datetime
    until: datetime
    is_standing: bool


def own_openings(*, viewer: Viewer, at: datetime) -> tuple[OpeningFacts, ...]:
    """Return what the viewer has opened and may read by it, the one that expires first on top."""
    readable = Objective.objects.filter(readable_to(viewer, at=at)).values("pk")
    rows = _rows().filter(opening_stands(at), person_id=viewer.person_id, objective__in=readable)
    return tuple(_facts(row, at) for row in rows.order_by("expires_at", "pk"))


def opening_used(viewer: Viewer, objective: Objective, *, at: datetime) -> OpeningFacts | None:
    """Return the opening by which the viewer reads an objective that they do not see.

    The caller has asked whether they may read it (one query).
    """
    own = _rows().filter(opening_stands(at), objective=objective, person_id=viewer.person_id)
    row: Opening | None = own.order_by("-expires_at", "-pk").first()
    return None if row is None else _facts(row, at)


def openings_told(
    viewer: Actor, objective: Objective, moment: Moment, *, at: datetime
) -> tuple[OpeningFacts, ...]:
    """Return who has opened an objective, oldest first, as far as it is the viewer's to know.

    All of it for the owner and their manager, whom it is for; the rest of those who may read the
    objective learn nothing of what an admin looks into, but each knows what they opened
    themselves. One query; none for most.
    """
    if not isinstance(viewer, Viewer):
        return ()
    rows = _rows().filter(moment.known(recorded="opened_at"), objective=objective)
    if not _is_for(viewer, objective):
        if not openable_by(viewer):
            return ()
        rows = rows.filter(person_id=viewer.person_id)
    return tuple(_facts(row, at) for row in rows.order_by("opened_at", "pk"))


def _is_for(viewer: Viewer, objective: Objective) -> bool:
    owner_id = objective.owner_id
    return owner_id is not None and any(
        owner_id == standing_of.person_id or owner_id in standing_of.report_ids
        for standing_of in viewer.standings
    )


def _rows() -> QuerySet[Opening]:
    return Opening.objects.select_related("objective", "person", "told")


def _facts(row: Opening, at: datetime) -> OpeningFacts:
    told = row.told
    return OpeningFacts(
        public_id=row.public_id,
        objective=Name(row.objective.public_id, row.objective.title),
        person=Name(row.person.public_id, row.person.name),
        told=None if told is None else Name(told.public_id, told.name),
        reason=row.reason,
        opened_at=row.opened_at,
        until=row.ended_at or row.expires_at,
        is_standing=row.ended_at is None and at < row.expires_at,
    )
