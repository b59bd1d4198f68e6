"""Django application of `plumbline.domain.templates`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TemplatesConfig(AppConfig):
    """Registers the models of `templates`."""

    name = "plumbline.domain.templates"
    label = "templates"
    verbose_name = _("Templates")
