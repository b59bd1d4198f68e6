"""Which practices an objective is let off; for the gate, which asks nobody's leave."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from plumbline.domain.governance.choices import WaiverState
from plumbline.domain.governance.models import Waiver
from plumbline.domain.governance.selectors.applying import Place


def practices_waived(objective_public_id: str, place: Place, *, on: date) -> Mapping[int, date]:
    """Return the rows of practices an objective need not keep on a day, each with its last day.

    One query. What is waived for its team or one above counts for it too. What has expired is not
    among them: it bites again.
    """
    asked = Q(objective_public_id=objective_public_id, team=None) | Q(team__in=place.team_ids)
    rows = Waiver.objects.filter(asked, state=WaiverState.GRANTED, expires_on__gte=on)
    return dict(rows.order_by("expires_on").values_list("practice_id", "expires_on"))
