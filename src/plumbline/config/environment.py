"""The settings of an instance: from the environment, then from one file in the data folder.

`docs/reference/settings.md` is generated from the descriptions below.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

PREFIX = "PLUMBLINE_"
FILE_NAME = "plumbline.env"
KEY_FILE_NAME = "secret_key"
_MINIMAL_KEY_LENGTH = 32


class EnvironmentMistake(Exception):
    """A setting cannot be used; the text has one line for each."""


def data_folder_default(environ: Mapping[str, str] = os.environ) -> Path:
    """Returns `plumbline` in the user's folder for application data (XDG)."""
    shared = environ.get("XDG_DATA_HOME", "")
    base = Path(shared) if Path(shared).is_absolute() else Path.home() / ".local" / "share"
    return base / "plumbline"


class Environment(BaseSettings):
    """Everything that an administrator may set."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data: Path = Field(
        default_factory=data_folder_default,
        description=(
            "Folder of all data: database, secret key, mails, collected static files. Made with "
            "rights for its owner only. This one cannot stand in the file, which lies inside it."
        ),
    )
    database_url: SecretStr = Field(
        default=SecretStr(""),
        description=(
            "Empty for SQLite in the data folder, which must be on a local disk. For PostgreSQL "
            "`postgres://app:password@host:5432/plumbline`, with the role of the app: it owns no "
            "table and bypasses no row-level security."
        ),
    )
    database_migrator_url: SecretStr = Field(
        default=SecretStr(""),
        description=(
            "PostgreSQL only: the same database with the role that owns the tables; used by "
            "`plumbline up` to migrate. Empty: the app's role does it, which `doctor` criticizes."
        ),
    )
    database_keeper_url: SecretStr = Field(
        default=SecretStr(""),
        description=(
            "PostgreSQL only: the same database with the role that bypasses row-level security. "
            "The nightly comparison of what is stored with what it should be reads through it, and "
            "so does your backup. Empty: the comparison runs as the app's role."
        ),
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description=(
            "Signs sessions and links; at least 32 characters. Empty: made on first start and "
            "kept in the file `secret_key` of the data folder. Changing it signs everybody out."
        ),
    )
    public_url: str = Field(
        default="http://127.0.0.1:8000",
        description="Address at which people reach the instance; links in mails begin with it.",
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("127.0.0.1", "localhost", "[::1]"),
        description=(
            "Host names that requests may ask for, separated by commas. The one of `public_url` "
            "is always among them."
        ),
    )
    trusted_proxy: bool = Field(
        default=False,
        description=(
            "A proxy in front sets `X-Forwarded-Proto` and `X-Forwarded-For` and removes what "
            "clients send under these names. Only then may they be believed."
        ),
    )
    mail_url: SecretStr = Field(
        default=SecretStr(""),
        description=(
            "Empty: mails are written into the folder `mail` of the data folder. Else "
            "`smtp://user:password@host:587` (with STARTTLS), `smtps://…:465` (TLS from the "
            "start) or `smtp+plain://host:25` (no encryption; for a relay on the same machine)."
        ),
    )
    mail_from: str = Field(
        default="Plumbline <plumbline@localhost>",
        description="Sender of all mails.",
    )
    api_calls_per_minute: int = Field(
        default=600,
        ge=1,
        le=1_000_000,
        description=(
            "How often one API token may call in a minute, over all processes together; beyond "
            "it the answer is 429 with `Retry-After`."
        ),
    )
    attachment_megabytes: int = Field(
        default=2_000,
        ge=0,
        le=1_000_000,
        description=(
            "How many megabytes the attached files of one organization may take together; they "
            "lie in the database. 0: none can be attached."
        ),
    )
    processes: int = Field(
        default=0,
        ge=0,
        le=64,
        description=(
            "How many processes answer people, with eight threads each; the worker has one of its "
            "own beside them. 0: one for each core, at most four. Each takes up to eight "
            "connections to PostgreSQL."
        ),
    )
    worker_niceness: int = Field(
        default=10,
        ge=0,
        le=19,
        description=(
            "How far the worker stands back behind those who answer people, as `nice` counts: 0 is "
            "not at all. Whatever this says, it rests between two turns while people are answered."
        ),
    )
    debug: bool = Field(
        default=False,
        description="Detailed error pages, for development only: they show data to anybody.",
    )

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(host.strip() for host in value.split(",") if host.strip())
        return value

    @field_validator("public_url")
    @classmethod
    def _public_url_is_complete(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")) or not urlsplit(value).hostname:
            raise ValueError("write it with http:// or https://, such as https://okr.example.org")
        return value.rstrip("/")

    @field_validator("secret_key")
    @classmethod
    def _key_is_long(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < _MINIMAL_KEY_LENGTH:
            raise ValueError(f"use at least {_MINIMAL_KEY_LENGTH} random characters")
        return value

    @model_validator(mode="after")
    def _roles_share_a_database(self) -> "Environment":
        roles = (self.database_migrator_url, self.database_keeper_url)
        given = any(role.get_secret_value() for role in roles)
        if given and not self.database_url.get_secret_value():
            raise ValueError(
                "database_migrator_url and database_keeper_url need database_url beside them"
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes before the file."""
        return (init_settings, env_settings, dotenv_settings)

    @property
    def tls(self) -> bool:
        """People reach the instance by https."""
        return self.public_url.startswith("https://")


def environment_load() -> Environment:
    """Reads the settings from the environment and the data folder's file.

    Raises:
        EnvironmentMistake: A setting has an impossible value, or a name is not known.
    """
    folder = Path(os.environ.get(f"{PREFIX}DATA") or data_folder_default())
    known = {f"{PREFIX}{name}".upper() for name in Environment.model_fields}
    mistakes = [
        f"{name}: there is no such setting."
        for name in sorted(os.environ)
        if name.startswith(PREFIX) and name not in known and not name.startswith(f"{PREFIX}TEST_")
    ]
    values: dict[str, Any] = {"data": folder.expanduser().absolute()}
    try:
        if mistakes:
            raise EnvironmentMistake("\n".join(mistakes))
        return Environment(_env_file=folder / FILE_NAME, **values)  # type: ignore[call-arg]
    except ValidationError as error:
        raise EnvironmentMistake("\n".join(_mistakes(error))) from None


def host_named(address: str) -> str:
    """Return the host of an address as requests name it; one of IPv6 stands in brackets there."""
    host = urlsplit(address).hostname or "localhost"
    return f"[{host}]" if ":" in host else host


def _mistakes(error: ValidationError) -> list[str]:
    lines = []
    for problem in error.errors(include_url=False, include_input=False):
        place = "_".join(str(part) for part in problem["loc"]).upper()
        name = place if place.startswith(PREFIX) else f"{PREFIX}{place}"
        words = problem["msg"].removeprefix("Value error, ")
        lines.append(f"{name}: {words}" if problem["loc"] else words)
    return lines


def data_folder_prepare(folder: Path) -> None:
    """Makes the data folder, for its owner only.

    Raises:
        EnvironmentMistake: It cannot be made or written to.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "static").mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise EnvironmentMistake(
            f"The data folder {folder} cannot be used: {error.strerror}. "
            f"Name another one with --data or {PREFIX}DATA."
        ) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise EnvironmentMistake(
            f"The data folder {folder} cannot be written to. Change its rights, or name another "
            f"one with --data or {PREFIX}DATA."
        )


def secret_key_load(environment: Environment) -> str:
    """Returns the secret key, making and keeping one on first start.

    Two processes that start at once agree: the file is made complete beside its place and linked
    there, which only the first one can.

    Raises:
        EnvironmentMistake: The key file cannot be read or written, or is too short.
    """
    if given := environment.secret_key.get_secret_value():
        return given
    path = environment.data / KEY_FILE_NAME
    try:
        if not path.exists():
            draft = environment.data / f".{KEY_FILE_NAME}.{secrets.token_hex(8)}"
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
            try:
                path.hardlink_to(draft)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentMistake(
            f"The secret key {path} cannot be used: {error}. Restore it, or delete it to have a "
            "new one made; everybody then has to sign in again."
        ) from None
    if len(key) < _MINIMAL_KEY_LENGTH:
        raise EnvironmentMistake(
            f"The secret key in {path} is too short. Restore it, or delete the file to have a "
            "new one made; everybody then has to sign in again."
        )
    return key
