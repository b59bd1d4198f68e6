"""Django application of `plumbline.domain.practice_feedback`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeFeedbackConfig(AppConfig):
    """Registers the models of `practice_feedback`."""

    name = "plumbline.domain.practice_feedback"
    label = "practice_feedback"
    verbose_name = _("Feedback on practices")
