"""Django application of `plumbline.domain.okrs`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OkrsConfig(AppConfig):
    """Registers the models of `okrs`."""

    name = "plumbline.domain.okrs"
    label = "okrs"
    verbose_name = _("OKRs")
