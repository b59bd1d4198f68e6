"""Months by their names in the languages whose headings are understood, shortened ones too."""

import unicodedata
from typing import Final

_NAMES: Final = (
    ("january", "januar", "januari", "janvier", "enero", "gennaio", "janeiro"),
    ("february", "februar", "februari", "fevrier", "febrero", "febbraio", "fevereiro"),
    ("march", "marz", "maerz", "mrz", "maart", "mrt", "mars", "marzo", "marco"),
    ("april", "avril", "abril", "aprile"),
    ("may", "mai", "mei", "mayo", "maggio", "maio"),
    ("june", "juni", "juin", "junio", "giugno", "junho"),
    ("july", "juli", "juillet", "julio", "luglio", "julho"),
    ("august", "augustus", "aout", "agosto"),
    ("september", "septembre", "septiembre", "setiembre", "settembre", "setembro"),
    ("october", "oktober", "octobre", "octubre", "ottobre", "outubro"),
    ("november", "novembre", "noviembre", "novembro"),
    ("december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"),
)
_SHORTEST: Final = 3


def month_named(word: str) -> int | None:
    """Return the month, 1 to 12, that a word names or shortens.

    Args:
        word: A word with or without accents, capitals and a full stop at its end.

    Returns:
        `None` where it names none, or begins the names of several, as "jui" does.
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFD", word.rstrip(".").lower())
        if not unicodedata.combining(letter)
    )
    if len(plain) < _SHORTEST:
        return None
    found = {
        number
        for number, names in enumerate(_NAMES, start=1)
        if any(name.startswith(plain) for name in names)
    }
    return found.pop() if len(found) == 1 else None
