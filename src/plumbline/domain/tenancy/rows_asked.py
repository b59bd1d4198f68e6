"""Whether there is a row with some values: the question that conditions of rights consist of."""

from typing import Any

from django.db.models import BooleanField, F, Func, Model, Value

from plumbline.domain.tenancy.context import organization_bound

#: A value, none, or a field of the row that is asked about.
Asked = F | int | bool | None


class RowStands(Func):
    """Whether a tenant's table has a row whose columns hold these values.

    It says what `Exists` of a queryset would, of columns alone. Nearly every query of a page asks
    such things, and putting a queryset together each time took longer than the rest of the
    condition.
    """

    output_field = BooleanField()

    def __init__(self, model: type[Model], **columns: Asked) -> None:
        """Take what is looked for.

        Args:
            model: Whose table; one without staged rows, which only managers leave out.
            columns: Each with its value, `None` for none, or as `F` a field of the row asked about.
        """
        held = {name: value for name, value in columns.items() if value is not None}
        values = [value if isinstance(value, F) else Value(value) for value in held.values()]
        super().__init__(Value(organization_bound().pk), *values)
        self._table = model._meta.db_table
        self._names = ("organization_id", *held)
        self._empty = tuple(name for name in columns if name not in held)

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> Any:  # type: ignore[override]  # noqa: ANN401 — Django's compiler and connection have no public types
        """Write it, narrowed to the organization by hand."""
        quote = connection.ops.quote_name
        parts = [compiler.compile(part) for part in self.get_source_expressions()]
        conditions = [
            *(
                f"theirs.{quote(name)} = {sql}"
                for name, (sql, _values) in zip(self._names, parts, strict=True)
            ),
            *(f"theirs.{quote(name)} IS NULL" for name in self._empty),
        ]
        return (
            f"EXISTS(SELECT 1 FROM {quote(self._table)} theirs WHERE {' AND '.join(conditions)})",  # noqa: S608 — names of our own; values are parameters
            [value for _sql, values in parts for value in values],
        )
