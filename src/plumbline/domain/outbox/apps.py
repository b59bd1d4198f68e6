"""The Django app of the outbox."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Registers the outbox."""

    name = "plumbline.domain.outbox"
    label = "outbox"
