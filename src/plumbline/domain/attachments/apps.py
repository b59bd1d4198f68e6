"""Django application of `plumbline.domain.attachments`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachmentsConfig(AppConfig):
    """Registers the models of `attachments`."""

    name = "plumbline.domain.attachments"
    label = "attachments"
    verbose_name = _("Attachments")
