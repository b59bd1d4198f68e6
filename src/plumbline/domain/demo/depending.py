"""Dependencies of the content turned into acts of the timeline: asked, answered, delivered."""

from datetime import datetime, timedelta
from functools import partial

from plumbline.domain.demo.content.depends import DEPENDS
from plumbline.domain.demo.content.model import DependencyContent
from plumbline.domain.demo.stage import Stage
from plumbline.domain.demo.timeline import Timeline
from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.permissions import Side
from plumbline.domain.dependencies.services.dependencies import (
    DependencyValues,
    dependency_accept,
    dependency_ask,
    dependency_decline,
    dependency_deliver,
)
from plumbline.domain.orgs.viewers import Viewer


def dependencies_enter(stage: Stage, timeline: Timeline) -> None:
    """Enter what one side needs of another in the present quarter."""
    start = stage.calendar.this_start
    for content in DEPENDS:
        timeline.enter(start + timedelta(days=content.asked), partial(_ask, stage, content))
        for act, day in (
            (_accept, content.accepted),
            (_decline, content.declined),
            (_deliver, content.delivered),
        ):
            if day is not None:
                timeline.enter(start + timedelta(days=day), partial(act, stage, content))


def _ask(stage: Stage, content: DependencyContent, at: datetime) -> None:
    needed_by = stage.calendar.this_start + timedelta(days=content.needed_by)
    dependency_ask(
        actor=owner_of(stage, content.waiting, at),
        waiting=Side(key_result=stage.key_results[content.waiting]),
        delivering=_delivering(stage, content),
        values=DependencyValues(title=content.title, needed_by=needed_by),
        at=at,
    )


def _delivering(stage: Stage, content: DependencyContent) -> Side:
    if content.delivering:
        return Side(key_result=stage.key_results[content.delivering])
    return Side(team=stage.teams[content.team], person=stage.people[content.person])


def _accept(stage: Stage, content: DependencyContent, at: datetime) -> None:
    row = _stored(content)
    actor = owner_of(stage, content.delivering, at)
    dependency_accept(actor=actor, dependency=row, expected=row.version, at=at)


def _decline(stage: Stage, content: DependencyContent, at: datetime) -> None:
    row = _stored(content)
    dependency_decline(
        actor=owner_of(stage, content.delivering, at),
        dependency=row,
        reason=content.reason,
        expected=row.version,
        at=at,
    )


def _deliver(stage: Stage, content: DependencyContent, at: datetime) -> None:
    row = _stored(content)
    actor = owner_of(stage, content.delivering, at)
    dependency_deliver(actor=actor, dependency=row, expected=row.version, at=at)


def _stored(content: DependencyContent) -> Dependency:
    row: Dependency = Dependency.objects.get(title=content.title)
    return row


def owner_of(stage: Stage, key_result: str, at: datetime) -> Viewer:
    """Return the owner of a key result, who stands for it."""
    owner_id = stage.key_results[key_result].owner_id
    key = next(key for key, person in stage.people.items() if person.pk == owner_id)
    return stage.viewer(key, at)
