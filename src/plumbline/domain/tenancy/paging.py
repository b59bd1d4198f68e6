"""Lists continued behind their last row, wherever it stands by then.

Nothing is shown twice or left out while others write, and a page reads no more than itself.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from plumbline.domain.tenancy.errors import NotFound

Row = TypeVar("Row", bound=Model)


def rows_behind(rows: QuerySet[Any], order: Sequence[str], public_id: str) -> Q:
    """Return the condition of standing behind the row that a page ended with (one query).

    Args:
        rows: Among which that row is looked for.
        order: By what the list is ordered, as in `order_by`; columns that are never empty, and
            together never the same.
        public_id: Of the row.

    Raises:
        NotFound: It is gone.
    """
    names = [name.removeprefix("-") for name in order]
    last = rows.filter(public_id=public_id).order_by().values_list(*names).first()
    if last is None:
        raise NotFound("tenancy.page_gone")
    behind = Q()
    for by, name, value in reversed(list(zip(order, names, last, strict=True))):
        beyond = Q(**{f"{name}__{'lt' if by.startswith('-') else 'gt'}": value})
        behind = beyond | Q(**{name: value}) & behind if behind else beyond
    return behind


def rows_part(
    rows: QuerySet[Row],
    order: Sequence[str],
    *,
    after: str | None,
    limit: int,
    among: QuerySet[Any] | None = None,
) -> tuple[list[Row], str | None]:
    """Return some rows of a list and behind which the next ones stand (one query; two behind some).

    Args:
        rows: Of which each has a `public_id`.
        order: As of `rows_behind`.
        after: Public id of the row that the part before ended with.
        limit: So many.
        among: Where that row is looked for, with all that may have left the list since; without,
            in the list itself.

    Raises:
        NotFound: That row is gone.
    """
    if after is not None:
        rows = rows.filter(rows_behind(rows if among is None else among, order, after))
    some: list[Any] = list(rows.order_by(*order)[: limit + 1])
    return some[:limit], some[limit - 1].public_id if len(some) > limit else None
