"""Django application of `plumbline.domain.attestations`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttestationsConfig(AppConfig):
    """Registers the models of `attestations`."""

    name = "plumbline.domain.attestations"
    label = "attestations"
    verbose_name = _("Attestations")
