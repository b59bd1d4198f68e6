"""Statements of questions that are kept to be copied: written for one copy, used by the next.

`asked_alike` keeps questions and marks their copies; the compilers of the engines look at the mark.
"""

from dataclasses import dataclass
from typing import Any, Final
from weakref import ReferenceType, ref

from django.db.models.sql import Query

#: What a compiler has found out once it wrote a statement, and needs when rows come back.
KNOWN: Final = ("select", "klass_info", "annotation_col_map", "col_count", "has_extra_select")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with its values, and what its compiler knows of the rows that come back."""

    sql: str
    values: tuple[Any, ...]
    known: dict[str, Any]


#: The statements of one question, by the alias of the connection that they are for.
Statements = dict[str, Statement]


def statements_share(query: Query, statements: Statements) -> None:
    """Let a copy of a question use the statements of the question itself.

    They hold for this very copy alone: whatever is narrowed, ordered or cut begins by being copied
    from it, and such a copy is another query, though it takes over all that this one knows.

    Args:
        query: The copy, as it was copied.
        statements: Those of the question, which are added to.
    """
    query.statements_shared = (ref(query), statements)  # type: ignore[attr-defined]  # a mark of ours


def statements_shared(query: Query) -> Statements | None:
    """Return the statements that hold for a query; `None` where it is no such copy itself."""
    mark: tuple[ReferenceType[Query], Statements] | None = query.__dict__.get("statements_shared")
    return mark[1] if mark is not None and mark[0]() is query else None
