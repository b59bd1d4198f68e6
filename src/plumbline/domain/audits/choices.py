"""The words that audits are written in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditState(models.TextChoices):
    """How far an audit has come."""

    RUNNING = "running", _("Being made")
    DONE = "done", _("Done")


class Asked(models.TextChoices):
    """Of what something is asked: what runs, what comes to its end, people who are to attest."""

    RUNNING = "running", _("Running objectives")
    ENDING = "ending", _("Objectives being graded or closed")
    PEOPLE = "people", _("People who are to attest")


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
