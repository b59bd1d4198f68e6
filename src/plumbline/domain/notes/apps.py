"""Django application of `plumbline.domain.notes`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotesConfig(AppConfig):
    """Registers the models of `notes`."""

    name = "plumbline.domain.notes"
    label = "notes"
    verbose_name = _("Private notes")
