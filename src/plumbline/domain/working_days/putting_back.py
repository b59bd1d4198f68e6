"""Putting back a location that was just removed, with its holidays.

As in `services`, these are the bare acts; `orgs` checks the right and puts back who worked there.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core import serializers

from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, Refused
from plumbline.domain.tenancy.services import organization_calendar_write, organization_hold
from plumbline.domain.working_days.models import Holiday, HolidayUpload, Location

KeptRows = Sequence[Mapping[str, Any]]
"""Rows in the form of Django's serializers: model, number and fields of each."""


def location_kept(location: Location) -> KeptRows:
    """Return every row that goes with a location, itself first, and hold it until it is gone.

    Of two presses that remove it the later finds nothing, and keeps no list without its holidays.

    Raises:
        NotFound: It is gone already.
    """
    row = Location.objects.select_for_update().filter(pk=location.pk).first()
    if row is None:
        raise NotFound("working_days.location.not_found")
    rows = [
        row,
        *HolidayUpload.objects.filter(location=row).order_by("pk"),
        *Holiday.objects.filter(location=row).order_by("pk"),
    ]
    kept: KeptRows = json.loads(serializers.serialize("json", rows))
    return kept


def location_put_back(*, author: Author, kept: KeptRows, at: datetime) -> Location:
    """Put a removed location back with its holidays, under its old ids.

    Raises:
        NotFound: It is back already, or it was none of this organization.
        Refused: Another one has its name meanwhile.
    """
    made = [each.object for each in serializers.deserialize("python", kept)]
    location = next((row for row in made if isinstance(row, Location)), None)
    if location is None or location.organization_id != organization_bound().pk:
        raise NotFound("working_days.location.not_found")
    organization_hold(organization_bound())  # of two presses that put it back, one does
    if Location.objects.filter(pk=location.pk).exists():
        raise NotFound("working_days.location.back")
    if Location.objects.filter(name=location.name).exists():
        raise Refused("working_days.location.taken", name=location.name)
    for row in made:
        row.save_base(raw=True, force_insert=True)
    subject = Subject("location", location.pk, location.public_id)
    changes = {"name": Change(None, location.name)}
    journal_record(author=author, act="location.put_back", subject=subject, at=at, changes=changes)
    organization_calendar_write(organization=organization_bound())
    return location
