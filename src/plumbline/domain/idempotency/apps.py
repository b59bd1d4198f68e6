"""Django application of `plumbline.domain.idempotency`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdempotencyConfig(AppConfig):
    """Registers the models of `idempotency`."""

    name = "plumbline.domain.idempotency"
    label = "idempotency"
    verbose_name = _("Repeated calls")
