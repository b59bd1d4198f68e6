"""Django application of `plumbline.domain.bulk`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BulkConfig(AppConfig):
    """Registers the models of `bulk`."""

    name = "plumbline.domain.bulk"
    label = "bulk"
    verbose_name = _("One act on many objectives")
