"""Which practices an objective is let off; for the gate, which asks nobody's leave."""

from collections.abc import Mapping
from datetime import date

from plumbline.domain.governance.choices import WaiverState
from plumbline.domain.governance.models import Waiver


def practices_waived(objective_public_id: str, *, on: date) -> Mapping[int, date]:
    """Return the rows of practices an objective need not keep on a day, each with its last day.

    One query. What has expired is not among them: it bites again.
    """
    rows = Waiver.objects.filter(
        objective_public_id=objective_public_id, state=WaiverState.GRANTED, expires_on__gte=on
    )
    return dict(rows.order_by("expires_on").values_list("practice_id", "expires_on"))
