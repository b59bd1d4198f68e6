"""The Django app of the journal."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Registers the journal."""

    name = "plumbline.domain.journal"
    label = "journal"
