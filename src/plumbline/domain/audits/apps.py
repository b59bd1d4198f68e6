"""Django application of `plumbline.domain.audits`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditsConfig(AppConfig):
    """Registers the models of `audits`."""

    name = "plumbline.domain.audits"
    label = "audits"
    verbose_name = _("Audits")
