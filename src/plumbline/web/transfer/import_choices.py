"""What was chosen beside a document: where it goes, who is who, what its columns hold."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import QueryDict

from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.okrs.values import Style
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.transfer.plan_values import IMPORT_STATES, ImportTarget
from plumbline.engine.documents.columns import ColumnMapping, Meaning

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Person

NOBODY = "nobody"
"""Stands for leaving things without an owner; no public id reads so."""
PERSON = "person-"
COLUMN = "column-"
COLUMNS_OF = "columns-of"
"""Names the sheet whose columns were chosen."""
KEY_CHARACTERS = 12
_MEANINGS = {meaning.value: meaning for meaning in Meaning}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices:
    """The choices of one preview; what the document says itself is the empty string.

    Attributes:
        cycle: Public id of the cycle that takes everything.
        team: Public id of the team for what names none.
        owner: Public id of who owns what names nobody; empty for whoever imports.
        style: For objectives that state none; empty to leave it open.
        state: For objectives that state none; empty for drafts.
        people: Public id of a person by `match_key`.
        sheet: Name of the sheet of a workbook; empty for the first with OKRs.
        columns: Meaning by number of the column, from 0; empty to go by the headings.
        page: Which page of rows, from 1.
    """

    cycle: str = ""
    team: str = ""
    owner: str = ""
    style: str = ""
    state: str = ""
    sheet: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[int, str] = field(default_factory=dict)
    page: int = 1

    def query(self, *, page: int | None = None) -> str:
        """Return the choices as the query of an address, without those nobody made."""
        pairs = {
            "cycle": self.cycle,
            "team": self.team,
            "owner": self.owner,
            "style": self.style,
            "state": self.state,
            "sheet": self.sheet,
        }
        pairs |= {f"{PERSON}{key}": value for key, value in self.people.items()}
        chosen = {name: value for name, value in pairs.items() if value}
        chosen |= {f"{COLUMN}{number}": value for number, value in self.columns.items()}
        if page and page > 1:
            chosen["page"] = str(page)
        return urlencode(chosen)

    def fingerprint(self) -> str:
        """Return what tells the choices of a preview that was looked at from later ones."""
        return _digest(self.query())

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


def choices_of(sent: QueryDict) -> ImportChoices:
    """Read the choices out of a query; what makes no sense counts as not chosen."""
    given = {name: str(value) for name, value in sent.items() if value or name.startswith(COLUMN)}
    page, state, style = (given.get(name, "") for name in ("page", "state", "style"))
    sheet = given.get("sheet", "")
    is_same_sheet = given.get(COLUMNS_OF, sheet) == sheet  # columns of another mean nothing here
    return ImportChoices(
        cycle=given.get("cycle", ""),
        team=given.get("team", ""),
        owner=given.get("owner", ""),
        style=style if style in Style else "",
        state=state if state in IMPORT_STATES[1:] else "",
        sheet=sheet,
        people={
            name.removeprefix(PERSON): value
            for name, value in given.items()
            if name.startswith(PERSON)
        },
        columns={
            int(name.removeprefix(COLUMN)): value
            for name, value in given.items()
            if is_same_sheet and name.startswith(COLUMN) and _is_number(name.removeprefix(COLUMN))
        },
        page=int(page) if _is_number(page) else 1,
    )


def import_target(
    viewer: Viewer, choices: ImportChoices, people: Mapping[str, str]
) -> ImportTarget:
    """Return the choices as rows.

    Args:
        viewer: Who imports.
        choices: What they chose.
        people: The key of a person in the plan, by `match_key`.

    Raises:
        NotFound: Something chosen is not there (any more).
    """
    return ImportTarget(
        cycle=cycle_get(viewer=viewer, public_id=choices.cycle) if choices.cycle else None,
        team=team_get(viewer=viewer, public_id=choices.team) if choices.team else None,
        owner=_owner(viewer, choices.owner),
        style=Style(choices.style) if choices.style else None,
        state=next((state for state in IMPORT_STATES if state == choices.state), IMPORT_STATES[0]),
        matches={
            people[key]: person_get(viewer=viewer, public_id=public_id)
            for key, public_id in choices.people.items()
            if key in people
        },
    )


def _owner(viewer: Viewer, chosen: str) -> "Person | None":
    """Return who owns what names nobody: the one chosen, or else whoever imports."""
    if chosen == NOBODY:
        return None
    return person_get(viewer=viewer, public_id=chosen or viewer.person_public_id)


def match_key(person_key: str) -> str:
    """Return what stands for a person of a document in addresses, which names no one."""
    return _digest(person_key)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_CHARACTERS]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 6
