"""The map of an alignment: columns by level, a curve from every child to each of its parents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, cycle

from plumbline.charts import svg
from plumbline.charts.alignment_layout import ROW_GAP, Room, Spot, laid_out
from plumbline.charts.alignment_marks import Mark, counts_row, line_class, mark_shape, pill_counts
from plumbline.charts.alignment_words import (
    META,
    META_LINE,
    SERIF,
    TITLE,
    TITLE_LINE,
    Words,
    words_of,
)
from plumbline.charts.definition import Table
from plumbline.charts.labels import shortened, text_width
from plumbline.charts.sign import Sign

GLYPH_ROOM = 22.0
COLUMN, FIRST_COLUMN = 188.0, 164.0
GAP = 38.0  # six columns stand beside the folded navigation at 1,440 px, a scroll bar at the edge
LANES = (0.0, 4.0, -4.0, 7.0, -7.0)  # further parents turn beside each other, not on one line
STRAIGHT = 16.0
HEADING = 30.0
MARGIN = 4.0
FOLD_HEIGHT = 28.0
CONTROL = 24.0
COUNT_ROOM = 22.0


class Tone(StrEnum):
    """How a box is drawn: like all, on the way of the focus, or around what is looked for."""

    PLAIN = "plain"
    PATH = "path"
    AROUND = "around"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapNode:
    """One objective, priority or key result.

    Attributes:
        key: Names it in links and folds.
        under: The box it is drawn under.
        meta: The line below its title; it says in words what shape and colour say.
        url: Where it leads.
        spoken: All of it in one sentence, for who does not see it.
        mark: Status or freshness as a shape, confidence as a pill; `None` for a priority.
        counts: How many of each status stand below a priority.
        fold_url: Folds what is below it; empty where nothing is shown there.
        fold_spoken: What that link does, in words.
    """

    key: str
    level: int
    under: str | None
    title: str
    meta: str
    url: str
    spoken: str
    mark: Mark | None = None
    counts: tuple[tuple[Sign, int], ...] = ()
    is_priority: bool = False
    is_key_result: bool = False
    is_focus: bool = False
    is_unserved: bool = False
    tone: Tone = Tone.PLAIN
    fold_url: str = ""
    fold_spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFold:
    """A count that stands for what is hidden, and the way to it.

    Attributes:
        under: The box whose children it stands for; `None` for what stands at the top.
        words: How many there are.
        counts: How many of each status, for the pill.
        url: Shows them; empty where nothing can be shown.
        spoken: The same in one sentence.
    """

    under: str | None
    level: int
    words: str
    counts: tuple[tuple[Sign, int], ...]
    url: str
    spoken: str


@dataclass(frozen=True, slots=True)
class MapLink:
    """A curve from a parent to a child: on the way of the focus or not, counted or not."""

    child: str
    parent: str
    contributes: bool = False
    is_on_path: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentMap:
    """A map ready to be drawn.

    Attributes:
        name: The accessible name of the whole.
        nodes: In reading order.
        headings: What stands above the column of each level.
    """

    name: str
    nodes: tuple[MapNode, ...]
    folds: tuple[MapFold, ...]
    links: tuple[MapLink, ...]
    headings: Mapping[int, str]

    def svg(self, *, narrow: bool = False) -> str:
        """Draw it as one complete `<svg>`: curves first, so that no text is crossed out.

        Args:
            narrow: Makes no difference: a phone is shown the list instead.
        """
        del narrow
        rooms, words = self._rooms()
        spots, height = laid_out(rooms)
        columns = max((spot.column for spot in spots.values()), default=0) + 1
        ends = {node.key: _text_end(node, spots[node.key], words[node.key]) for node in self.nodes}
        parts = [self._headings(rooms)]
        kept = {link: self._kept(link) for link in self._ordered_links()}
        lanes = dict(zip((link for link in kept if not kept[link]), cycle(LANES), strict=False))
        parts += [
            _curve(link, spots, ends, kept=kept[link], lane=lanes.get(link, 0.0)) for link in kept
        ]
        parts += [_stub(fold, spots, ends) for fold in self.folds if fold.under is not None]
        parts += [_ground(node, spots[node.key], ends[node.key]) for node in self.nodes]
        parts += [_node(node, spots[node.key], words[node.key]) for node in self._reading()]
        parts += [_fold(fold, spots[_fold_key(fold)]) for fold in self.folds]
        width, tall = _left(columns) - GAP + MARGIN, height + HEADING + 2 * MARGIN
        return svg.element(
            "svg",
            *parts,
            xmlns="http://www.w3.org/2000/svg",
            class_="pl-chart pl-map",
            viewbox=f"0 0 {svg.coordinate(width)} {svg.coordinate(tall)}",
            width=width,
            height=tall,
            role="group",
            aria_label=self.name,
        )

    def table(self) -> Table:
        """A row for each box, with all that is said of it."""
        return Table(self.name, (self.name,), tuple((node.spoken,) for node in self.nodes))

    def _rooms(self) -> tuple[list[Room], dict[str, Words]]:
        """Return what every box needs, each fold behind the children it stands for, and words."""
        rooms, words = [], {}
        for node in self.nodes:
            width = _words_room(node, _width(node.level, self._first))
            found = words_of(node.title, node.meta, width)
            words[node.key] = found
            tall = max(CONTROL, found.height + 4 + META_LINE * bool(node.counts))
            rooms.append(Room(node.key, node.level, tall, node.under))
        for fold in self.folds:
            rooms.append(Room(_fold_key(fold), fold.level, FOLD_HEIGHT, fold.under))
        return rooms, words

    def _reading(self) -> Iterable[MapNode]:
        """Yield every box and then what is drawn under it, as the keyboard goes through them."""
        below: dict[str | None, list[MapNode]] = defaultdict(list)
        for node in self.nodes:
            below[node.under].append(node)
        waiting = below[None][::-1]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += below[node.key][::-1]

    @property
    def _first(self) -> int:
        return min((node.level for node in self.nodes), default=0)

    def _ordered_links(self) -> Iterable[MapLink]:
        """The way of the focus is drawn last, above the others."""
        return sorted(self.links, key=lambda link: link.is_on_path)

    def _kept(self, link: MapLink) -> bool:
        """Whether the child is drawn under this parent; every other one is a further parent."""
        return any(node.key == link.child and node.under == link.parent for node in self.nodes)

    def _headings(self, rooms: Sequence[Room]) -> str:
        levels = sorted({room.level for room in rooms})
        return "".join(
            svg.words(
                shortened(self.headings[level], META, _width(level, self._first)),
                x=_left(column),
                y=MARGIN + META,
                class_="pl-map-heading",
            )
            for column, level in enumerate(levels)
            if level in self.headings
        )


def _words_room(node: MapNode, width: float) -> float:
    """Return how wide the words of a box may be, beside its mark and what folds it."""
    return width - (0 if node.is_priority else GLYPH_ROOM) - (CONTROL + 4 if node.fold_url else 0)


def _width(level: int, first: int) -> float:
    return FIRST_COLUMN if level == first else COLUMN


def _left(column: int) -> float:
    """Return where a column begins; one behind the last is where the drawing ends, and a gap."""
    return MARGIN + (column and FIRST_COLUMN + GAP + (column - 1) * (COLUMN + GAP))


def _right(column: int) -> float:
    return _left(column + 1) - GAP


def _down(y: float) -> float:
    return y + HEADING + MARGIN


def _fold_key(fold: MapFold) -> str:
    return f"fold of {fold.under or ''}"


def _text_end(node: MapNode, spot: Spot, words: Words) -> float:
    """Return where the words of a box end and its connector begins."""
    left = _left(spot.column) + (0.0 if node.is_priority else GLYPH_ROOM)
    widths = [text_width(line, TITLE * SERIF) for line in words.title]
    widths += [text_width(line, META) for line in words.meta]
    widths.append(len(node.counts) * COUNT_ROOM * 1.4)
    return min(left + max(widths) + 8, _right(spot.column))


def _ground(node: MapNode, spot: Spot, end: float) -> str:
    """Return what hides a line behind the words of a box that it cannot pass by."""
    left = _left(spot.column) - 4
    return svg.element(
        "rect",
        x=left,
        y=_down(spot.top),
        width=end - left - 2,
        height=spot.height,
        class_="pl-map-ground",
    )


def _node(node: MapNode, spot: Spot, words: Words) -> str:
    left, top = _left(spot.column), _down(spot.top)
    text_left = left if node.is_priority else left + GLYPH_ROOM
    parts = [
        svg.element("title", svg.text_escape(node.spoken)),
        svg.element(
            "rect",
            x=left - 4,
            y=top,
            width=_right(spot.column) - left + 4 - (CONTROL + 4 if node.fold_url else 0),
            height=spot.height,
            rx=6,
            class_="pl-map-box",
        ),
    ]
    below = top + len(words.title) * TITLE_LINE
    parts += [
        svg.words(line, x=text_left, y=top + 15 + number * TITLE_LINE, class_="pl-map-title")
        for number, line in enumerate(words.title)
    ]
    parts += [
        svg.words(line, x=text_left, y=below + 14 + number * META_LINE, class_="pl-map-meta")
        for number, line in enumerate(words.meta)
    ]
    parts += counts_row(node.counts, text_left + 5, top + words.height + 10)
    if node.mark is not None:
        parts.append(mark_shape(node.mark, left + 6, top + 10.5))
    classes = f"pl-map-node pl-map-{node.tone.value}"
    classes += " pl-map-focus" if node.is_focus else ""
    classes += " pl-map-priority" if node.is_priority else ""
    classes += " pl-map-key-result" if node.is_key_result else ""
    classes += " pl-map-unserved" if node.is_unserved else ""
    link = svg.element("a", *parts, href=node.url, class_=classes, data_map_node=node.key)
    return link + (_control(node, spot) if node.fold_url else "")


def _control(node: MapNode, spot: Spot) -> str:
    """Draw the way to fold what is below: a minus in a circle, 24 px to hit."""
    x, y = _right(spot.column) - CONTROL / 2, _down(spot.middle)
    return svg.element(
        "a",
        svg.element("title", svg.text_escape(node.fold_spoken)),
        svg.element("circle", cx=x, cy=y, r=CONTROL / 2, class_="pl-map-reach"),
        svg.element("circle", cx=x, cy=y, r=8, class_="pl-map-knob"),
        svg.element("line", x1=x - 4, y1=y, x2=x + 4, y2=y, class_="pl-map-knob-sign"),
        href=node.fold_url,
        class_="pl-map-control",
        aria_label=node.fold_spoken,
        data_map_fold=node.key,
    )


def _curve(
    link: MapLink,
    spots: Mapping[str, Spot],
    ends: Mapping[str, float],
    *,
    kept: bool,
    lane: float = 0.0,
) -> str:
    """Draw a link: out of the parent, past the boxes between, into the child.

    Where columns lie between, it crosses them at one height at which no box stands, so that it
    runs neither through words nor along the line of another box.
    """
    parent, child = spots[link.parent], spots[link.child]
    begin, end = ends[link.parent], _left(child.column) - 8
    passage = _passage(parent, child, spots.values())
    way = [(parent.column, parent.middle, passage), (child.column - 1, passage, child.middle)]
    bends = [_bend(column, above, below, lane) for column, above, below in way if above != below]
    path = f"M{svg.coordinate(begin)} {svg.coordinate(_down(parent.middle))}{''.join(bends)}"
    class_ = line_class(
        contributes=link.contributes, is_further=not kept, is_on_path=link.is_on_path
    )
    dot = svg.element(
        "circle", cx=begin + 3, cy=_down(parent.middle), r=3, class_=f"{class_} pl-map-dot"
    )
    line = svg.element("path", d=f"{path}H{svg.coordinate(end)}", class_=class_, fill="none")
    return line + dot * link.contributes


def _bend(column: int, above: float, below: float, lane: float) -> str:
    """Return the curve from one height to another, in the gap behind a column."""
    turn, end = _right(column) + STRAIGHT / 2, _left(column + 1) - STRAIGHT
    y1, y2, middle = _down(above), _down(below), (turn + end) / 2 + lane
    bend, half, out, up, down = (svg.coordinate(each) for each in (turn, middle, end, y1, y2))
    return f"H{bend}C{half} {up} {half} {down} {out} {down}"


def _passage(parent: Spot, child: Spot, spots: Iterable[Spot]) -> float:
    """Return where a link crosses the columns between: at a free height close to its ends."""
    between = [spot for spot in spots if parent.column < spot.column < child.column]
    edges = [(spot.top - ROW_GAP / 2, spot.top + spot.height + ROW_GAP / 2) for spot in between]
    ends = (child.middle, parent.middle)
    heights = sorted(
        {*ends, *chain.from_iterable(edges)},
        key=lambda height: (sum(abs(height - end) for end in ends), height not in ends),
    )

    def crossed(height: float) -> int:
        return sum(top < height < bottom for top, bottom in edges)

    free = next((height for height in heights if not crossed(height)), None)
    return min(heights, key=crossed) if free is None else free


def _stub(fold: MapFold, spots: Mapping[str, Spot], ends: Mapping[str, float]) -> str:
    """Draw the line from a box to the count of what is hidden below it."""
    link = MapLink(_fold_key(fold), str(fold.under))
    return _curve(link, spots, ends, kept=True)


def _fold(fold: MapFold, spot: Spot) -> str:
    left, top = _left(spot.column), _down(spot.top)
    room = _right(spot.column) - left
    first = left + 22 + text_width(fold.words, META)  # of the middle of a shape
    parts = [
        svg.element("title", svg.text_escape(fold.spoken)),
        svg.element(
            "rect", x=left, y=top, width=room, height=spot.height, rx=14, class_="pl-map-fold-box"
        ),
        svg.words(fold.words, x=left + 12, y=top + 18, class_="pl-map-fold-words"),
    ]
    parts += pill_counts(fold.counts, first, left + room, top + 14, opens=bool(fold.url))
    if not fold.url:
        return svg.element("g", *parts, class_="pl-map-fold")
    return svg.element(
        "a",
        *parts,
        href=fold.url,
        class_="pl-map-fold",
        data_map_open=fold.under or "",
    )
