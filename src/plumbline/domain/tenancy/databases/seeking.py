"""Finding the rows that hold some words by an index, where the database has one for it."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, Model, Q

from plumbline.domain.tenancy.texts import holds_nul

#: More than these are not handed over one by one: then words are common, and reading is as good.
SOUGHT_UP_TO = 5_000


def sought(model: type[Model], words: Sequence[Sequence[str]]) -> Q:
    """Return a condition that narrows a search to rows that may hold all words (one query).

    It is an offer to the database and no answer: it holds for rows of the bound organization
    whoever asks, and for some that hold the words only across two fields. What was asked, and who
    may see it, has to stand beside it. Where there is no index, or too much is found, it narrows
    nothing.

    Args:
        model: What is looked through; one that says what is `sought`.
        words: Each in its spellings, of which one is enough.
    """
    ids = _ids(model, words)
    if ids is None:
        return Q()
    return Q(_Among("pk", ids)) if ids else Q(pk__in=())  # of which nothing is asked


def _ids(model: type[Model], words: Sequence[Sequence[str]]) -> list[int] | None:
    if connection.vendor != "postgresql" or not words:
        return None
    if any(holds_nul(list(spellings)) for spellings in words):
        return []  # as JSON it would pass by what looks at the values of statements
    literal = connection.ops.prep_for_like_query
    groups = [[f"%{literal(spelling)}%" for spelling in spellings] for spellings in words]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT plumbline_sought(%s, %s, %s)",
            [model._meta.db_table, json.dumps(groups), SOUGHT_UP_TO],
        )
        found: list[int] | None = cursor.fetchone()[0]
    return found


class _Among(Func):
    """Whether a key is among many, handed over as one array."""

    output_field = BooleanField()

    def __init__(self, key: str, ids: Sequence[int]) -> None:
        super().__init__(F(key))
        self._ids = list(ids)

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> Any:  # type: ignore[override]  # noqa: ANN401 — Django's compiler and connection have no public types
        """Write it for PostgreSQL; no other database is asked."""
        sql, parameters = compiler.compile(self.get_source_expressions()[0])
        return f"{sql} = ANY(%s::bigint[])", [*parameters, self._ids]
