"""Signs: what the data says (filled), what a person says (outlined), where a thing stands."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.charts import Sign
from plumbline.charts.words import half_up
from plumbline.engine.documents.model import State, Style

LOW_UP_TO = 3
HIGH_FROM = 7


@dataclass(frozen=True, slots=True)
class StatusSign:
    """A glyph with its word: "At risk", "62 % chance", "Holds", "Stale, 11 days".

    Attributes:
        spoken: The word of the status, where `words` is a figure; not shown.
        of: What the figure is of, not shown where a heading says so.
    """

    sign: Sign
    words: str
    spoken: str = ""
    of: str = ""

    @property
    def letter(self) -> str:
        """The letter that stands beside the glyph in print."""
        return SIGN_LETTERS[self.sign]


@dataclass(frozen=True, slots=True)
class Confidence:
    """A person's word, 1 to 10, or a mean of such words; `None` when nobody has said it."""

    value: Decimal | None

    @property
    def band(self) -> str:
        """`low`, `medium`, `high`, or `none`."""
        if self.value is None:
            return "none"
        if self.value <= LOW_UP_TO:
            return "low"
        return "high" if self.value >= HIGH_FROM else "medium"

    @property
    def written(self) -> str:
        """The number, a mean with one decimal; a dash when there is none."""
        if self.value is None:
            return "–"
        shown = half_up(self.value, 1)
        whole = shown == shown.to_integral_value()
        return f"{shown:.0f}" if whole else f"{shown:.1f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Key results by status; `unsaid` are those of which no chance has been computed yet."""

    on_track: int = 0
    at_risk: int = 0
    off_track: int = 0
    stale: int = 0
    no_data: int = 0
    unsaid: int = 0

    @property
    def is_any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.shown)

    @property
    def shown(self) -> tuple[tuple[Sign, int, str | Promise], ...]:
        """Sign, number and spoken word in the fixed order, zeros left out."""
        pairs = (
            (Sign.ON_TRACK, self.on_track, COUNT_WORDS[Sign.ON_TRACK]),
            (Sign.AT_RISK, self.at_risk, COUNT_WORDS[Sign.AT_RISK]),
            (Sign.OFF_TRACK, self.off_track, COUNT_WORDS[Sign.OFF_TRACK]),
            (Sign.STALE, self.stale, COUNT_WORDS[Sign.STALE]),
            (Sign.NO_DATA, self.no_data, COUNT_WORDS[Sign.NO_DATA]),
            (Sign.TOO_EARLY, self.unsaid, COUNT_WORDS[Sign.TOO_EARLY]),
        )
        return tuple(pair for pair in pairs if pair[1])


@dataclass(frozen=True, slots=True)
class StateBadge:
    """Where an objective or key result stands in its life; the days of a pause, written out."""

    state: State
    until: str = ""
    since: str = ""

    @property
    def icon(self) -> str:
        """The icon of the state."""
        return STATE_ICONS[self.state]

    @property
    def words(self) -> str:
        """The word of the state, with the end or the beginning of a pause."""
        if self.state is State.PAUSED and self.until:
            return _("Paused until %(day)s") % {"day": self.until}
        if self.state is State.PAUSED and self.since:
            return _("Paused since %(day)s") % {"day": self.since}
        return str(STATE_WORDS[self.state])


@dataclass(frozen=True, slots=True)
class StyleBadge:
    """How an objective is judged; without a style, `choose_url` leads to where it is chosen."""

    style: Style | None
    choose_url: str = ""

    @property
    def words(self) -> str:
        """The word of the style; a question where there is none."""
        return str(STYLE_WORDS[self.style]) if self.style else _("Style?")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person as shown beside their work.

    Attributes:
        name: What they are called.
        unclaimed: Nobody signs in by this name yet.
        is_here: Of an unclaimed one, whether the name stands among the people already.
    """

    name: str
    unclaimed: bool = False
    is_here: bool = False

    @property
    def initial(self) -> str:
        """The first letter of the name."""
        return self.name.strip()[:1].upper()


SIGN_LETTERS = {
    Sign.ON_TRACK: "T",
    Sign.AT_RISK: "R",
    Sign.OFF_TRACK: "O",
    Sign.STALE: "S",
    Sign.NO_DATA: "–",
    Sign.TOO_EARLY: "–",
    Sign.PAUSED: "P",
}
STATE_ICONS = {
    State.PROPOSED: "hand-stop",
    State.DRAFT: "pencil",
    State.IN_REVIEW: "messages",
    State.ACTIVE: "player-play",
    State.PAUSED: "player-pause",
    State.GRADING: "clipboard-check",
    State.CLOSED: "lock",
    State.STOPPED: "square-x",
}
STATE_WORDS = {
    State.PROPOSED: gettext_lazy("Proposed"),
    State.DRAFT: gettext_lazy("Draft"),
    State.IN_REVIEW: gettext_lazy("In review"),
    State.ACTIVE: gettext_lazy("Active"),
    State.PAUSED: gettext_lazy("Paused"),
    State.GRADING: gettext_lazy("Grading"),
    State.CLOSED: gettext_lazy("Closed"),
    State.STOPPED: gettext_lazy("Stopped"),
}
STYLE_WORDS = {
    Style.COMMITTED: gettext_lazy("Committed"),
    Style.ASPIRATIONAL: gettext_lazy("Aspirational"),
    Style.LEARNING: gettext_lazy("Learning"),
}
STATUS_WORDS = {
    Sign.ON_TRACK: gettext_lazy("On track"),
    Sign.AT_RISK: gettext_lazy("At risk"),
    Sign.OFF_TRACK: gettext_lazy("Off track"),
    Sign.NO_DATA: gettext_lazy("No data"),
    Sign.TOO_EARLY: gettext_lazy("Too early to say"),
}
COUNT_WORDS = {
    Sign.ON_TRACK: gettext_lazy("on track"),
    Sign.AT_RISK: gettext_lazy("at risk"),
    Sign.OFF_TRACK: gettext_lazy("off track"),
    Sign.STALE: gettext_lazy("stale"),
    Sign.NO_DATA: gettext_lazy("no data"),
    Sign.TOO_EARLY: gettext_lazy("no status"),
}


def status_word(sign: Sign) -> str:
    """Write the word of a status."""
    return str(STATUS_WORDS[sign])


def confidence_words(value: int, *, owner: str = "") -> str:
    """Write how sure somebody is: "You are sure: 8 of 10."; by name for others."""
    band = Confidence(Decimal(value)).band
    words = {"owner": owner, "value": value}
    if owner:
        said = {
            "high": _("%(owner)s is sure: %(value)d of 10."),
            "medium": _("%(owner)s is half sure: %(value)d of 10."),
            "low": _("%(owner)s is not sure: %(value)d of 10."),
        }
    else:
        said = {
            "high": _("You are sure: %(value)d of 10."),
            "medium": _("You are half sure: %(value)d of 10."),
            "low": _("You are not sure: %(value)d of 10."),
        }
    return said[band] % words
