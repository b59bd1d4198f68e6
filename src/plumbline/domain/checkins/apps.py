"""Django application of `plumbline.domain.checkins`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckinsConfig(AppConfig):
    """Registers the models of `checkins`."""

    name = "plumbline.domain.checkins"
    label = "checkins"
    verbose_name = _("Check-ins")
