"""Trees: how a number came to be, and what was read from a document."""

from dataclasses import dataclass
from typing import Literal

from plumbline.charts import ProgressBar
from plumbline.web.ui.signs import Confidence, PersonName, StateBadge, StatusSign, StyleBadge

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTree:
    """What a document was read as, in its order."""

    caption: str
    lines: tuple[ImportLine, ...]
