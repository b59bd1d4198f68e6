"""Django application of `plumbline.domain.dependencies`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DependenciesConfig(AppConfig):
    """Registers the models of `dependencies`."""

    name = "plumbline.domain.dependencies"
    label = "dependencies"
    verbose_name = _("Dependencies")
