"""What was chosen beside a document: where it goes, who is who, what its columns hold."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from plumbline.domain.okrs.values import Style
from plumbline.domain.transfer.plan_values import IMPORT_STATES
from plumbline.domain.transfer.selectors.choices import NOBODY, DocumentChoices, match_key

__all__ = ["NOBODY", "ImportChoices", "choices_of", "match_key"]

PERSON = "person-"
TEAM = "team-"
COLUMN = "column-"
COLUMNS_OF = "columns-of"
"""Names the sheet whose columns were chosen."""
DAY = "day"
TAKE = "take"
"""The day in its field counts once its button is pressed: a field alone would choose it unasked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices(DocumentChoices):
    """The choices of one preview as its address holds them; people stand by `match_key`.

    Attributes:
        page: Which page of rows, from 1.
    """

    page: int = 1

    def query(self, *, page: int | None = None) -> str:
        """Return the choices as the query of an address, without those nobody made."""
        pairs = {
            "cycle": self.cycle,
            "team": self.team,
            "owner": self.owner,
            "style": self.style,
            "state": self.state,
            "as_of": self.as_of.isoformat() if self.as_of else "",
            "sheet": self.sheet,
        }
        pairs |= {f"{PERSON}{key}": value for key, value in self.people.items()}
        pairs |= {f"{TEAM}{key}": value for key, value in self.teams.items()}
        chosen = {name: value for name, value in pairs.items() if value}
        chosen |= {f"{COLUMN}{number}": value for number, value in self.columns.items()}
        if page and page > 1:
            chosen["page"] = str(page)
        return urlencode(chosen)


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
        as_of=_as_of(given),
        sheet=sheet,
        people=_begun_with(PERSON, given),
        teams=_begun_with(TEAM, given),
        columns={
            int(name.removeprefix(COLUMN)): value
            for name, value in given.items()
            if is_same_sheet and name.startswith(COLUMN) and _is_number(name.removeprefix(COLUMN))
        },
        page=int(page) if _is_number(page) else 1,
    )


def _begun_with(prefix: str, given: dict[str, str]) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value for name, value in given.items() if name.startswith(prefix)
    }


def _as_of(given: dict[str, str]) -> date | None:
    """Return the day of what states none: the one that is taken just now, else as before."""
    taken = given.get(TAKE)
    text = given.get("as_of", "") if taken is None else given.get(DAY, "") if taken == "1" else ""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 6
