"""Ids in bodies and filters turned into the rows they name."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.okrs.selectors.objectives import key_result_get, objective_get
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.orgs.selectors.working_days import location_get
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.strategy.selectors import priorities_list
from plumbline.domain.tenancy.errors import NotFound, ValidationRefused
from plumbline.engine.messages import Message

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle
    from plumbline.domain.okrs.models import KeyResult, Objective
    from plumbline.domain.orgs.models import Person, Team
    from plumbline.domain.strategy.models import Priority
    from plumbline.domain.working_days.models import Location

Row = TypeVar("Row")


def cycle_named(viewer: Viewer, public_id: str) -> "Cycle":
    """Return the cycle that a body names.

    Raises:
        ValidationRefused: There is none with this id.
    """
    return _named("cycle", lambda: cycle_get(viewer=viewer, public_id=public_id))


def team_named(viewer: Viewer, public_id: str | None) -> "Team | None":
    """Return the team that a body names, if it names one.

    Raises:
        ValidationRefused: There is none with this id.
    """
    if public_id is None:
        return None
    return _named("team", lambda: team_get(viewer=viewer, public_id=public_id))


def person_named(viewer: Viewer, public_id: str | None) -> "Person | None":
    """Return the owner that a body names, if it names one.

    Raises:
        ValidationRefused: There is none with this id.
    """
    if public_id is None:
        return None
    return _named("owner", lambda: person_get(viewer=viewer, public_id=public_id))


def objective_named(viewer: Viewer, public_id: str, *, field: str = "objective") -> "Objective":
    """Return the objective that a body names.

    Raises:
        ValidationRefused: There is none with this id, or it is not for the viewer's eyes.
    """
    return _named(field, lambda: objective_get(viewer=viewer, public_id=public_id))


def key_result_named(viewer: Viewer, public_id: str, *, field: str) -> "KeyResult":
    """Return the key result that a body names.

    Raises:
        ValidationRefused: There is none with this id, or it is not for the viewer's eyes.
    """
    return _named(field, lambda: key_result_get(viewer=viewer, public_id=public_id))


def location_named(viewer: Viewer, public_id: str | None) -> "Location | None":
    """Return the location that a body or filter names, if it names one.

    Raises:
        ValidationRefused: There is none with this id.
    """
    if public_id is None:
        return None
    return _named("location", lambda: location_get(viewer=viewer, public_id=public_id))


def needed_team_named(viewer: Viewer, public_id: str, *, field: str) -> "Team":
    """Return the team that a body names in a field that needs one.

    Raises:
        ValidationRefused: There is none with this id.
    """
    return _named(field, lambda: team_get(viewer=viewer, public_id=public_id))


def needed_person_named(viewer: Viewer, public_id: str, *, field: str) -> "Person":
    """Return the person that a body names in a field that needs one.

    Raises:
        ValidationRefused: There is none with this id.
    """
    return _named(field, lambda: person_get(viewer=viewer, public_id=public_id))


def manager_named(viewer: Viewer, public_id: str | None) -> "Person | None":
    """Return the manager that a body names, if it names one.

    Raises:
        ValidationRefused: There is none with this id.
    """
    if public_id is None:
        return None
    return needed_person_named(viewer, public_id, field="manager")


def parent_cycle_named(viewer: Viewer, public_id: str | None) -> "Cycle | None":
    """Return the cycle that a body names as the one around, if it names one.

    Raises:
        ValidationRefused: There is none with this id.
    """
    if public_id is None:
        return None
    return _named("parent", lambda: cycle_get(viewer=viewer, public_id=public_id))


def priority_named(viewer: Viewer, public_id: str | None) -> "Priority | None":
    """Return the priority that a body names, if it names one.

    Raises:
        ValidationRefused: There is none with this id.
    """
    if public_id is None:
        return None
    for priority in priorities_list(viewer=viewer):
        if priority.public_id == public_id:
            return priority
    raise ValidationRefused({"priority": [Message("orgs.not_found", {})]})


def _named(field: str, find: Callable[[], Row]) -> Row:
    try:
        return find()
    except NotFound as missing:
        raise ValidationRefused({field: [missing.message]}) from missing
