"""How far the two sides of a dependency are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PromiseState(models.TextChoices):
    """How far the two sides are; that something is late is told from its day."""

    ASKED = "asked", _("Asked")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    DELIVERED = "delivered", _("Delivered")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: What somebody still waits for.
OPEN_STATES = frozenset({PromiseState.ASKED, PromiseState.ACCEPTED})

#: What nothing more becomes of.
SETTLED_STATES = frozenset({PromiseState.DELIVERED, PromiseState.WITHDRAWN})

#: What nobody waits for as it stands: settled, or declined.
ENDED_STATES = SETTLED_STATES | {PromiseState.DECLINED}

#: What somebody still has to do something about; there is an index of these by day.
UNSETTLED_STATES = ("asked", "accepted", "declined")
