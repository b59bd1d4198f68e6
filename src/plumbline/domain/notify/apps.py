"""Django application of `plumbline.domain.notify`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotifyConfig(AppConfig):
    """Registers the models of `notify`."""

    name = "plumbline.domain.notify"
    label = "notify"
    verbose_name = _("Notifications")
