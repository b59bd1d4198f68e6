"""How sure somebody says they are, on whatever scale, as a confidence from 1 to 10."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

MOST = 10
SHARE_FROM = 20
_SURE = re.compile(
    r"(?P<value>\d{1,6}(?:[.,]\d{1,3})?)\s*"
    r"(?:(?P<share>%)|(?:/|of|out of|von|de|sur)\s*(?P<most>\d{1,3}))?",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")
_OF_HEADING = re.compile(
    r"(?i)(?:\b[01]\s*(?:[-–—]|\.\.|to|bis|à|a)\s*|/\s*|\b(?:out )?of\s+|\bvon\s+)"
    r"(?P<most>1|3|4|5|10|100)\b"
)
_WORDS = (
    (9, r"(?:very|extremely) (?:high|confident|likely|sure)|sehr (?:hoch|sicher)|muy alta"),
    (8, r"h|high|confident|likely|sure|strong|hoch|sicher|alta|alto|élevée?|haute?"),
    (5, r"m|med|medium|moderate|mid|middle|average|50[ :/-]50|mittel|media|medio|média|moyenne?"),
    (1, r"(?:very|extremely) (?:low|unlikely)|sehr (?:niedrig|gering|unsicher)|muy baja|none"),
    (2, r"l|low|unlikely|unsure|weak|niedrig|gering|unsicher|baja|bajo|baixa|faible|basse?"),
)  # fmt: skip
_PATTERNS = tuple((number, re.compile(words, re.IGNORECASE)) for number, words in _WORDS)
CELLS_KNOWN = 4_096


def scale_of(heading: str, cells: Iterable[str]) -> int:
    """Return where the bare numbers of a column end: at 1, 5, 10 or 100.

    The heading counts first ("Confidence (1-5)", "Confidence %"); else what the cells hold.

    Args:
        heading: Of the column.
        cells: All that stands below it.
    """
    if found := _OF_HEADING.search(heading):
        return int(found["most"])
    if "%" in heading:
        return 100
    texts = [cell.strip() for cell in cells]
    bare = [Decimal(cell.replace(",", ".")) for cell in texts if _BARE.fullmatch(cell)]
    if bare and max(bare) <= 1 and any(0 < value < 1 for value in bare):
        return 1
    # A lone 11 is rather too much of 10 than 11 %.
    is_share = sum(value > MOST for value in bare) * 2 > len(bare) and max(bare) >= SHARE_FROM
    return 100 if is_share and not any("/" in cell for cell in texts) else MOST


def end_of_scale(text: str, most: int) -> str | None:
    """Return where the scale of a cell ends that is above it, such as 11 of 10; else `None`."""
    if (found := _SURE.fullmatch(text)) is None:
        return None
    end = 100 if found["share"] else int(found["most"] or most)
    if _value(found) <= end:
        return None
    return f"{end} %" if found["share"] else f"{end}"


@lru_cache(maxsize=CELLS_KNOWN)
def confidence_read(text: str, most: int) -> int | None:
    """Return how sure somebody is from 1 to 10; `None` for what does not tell, or is too much.

    Args:
        text: `8`, `8/10`, `0.8`, `80 %`, or a word such as `high`.
        most: Where the scale of bare numbers ends.
    """
    if found := _SURE.fullmatch(text):
        end = 100 if found["share"] else int(found["most"] or most)
        value = _value(found)
        if end == 0 or value > end:
            return None
        share = (value / end * MOST).to_integral_value(ROUND_HALF_UP)
        return max(1, int(share))
    plain = " ".join(text.split())
    return next((number for number, known in _PATTERNS if known.fullmatch(plain)), None)


def _value(found: re.Match[str]) -> Decimal:
    return Decimal(found["value"].replace(",", "."))
