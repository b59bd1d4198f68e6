"""Which practices an objective is let off; for the gate, which asks nobody's leave."""

from collections.abc import Mapping, Sequence
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


def practices_waived_each(
    places: Mapping[str, Place], *, on: date
) -> Mapping[str, Mapping[int, date]]:
    """Return the same for several objectives, by their public ids (one query).

    Args:
        places: Where each objective stands, by its public id.
        on: The day.
    """
    teams = {each for place in places.values() for each in place.team_ids}
    asked = Q(objective_public_id__in=places, team=None) | Q(team__in=teams)
    rows: Sequence[Waiver] = list(
        Waiver.objects.filter(asked, state=WaiverState.GRANTED, expires_on__gte=on).order_by(
            "expires_on"
        )
    )
    return {
        public_id: {
            row.practice_id: row.expires_on
            for row in rows
            if (row.team_id in place.team_ids if row.team_id else _is_of(row, public_id))
        }
        for public_id, place in places.items()
    }


def _is_of(row: Waiver, public_id: str) -> bool:
    return row.objective_public_id == public_id
