"""What is chosen beside a document: where it goes, who is who, what its columns hold."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.okrs.values import Style
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.transfer.plan_values import IMPORT_STATES, ImportTarget
from plumbline.engine.documents.columns import ColumnMapping, Meaning

NOBODY = "nobody"
"""Stands for leaving things without an owner; no public id reads so."""
KEY_CHARACTERS = 12
_MEANINGS = {meaning.value: meaning for meaning in Meaning}


def match_key(key: str) -> str:
    """Return what stands for a person or team of a document in choices, which name no one."""
    return digest(key)


def digest(text: str) -> str:
    """Return a few characters that stand for a text and do not tell it."""
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_CHARACTERS]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChoices:
    """The choices of one preview; what the document says itself is the empty string.

    Attributes:
        cycle: Public id of the cycle that takes everything.
        team: Public id of the team for what names none.
        owner: Public id of who owns what names nobody; empty for whoever imports.
        style: For objectives that state none; empty to leave it open.
        state: For objectives that state none; empty for drafts.
        as_of: The day of what the document states of none; `None` leaves it out.
        teams: Public id of a team by the `match_key` of its key in the plan.
        people: Public id of a person by the `match_key` of their key in the plan.
        sheet: Name of the sheet of a workbook; empty for the first with OKRs.
        columns: Meaning by number of the column, from 0; empty to go by the headings.
    """

    cycle: str = ""
    team: str = ""
    owner: str = ""
    style: str = ""
    state: str = ""
    as_of: date | None = None
    sheet: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[int, str] = field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        """Return the choices as they are kept for the worker."""
        return {
            "cycle": self.cycle,
            "team": self.team,
            "owner": self.owner,
            "style": self.style,
            "state": self.state,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "sheet": self.sheet,
            "people": dict(self.people),
            "teams": dict(self.teams),
            "columns": {str(number): value for number, value in self.columns.items()},
        }

    @classmethod
    def of_kept(cls, kept: Mapping[str, Any]) -> Self:
        """Return choices as `kept` gave them."""
        day = kept["as_of"]
        columns = {int(number): value for number, value in kept["columns"].items()}
        return cls(**{**kept, "as_of": day and date.fromisoformat(day), "columns": columns})

    def mapping(self, guess: ColumnMapping) -> ColumnMapping:
        """Return what the columns hold: as chosen, else as guessed; the first of two counts."""
        meanings: dict[Meaning, int] = {}
        for number, value in sorted(self.columns.items()):
            if value in _MEANINGS:
                meanings.setdefault(_MEANINGS[value], number)
        for meaning, number in guess.meanings.items():
            if number not in self.columns:
                meanings.setdefault(meaning, number)
        return ColumnMapping(meanings, guess.levels, guess.repeated)

    def target(
        self, viewer: Viewer, *, named: Iterable[str], teams_named: Iterable[str]
    ) -> ImportTarget:
        """Return the choices as rows.

        Args:
            viewer: Who imports.
            named: The keys in the plan of everybody the document names.
            teams_named: The keys in the plan of every team it names.

        Raises:
            NotFound: Something chosen is not there (any more).
        """
        people = {match_key(key): key for key in named} if self.people else {}
        teams = {match_key(key): key for key in teams_named} if self.teams else {}
        return ImportTarget(
            cycle=cycle_get(viewer=viewer, public_id=self.cycle) if self.cycle else None,
            team=team_get(viewer=viewer, public_id=self.team) if self.team else None,
            owner=_owner(viewer, self.owner),
            style=Style(self.style) if self.style else None,
            state=next((state for state in IMPORT_STATES if state == self.state), IMPORT_STATES[0]),
            as_of=self.as_of,
            matches={
                people[key]: person_get(viewer=viewer, public_id=public_id)
                for key, public_id in self.people.items()
                if key in people
            },
            team_matches={
                teams[key]: team_get(viewer=viewer, public_id=public_id)
                for key, public_id in self.teams.items()
                if key in teams
            },
        )


def _owner(viewer: Viewer, chosen: str) -> Person | None:
    """Return who owns what names nobody: the one chosen, or else whoever imports."""
    if chosen == NOBODY:
        return None
    return person_get(viewer=viewer, public_id=chosen or viewer.person_public_id)
