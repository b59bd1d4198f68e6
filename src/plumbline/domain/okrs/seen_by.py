"""Whether somebody sees an objective, as one expression: nearly every statement asks it."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import BooleanField, F, Func
from django.db.models.lookups import StartsWith

from plumbline.domain.okrs.models import KeyResult, Visibility
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.viewers import Standing
from plumbline.domain.tenancy.rows_asked import RowStands


class SeenBy(Func):
    """Whether one of some people sees an objective that no import prepares any more.

    It says what a tree of lookups would. Django takes each lookup apart anew in every statement,
    which took longer than all the rest of a statement about one row.
    """

    output_field = BooleanField()

    def __init__(self, people: Sequence[Standing], at: str = "") -> None:
        """Take who asks.

        Args:
            people: Where they stand: somebody, and those they are deputy for.
            at: Leads from the row asked about to the objective, such as `subject__`.
        """
        ids = sorted(person.person_id for person in people)
        self._owners = sorted({*ids, *(pk for person in people for pk in person.report_ids)})
        self._sees_teams = any(Role.CHAMPION in person.roles for person in people)
        # Whoever sees all teams needs no list of them.
        of_teams = () if self._sees_teams else people
        self._teams = sorted({pk for person in of_teams for pk in person.visible_team_ids})
        led = sorted({path for person in of_teams for path in person.led_team_paths})
        self._people_count = len(ids)
        super().__init__(
            *(F(f"{at}{name}") for name in ("visibility", "owner_id", "team_id")),
            *(RowStands(KeyResult, objective_id=F(f"{at}pk"), owner_id=pk) for pk in ids),
            *(StartsWith(F(f"{at}team__path"), path) for path in led),
        )

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> Any:  # type: ignore[override]  # noqa: ANN401 — Django's compiler and connection have no public types
        """Write it: what everybody sees, what a team sees, and what one has a part in."""
        written = [compiler.compile(part) for part in self.get_source_expressions()]
        (visibility, _none), (owner, _none), (team, _none), *rest = written
        owned, led = rest[: self._people_count], rest[self._people_count :]
        parts = [
            (f"{visibility} = %s", [Visibility.ORGANIZATION.value]),
            *self._of_teams(visibility, [*_among(team, self._teams), *led]),
            *_among(owner, self._owners),
            *owned,
        ]
        return _either(parts)

    def _of_teams(self, visibility: str, teams: "Sequence[_Part]") -> "Sequence[_Part]":
        """Return what is seen of teams, where those are theirs for whom that is asked."""
        shown = f"{visibility} = %s"
        if self._sees_teams:
            return [(shown, [Visibility.TEAM.value])]
        if not teams:
            return []
        theirs, values = _either(teams)
        return [(f"({shown} AND {theirs})", [Visibility.TEAM.value, *values])]


_Part = tuple[str, list[Any]]


def _among(column: str, ids: Collection[int]) -> Sequence[_Part]:
    return [(f"{column} IN ({', '.join(['%s'] * len(ids))})", [*ids])] if ids else []


def _either(parts: Sequence[_Part]) -> _Part:
    return (
        f"({' OR '.join(sql for sql, _values in parts)})",
        [value for _sql, values in parts for value in values],
    )
