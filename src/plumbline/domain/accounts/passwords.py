"""Which passwords are strong enough: long, not known to attackers, not the person's own name.

No rules of composition and no rotation: both make people choose worse passwords.
Source: NIST SP 800-63B-4, section 3.1.1.2; OWASP ASVS 5.0, chapter 6.2.
"""

from collections.abc import Iterator
from functools import cache

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
    try:
        _common().validate(password)
    except ValidationError:
        yield Message("accounts.password.too_common", {})
    similarity = UserAttributeSimilarityValidator(user_attributes=("email", "name"))
    try:
        similarity.validate(password, Account(email=email, name=name))
    except ValidationError:
        yield Message("accounts.password.too_similar", {})


@cache
def _common() -> CommonPasswordValidator:
    """Return the check against Django's list of common passwords, read once."""
    return CommonPasswordValidator()
