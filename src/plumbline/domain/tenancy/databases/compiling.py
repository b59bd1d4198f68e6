"""Statements put together as Django does, with what it finds out anew each time looked up instead.

Two thirds of a page is putting queries together, and a third of that is columns: naming hundreds of
them, asking each what its values are turned into, and comparing all of them with what is ordered
by. None of this depends on the query. The statements are the same; a test holds them against
Django's own.

A question that is kept to be copied (`asked_alike`) is put together once: its statement is kept
with it.
"""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Field, Model
from django.db.models.expressions import Col
from django.db.models.sql import compiler

from plumbline.domain.tenancy.statements_kept import KNOWN, Statement, statements_shared

if TYPE_CHECKING:
    from django.db.backends.base.operations import BaseDatabaseOperations

    _Compiler = compiler.SQLCompiler
    _Operations = BaseDatabaseOperations
else:
    _Compiler = _Operations = object

Converters = list[Callable[..., Any]]


class QuickOperations(_Operations):
    """Mixed into what Django does for a connection: hands out compilers that are quick.

    It also keeps what columns are turned into by the connection.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 — Django's own signature
        """Begin with no converter known."""
        super().__init__(*args, **kwargs)
        self._known: dict[tuple[int, int], tuple[tuple[Any, Any], Converters]] = {}

    def compiler(self, compiler_name: str) -> type[compiler.SQLCompiler]:
        """Return Django's compiler of that name; the one that puts questions together is ours."""
        theirs: Any = super().compiler(compiler_name)
        return _quick(theirs) if compiler_name == "SQLCompiler" else theirs

    def converters_of(self, column: Col) -> Converters:
        """Return what turns the values of a column into Python's, one after the other."""
        fields = (column.target, column.output_field)
        key = (id(fields[0]), id(fields[1]))
        if key not in self._known:
            own = self.get_db_converters(column)
            own += column.get_db_converters(self.connection)
            # The fields are kept as well, so that no other one is ever called by their numbers.
            self._known[key] = (fields, own)
        return self._known[key][1]


class QuickColumns(_Compiler):
    """Mixed into Django's compilers, in front of them."""

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> Any:  # noqa: ANN401 — Django's own signature
        """Write the statement, or take the one that was written of the same question."""
        statements = statements_shared(self.query)
        if statements is None or with_col_aliases or not with_limits:
            return super().as_sql(with_limits, with_col_aliases)
        alias = self.connection.alias
        found = statements.get(alias)
        if found is None:
            sql, values = super().as_sql()
            known = {name: getattr(self, name) for name in KNOWN}
            statements[alias] = Statement(sql, tuple(values), known)
            return sql, values
        self.__dict__.update(found.known)
        return found.sql, found.values

    def compile(self, node: Any) -> Any:  # noqa: ANN401 — Django's own signature
        """Write a node; most are columns, which no engine writes in a way of its own."""
        if type(node) is not Col:
            return super().compile(node)
        column = self.quote_name_unless_alias(str(node.target.column))
        if not node.alias:
            return column, []
        return f"{self.quote_name_unless_alias(node.alias)}.{column}", []

    def get_default_columns(
        self,
        select_mask: dict[str, Any],
        start_alias: str | None = None,
        opts: Any = None,  # noqa: ANN401 — the stubs know it by several names
        from_parent: Any = None,  # noqa: ANN401 — as above
    ) -> Any:  # noqa: ANN401 — as above
        """Return the columns of a table under an alias, made once."""
        meta = opts or self.query.get_meta()
        if select_mask or from_parent or meta is None or meta.parents or meta.proxy:
            return super().get_default_columns(select_mask, start_alias, opts, from_parent)
        alias = start_alias or str(self.query.get_initial_alias())
        return [*_columns(meta.model, alias)]

    def get_converters(self, expressions: Iterable[Any]) -> Any:  # noqa: ANN401 — Django's own
        """Return what turns values as the driver gives them into Python's, by their places."""
        wanted = list(expressions)
        if not all(type(expression) is Col for expression in wanted):
            return super().get_converters(wanted)
        of = self.connection.ops.converters_of  # type: ignore[attr-defined]  # ours have it
        found = ((of(expression), expression) for expression in wanted)
        return {place: each for place, each in enumerate(found) if each[0]}

    def get_order_by(self) -> Any:  # noqa: ANN401 — Django's own
        """Return what is ordered by, without a hash of every column that has no name of its own.

        Only what was named can be ordered by its place; Django compares it with all the others.
        """
        whole = self.select
        if not whole or self.query.combinator or self.query.distinct:
            return super().get_order_by()
        is_named = any(alias for _expression, _sql, alias in whole)
        self.select = [_named_only(each) for each in whole] if is_named else None
        try:
            return super().get_order_by()
        finally:
            self.select = whole


@cache
def _quick(theirs: type[Any]) -> type[compiler.SQLCompiler]:
    """Return the compiler of an engine with ours in front of it, made once."""
    return type(theirs.__name__, (QuickColumns, theirs), {})


def _named_only(selected: tuple[Any, Any, str | None]) -> tuple[Any, Any, str | None]:
    expression, sql, alias = selected
    return (expression if alias else None, sql, alias)


@lru_cache(maxsize=4096)
def _columns(model: type[Model], alias: str) -> tuple[Col, ...]:
    fields: Iterable[Field[Any, Any]] = model._meta.concrete_fields
    return tuple(field.get_col(alias) for field in fields)
