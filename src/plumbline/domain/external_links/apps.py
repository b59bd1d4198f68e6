"""Django application of `plumbline.domain.external_links`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExternalLinksConfig(AppConfig):
    """Registers the models of `external_links`."""

    name = "plumbline.domain.external_links"
    label = "external_links"
    verbose_name = _("External links")
