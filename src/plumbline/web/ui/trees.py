"""Trees: how a number came to be, and what was read from a document."""

from dataclasses import dataclass
from typing import Literal

from plumbline.charts import ProgressBar
from plumbline.web.ui.signs import Confidence, PersonName, StateBadge, StatusSign, StyleBadge

MEND_FIRST = "mend_first"
"""The control that an address leads to which opens a row: browsers put the cursor there."""
WordKind = Literal["plain", "read", "doubt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainNode:
    """One figure of a calculation.

    Attributes:
        label: What it is the figure of.
        figure: The figure, written out.
        steps: How it came to be, in one line; empty for a given value.
        children: The figures it was made from.
        current: True for the thing the page is about.
        url: The page of the thing; empty for none.
        more_url: Its own calculation, where that is not told below it; empty for none.
    """

    label: str
    figure: str
    steps: str = ""
    children: tuple["ExplainNode", ...] = ()
    current: bool = False
    url: str = ""
    more_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainTree:
    """The calculation behind one number.

    Attributes:
        root: The number itself; `None` when the steps could not be read.
        as_of: The day it speaks of, written out.
        title: What is explained, where it is not the only number of its page.
    """

    root: ExplainNode | None
    as_of: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OkrNode:
    """An objective or key result in the tree.

    Attributes:
        title: Its words.
        url: Its page.
        is_objective: True sets the title as a person's words.
        owner: Who owns it.
        words: What else stands under the title: team, weight, "12.9 days, target 8".
        progress: Progress and pace; `None` for a guardrail or where nothing is scored.
        figure: What stands in place of progress: "5.2, at most 6", "not scored".
        status: Chance or status; `None` while not computed.
        status_was: What the chance was a week before; empty where that is not told.
        confidence: The owner's word, or the mean of an objective.
        state: Shown unless it is what everybody expects (active).
        style: Of an objective.
        restricted: Who alone sees it, in words; empty when the organization does.
        children: Key results first, then the objectives below.
        open: False starts folded.
        key: Public id, where something is fetched into the row.
        children_words: What the fold says: "3 key results"; else how many are below.
        below_url: Gives the objectives below when they are unfolded; empty for none.
        below_words: What that fold says: "2 objectives below".
    """

    title: str
    url: str
    is_objective: bool
    owner: PersonName | None = None
    words: str = ""
    progress: ProgressBar | None = None
    figure: str = ""
    status: StatusSign | None = None
    status_was: str = ""
    confidence: Confidence | None = None
    state: StateBadge | None = None
    style: StyleBadge | None = None
    restricted: str = ""
    children: tuple["OkrNode", ...] = ()
    open: bool = True
    key: str = ""
    children_words: str = ""
    below_url: str = ""
    below_words: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of the text that was read: plain, understood (tinted) or doubted (wavy)."""

    text: str
    kind: WordKind = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class MendField:
    """One line or cell of a row that is mended.

    Attributes:
        id: Of its control; `MEND_FIRST` where typing begins: of the first that is doubted, if any.
        name: Of the form field.
        label: The heading of its column, or its line.
        is_long: Whether it takes several lines.
        is_broad: Whether it takes twice the room.
        is_doubted: Whether a problem is about it.
    """

    id: str
    name: str
    label: str
    value: str
    is_long: bool = False
    is_broad: bool = False
    is_doubted: bool = False
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MendOffer:
    """A sentence that can be taken in place of the row's own; `value` is sent for it."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MendForm:
    """A row that is open to be mended.

    Attributes:
        place: What stands for the row.
        errors: What is wrong with the row as a whole.
        close_url: The same page with the row closed.
        leaves_more: Whether leaving it out leaves out what stands below it.
    """

    place: str
    fields: tuple[MendField, ...]
    offers: tuple[MendOffer, ...] = ()
    errors: tuple[str, ...] = ()
    close_url: str = ""
    leaves_more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedLine:
    """Something that was mended by hand.

    Attributes:
        line: From 1; the row of a sheet where `is_row`.
        cell: The name of its cell; empty for a whole line.
        is_out: Whether it was left out.
        was: What stands in the file; of what is left out its title.
        text: What is read instead.
        undo: What is sent to take it back.
    """

    line: int
    cell: str
    is_row: bool
    is_out: bool
    was: str
    text: str
    undo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLine:
    """One objective or key result found in a document.

    Attributes:
        line: Its line number, from 1; `None` where the source has none.
        is_objective: True for an objective, False for a key result under the one before.
        words: Its title, cut into pieces.
        kind: The kind of metric in words; empty for none.
        understood: What was understood beside the kind.
        reading: The check-in that comes in with it; empty for none.
        owner: Who was named; `None` for nobody.
        problems: What is missing or odd, each a sentence.
        is_last: True for the last key result of its objective (ends the branch).
        depth: Levels below the top, for nested objectives.
        key: What stands for it in addresses; empty where nothing can be mended.
        mend_url: Opens it to be mended; empty for none.
        mended: What was mended of it.
        taken_in: What is sent to take it in again, of one that is left out by hand.
        form: Set while it is open.
    """

    line: int | None
    is_objective: bool
    words: tuple[Word, ...]
    kind: str = ""
    understood: str = ""
    reading: str = ""
    owner: PersonName | None = None
    problems: tuple[str, ...] = ()
    is_last: bool = False
    depth: int = 0
    key: str = ""
    mend_url: str = ""
    mended: tuple[MendedLine, ...] = ()
    taken_in: str = ""
    form: MendForm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTree:
    """What a document was read as, in its order."""

    caption: str
    lines: tuple[ImportLine, ...]
