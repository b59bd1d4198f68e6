"""Shares beside percentages: `0.9` in a row that says `81 %` may mean 90 %."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from plumbline.engine.documents.titles import CleanTitle
from plumbline.engine.documents.values_in_text import value_read

NUMBERS = ("baseline", "target", "current")
_PERCENT = "%"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class ShareBeside:
    """A number that may be a share.

    Attributes:
        name: The field that holds it.
        value: As written.
        beside: The percentage in the same row, as written.
        meant: What it would be in percent.
    """

    name: str
    value: str
    beside: str
    meant: Decimal


def shares_beside(fields: Mapping[str, CleanTitle]) -> Iterator[ShareBeside]:
    """Yield the bare numbers of a row that lie nearer to a percentage beside them as shares.

    Spreadsheets hold 90 % as 0.9, and show it so where one cell is not formatted. Asked is only
    where the number times a hundred lies nearer to the percentage than the number itself, by
    ratio: beside 81 % a 0.9 is asked about, beside 1.5 % a 0.5 is not.
    """
    texts = {name: fields[name].title for name in NUMBERS if name in fields}
    of_unit = fields["unit"].title.strip() if "unit" in fields else ""
    read = {name: value_read(text) for name, text in texts.items()}
    for name, (value, unit, _) in read.items():
        if value is None or unit is not None or not 0 < value <= 1:
            continue
        for other, (percent, sign, _) in read.items():
            if percent is not None and (sign or of_unit) == _PERCENT and percent > 10 * value:
                meant = (value * _HUNDRED).normalize()
                yield ShareBeside(name, texts[name], texts[other], Decimal(f"{meant:f}"))
                break
