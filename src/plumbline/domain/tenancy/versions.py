"""Two writers on one thing: the second one learns that it was second."""

from typing import Any, Protocol, TypeVar

from django.db.models import F, Model

from plumbline.domain.tenancy.errors import NotFound, StaleVersion


class Versioned(Protocol):
    """A model with a `version` that each change raises by one."""

    pk: Any
    version: Any


_Row = TypeVar("_Row", bound=Model)


def version_check(row: Versioned, *, expected: int) -> None:
    """Refuses an act that was prepared on an older state of `row`.

    Raises:
        StaleVersion: `row` has moved on since version `expected`.
    """
    if row.version != expected:
        raise StaleVersion("tenancy.version.stale", current=row)


def version_save(row: _Row, *, expected: int, update_fields: tuple[str, ...]) -> _Row:
    """Writes `update_fields` of `row` if it still has the `expected` version, and raises it.

    The comparison happens in the database, so that it holds between two transactions too.

    Returns:
        `row`, with its new version.

    Raises:
        StaleVersion: Somebody else changed the row; `current` is how it is now.
        NotFound: The row is gone.
    """
    manager = type(row)._default_manager
    values = {name: getattr(row, name) for name in update_fields}
    changed = manager.filter(pk=row.pk, version=expected).update(**values, version=F("version") + 1)
    if not changed:
        current = manager.filter(pk=row.pk).first()
        if current is None:
            raise NotFound("tenancy.version.gone")
        raise StaleVersion("tenancy.version.stale", current=current)
    row.version = expected + 1  # type: ignore[attr-defined]  # every caller's model is Versioned
    return row
