"""Django application of `plumbline.domain.learning`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    """Registers the models of `learning`."""

    name = "plumbline.domain.learning"
    label = "learning"
    verbose_name = _("Learning")
