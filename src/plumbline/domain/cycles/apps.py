"""Django application of `plumbline.domain.cycles`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CyclesConfig(AppConfig):
    """Registers the models of `cycles`."""

    name = "plumbline.domain.cycles"
    label = "cycles"
    verbose_name = _("Cycles")
