"""Which organization the running code works for.

The binding is set by `transactions` only: on PostgreSQL a binding without its transaction would
not reach the database's own wall.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from plumbline.domain.tenancy.errors import OrganizationNotBound

if TYPE_CHECKING:
    from plumbline.domain.tenancy.models import Organization

_bound: ContextVar["Organization | None"] = ContextVar("plumbline_organization", default=None)


def organization_bound() -> "Organization":
    """Returns the organization that the running code works for.

    Raises:
        OrganizationNotBound: Neither `reading` nor `writing` is open.
    """
    organization = _bound.get()
    if organization is None:
        raise OrganizationNotBound(
            "No organization is bound: open reading(organization) or writing(organization) first."
        )
    return organization


def organization_bound_or_none() -> "Organization | None":
    """Returns the bound organization, or None outside `reading` and `writing`."""
    return _bound.get()


@contextmanager
def organization_binding(organization: "Organization | None") -> Iterator[None]:
    """Binds `organization` (None: nobody's rows) and restores the former binding at the end."""
    token = _bound.set(organization)
    try:
        yield
    finally:
        _bound.reset(token)
