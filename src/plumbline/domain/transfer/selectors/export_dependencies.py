"""What the key results of an export wait for and deliver, as documents tell it."""

from collections.abc import Iterator
from datetime import UTC

from django.db.models import Q, QuerySet

from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.permissions import dependencies_seen
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.transfer.written import document_id, person_written
from plumbline.engine.documents import model as documents

_FETCHED = tuple(
    f"{side}_{what}"
    for side in ("waiting", "delivering")
    for what in ("key_result", "team", "person")
)


def dependencies_written(
    *, viewer: Actor, objectives: QuerySet[Objective]
) -> Iterator[documents.Dependency]:
    """Yield what hangs on key results of some objectives, as far as the viewer sees both sides.

    It comes in the order in which it was asked for (one query).
    """
    within = objectives.order_by().values("pk")
    own = Q(waiting_key_result__objective__in=within) | Q(
        delivering_key_result__objective__in=within
    )
    rows = Dependency.objects.filter(dependencies_seen(viewer), own)
    for row in rows.select_related(*_FETCHED, "changed_by").order_by("asked_at", "pk"):
        yield _written(row)


def _written(row: Dependency) -> documents.Dependency:
    return documents.Dependency(
        title=row.title,
        needed_by=row.needed_by,
        waiting=_id(row.waiting_key_result),
        waiting_team=_key(row.waiting_team),
        waiting_person=person_written(row.waiting_person),
        delivering=_id(row.delivering_key_result),
        delivering_team=_key(row.delivering_team),
        delivering_person=person_written(row.delivering_person),
        state=documents.PromiseState(row.state),
        reason=row.reason or None,
        author=person_written(row.changed_by),
        asked_at=row.asked_at.astimezone(UTC),
    )


def _id(row: KeyResult | None) -> str | None:
    return None if row is None else document_id(row)


def _key(team: Team | None) -> str | None:
    return None if team is None else team.key
