"""Cycles named in titles and files: "2026-Q4", "Q1 2025", "FY21-Q3", "H2 2026", "2026"."""

import re
from calendar import monthrange
from datetime import date

from plumbline.engine.documents.model import Cycle

_FISCAL = re.compile(r"(?i)\bFY\s?'?(?P<year>(?:20)?\d\d)[\s_-]*(?P<part>[QH][1-4])?\b")
_QUARTER = re.compile(
    r"(?i)(?<![a-z0-9])(?:(?P<year>20\d\d)[\s_./-]{0,3}(?P<part>[QHT]-?[1-4])|(?P<part2>[QHT]-?[1-4])[\s_./,'’-]{0,3}(?P<year2>20\d\d|\d\d))(?![a-z0-9])"
)
_ORDINAL = re.compile(
    r"(?i)\b(?P<part>[1-4])\.?\s*(?:st|nd|rd|th|er|º)?\s*(?:quarter|quartal|trimestre)[\s,]*(?:of |de )?(?P<year>20\d\d)\b"
)
_YEAR = re.compile(r"(?<![\d.-])(?P<year>20\d\d)(?![\d-])")


def cycle_read(text: str) -> Cycle | None:
    """Return the cycle a title names, with its days where the calendar tells them.

    The days of a fiscal year are known to its organization only and stay open.
    """
    text = text[:300]
    fiscal = _FISCAL.search(text)
    if fiscal:
        year = fiscal["year"][-2:]
        part = f"-{fiscal['part'].upper()}" if fiscal["part"] else ""
        return Cycle(name=f"FY{year}{part}")
    match = _QUARTER.search(text)
    if match:
        year_text = match["year"] or match["year2"]
        part = (match["part"] or match["part2"]).upper().replace("-", "").replace("T", "Q")
        return _of_part(int(year_text) if len(year_text) == 4 else 2000 + int(year_text), part)
    ordinal = _ORDINAL.search(text)
    if ordinal:
        return _of_part(int(ordinal["year"]), f"Q{ordinal['part']}")
    year_only = _YEAR.search(text)
    if year_only and re.search(r"(?i)okr|objective|goal|ziele|objetivo|objectif", text):
        year = int(year_only["year"])
        return Cycle(name=str(year), start=date(year, 1, 1), end=date(year, 12, 31))
    return None


LONGEST_TITLE = 80
_PART = re.compile(r"(?i)(?<![^\W_])(?P<part>Q[1-4]|H[12])(?![^\W_])")


def part_read(text: str) -> str | None:
    """Return the quarter or half that a title names without its year: "Q1 OKRs"; else `None`."""
    match = _PART.search(text[:LONGEST_TITLE])
    return match["part"].upper() if match else None


def _of_part(year: int, part: str) -> Cycle | None:
    """Return a quarter or half of a calendar year."""
    months = 3 if part[0] == "Q" else 6
    number = int(part[1])
    if number * months > 12:
        return None
    last = number * months
    return Cycle(
        name=f"{year}-{part}",
        start=date(year, last - months + 1, 1),
        end=date(year, last, monthrange(year, last)[1]),
    )
