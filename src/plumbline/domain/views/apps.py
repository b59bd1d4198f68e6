"""Django application of `plumbline.domain.views`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ViewsConfig(AppConfig):
    """Registers the models of `views`."""

    name = "plumbline.domain.views"
    label = "views"
    verbose_name = _("Saved views")
