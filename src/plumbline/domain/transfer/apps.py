"""Django application of `plumbline.domain.transfer`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransferConfig(AppConfig):
    """Registers the models of `transfer`."""

    name = "plumbline.domain.transfer"
    label = "transfer"
    verbose_name = _("Import and export")
