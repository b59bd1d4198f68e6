"""Django application of `plumbline.domain.reviews`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    """Registers the models of `reviews`."""

    name = "plumbline.domain.reviews"
    label = "reviews"
    verbose_name = _("Reviews")
