"""Django application of `plumbline.domain.strategy`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    """Registers the models of `strategy`."""

    name = "plumbline.domain.strategy"
    label = "strategy"
    verbose_name = _("Strategy")
