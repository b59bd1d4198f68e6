"""Which passwords are strong enough: long, not known to attackers, not the person's own name.

No rules of composition and no rotation: both make people choose worse passwords.
Source: NIST SP 800-63B-4, section 3.1.1.2; OWASP ASVS 5.0, chapter 6.2.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

from plumbline.domain.accounts.models import Account
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.messages import Message

#: Source: ASVS 5.0, 6.2.1 asks for 8 and recommends more.
PASSWORD_CHARACTERS_MIN = 10
#: Long enough for any sentence, short enough that hashing one is no way to keep the server busy.
PASSWORD_CHARACTERS_MAX = 128
#: Fewer different characters make any length easy to guess: `aaaaaaaaaaaa`, `121212121212`.
DISTINCT_CHARACTERS_MIN = 5
#: `qwertyuiopasdf` leaves its row once in thirteen steps; a sentence hardly ever walks.
WALKED_SHARE = 0.7

_ALONG = ("abcdefghijklmnopqrstuvwxyz", "12345678901", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_ROWS = (*_ALONG, *(row[::-1] for row in _ALONG))


def password_check(password: str, *, email: str, name: str) -> None:
    """Refuse a weak password.

    Args:
        password: as typed.
        email: of the account it is for.
        name: of the person it is for.

    Raises:
        ValidationRefused: with everything that is wrong, at the field ``password``.
    """
    if problems := list(_problems(password, email=email, name=name)):
        raise ValidationRefused({"password": problems})


def _problems(password: str, *, email: str, name: str) -> Iterator[Message]:
    if len(password) < PASSWORD_CHARACTERS_MIN:
        yield Message("accounts.password.too_short", {"minimum": PASSWORD_CHARACTERS_MIN})
    if len(password) > PASSWORD_CHARACTERS_MAX:
        yield Message("accounts.password.too_long", {"maximum": PASSWORD_CHARACTERS_MAX})
        return
    if _is_common(password):
        yield Message("accounts.password.too_common", {})
    similarity = UserAttributeSimilarityValidator(user_attributes=("email", "name"))
    try:
        similarity.validate(password, Account(email=email, name=name))
    except ValidationError:
        yield Message("accounts.password.too_similar", {})


def _is_common(password: str) -> bool:
    """Tell whether it is among the first that are tried: in the lists, or a pattern of keys."""
    word = password.lower()
    is_long = len(word) >= PASSWORD_CHARACTERS_MIN
    few = len(set(word)) < DISTINCT_CHARACTERS_MIN
    if is_long and (few or _unit(word) != word or _walks(word)):
        return True
    try:
        _common().validate(password)
    except ValidationError:
        return True
    return False


def _unit(word: str) -> str:
    """Return what a text repeats: `pass` of `passpass`, itself when it repeats nothing."""
    # A text that repeats a part is found in its double before its own length.
    return word[: (word + word).find(word, 1)]


def _walks(word: str) -> bool:
    """Tell whether it runs along the alphabet or a row of keys, there or back."""
    steps = ["".join(pair) for pair in pairwise(word)]
    walked = sum(any(step in row for row in _ROWS) for step in steps)
    return walked >= WALKED_SHARE * len(steps)


@cache
def _common() -> CommonPasswordValidator:
    """Return the check against Django's list of common passwords, read once."""
    return CommonPasswordValidator()
