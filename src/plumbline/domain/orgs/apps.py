"""Django application of `plumbline.domain.orgs`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrgsConfig(AppConfig):
    """Registers the models of `orgs`."""

    name = "plumbline.domain.orgs"
    label = "orgs"
    verbose_name = _("Teams and people")
