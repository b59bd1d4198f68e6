"""The example organization as a Django app: it has messages, and no tables."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The example organization."""

    name = "plumbline.domain.demo"
    label = "demo"
