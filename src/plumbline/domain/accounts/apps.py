"""Django application of `plumbline.domain.accounts`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Registers the models of `accounts`."""

    name = "plumbline.domain.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
