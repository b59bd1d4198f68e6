"""What both engines watch: no write in a reading phase, none outside a transaction, no NUL."""

import re
from abc import ABCMeta, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from django.conf import settings

from plumbline.domain.tenancy.errors import WriteOutsideTransaction
from plumbline.domain.tenancy.texts import texts_check

_WRITE = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|MERGE)\b", re.IGNORECASE)
_WRITE_IN_WITH = re.compile(
    r"\s*WITH\b.*\b(?:INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\S+\s+SET)\b", re.IGNORECASE | re.DOTALL
)
_SCHEMA = re.compile(r"\s*(?:CREATE|ALTER|DROP|TRUNCATE|REINDEX)\b", re.IGNORECASE)
_MIGRATION_RECORD = "django_migrations"
"""Django records a migration after its transaction; it is the one write of another's code that
knows no transaction."""

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper as _Wrapper
else:
    _Wrapper = object


def statement_writes(sql: str) -> bool:
    """Tells whether a statement changes rows."""
    return bool(_WRITE.match(sql) or _WRITE_IN_WITH.match(sql))


def statement_changes_schema(sql: str) -> bool:
    """Tells whether a statement changes tables, indexes, triggers or empties a table."""
    return bool(_SCHEMA.match(sql))


class GuardedConnection(_Wrapper, metaclass=ABCMeta):
    """Mixed into a Django database wrapper, in front of it.

    Attributes:
        reading_only: A reading phase is open: statements that write are refused.
    """

    reading_only: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 — Django's own signature
        super().__init__(*args, **kwargs)
        self.reading_only = False
        self.execute_wrappers.append(self._guard)

    def organization_set(
        self, organization_id: int | None, *, begins: bool = False, only_reads: bool = False
    ) -> None:
        """Tells the database whose rows this transaction may touch, where it can know.

        Args:
            organization_id: The tenant; None for nobody's.
            begins: The transaction has only just begun.
            only_reads: It is a reading phase.
        """

    @abstractmethod
    def turn_for_one_statement(self) -> AbstractContextManager[object]:
        """Returns the turn to write that a statement outside a transaction must wait for."""

    def _guard(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,  # noqa: ANN401 — whatever the driver takes
        many: bool,
        context: dict[str, Any],
    ) -> Any:  # noqa: ANN401 — whatever the driver returns
        # Models refuse NUL at their fields; here searches and hand-written statements are met,
        # in the same way on both engines, though PostgreSQL alone could not do it.
        texts_check([("", params)])
        changes_schema = statement_changes_schema(sql)
        if not (changes_schema or statement_writes(sql)):
            return execute(sql, params, many, context)
        if self.reading_only:
            raise WriteOutsideTransaction(f"A reading phase tried to write: {sql[:200]}")
        if self.in_atomic_block:
            return execute(sql, params, many, context)
        stray = not changes_schema and _MIGRATION_RECORD not in sql
        if stray and getattr(settings, "PLUMBLINE_REFUSE_STRAY_WRITES", False):
            raise WriteOutsideTransaction(f"A write outside a transaction: {sql[:200]}")
        with self.turn_for_one_statement():
            return execute(sql, params, many, context)
