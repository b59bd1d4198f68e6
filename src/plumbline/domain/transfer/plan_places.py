"""Where a document goes: its teams and its priorities; found, or to be made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.strategy.models import Priority
from plumbline.domain.tenancy.texts import one_line
from plumbline.domain.transfer.plan_notes import Notes
from plumbline.domain.transfer.plan_values import (
    TEAM_NAME_LIMIT,
    PlannedPriority,
    PlannedTeam,
    team_key,
)
from plumbline.engine.documents import model as documents
from plumbline.engine.documents.model import Spans

PRIORITY_LIMIT = 300
KEY_LIMIT = 120


@dataclass
class TeamBook:
    """Finds teams by key or name and remembers those to be made."""

    viewer: Actor
    default: Team
    by_key: dict[str, Team]
    by_name: dict[str, list[Team]]
    matches: Mapping[str, Team] = field(default_factory=dict)
    _found: dict[str, PlannedTeam] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        viewer: Actor,
        teams: Iterable[Team],
        *,
        default: Team,
        matches: Mapping[str, Team] | None = None,
    ) -> "TeamBook":
        """Return a book over all teams; `matches` says what a name of the document stands for."""
        by_key: dict[str, Team] = {}
        by_name: dict[str, list[Team]] = {}
        for team in teams:
            by_key[team.key] = team
            by_name.setdefault(team.name.casefold(), []).append(team)
        return cls(
            viewer=viewer,
            default=default,
            by_key=by_key,
            by_name=by_name,
            matches=matches or {},
        )

    def find(self, written: str | None, *, notes: Notes, spans: Spans) -> PlannedTeam:
        """Return the team an objective goes to; noted when it is not the one it names."""
        text = one_line(written or "")[:TEAM_NAME_LIMIT]
        if not text:
            return self._take(self.default)
        namesakes = self.by_name.get(text.casefold(), [])
        only = namesakes[0] if len(namesakes) == 1 else None
        team = self.by_key.get(text.casefold()) or only
        if team is None and (chosen := self.matches.get(team_key(text))) is not None:
            return self._matched(text, chosen, notes=notes, spans=spans)
        if team is None:
            return self._new(text, notes=notes, spans=spans)
        if team.archived_on is not None:
            return self._instead("transfer.team.archived", text, notes, spans)
        if not self._may_import(team):
            return self._instead("transfer.team.not_led", text, notes, spans)
        return self._take(team)

    def known(self, written: str) -> PlannedTeam | None:
        """Return a team that is here and not closed, or that the document makes."""
        text = one_line(written)[:TEAM_NAME_LIMIT].casefold()
        namesakes = self.by_name.get(text, [])
        only = namesakes[0] if len(namesakes) == 1 else None
        team = self.by_key.get(text) or only
        if team is None:
            return self._found.get(text)
        if team.archived_on is not None:
            return None
        return PlannedTeam(written=team.key, name=team.name, team=team)

    def teams(self) -> tuple[PlannedTeam, ...]:
        """Return every team that takes something, in order of first mention."""
        return tuple(self._found.values())

    def _matched(self, text: str, team: Team, *, notes: Notes, spans: Spans) -> PlannedTeam:
        """Return the team the importer chose, still under the name as written."""
        if team.archived_on is not None:
            return self._instead("transfer.team.archived", team.name, notes, spans)
        if not self._may_import(team):
            return self._instead("transfer.team.not_led", team.name, notes, spans)
        planned = PlannedTeam(written=text, name=team.name, team=team, is_matched=True)
        return self._found.setdefault(text.casefold(), planned)

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
