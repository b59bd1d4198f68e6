"""The Django app of organizations."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Registers the lowest app of the domain."""

    name = "plumbline.domain.tenancy"
    label = "tenancy"
