"""What the address of the map asks for, and the addresses that ask for a little more or less."""

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from plumbline.charts.alignment_graph import Choice
from plumbline.domain.okrs.selectors.alignment_map import MapFilter
from plumbline.domain.orgs.selectors.teams import TeamNode
from plumbline.engine.documents.model import Style
from plumbline.engine.scoring.statuses import Status
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.visits import Visit

#: Ids that an address carries at most in each of its lists.
IDS_UP_TO = 60
TEXT_UP_TO = 200

#: What each choice of the filter asks of the stored status.
STATUSES = {
    "on_track": frozenset({Status.ON_TRACK}),
    "at_risk": frozenset({Status.AT_RISK}),
    "off_track": frozenset({Status.OFF_TRACK}),
    "none": frozenset({Status.NO_DATA, Status.TOO_EARLY, Status.NOT_COMPUTED}),
}


class Colour(StrEnum):
    """What the marks of the map tell."""

    STATUS = "status"
    CONFIDENCE = "confidence"
    CHECK_IN = "check-in"


class Form(StrEnum):
    """How the map is shown: by the room there is, or as asked for."""

    BY_ROOM = ""
    PICTURE = "picture"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapAsked:
    """Everything an address of the map says.

    Attributes:
        path: The address without what it asks for.
        kept: Cycle and day, which every address keeps.
        everything: The address that asks for nothing.
    """

    path: str
    everything: str
    kept: tuple[tuple[str, str], ...]
    focus: str
    opened: tuple[str, ...]
    shut: tuple[str, ...]
    colour: Colour
    form: Form
    team: str
    style: str
    status: str
    text: str

    @property
    def choice(self) -> Choice:
        """What is folded, unfolded and in focus."""
        return Choice(
            opened=frozenset(self.opened), shut=frozenset(self.shut), focus=self.focus or None
        )

    @property
    def is_filtered(self) -> bool:
        """Whether something is looked for."""
        return bool(self.team or self.style or self.status or self.text)

    def wanted(self, teams: "dict[str, TeamNode]") -> MapFilter:
        """Return what is looked for; an unknown team is nobody's."""
        team = teams.get(self.team)
        path = team.path if team else "nowhere" if self.team else ""
        return MapFilter(
            team_path=path,
            style=self.style,
            status=STATUSES.get(self.status, frozenset()),
            text=self.text,
        )

    @property
    def url(self) -> str:
        """The address that says all this."""
        said = (
            ("focus", self.focus),
            ("open", ",".join(self.opened)),
            ("shut", ",".join(self.shut)),
            ("colour", "" if self.colour is Colour.STATUS else self.colour.value),
            ("form", self.form.value),
            ("team", self.team),
            ("style", self.style),
            ("status", self.status),
            ("q", self.text),
        )
        query = urlencode([pair for pair in (*self.kept, *said) if pair[1]], safe=",")
        return f"{self.path}?{query}" if query else self.everything

    def focused(self, key: str) -> str:
        """The address of the same map with something in focus, or nothing."""
        return replace(self, focus=key, opened=(), shut=()).url

    def unfolded(self, key: str) -> str:
        """The address that shows what is below a node."""
        return replace(self, opened=_with(self.opened, key), shut=_without(self.shut, key)).url

    def folded(self, key: str) -> str:
        """The address that hides what is below a node."""
        return replace(self, shut=_with(self.shut, key), opened=_without(self.opened, key)).url

    def in_form(self, form: Form) -> str:
        """The address of the same map as a picture or as a list."""
        return replace(self, form=form).url

    def with_status(self, status: str) -> str:
        """The address of what has a status alone."""
        return replace(self, status=status, opened=(), shut=()).url

    @property
    def unfiltered(self) -> str:
        """The address of the map with nothing looked for."""
        return replace(self, team="", style="", status="", text="").url


def map_asked(visit: Visit, as_of: AsOf, everything: str) -> MapAsked:
    """Read the address; what it says that is unknown counts as not said.

    Args:
        visit: Who is there.
        as_of: The day the page tells of.
        everything: The address that asks for nothing.
    """
    said = visit.request.GET
    kept = (("cycle", said.get("cycle", "")), ("as_of", as_of.day.isoformat() if as_of.day else ""))
    return MapAsked(
        path=reverse("map", args=[visit.slug]),
        everything=everything,
        kept=kept,
        focus=said.get("focus", ""),
        opened=_ids(said, "open"),
        shut=_ids(said, "shut"),
        colour=Colour(_one_of(said, "colour", tuple(Colour)) or Colour.STATUS),
        form=Form(_one_of(said, "form", tuple(Form))),
        team=said.get("team", ""),
        style=_one_of(said, "style", tuple(Style)),
        status=_one_of(said, "status", tuple(STATUSES)),
        text=said.get("q", "").strip()[:TEXT_UP_TO],
    )


def _one_of(said: QueryDict, name: str, known: tuple[str, ...]) -> str:
    value = said.get(name, "")
    return value if value in known else ""


def _ids(said: QueryDict, name: str) -> tuple[str, ...]:
    ids = [part for part in said.get(name, "").split(",") if part]
    return tuple(dict.fromkeys(ids))[:IDS_UP_TO]


def _with(ids: tuple[str, ...], key: str) -> tuple[str, ...]:
    return (*_without(ids, key), key)[-IDS_UP_TO:]


def _without(ids: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(other for other in ids if other != key)
