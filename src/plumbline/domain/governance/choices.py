"""The words that practices are written in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    """How binding a practice is."""

    BEST_PRACTICE = "best_practice", _("Best practice")
    GUIDELINE = "guideline", _("Guideline")
    POLICY = "policy", _("Policy")


#: From the loosest to the strictest.
LADDER = (Tier.BEST_PRACTICE, Tier.GUIDELINE, Tier.POLICY)

#: What an objective has to answer for at a gate: with a note, or not at all.
ASKING_TIERS = (Tier.GUIDELINE, Tier.POLICY)


class Gate(models.TextChoices):
    """An act that asks the practices before it goes through."""

    SUBMIT = "submit", _("handing in for review")
    ACTIVATE = "activate", _("activating")
    CHANGE = "change", _("changing what runs")
    GRADE = "grade", _("beginning to grade")
    CLOSE = "close", _("closing with a grade")


#: What is asked of a draft, and kept while it runs.
WRITING_GATES = (Gate.SUBMIT, Gate.ACTIVATE, Gate.CHANGE)
#: What is asked at the end.
ENDING_GATES = (Gate.GRADE, Gate.CLOSE)


class WaiverState(models.TextChoices):
    """What became of a wish to be let off a practice."""

    ASKED = "asked", _("Asked for")
    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended early")
    WITHDRAWN = "withdrawn", _("Taken back")


class Subject(models.TextChoices):
    """What a practice of the library is about."""

    WRITING = "writing", _("Writing")
    MEASURING = "measuring", _("Measuring")
    BALANCE = "balance", _("Balance and focus")
    ALIGNMENT = "alignment", _("Alignment")
    OWNERSHIP = "ownership", _("Ownership")
    RHYTHM = "rhythm", _("Rhythm")
    ENDING = "ending", _("Grading and learning")
