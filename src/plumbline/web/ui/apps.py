"""The pieces as a Django app, for their template tags."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Found by Django for `{% load ui %}`; it has no models."""

    name = "plumbline.web.ui"
    label = "ui"
