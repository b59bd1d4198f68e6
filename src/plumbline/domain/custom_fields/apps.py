"""Django application of `plumbline.domain.custom_fields`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomFieldsConfig(AppConfig):
    """Registers the models of `custom_fields`."""

    name = "plumbline.domain.custom_fields"
    label = "custom_fields"
    verbose_name = _("Custom fields")
