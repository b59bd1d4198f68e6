"""The pages as a Django app: base templates, static files, the frame."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Found by Django for templates and static files; it has no models."""

    name = "plumbline.web"
    label = "web"
