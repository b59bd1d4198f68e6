"""The words that a value of an OKR document may be, where it may be one of a few."""

from enum import StrEnum


class Style(StrEnum):
    """How an objective is to be judged (M4); its key results inherit it (M5)."""

    COMMITTED = "committed"
    ASPIRATIONAL = "aspirational"
    LEARNING = "learning"


class State(StrEnum):
    """Where an objective or key result stands in its life."""

    PROPOSED = "proposed"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    ACTIVE = "active"
    PAUSED = "paused"
    GRADING = "grading"
    CLOSED = "closed"
    STOPPED = "stopped"


class Visibility(StrEnum):
    """Who may see an objective (A2)."""

    ORGANIZATION = "organization"
    TEAM = "team"
    PRIVATE = "private"


class Origin(StrEnum):
    """Where an objective came from."""

    TOP_DOWN = "top_down"
    BOTTOM_UP = "bottom_up"


class MetricKind(StrEnum):
    """How the value of a key result turns into progress (M6)."""

    INCREASE = "increase"
    DECREASE = "decrease"
    RANGE = "range"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    MILESTONE = "milestone"


class Cadence(StrEnum):
    """How often a key result is measured."""

    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"


class Indicator(StrEnum):
    """Whether a key result foretells or confirms."""

    LEADING = "leading"
    LAGGING = "lagging"


class Dimension(StrEnum):
    """What a key result is worth to."""

    CUSTOMER_VALUE = "customer_value"
    UNIT_ECONOMICS = "unit_economics"
    GROWTH = "growth"


class Theme(StrEnum):
    """What a key result is about."""

    GROWTH = "growth"
    EFFICIENCY = "efficiency"
    QUALITY = "quality"
    ENGAGEMENT = "engagement"
    RELIABILITY = "reliability"
    COST = "cost"
    RISK = "risk"


class BetterState(StrEnum):
    """The owner's answer to "is the better state true?", given before the score is seen."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class PromiseState(StrEnum):
    """How far the two sides of a dependency are."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
