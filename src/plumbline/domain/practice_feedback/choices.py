"""What people can say of a practice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """How a practice is to live with."""

    HELPS = "helps", _("It helps")
    HINDERS = "hinders", _("It gets in the way")
    UNCLEAR = "unclear", _("It is unclear")
