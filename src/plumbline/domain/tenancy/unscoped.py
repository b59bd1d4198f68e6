"""The one way to rows of every organization, and the list of those who take it."""

from enum import StrEnum
from typing import TypeVar

from django.db import connections
from django.db.models import Model, QuerySet

_Row = TypeVar("_Row", bound=Model)


class UnscopedReason(StrEnum):
    """Each place that may look across organizations; add a line to add a place."""

    DOCTOR = "doctor counts what each organization holds and looks for broken ties"
    NIGHTLY_RECOMPUTATION = "the nightly job compares every organization with its recomputation"
    BACKUP = "backup and restore carry everything"


def unscoped(model: type[_Row], *, reason: UnscopedReason) -> QuerySet[_Row]:
    """Returns the rows of `model` of every organization.

    On PostgreSQL they come through the keeper's connection, the only one that row-level security
    lets see them.

    Args:
        model: A tenant model.
        reason: Which of the listed places asks.
    """
    if not isinstance(reason, UnscopedReason):
        raise TypeError("unscoped() wants one of UnscopedReason: list the new place there.")
    alias = "keeper" if "keeper" in connections.settings else "default"
    return QuerySet(model=model, using=alias)
