"""Django's settings, built from the instance's `Environment`."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from plumbline.config.database import databases
from plumbline.config.environment import (
    EnvironmentMistake,
    data_folder_prepare,
    environment_load,
    host_named,
    secret_key_load,
)
from plumbline.config.mail import mail_settings

PACKAGE = Path(__file__).resolve().parents[1]

try:
    PLUMBLINE = environment_load()
    data_folder_prepare(PLUMBLINE.data)
    SECRET_KEY = secret_key_load(PLUMBLINE)
    DATABASES = databases(PLUMBLINE)
    _mail = mail_settings(PLUMBLINE)
except EnvironmentMistake as mistake:
    raise ImproperlyConfigured(str(mistake)) from None

DEBUG = PLUMBLINE.debug
ALLOWED_HOSTS = [*PLUMBLINE.allowed_hosts, host_named(PLUMBLINE.public_url)]
CSRF_TRUSTED_ORIGINS = [PLUMBLINE.public_url]
PLUMBLINE_REFUSE_STRAY_WRITES = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "template_partials",
    "plumbline.domain.tenancy",
    "plumbline.domain.journal",
    "plumbline.domain.outbox",
    "plumbline.domain.jobs",
    "plumbline.domain.accounts",
    "plumbline.domain.idempotency",
    "plumbline.domain.working_days",
    "plumbline.domain.orgs",
    "plumbline.domain.attachments",
    "plumbline.domain.jottings",
    "plumbline.domain.views",
    "plumbline.domain.bulk",
    "plumbline.domain.templates",
    "plumbline.domain.custom_fields",
    "plumbline.domain.governance",
    "plumbline.domain.cycles",
    "plumbline.domain.attestations",
    "plumbline.domain.approvals",
    "plumbline.domain.practice_feedback",
    "plumbline.domain.strategy",
    "plumbline.domain.okrs",
    "plumbline.domain.checkins",
    "plumbline.domain.discussion",
    "plumbline.domain.dependencies",
    "plumbline.domain.external_links",
    "plumbline.domain.notes",
    "plumbline.domain.reviews",
    "plumbline.domain.learning",
    "plumbline.domain.transfer",
    "plumbline.domain.audits",
    "plumbline.domain.chronicle",
    "plumbline.domain.notify",
    "plumbline.domain.demo",
    "plumbline.web",
    "plumbline.web.ui",
]
MIDDLEWARE = [
    "plumbline.http.headers.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "plumbline.http.compression.PageCompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "plumbline.http.session_age.SessionAgeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "plumbline.web.refusals.RefusalMiddleware",
    "plumbline.http.opened_acts.OpenedActMiddleware",
    "plumbline.http.tenancy.TenancyMiddleware",
]
ROOT_URLCONF = "plumbline.config.urls"
WSGI_APPLICATION = "plumbline.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Sign-in and sessions
AUTH_USER_MODEL = "accounts.Account"
LOGIN_URL = "/sign-in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Which passwords will do is said in one place: domain/accounts/passwords.py.
SESSION_ENGINE = "plumbline.http.sessions"
SESSION_COOKIE_AGE = 30 * 24 * 3600  # SessionAgeMiddleware ends sessions; this outlasts it
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PLUMBLINE.tls
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if PLUMBLINE.trusted_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Languages, days and numbers
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
if DEBUG:
    LANGUAGES.append(("en-xa", "⟦Ƥšéûðö~~⟧"))  # English made longer, to see what breaks
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = PLUMBLINE.data / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # pages name no others; each would be compressed twice
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Mail
EMAIL_BACKEND: str = _mail.pop("EMAIL_BACKEND")
PLUMBLINE_MAIL_FOLDER: Path = _mail.pop("PLUMBLINE_MAIL_FOLDER")
globals().update(_mail)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = PLUMBLINE.mail_from

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "filters": {"without_traceback": {"()": "plumbline.config.logs.WithoutTraceback"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # A page that is not there is an answer, not a fault: only failures of ours are told.
        "django.request": {"level": "ERROR"},
        # Anybody can ask under a name that is not ours; one line tells it.
        "django.security.DisallowedHost": {"filters": ["without_traceback"]},
    },
}
