"""What a decision of a review can be."""

from django.db import models


class DecisionKind(models.TextChoices):
    """What a team decided: to do something, or to try something and see."""

    DECISION = "decision"
    EXPERIMENT = "experiment"
