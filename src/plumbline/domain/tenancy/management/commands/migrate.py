"""Django's `migrate`, with the walls of the database taken down before and built after."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from plumbline.domain.tenancy.databases.migrating import changed_models_alone
from plumbline.domain.tenancy.databases.walls import walls_build, walls_remove


class Command(DjangoMigrate):
    """Every way to migrate ends here, so no table is ever left without its walls."""

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 — Django's own signature
        """Migrates; the walls stand again even after a failure."""
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        connection = connections[options["database"]]
        walls_remove(connection)
        try:
            with changed_models_alone():
                super().handle(*args, **options)
        finally:
            walls_build(connection)
