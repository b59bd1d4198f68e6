"""Django's settings."""

from pathlib import Path

SECRET_KEY = "thin"  # noqa: S105
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_APPS = (
    "tenancy",
    "journal",
    "outbox",
    "accounts",
    "orgs",
    "custom_fields",
    "cycles",
    "strategy",
    "okrs",
    "checkins",
    "transfer",
    "insight",
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *(
        f"plumbline.domain.{app}"
        for app in _APPS
        if (Path(__file__).parents[1] / "domain" / app / "apps.py").exists()
    ),
]
if "plumbline.domain.accounts" in INSTALLED_APPS:
    AUTH_USER_MODEL = "accounts.Account"
DATABASES = {"default": {"ENGINE": "plumbline.domain.tenancy.databases.sqlite", "NAME": ":memory:"}}
PLUMBLINE_REFUSE_STRAY_WRITES = True
