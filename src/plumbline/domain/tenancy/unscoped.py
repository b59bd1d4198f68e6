"""The one way past the database's own wall, and the list of those who take it.

Everything else reaches PostgreSQL under the app's role, which row-level security binds to one
organization. What checks the rows themselves reads as the keeper, whom no policy binds: a wall that
hid a row would hide its fault as well.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from django.db import connections

from plumbline.domain.tenancy.context import organization_bound_or_none
from plumbline.domain.tenancy.errors import ProgrammingMistake
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.scoping import rows_through
from plumbline.domain.tenancy.transactions import reading

KEEPER = "keeper"


class UnscopedReason(StrEnum):
    """Each place that may read past row-level security; add a line to add a place."""

    NIGHTLY_COMPARISON = "the nightly job compares what is stored with its recomputation"


@contextmanager
def unscoped(organization: Organization, *, reason: UnscopedReason) -> Iterator[None]:
    """Reads what is stored for `organization` as of one moment, whatever the policies let through.

    The first wall stands: managers ask for the organization's rows and no others. Within the block
    they ask through the keeper's connection, where one is configured (PostgreSQL), and through the
    usual one elsewhere. It sees what was committed before it began.

    Args:
        organization: Whose rows.
        reason: Which of the listed places asks.

    Raises:
        TypeError: The reason is not one of the list.
        ProgrammingMistake: Something is open already, whose uncommitted rows it would not see.
        WriteOutsideTransaction: From inside, when a statement would write.
    """
    if not isinstance(reason, UnscopedReason):
        raise TypeError("unscoped() wants one of UnscopedReason: list the new place there.")
    if organization_bound_or_none() is not None:
        raise ProgrammingMistake("unscoped() inside reading() or writing(): close that first.")
    alias = KEEPER if KEEPER in connections.settings else "default"
    try:
        with reading(organization, using=alias), rows_through(alias):
            yield
    finally:
        if alias == KEEPER:
            connections[alias].close()  # asked for once a day: by then it would be gone
