"""Ids that may be shown: random, so that they count nothing and cannot be guessed."""

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _TextField = models.CharField[str, str]
else:
    _TextField = models.CharField

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in lower case: no i, l, o, u, so an id survives being read aloud."""

PUBLIC_ID_LENGTH = 12
"""60 bits: among a million rows of one table two collide with a chance of 4 in ten million."""


def public_id_new() -> str:
    """Returns a new random id of 12 characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


class PublicIdField(_TextField):
    """The id of a row in addresses, exports and the API.

    It is not unique by itself: a tenant table adds `public_id_unique(table)`, led by the
    organization; a global table sets `unique=True`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 — Django's own signature
        kwargs.setdefault("max_length", PUBLIC_ID_LENGTH)
        kwargs.setdefault("default", public_id_new)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)


def public_id_unique(table: str) -> models.UniqueConstraint:
    """Returns the constraint that keeps public ids of `table` apart within an organization."""
    return models.UniqueConstraint(
        fields=["organization", "public_id"], name=f"{table}_public_id_unique"
    )
