"""The letters of a report: the fonts of our own pages, made ready to be put into a file.

Pages get a variable font in parts, each for some scripts. A PDF holds fonts of one weight: each
part that a text needs is made into one, once a process. Letters that no part has (Arabic, Hebrew,
Chinese, Japanese, Korean, emoji) are shown as question marks; a sentence below the
title names them.
"""

import io
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont as FontFile  # type: ignore[import-untyped]  # it has no stubs
from fontTools.varLib.instancer import (  # type: ignore[import-untyped]  # it has no stubs
    instantiateVariableFont,
)
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

#: Parts in the order they are asked for a letter.
PARTS: Final = (
    "inter-latin-wght-normal.woff2",
    "inter-latin-ext-wght-normal.woff2",
    "inter-vietnamese-wght-normal.woff2",
    "inter-cyrillic-wght-normal.woff2",
    "inter-cyrillic-ext-wght-normal.woff2",
    "inter-greek-wght-normal.woff2",
    "inter-greek-ext-wght-normal.woff2",
)
POSTSCRIPT: Final = 6
"""The number of that name in the table of names."""
PLAIN: Final = 400
STRONG: Final = 600
UNKNOWN: Final = "?"
NAMED: Final = 8
"""So many scripts and signs are named; who needs more takes another form."""
#: Tables for shaping and for variations: the writer uses none of them, and they take long.
_UNUSED: Final = frozenset({"GDEF", "GPOS", "GSUB", "HVAR", "MVAR", "STAT"})
#: What is shown as another letter: spaces that no font needs, and hyphens that our fonts lack.
_ALIKE: Final = {
    "\N{NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
    "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\t": " ",
}


@dataclass(slots=True)
class Letters:
    """Chooses the font of each letter, and remembers whether some had none.

    Attributes:
        folder: Where the parts lie.
        lacking: The letters that were shown as question marks.
    """

    folder: Path
    lacking: set[str] = field(default_factory=set)
    _known: dict[str, str | None] = field(default_factory=dict)

    def runs(self, text: str, weight: int) -> Iterator[tuple[str, str]]:
        """Yield pieces of a line, each with the name of the font that has its letters."""
        begun, part = "", PARTS[0]
        for letter in unicodedata.normalize("NFC", text):
            shown, of = self._shown(letter)
            if not shown:
                continue
            # A space goes with what stands before it.
            if of != part and not shown.isspace():
                if begun:
                    yield begun, font_named(self.folder, part, weight)
                begun, part = "", of
            begun += shown
        if begun:
            yield begun, font_named(self.folder, part, weight)

    def _shown(self, letter: str) -> tuple[str, str]:
        """Return what is shown for a letter and the part that has it; "" for what is unseen."""
        letter = _ALIKE.get(letter, letter)
        if unicodedata.category(letter) in {"Cc", "Cf", "Mn", "Me"} and self._part(letter) is None:
            return "", PARTS[0]
        part = self._part(letter)
        if part is None:
            self.lacking.add(letter)
            return UNKNOWN, PARTS[0]
        return letter, part

    def _part(self, letter: str) -> str | None:
        if letter not in self._known:
            code = ord(letter)
            having = (part for part in PARTS if code in _codes(self.folder, part))
            self._known[letter] = next(having, None)
        return self._known[letter]


def lacking_words(letters: Collection[str]) -> str:
    """Name letters that cannot be shown, in letters that can: by script, signs each by its name.

    Unicode's own names say it: "Hebrew (3), CJK (12), U+1F680 ROCKET".
    """
    scripts: Counter[str] = Counter()
    signs: list[str] = []
    for letter in sorted(letters):
        name = unicodedata.name(letter, "")
        if name and unicodedata.category(letter)[0] in "LMN":
            script = name.partition(" ")[0]
            scripts[script if script == "CJK" else script.capitalize()] += 1
        else:
            signs.append(f"U+{ord(letter):04X} {name}".rstrip())
    named = [f"{script} ({count})" for script, count in sorted(scripts.items())] + signs
    return ", ".join(named[:NAMED]) + (" …" if len(named) > NAMED else "")


def font_named(folder: Path, part: str, weight: int) -> str:
    """Return the name by which a part in a weight is known to the writer of the file."""
    name = _name(part, weight)
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(_instance(folder, part, weight))))
    return name


def _name(part: str, weight: int) -> str:
    return f"{part.removesuffix('-wght-normal.woff2')}-{weight}"


@lru_cache(maxsize=len(PARTS))
def _codes(folder: Path, part: str) -> frozenset[int]:
    with FontFile(folder / part, lazy=True) as font:
        letters: Mapping[int, str] = font.getBestCmap()
        return frozenset(letters)


def _instance(folder: Path, part: str, weight: int) -> bytes:
    """Return a part in one weight, as TrueType."""
    with FontFile(folder / part) as font:
        for tag in _UNUSED & {*font.keys()}:
            del font[tag]
        instance = instantiateVariableFont(font, {"wght": weight})
        instance.flavor = None
        # A PDF tells its fonts apart by this name, and all parts come with the same.
        instance["name"].setName(_name(part, weight), POSTSCRIPT, 3, 1, 0x409)
        written = io.BytesIO()
        instance.save(written)
        return written.getvalue()
