"""The manager of every tenant table: it sees the bound organization's rows and no others."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from typing import Any, NoReturn, ParamSpec, TypeVar

from django.db import models
from django.db.models import sql

from plumbline.domain.tenancy.context import organization_bound, organization_bound_or_none
from plumbline.domain.tenancy.errors import OrganizationMismatch, ProgrammingMistake
from plumbline.domain.tenancy.resolving import QuickQuery
from plumbline.domain.tenancy.statements_kept import Statements, statements_share

_Row = TypeVar("_Row", bound=models.Model, covariant=True)
_Rows = TypeVar("_Rows", bound="models.QuerySet[Any, Any]")
_P = ParamSpec("_P")

#: Questions about more things than this are not kept: a page shows fewer, and nobody asks for the
#: same thousands twice.
NAMED_MOST = 200

_alias: ContextVar[str | None] = ContextVar("plumbline_rows_through", default=None)


@contextmanager
def rows_through(alias: str) -> Iterator[None]:
    """Lets every manager of a tenant table ask through another connection; for `unscoped` only."""
    token = _alias.set(alias)
    try:
        yield
    finally:
        _alias.reset(token)


class ScopedQuerySet(models.QuerySet[_Row]):
    """Rows of one organization; it refuses to hand one over to another."""

    def bulk_create(
        self,
        objs: Iterable[_Row],
        *args: Any,  # noqa: ANN401 — Django's own signature
        **kwargs: Any,  # noqa: ANN401 — Django's own signature
    ) -> list[_Row]:
        """Inserts `objs` into the bound organization."""
        rows = list(objs)
        for row in rows:
            row.organization_settle()  # type: ignore[attr-defined]  # every TenantModel has it
            row.texts_check()  # type: ignore[attr-defined]  # as above
        return super().bulk_create(rows, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:  # noqa: ANN401 — Django's own signature
        """Changes the rows; their organization never."""
        if not {"organization", "organization_id"}.isdisjoint(kwargs):
            raise OrganizationMismatch("Rows never move from one organization to another.")
        return super().update(**kwargs)

    def raw(self, *args: object, **kwargs: object) -> NoReturn:
        """Refused: hand-written SQL would not be narrowed to the organization."""
        raise ProgrammingMistake("Write raw SQL through a cursor, with organization_id in it.")


class ScopedManager(models.Manager[_Row]):
    """Starts every query from the bound organization, for related objects as well.

    Rows of a `StagedModel` that an import still prepares are left out; related managers are made
    by Django without arguments, so leaving out is the default.
    """

    def __init__(self, *, shows_staged: bool = False) -> None:
        """Says whether rows that an import still prepares are among those that are seen."""
        super().__init__()
        self._shows_staged = shows_staged

    def get_queryset(self) -> ScopedQuerySet[_Row]:
        """Returns the bound organization's rows.

        Raises:
            OrganizationNotBound: Neither `reading` nor `writing` is open.
        """
        start = _start(self.model, organization_bound().pk, self._shows_staged)
        query = start.chain()
        _table_map_part(query, start)
        return ScopedQuerySet(
            self.model,
            query=query,
            using=self._db or _alias.get(),
            hints=self._hints,  # type: ignore[attr-defined]
        )


@lru_cache(maxsize=1024)
def _start(model: type[models.Model], organization_id: int, shows_staged: bool) -> sql.Query:
    """Returns the query that all queries for these rows begin as: to be copied, never changed.

    Every query of a page begins here, and Django takes ten times as long to build it as to copy it.
    """
    rows: models.QuerySet[Any] = models.QuerySet(model, QuickQuery(model))
    rows = rows.filter(organization_id=organization_id)
    if not shows_staged and hasattr(model, "staged_by"):
        rows = rows.filter(staged_by="")
    return rows.query


def asked_alike(most: int) -> Callable[[Callable[_P, _Rows]], Callable[_P, _Rows]]:
    """Keeps the questions that a function puts together of its arguments, to be copied.

    What it asks has to follow from its arguments alone, and from which organization is bound: then
    whoever asks with the same ones asks the same, and nobody is given a question of somebody else's
    (ADR 0033). It reads no clock and no setting; an answer is never kept. A row among the arguments
    stands for its key alone: it is the same with other values. A copy that is asked as it is asks
    by the statement that was written for the first one.

    Things are named by a tuple or a frozenset; a question about more than `NAMED_MOST` is put anew.

    Args:
        most: So many questions; the one that was not asked for the longest goes first.
    """

    def keeping(put: Callable[_P, _Rows]) -> Callable[_P, _Rows]:
        @lru_cache(maxsize=most)
        def kept(
            _organization: int | None,
            _through: str | None,
            *args: Any,  # noqa: ANN401 — what the function takes
            **kwargs: Any,  # noqa: ANN401 — as above
        ) -> tuple[_Rows, Statements]:
            return put(*args, **kwargs), {}

        @wraps(put)
        def asked(*args: _P.args, **kwargs: _P.kwargs) -> _Rows:
            given = (*args, *kwargs.values())
            if any(len(each) > NAMED_MOST for each in given if isinstance(each, tuple | frozenset)):
                return put(*args, **kwargs)
            bound = organization_bound_or_none()
            question, statements = kept(bound.pk if bound else None, _alias.get(), *args, **kwargs)  # type: ignore[arg-type]  # what cannot be hashed is refused there
            rows = question.all()
            _table_map_part(rows.query, question.query)
            statements_share(rows.query, statements)
            return rows

        return asked

    return keeping


def _table_map_part(copy: sql.Query, original: sql.Query) -> None:
    """Gives the copy of a query a list of aliases of its own for each table.

    Django copies this map only at its first level and writes into the lists below it: without lists
    of its own, every query would leave its aliases in the one it was copied from.
    """
    copy.table_map = {table: [*aliases] for table, aliases in original.table_map.items()}


@cache
def tenant_foreign_keys(model: type[models.Model]) -> Collection[models.ForeignKey[Any, Any]]:
    """Returns the foreign keys of `model` that point to other tenant tables."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and hasattr(field.related_model, "organization_settle")
    ]
