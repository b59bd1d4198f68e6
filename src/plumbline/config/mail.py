"""Django's mail settings from one address."""

from typing import Any
from urllib.parse import unquote, urlsplit

from plumbline.config.environment import Environment, EnvironmentMistake

_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
_TIMEOUT_SECONDS = 30


def mail_settings(environment: Environment) -> dict[str, Any]:
    """Returns the EMAIL settings and the folder for mails that are not sent.

    Raises:
        EnvironmentMistake: `mail_url` cannot be understood.
    """
    folder = {"PLUMBLINE_MAIL_FOLDER": environment.data / "mail"}
    url = environment.mail_url.get_secret_value()
    if not url:
        return {"EMAIL_BACKEND": "plumbline.domain.outbox.folder.FolderBackend", **folder}
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise EnvironmentMistake(
            "PLUMBLINE_MAIL_URL: write smtp://user:password@host:587, smtps://… or "
            "smtp+plain://…, or leave it empty to have mails written into the data folder."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": _TIMEOUT_SECONDS,
        **folder,
    }
