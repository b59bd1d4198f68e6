"""What is chosen beside a document: where it goes, who is who, what its columns hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

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
_MEANINGS = {meaning.value: meaning for meaning in Meaning}


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
        teams: Public id of a team by what stands for it, such as its key in the plan.
        people: Public id of a person by what stands for them, such as their key in the plan.
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
        self, viewer: Viewer, people: Mapping[str, str], teams: Mapping[str, str]
    ) -> ImportTarget:
        """Return the choices as rows.

        Args:
            viewer: Who imports.
            people: The key of a person in the plan, by what stands for them in `people`.
            teams: The key of a team in the plan, by what stands for it in `teams`.

        Raises:
            NotFound: Something chosen is not there (any more).
        """
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
