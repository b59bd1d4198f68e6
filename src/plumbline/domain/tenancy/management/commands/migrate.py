"""Django's `migrate`, with the walls of the database taken down before and built after."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from plumbline.domain.tenancy.databases.migrating import changed_models_alone
from plumbline.domain.tenancy.databases.walls import walls_as_built, walls_build, walls_remove


class Command(DjangoMigrate):
    """Every way to migrate ends here, so no table is ever left without its walls."""

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 — Django's own signature
        """Migrates; the walls stand again even after a failure."""
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        connection = connections[options["database"]]
        if options["app_label"] is None and _is_done(connection) and walls_as_built(connection):
            super().handle(*args, **options)
            return
        walls_remove(connection)
        try:
            with changed_models_alone():
                super().handle(*args, **options)
        finally:
            walls_build(connection)


def _is_done(connection: BaseDatabaseWrapper) -> bool:
    """Tells whether nothing is to be migrated."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
