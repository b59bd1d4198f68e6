"""Read of a WOFF2 file how tall and how wide its letters run, and fit another font to it.

A page is first written in a font of the machine, and again in ours when it has come. Both take the
same room, so that nothing moves, when the first is scaled to the width of the second and is given
its heights.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it tells no types

#: How often a letter stands in a thousand of running English text, spaces included.
#: Source: the letter counts of Norvig's reading of the Google books, five letters a word.
LETTERS = {
    " ": 175, "e": 103, "t": 76, "a": 66, "o": 63, "i": 62, "n": 60, "s": 54, "r": 52, "h": 42,
    "l": 34, "d": 31, "c": 28, "u": 22, "m": 21, "f": 20, "p": 18, "g": 15, "w": 14, "y": 14,
    "b": 12, "v": 9, "k": 4, "x": 2, "j": 1, "q": 1, "z": 1,
}  # fmt: skip

# The places of the tables that are read in the WOFF2 list of known tables.
_CMAP, _HEAD, _HHEA, _HMTX, _GLYF, _LOCA = 0, 1, 2, 3, 10, 11
_NAMED_IN_FULL = 63
_NOT_TRANSFORMED = 3  # of the tables of outlines alone; of any other it is 0


@dataclass(frozen=True, slots=True)
class FontMetrics:
    """Heights and mean width of a font, as shares of its size.

    Attributes:
        ascent: Above the line of writing.
        descent: Below it, as a positive number.
        gap: Between one line and the next.
        width: Mean advance of running English text.
    """

    ascent: float
    descent: float
    gap: float
    width: float


def metrics_read(path: Path) -> FontMetrics:
    """Return the metrics of a WOFF2 file, of its default weight where it holds several.

    Raises:
        ValueError: The file is no WOFF2 file, or lacks a table.
    """
    tables = _tables(path.read_bytes())
    missing = {_CMAP, _HEAD, _HHEA, _HMTX} - set(tables)
    if missing:
        raise ValueError(f"{path.name} lacks a table that says how its letters run.")
    (units,) = struct.unpack_from(">H", tables[_HEAD][0], 18)
    ascent, descent, gap = struct.unpack_from(">hhh", tables[_HHEA][0], 4)
    advances = _advances(*tables[_HMTX], count=struct.unpack_from(">H", tables[_HHEA][0], 34)[0])
    glyphs = _glyphs(tables[_CMAP][0])
    run = sum(
        often * advances[min(glyphs[ord(letter)], len(advances) - 1)]
        for letter, often in LETTERS.items()
    )
    width = run / sum(LETTERS.values())
    return FontMetrics(ascent / units, -descent / units, gap / units, width / units)


def fitted(own: FontMetrics, fallback_width: float) -> str:
    """Return the descriptors that give a fallback of this width the room of the own font."""
    scale = own.width / fallback_width
    return (
        f"size-adjust:{scale:.2%};ascent-override:{own.ascent / scale:.2%};"
        f"descent-override:{own.descent / scale:.2%};line-gap-override:{own.gap / scale:.2%}"
    )


def _tables(data: bytes) -> dict[int, tuple[bytes, bool]]:
    """Return the known tables of a WOFF2 file, and whether each is transformed."""
    if data[:4] != b"wOF2":
        raise ValueError("This is no WOFF2 file.")
    (count,) = struct.unpack_from(">H", data, 12)
    at, entries = 48, []
    for _ in range(count):
        known, version = data[at] & 63, data[at] >> 6
        at += 5 if known == _NAMED_IN_FULL else 1
        length, at = _base_128(data, at)
        plain = _NOT_TRANSFORMED if known in (_GLYF, _LOCA) else 0
        if version != plain:
            length, at = _base_128(data, at)
        entries.append((known, length, version != plain))
    whole = brotli.decompress(data[at : at + struct.unpack_from(">I", data, 20)[0]])
    tables, start = {}, 0
    for known, length, transformed in entries:
        tables[known] = (whole[start : start + length], transformed)
        start += length
    return tables


def _base_128(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of seven bits a byte; returns it and what follows."""
    value = 0
    while True:
        value = value << 7 | data[at] & 127
        at += 1
        if data[at - 1] < 128:
            return value, at


def _advances(table: bytes, transformed: bool, *, count: int) -> tuple[int, ...]:
    if transformed:  # without the bearings, behind one byte of flags
        return struct.unpack_from(f">{count}H", table, 1)
    return struct.unpack_from(f">{count * 2}H", table)[::2]


def _glyphs(table: bytes) -> dict[int, int]:
    """Return the glyph of each character of the first plane."""
    (count,) = struct.unpack_from(">H", table, 2)
    places = {struct.unpack_from(">HHI", table, 4 + 8 * number) for number in range(count)}
    for platform, _encoding, start in sorted(places):
        if platform in (0, 3) and struct.unpack_from(">H", table, start)[0] == 4:
            return _segments(table[start:])
    raise ValueError("No table of this font says which letter is which.")


def _segments(table: bytes) -> dict[int, int]:
    (twice,) = struct.unpack_from(">H", table, 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + twice)
    deltas = struct.unpack_from(f">{count}h", table, 16 + 2 * twice)
    at = 16 + 3 * twice
    offsets = struct.unpack_from(f">{count}H", table, at)
    found = {}
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, end + 1):
            glyph = code
            if offsets[number]:
                place = at + 2 * number + offsets[number] + 2 * (code - start)
                if place + 2 > len(table):
                    continue
                (glyph,) = struct.unpack_from(">H", table, place)
            found[code] = (glyph + deltas[number]) % 65536
    return found
