"""The words that audits are written in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditState(models.TextChoices):
    """How far an audit has come."""

    RUNNING = "running", _("Being made")
    DONE = "done", _("Done")


class Asked(models.TextChoices):
    """What of a subject is asked: an objective that runs, or one that comes to its end."""

    RUNNING = "running", _("Running objectives")
    ENDING = "ending", _("Objectives being graded or closed")


class Rhythm(models.TextChoices):
    """How often a schedule makes an audit."""

    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every quarter")


class FindingOutcome(models.TextChoices):
    """What a finding comes to."""

    BROKEN = "broken", _("Not kept")
    WAIVED = "waived", _("Waived")
    UNSURE = "unsure", _("To look at")
