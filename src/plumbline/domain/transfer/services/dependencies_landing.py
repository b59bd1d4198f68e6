"""Dependencies of a document as rows, once everything they lie between is seen."""

from datetime import UTC, datetime

from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.permissions import Side
from plumbline.domain.dependencies.services.importing import DependencyImported, dependency_import
from plumbline.domain.dependencies.states import PromiseState
from plumbline.domain.journal.recording import Author
from plumbline.domain.okrs.models import KeyResult
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import DomainError, ValidationRefused
from plumbline.domain.transfer.permissions import import_anywhere_permitted
from plumbline.domain.transfer.plan_values import PlannedDependency, PlannedSide
from plumbline.domain.transfer.services.staging import Staging
from plumbline.engine.messages import Message


def dependency_land(
    staging: Staging, actor: Actor, author: Author, planned: PlannedDependency
) -> Dependency:
    """Make one dependency of a document, inside the caller's `writing`.

    Raises:
        DomainError: It is not the actor's to make, or its sides do not see each other.
    """
    stated, landing = planned.dependency, staging.landing
    return dependency_import(
        actor=actor,
        author=author,
        waiting=_side(staging, planned.waiting),
        delivering=_side(staging, planned.delivering),
        values=DependencyImported(
            title=stated.title,
            needed_by=stated.needed_by,
            state=PromiseState(stated.state.value) if stated.state else PromiseState.ASKED,
            reason=(stated.reason or "").strip(),
            changed_by=landing.person(planned.author),
            asked_at=_asked(stated.asked_at, landing.at),
        ),
        for_anybody=import_anywhere_permitted(actor),
        at=landing.at,
    )


def refused_first(refused: DomainError) -> Message:
    """Return the first sentence of a refusal."""
    if isinstance(refused, ValidationRefused):
        return next(message for found in refused.field_errors.values() for message in found)
    return refused.message


def _side(staging: Staging, planned: PlannedSide) -> Side:
    if planned.key_result is not None:
        row = staging.end(planned.key_result).key_result
        fetched = KeyResult.objects.select_related("objective__team", "owner")
        return Side(key_result=fetched.get(pk=row.pk if row else None))
    return Side(
        team=staging.landing.team_of(planned.team, is_personal=False),
        person=staging.landing.person(planned.person),
    )


def _asked(stated: datetime | None, at: datetime) -> datetime:
    return at if stated is None else min(stated.astimezone(UTC), at)
