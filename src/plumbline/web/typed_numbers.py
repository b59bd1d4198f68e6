"""Numbers as people type them into a field."""

import re
from dataclasses import replace
from decimal import Decimal

from plumbline.engine.scoring.decimals import NumberRefused, decimal_parse

SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")


def number_read(text: str) -> Decimal:
    """Read a number as people type it: grouped thousands, a decimal comma, a real minus.

    Raises:
        NumberRefused: It is no number.
    """
    plain = SPACES.sub("", text).replace("−", "-")
    if GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    elif plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        return decimal_parse(plain)
    except NumberRefused as refused:
        if refused.message.id != "scoring.number_not_plain":
            raise
        shown = replace(refused.message, params={"text": text[:40]})
        raise NumberRefused(shown) from None
