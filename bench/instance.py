"""A throw-away instance to measure: settings from the environment, migrated, empty."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from scripts.postgres_cluster import cluster

#: The roles as `scripts/postgres_cluster.py` names them, and as Plumbline asks for them.
ROLES = ("", "_MIGRATOR", "_KEEPER")
#: What a server of this size is given beyond what tests need; bulk loading writes no log twice.
SERVER = {
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@contextmanager
def instance_environment(database: str) -> Iterator[dict[str, str]]:
    """Yield the environment of an empty instance and throw it away afterwards.

    Args:
        database: "sqlite" or "postgres"; a cluster that the environment names already is used.
    """
    with TemporaryDirectory(prefix="plumbline-bench-") as folder:
        environment = {
            **{name: value for name, value in os.environ.items() if "PLUMBLINE" not in name},
            "PLUMBLINE_DATA": folder,
            "PLUMBLINE_SECRET_KEY": "only-for-benches-" * 4,
            "DJANGO_SETTINGS_MODULE": "plumbline.config.settings",
        }
        if database == "sqlite":
            yield environment
            return
        with cluster(SERVER) as addresses:
            yield environment | _addresses(addresses)


def _addresses(found: Mapping[str, str]) -> dict[str, str]:
    return {
        f"PLUMBLINE_DATABASE{role}_URL": found[f"PLUMBLINE_TEST_DATABASE{role}_URL"]
        for role in ROLES
    }


def instance_open() -> None:
    """Set Django up from the environment, migrate, and collect what pages are made of."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 — after setup only
    from django.db import connections  # noqa: PLC0415

    owner = "migrator" if "migrator" in connections else "default"
    call_command("migrate", database=owner, verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def database_settle() -> None:
    """Let the database learn what was built, as it does by itself within minutes of daily work."""
    from django.db import connections  # noqa: PLC0415 — after setup only

    from plumbline.domain.tenancy.statistics import statistics_refresh  # noqa: PLC0415

    statistics_refresh()
    if "migrator" in connections:
        with connections["migrator"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def database_size() -> int:
    """Return the bytes of the SQLite file with its log, or 0 on another database."""
    folder = Path(os.environ["PLUMBLINE_DATA"])
    return sum(path.stat().st_size for path in folder.glob("plumbline.sqlite3*"))
