"""The field's fixed words as database choices, equal to the engine's."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an objective or key result stands in its life."""

    PROPOSED = "proposed", _("Proposed")
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    GRADING = "grading", _("Grading")
    CLOSED = "closed", _("Closed")
    STOPPED = "stopped", _("Stopped")


class Style(models.TextChoices):
    """How an objective is judged; empty while a draft has none."""

    COMMITTED = "committed", _("Committed")
    ASPIRATIONAL = "aspirational", _("Aspirational")
    LEARNING = "learning", _("Learning")


class Visibility(models.TextChoices):
    """Who may see an objective."""

    ORGANIZATION = "organization", _("Everyone in the organization")
    TEAM = "team", _("The team")
    PRIVATE = "private", _("Owner and manager")


class Origin(models.TextChoices):
    """Where an objective came from."""

    TOP_DOWN = "top_down", _("Top-down")
    BOTTOM_UP = "bottom_up", _("Bottom-up")


class MetricKind(models.TextChoices):
    """How a value turns into progress."""

    INCREASE = "increase", _("Increase")
    DECREASE = "decrease", _("Decrease")
    RANGE = "range", _("Stay in a range")
    AT_MOST = "at_most", _("At most")
    AT_LEAST = "at_least", _("At least")
    MILESTONE = "milestone", _("Milestone")


class Cadence(models.TextChoices):
    """How often a key result is checked in."""

    WEEKLY = "weekly", _("Weekly")
    BIWEEKLY = "biweekly", _("Every two weeks")
    MONTHLY = "monthly", _("Monthly")


class Indicator(models.TextChoices):
    """Whether a key result foretells or confirms."""

    LEADING = "leading", _("Leading")
    LAGGING = "lagging", _("Lagging")


class Dimension(models.TextChoices):
    """What a key result is worth to."""

    CUSTOMER_VALUE = "customer_value", _("Customer value")
    UNIT_ECONOMICS = "unit_economics", _("Unit economics")
    GROWTH = "growth", _("Growth")


class Theme(models.TextChoices):
    """What a key result is about."""

    GROWTH = "growth", _("Growth")
    EFFICIENCY = "efficiency", _("Efficiency")
    QUALITY = "quality", _("Quality")
    ENGAGEMENT = "engagement", _("Engagement")
    RELIABILITY = "reliability", _("Reliability")
    COST = "cost", _("Cost")
    RISK = "risk", _("Risk")


class BetterState(models.TextChoices):
    """The owner's answer to "is the better state true?", given before the score is seen."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Status(models.TextChoices):
    """What the data says; stored with the model that said it and never rewritten."""

    NOT_COMPUTED = "not_computed", _("Not yet computed")
    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    OFF_TRACK = "off_track", _("Off track")
    TOO_EARLY = "too_early", _("Too early to say")
    NO_DATA = "no_data", _("No data")
