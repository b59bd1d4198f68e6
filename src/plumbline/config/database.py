"""Django's DATABASES from the addresses that an administrator writes."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from plumbline.config.environment import Environment, EnvironmentMistake

SQLITE_ENGINE = "plumbline.domain.tenancy.databases.sqlite"
POSTGRES_ENGINE = "plumbline.domain.tenancy.databases.postgres"
_POSTGRES_SCHEMES = {"postgres", "postgresql"}


def databases(environment: Environment) -> dict[str, dict[str, Any]]:
    """Returns the databases by alias.

    `default` is what requests and tasks use. On PostgreSQL `migrator` and `keeper` are the same
    database under the roles that their settings name, as far as these are set.

    Raises:
        EnvironmentMistake: An address cannot be understood.
    """
    app = environment.database_url.get_secret_value()
    if not app:
        return {"default": sqlite_database(environment.data / "plumbline.sqlite3")}
    urls = {
        "database_url": ("default", app),
        "database_migrator_url": ("migrator", environment.database_migrator_url.get_secret_value()),
        "database_keeper_url": ("keeper", environment.database_keeper_url.get_secret_value()),
    }
    return {alias: _database(name, url) for name, (alias, url) in urls.items() if url}


def sqlite_database(path: Path | str) -> dict[str, Any]:
    """Returns the settings of an SQLite file."""
    return {"ENGINE": SQLITE_ENGINE, "NAME": str(path)}


def _database(setting: str, url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and setting == "database_url" and parts.path.strip("/"):
        return sqlite_database(parts.path)
    if parts.scheme not in _POSTGRES_SCHEMES or not parts.path.strip("/"):
        raise EnvironmentMistake(
            f"PLUMBLINE_{setting.upper()}: write postgres://role:password@host:5432/name, "
            "or leave it empty for SQLite in the data folder."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": POSTGRES_ENGINE,
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A pooler in front hands each transaction to another connection.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
