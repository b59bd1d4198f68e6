"""PostgreSQL with the bound organization known to every transaction."""

from contextlib import AbstractContextManager, nullcontext

from django.db.backends.postgresql import base as django_postgres
from django.db.backends.postgresql import operations

from plumbline.domain.tenancy.databases.compiling import QuickOperations
from plumbline.domain.tenancy.databases.guarding import GuardedConnection


class DatabaseOperations(QuickOperations, operations.DatabaseOperations):
    """Django's, with compilers that are quick."""


class DatabaseWrapper(GuardedConnection, django_postgres.DatabaseWrapper):
    """Tells row-level security whose rows a transaction may touch."""

    ops_class = DatabaseOperations

    def organization_set(
        self, organization_id: int | None, *, begins: bool = False, only_reads: bool = False
    ) -> None:
        """Sets the tenant for the rest of the transaction; reading phases see one snapshot."""
        value = "" if organization_id is None else str(int(organization_id))
        bind = f"SET LOCAL plumbline.organization_id = '{value}'"
        if begins:
            # Compiling a statement takes longer than most of ours take to run.
            bind = f"{bind}; SET LOCAL jit = off"
        if begins and only_reads:
            bind = f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; {bind}"
        with self.cursor() as cursor:
            cursor.execute(bind)

    def turn_for_one_statement(self) -> AbstractContextManager[object]:
        """Nothing to wait for: PostgreSQL queues its writers itself."""
        return nullcontext()
