"""Places for the boxes of a map: columns by level, and a band of its own for every subtree.

Nothing can overlap: what stands in one column stands in different bands, and a box and what is
below it stand in different columns.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ROW_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Room:
    """What one box needs: its column, its height in px, and the box it is drawn under."""

    key: str
    level: int
    height: float
    under: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a box stands: its column from 0, and its top and height in px."""

    column: int
    top: float
    height: float

    @property
    def middle(self) -> float:
        """The height at which its connectors meet it."""
        return self.top + self.height / 2


def laid_out(rooms: Sequence[Room]) -> tuple[Mapping[str, Spot], float]:
    """Place boxes in reading order; levels that nobody stands at take no column.

    Args:
        rooms: Every box once; the one it is drawn under must stand at a lower level.

    Returns:
        Where each stands, and the height of the whole in px.

    Raises:
        ValueError: A box is drawn under one that is missing or not at a lower level.
    """
    by_key = {room.key: room for room in rooms}
    below: dict[str | None, list[Room]] = defaultdict(list)
    for room in rooms:
        upper = by_key.get(room.under) if room.under is not None else None
        if room.under is not None and (upper is None or upper.level >= room.level):
            raise ValueError(f"{room.key} does not stand below {room.under}")
        below[room.under].append(room)
    bands = _bands(rooms, below)
    levels = sorted({room.level for room in rooms})
    columns = {level: column for column, level in enumerate(levels)}
    tops: dict[str, float] = {}
    height = _stack(below[None], 0.0, bands, tops)
    spots: dict[str, Spot] = {}
    for room in sorted(rooms, key=lambda room: room.level):
        _stack(below[room.key], _children_top(room, below[room.key], bands, tops), bands, tops)
    for room in sorted(rooms, key=lambda room: -room.level):
        top = _beside_first(room, [spots[child.key] for child in below[room.key]], bands, tops)
        spots[room.key] = Spot(columns[room.level], top, room.height)
    return spots, height


def _bands(rooms: Sequence[Room], below: Mapping[str | None, list[Room]]) -> dict[str, float]:
    """Return how much height each box needs together with all that is drawn under it."""
    bands: dict[str, float] = {}
    for room in sorted(rooms, key=lambda room: -room.level):
        bands[room.key] = max(room.height, _total(below.get(room.key, ()), bands))
    return bands


def _total(children: Sequence[Room], bands: Mapping[str, float]) -> float:
    return sum(bands[child.key] for child in children) + ROW_GAP * max(0, len(children) - 1)


def _stack(
    children: Sequence[Room], top: float, bands: Mapping[str, float], tops: dict[str, float]
) -> float:
    """Give boxes their bands one below the other; return where the last one ends."""
    for number, child in enumerate(children):
        top += ROW_GAP if number else 0.0
        tops[child.key] = top
        top += bands[child.key]
    return top


def _children_top(
    room: Room, children: Sequence[Room], bands: Mapping[str, float], tops: Mapping[str, float]
) -> float:
    """Return where the bands of the children begin: in the middle of the band of their box."""
    return tops[room.key] + (bands[room.key] - _total(children, bands)) / 2


def _beside_first(
    room: Room, children: Sequence[Spot], bands: Mapping[str, float], tops: Mapping[str, float]
) -> float:
    """Return the top of a box that stands beside its first child, inside its band.

    At the middle of all its children, a large branch would leave the upper left empty, where
    reading begins; on a phone the first screens would show nothing.
    """
    top, band = tops[room.key], bands[room.key]
    middle = children[0].middle if children else top + band / 2
    return min(max(middle - room.height / 2, top), top + band - room.height)
