"""Django application of `plumbline.domain.jottings`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JottingsConfig(AppConfig):
    """Registers the models of `jottings`."""

    name = "plumbline.domain.jottings"
    label = "jottings"
    verbose_name = _("Typed and not saved yet")
