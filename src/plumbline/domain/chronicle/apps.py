"""Django application of `plumbline.domain.chronicle`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChronicleConfig(AppConfig):
    """Registers the messages of `chronicle`; it has no tables."""

    name = "plumbline.domain.chronicle"
    label = "chronicle"
    verbose_name = _("Chronicle")
