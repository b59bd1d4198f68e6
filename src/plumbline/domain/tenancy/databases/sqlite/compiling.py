"""The compilers of SQLite, under the names by which Django looks for them."""

from django.db.backends.sqlite3 import operations
from django.db.models.sql import compiler
from django.db.models.sql.compiler import (
    SQLAggregateCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)

from plumbline.domain.tenancy.databases.compiling import KnownConverters, QuickColumns

__all__ = [
    "DatabaseOperations",
    "SQLAggregateCompiler",
    "SQLCompiler",
    "SQLDeleteCompiler",
    "SQLInsertCompiler",
    "SQLUpdateCompiler",
]


class SQLCompiler(QuickColumns, compiler.SQLCompiler):
    """Puts questions together."""


class DatabaseOperations(KnownConverters, operations.DatabaseOperations):
    """Django's, with the compilers of this module."""

    compiler_module = __name__
