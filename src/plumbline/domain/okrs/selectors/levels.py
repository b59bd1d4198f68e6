"""What runs beside an objective: on its own level, and as the organization's own.

Only what everybody sees, so that what is said of an objective is the same for everybody.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Q, QuerySet

from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.selectors.alongside import Alongsides
from plumbline.engine.documents import model as documents
from plumbline.engine.rules.model import Elsewhere

#: Of so many objectives at most the levels are remembered from one part of a long work to the next.
REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Running:
    """An objective that runs and that everybody sees.

    Attributes:
        document: What a rule that counts is told of it; its owner where that is its level.
        elsewhere: What a rule is told of it that compares with the organization's own.
    """

    pk: int
    public_id: str
    team_key: str
    document: documents.Objective
    elsewhere: Elsewhere


@dataclass(frozen=True, slots=True)
class Around:
    """What runs beside one objective, itself not among it.

    Attributes:
        level: Of the same team, or personal ones of the same owner.
        company: The organization's own, in the same cycle.
    """

    level: Sequence[Running]
    company: Sequence[Running]


@dataclass(frozen=True, slots=True)
class _Level:
    """Where objectives run: in a cycle, of a team or of a person."""

    cycle_id: int
    team_id: int | None = None
    owner_id: int | None = None
    is_personal: bool = False


Read = Callable[[Q], QuerySet[Any]]


@dataclass(slots=True)
class Levels:
    """Levels of objectives, each read once.

    Attributes:
        read: Gives the rows that run and that everybody sees, under a condition.
        of: The path from such a row to what never changes of its objective; empty for the row
            itself.
        alongsides: What cycles hold, whole, where much is asked; `None` where little is.
    """

    read: Read
    of: str = ""
    alongsides: Alongsides | None = None
    _running: dict[_Level, list[Running]] = field(default_factory=lambda: defaultdict(list))
    _company: dict[int, list[Running]] = field(default_factory=lambda: defaultdict(list))
    _known: set[_Level] = field(default_factory=set)
    _held: int = 0

    def around(self, objectives: Sequence[Objective]) -> Mapping[int, Around]:
        """Return what runs beside objectives, by row (one query, none for levels known before)."""
        if self._held > REMEMBERED:
            self._forget()
        wanted = {_level(row) for row in objectives} - self._known
        cycles = {row.cycle_id for row in objectives} - self._company.keys()
        if wanted or cycles:
            self._keep(self.read(_asked(wanted, cycles)), wanted, cycles)
        return {
            row.pk: Around(
                [other for other in self._running.get(_level(row), ()) if other.pk != row.pk],
                [other for other in self._company[row.cycle_id] if other.pk != row.pk],
            )
            for row in objectives
        }

    def _keep(self, rows: QuerySet[Any], wanted: set[_Level], cycles: set[int]) -> None:
        for cycle in cycles:
            self._company[cycle] = []
        self._known |= wanted
        for level, is_company, running in _told(rows, self.of):
            if level in wanted:
                self._running[level].append(running)
                self._held += 1
            if is_company and level.cycle_id in cycles:
                self._company[level.cycle_id].append(running)

    def _forget(self) -> None:
        self._running.clear()
        self._company.clear()
        self._known.clear()
        self._held = 0


def _level(row: Objective) -> _Level:
    if row.is_personal:
        return _Level(row.cycle_id, owner_id=row.owner_id, is_personal=True)
    return _Level(row.cycle_id, team_id=row.team_id)


def _asked(wanted: set[_Level], cycles: set[int]) -> Q:
    """Return the condition under which an objective runs on a level, or is the organization's."""
    teams = {each.team_id for each in wanted if each.team_id is not None}
    owners = {each.owner_id for each in wanted if each.is_personal}
    condition = Q(
        cycle_id__in={each.cycle_id for each in wanted} | cycles,
        is_personal=False,
        team__parent__isnull=True,
    )
    within = {"cycle_id__in": {each.cycle_id for each in wanted}}
    if teams:
        condition |= Q(team_id__in=teams, is_personal=False, **within)
    if owners:
        condition |= Q(owner_id__in=owners, is_personal=True, **within)
    return condition


def _told(rows: QuerySet[Any], of: str) -> Iterable[tuple[_Level, bool, Running]]:
    at = f"{of}__" if of else ""
    values = rows.order_by(f"{of}_id" if of else "pk").values_list(
        f"{of}_id" if of else "pk",
        f"{at}public_id",
        "title",
        "cycle_id",
        "team_id",
        "team__key",
        "team__parent_id",
        "owner_id",
        "owner__name",
        "is_personal",
    )
    for pk, public_id, title, cycle, team, key, parent, owner, name, is_personal in values:
        if is_personal:
            level = _Level(cycle, owner_id=owner, is_personal=True)
        else:
            level = _Level(cycle, team_id=team)
        document = documents.Objective(
            id=public_id,
            title=title,
            team=key or None,
            owner=name if is_personal else None,
            personal=is_personal,
            state=documents.State.ACTIVE,
        )
        elsewhere = Elsewhere(title, key or "", is_company=True)
        is_company = team is not None and parent is None and not is_personal
        yield level, is_company, Running(pk, public_id, key or "", document, elsewhere)
