"""What people, teams, cycles, priorities and key results are called, now and at a moment.

A person is called what they are called today. Everything else has state rows and is called what it
was called then; what was set up only after that moment (a team beside an imported history), what it
was called at first.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db.models import F, Model, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from plumbline.domain.cycles.models import Cycle, CycleState
from plumbline.domain.okrs.models import KeyResult, KeyResultState
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.orgs.models import Person, Team, TeamState
from plumbline.domain.strategy.models import Priority, PriorityState

_STATES: Final[Mapping[type[Model], type[Model]]] = {
    Team: TeamState,
    Cycle: CycleState,
    Priority: PriorityState,
    KeyResult: KeyResultState,
}


def person_name(person: Person | None) -> Name | None:
    """Return a person as a link shows them."""
    return None if person is None else Name(person.public_id, person.name)


def team_name(team: Team | None) -> Name | None:
    """Return a team of today as a link shows it."""
    return None if team is None else Name(team.public_id, team.name)


def then(model: type[Model], field: str, moment: Moment, *, by: str) -> Combinable:
    """Return what a thing said in a field at a moment, as an expression of another query.

    Args:
        model: What the thing is.
        field: The field asked for.
        moment: When.
        by: The path of the foreign key to it, or `pk` in a query of the things themselves.
    """
    if not moment.is_past:
        return F(field if by == "pk" else f"{by}__{field}")
    states: QuerySet[Any] = _STATES[model]._default_manager.filter(subject=OuterRef(by))
    first = states.order_by("valid_from")
    return Coalesce(
        Subquery(states.filter(moment.in_force).values(field)[:1]),
        Subquery(first.values(field)[:1]),
    )


def names_then(
    model: type[Model], field: str, ids: Iterable[int], moment: Moment
) -> Mapping[int, Name]:
    """Return what things were called at a moment, by id (one query); people as they are today."""
    rows: QuerySet[Any] = model._default_manager.filter(pk__in=list(ids))
    called = then(model, field, moment, by="pk") if model in _STATES else F(field)
    found = rows.annotate(called=called).values_list("pk", "public_id", "called")
    return {pk: Name(public_id, called) for pk, public_id, called in found}
