"""Django application of `plumbline.domain.approvals`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    """Registers the models of `approvals`."""

    name = "plumbline.domain.approvals"
    label = "approvals"
    verbose_name = _("Approvals")
