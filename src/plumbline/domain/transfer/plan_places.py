"""Where a document goes: its cycle, its teams, its priorities; found, or to be made."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from plumbline.domain.cycles.models import Cycle, CycleKind
from plumbline.domain.cycles.selectors import cycle_current, cycle_named
from plumbline.domain.cycles.services import DAYS_MAX
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.strategy.models import Priority
from plumbline.domain.transfer.plan_notes import Notes
from plumbline.domain.transfer.plan_values import PlannedCycle, PlannedPriority, PlannedTeam
from plumbline.engine.documents import model as documents
from plumbline.engine.documents.cycle_names import cycle_read
from plumbline.engine.documents.model import Spans
from plumbline.engine.messages import Message

CYCLE_NAME_LIMIT = 80
TEAM_NAME_LIMIT = 200
PRIORITY_LIMIT = 300
KEY_LIMIT = 120

#: Up to how many days a cycle of each kind has; a leap year and a long quarter included.
_KINDS = (
    (31, CycleKind.MONTH),
    (92, CycleKind.QUARTER),
    (184, CycleKind.HALF),
    (366, CycleKind.YEAR),
)


def cycle_plan(
    viewer: Actor, stated: documents.Cycle | None, chosen: Cycle | None, *, on: date
) -> PlannedCycle | Message:
    """Return the cycle that takes everything, or what must be settled first.

    Args:
        viewer: Who imports.
        stated: What the document says.
        chosen: What the importer chose; it goes before the document.
        on: Today; the running cycle takes what names none.
    """
    if chosen is None and stated is not None:
        chosen = cycle_named(viewer=viewer, name=stated.name)
        if chosen is None:
            return _cycle_new(viewer, stated)
    if chosen is None:
        chosen = cycle_current(viewer=viewer, on=on)
    if chosen is None:
        return Message("transfer.cycle.choose")
    return PlannedCycle(
        name=chosen.name,
        start=chosen.start,
        end=chosen.end,
        kind=CycleKind(chosen.kind),
        cycle=chosen,
    )


def _cycle_new(viewer: Actor, stated: documents.Cycle) -> PlannedCycle | Message:
    name = stated.name.strip()[:CYCLE_NAME_LIMIT]
    if not permitted(viewer, Act.MANAGE, Thing(kind=Kind.CYCLE)):
        return Message("transfer.cycle.no_right", {"name": name})
    dated = stated if stated.start and stated.end else cycle_read(stated.name)
    if not name or dated is None or dated.start is None or dated.end is None:
        return Message("transfer.cycle.days", {"name": name})
    days = (dated.end - dated.start).days
    if not 0 <= days <= DAYS_MAX:
        return Message("transfer.cycle.days", {"name": name})
    kind = next((kind for most, kind in _KINDS if days < most), CycleKind.CUSTOM)
    return PlannedCycle(name=name, start=dated.start, end=dated.end, kind=kind)


@dataclass
class TeamBook:
    """Finds teams by key or name and remembers those to be made."""

    viewer: Actor
    default: Team
    by_key: dict[str, Team]
    by_name: dict[str, list[Team]]
    _found: dict[str, PlannedTeam] = field(default_factory=dict)

    @classmethod
    def of(cls, viewer: Actor, teams: Iterable[Team], *, default: Team) -> "TeamBook":
        """Return a book over all teams."""
        by_key: dict[str, Team] = {}
        by_name: dict[str, list[Team]] = {}
        for team in teams:
            by_key[team.key] = team
            by_name.setdefault(team.name.casefold(), []).append(team)
        return cls(viewer=viewer, default=default, by_key=by_key, by_name=by_name)

    def find(self, written: str | None, *, notes: Notes, spans: Spans) -> PlannedTeam:
        """Return the team an objective goes to; noted when it is not the one it names."""
        text = " ".join((written or "").split())[:TEAM_NAME_LIMIT]
        if not text:
            return self._take(self.default)
        namesakes = self.by_name.get(text.casefold(), [])
        only = namesakes[0] if len(namesakes) == 1 else None
        team = self.by_key.get(text.casefold()) or only
        if team is None:
            return self._new(text, notes=notes, spans=spans)
        if team.archived_on is not None:
            return self._instead("transfer.team.archived", text, notes, spans)
        if not self._may_import(team):
            return self._instead("transfer.team.not_led", text, notes, spans)
        return self._take(team)

    def teams(self) -> tuple[PlannedTeam, ...]:
        """Return every team that takes something, in order of first mention."""
        return tuple(self._found.values())

    def _new(self, text: str, *, notes: Notes, spans: Spans) -> PlannedTeam:
        if not permitted(self.viewer, Act.MANAGE, Thing(kind=Kind.TEAM)):
            return self._instead("transfer.team.no_right", text, notes, spans)
        return self._found.setdefault(text.casefold(), PlannedTeam(written=text, name=text))

    def _instead(self, message_id: str, text: str, notes: Notes, spans: Spans) -> PlannedTeam:
        notes.add(spans, ("team",), message_id, name=text, team=self.default.name)
        return self._take(self.default)

    def _take(self, team: Team) -> PlannedTeam:
        planned = PlannedTeam(written=team.key, name=team.name, team=team)
        return self._found.setdefault(f"#{team.pk}", planned)

    def _may_import(self, team: Team) -> bool:
        thing = Thing(kind=Kind.DOCUMENT, team_id=team.pk, team_path=team.path)
        return permitted(self.viewer, Act.IMPORT, thing)


@dataclass
class PriorityBook:
    """Finds strategic priorities by document id or title and remembers those to be made."""

    viewer: Actor
    known: dict[str, Priority]
    stated: dict[str, documents.Priority]
    _found: dict[str, PlannedPriority] = field(default_factory=dict)

    @classmethod
    def of(
        cls, viewer: Actor, priorities: Iterable[Priority], stated: Iterable[documents.Priority]
    ) -> "PriorityBook":
        """Return a book over the organization's priorities and those the document describes."""
        known: dict[str, Priority] = {}
        for priority in priorities:
            for key in (priority.title.casefold(), priority.document_key, priority.public_id):
                if key:
                    known.setdefault(key, priority)
        described: dict[str, documents.Priority] = {}
        for item in stated:
            described.setdefault(item.id, item)
        return cls(viewer=viewer, known=known, stated=described)

    def all_stated(self, notes: Notes) -> None:
        """Take every priority the document describes, in its order, served or not."""
        for item in self.stated.values():
            self._described(item, notes)

    def find(self, written: str | None, *, notes: Notes, spans: Spans) -> PlannedPriority | None:
        """Return the priority an objective serves; noted when there is none of that name."""
        if not written:
            return None
        described = self.stated.get(written)
        if described is not None:
            return self._found.get(written)
        priority = self.known.get(written) or self.known.get(written.casefold())
        if priority is None:
            notes.add(spans, ("priority",), "transfer.priority.unknown", name=written)
            return None
        return self._found.setdefault(
            written, PlannedPriority(key=written, title=priority.title, priority=priority)
        )

    def priorities(self) -> tuple[PlannedPriority, ...]:
        """Return every priority named, in order of first mention."""
        return tuple(self._found.values())

    def _described(self, item: documents.Priority, notes: Notes) -> None:
        priority = self.known.get(item.id) or self.known.get(item.title.casefold())
        if priority is None and not permitted(self.viewer, Act.MANAGE, Thing(kind=Kind.PRIORITY)):
            notes.add(item.spans, ("id",), "transfer.priority.no_right", name=item.title)
            return
        self._found[item.id] = PlannedPriority(
            key=item.id[:KEY_LIMIT],
            title=notes.cut(item.title, PRIORITY_LIMIT, spans=item.spans, name="title"),
            why=item.why or "",
            priority=priority,
        )
