"""Whether there is a row with some values: the question that conditions of rights consist of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, F, Func, Model

from plumbline.domain.tenancy.context import organization_bound


@dataclass(frozen=True, slots=True)
class After:
    """Later than an instant."""

    at: datetime


@dataclass(frozen=True, slots=True)
class OtherThan:
    """Another value than in a field, never empty, of the row that is asked about."""

    field: F


#: A value, none, a field of the row that is asked about, or one of the above.
Asked = F | OtherThan | After | int | str | bool | None


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
        self._asked: dict[str, Asked] = {"organization_id": organization_bound().pk, **columns}
        fields = (each.field if isinstance(each, OtherThan) else each for each in columns.values())
        super().__init__(*(field for field in fields if isinstance(field, F)))
        self._model = model

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> Any:  # type: ignore[override]  # noqa: ANN401 — Django's compiler and connection have no public types
        """Write it, narrowed to the organization by hand."""
        quote, meta = connection.ops.quote_name, self._model._meta
        fields = iter(self.get_source_expressions())
        conditions, values = [], []
        for name, asked in self._asked.items():
            column = f"theirs.{quote(name)}"
            if asked is None:
                conditions.append(f"{column} IS NULL")
            elif isinstance(asked, F | OtherThan):
                sql, found = compiler.compile(next(fields))
                conditions.append(f"{column} {'=' if isinstance(asked, F) else '<>'} {sql}")
                values += found
            else:
                sign, value = (">", asked.at) if isinstance(asked, After) else ("=", asked)
                field: Any = meta.get_field(name)  # a column, so it is one that has values
                conditions.append(f"{column} {sign} %s")
                values.append(field.get_db_prep_value(value, connection))
        return (
            f"EXISTS(SELECT 1 FROM {quote(meta.db_table)} theirs WHERE {' AND '.join(conditions)})",  # noqa: S608 — names of our own; values are parameters
            values,
        )
