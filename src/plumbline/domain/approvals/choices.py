"""What became of an approval that was asked for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApprovalState(models.TextChoices):
    """What somebody answered, or that they need not any more."""

    ASKED = "asked", _("Asked for")
    APPROVED = "approved", _("Approved")
    SENT_BACK = "sent_back", _("Sent back")
    DROPPED = "dropped", _("No longer needed")


#: What somebody said; of each person the latest counts.
ANSWERED = (ApprovalState.APPROVED, ApprovalState.SENT_BACK)
