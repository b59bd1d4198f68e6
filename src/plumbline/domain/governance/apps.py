"""Django application of `plumbline.domain.governance`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    """Registers the models of `governance`."""

    name = "plumbline.domain.governance"
    label = "governance"
    verbose_name = _("Governance")
