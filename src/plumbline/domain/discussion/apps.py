"""Django application of `plumbline.domain.discussion`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionConfig(AppConfig):
    """Registers the models of `discussion`."""

    name = "plumbline.domain.discussion"
    label = "discussion"
    verbose_name = _("Discussion")
