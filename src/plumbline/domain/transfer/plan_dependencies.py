"""Which dependencies of a document can be made: both sides known, and one of them new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from plumbline.domain.transfer.plan_notes import Notes, place_of
from plumbline.domain.transfer.plan_people import PeopleBook
from plumbline.domain.transfer.plan_places import TeamBook
from plumbline.domain.transfer.plan_values import (
    PlannedDependency,
    PlannedEnd,
    PlannedPerson,
    PlannedSide,
)
from plumbline.engine.documents.model import Dependency, PromiseState

TITLE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class DependencyPlanner:
    """Plans the dependencies of a document.

    Attributes:
        ends: By document id what it names, in the document or here already.
    """

    ends: Mapping[str, PlannedEnd]
    people: PeopleBook
    teams: TeamBook
    notes: Notes

    def plan(self, stated: Iterable[Dependency]) -> tuple[PlannedDependency, ...]:
        """Return those that can be made; what lies between things that are here stays as it is."""
        found = (self._one(each) for each in stated)
        return tuple(each for each in found if each is not None)

    def _one(self, stated: Dependency) -> PlannedDependency | None:
        waiting = self._side(stated, "waiting")
        delivering = self._side(stated, "delivering")
        if waiting is None or delivering is None or not (waiting.is_new or delivering.is_new):
            return None
        if stated.state is PromiseState.DECLINED and not (stated.reason or "").strip():
            self.notes.add(stated.spans, ("state",), "transfer.dependency.reason")
            stated = replace(stated, state=PromiseState.ASKED)
        title = self.notes.cut(stated.title, TITLE_LIMIT, spans=stated.spans, name="title")
        line, column = place_of(stated.spans, ())
        return PlannedDependency(
            dependency=replace(stated, title=title),
            waiting=waiting,
            delivering=delivering,
            author=self._person(stated, "author"),
            line=line,
            column=column,
        )

    def _side(self, stated: Dependency, name: str) -> PlannedSide | None:
        """Return a side as it is known here; noted when it is not."""
        key: str | None = getattr(stated, name)
        team: str | None = getattr(stated, f"{name}_team")
        if bool(key) == bool(team):
            self.notes.add(stated.spans, (name, f"{name}_team"), "transfer.dependency.sides")
            return None
        if team:
            planned = self.teams.known(team)
            if planned is None:
                names = (f"{name}_team",)
                self.notes.add(stated.spans, names, "transfer.dependency.team", name=team)
                return None
            return PlannedSide(team=planned, person=self._person(stated, f"{name}_person"))
        end = self.ends.get(key or "")
        if end is None or (end.key_result is None and end.key_result_index is None):
            self.notes.add(stated.spans, (name,), "transfer.dependency.unknown", id=key)
            return None
        return PlannedSide(key_result=end)

    def _person(self, stated: Dependency, name: str) -> PlannedPerson | None:
        written: str | None = getattr(stated, name)
        if not written:
            return None
        return self.people.find(written, notes=self.notes, spans=stated.spans, name=name)
