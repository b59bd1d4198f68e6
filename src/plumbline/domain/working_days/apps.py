"""Django application of `plumbline.domain.working_days`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkingDaysConfig(AppConfig):
    """Registers the models of `working_days`."""

    name = "plumbline.domain.working_days"
    label = "working_days"
    verbose_name = _("Working days and holidays")
