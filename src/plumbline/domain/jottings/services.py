"""Keeping what is typed, and forgetting it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from plumbline.domain.jottings.models import Jotting
from plumbline.domain.jottings.selectors import Place
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.public_ids import ALPHABET, PUBLIC_ID_LENGTH
from plumbline.domain.tenancy.transactions import writing

KEPT_FOR: Final = timedelta(days=90)
"""A quarter: whoever began a plan and was away for the rest of the cycle finds it again."""

SHEETS_A_PLACE: Final = 10
CHARACTERS: Final = 50_000
"""Some twenty pages. Longer than any form takes, and short enough to be kept at each pause."""


def jotting_keep(
    *,
    actor: Viewer,
    place: Place,
    sheet: str,
    fields: Mapping[str, Sequence[str]],
    at: datetime,
) -> None:
    """Keep what stands in a form, for the person who typed it.

    Of more than `SHEETS_A_PLACE` sheets in one place the oldest go.

    Args:
        actor: Whose it is; nobody can keep something for somebody else.
        place: Where it was typed.
        sheet: Names it among the person's own.
        fields: Name to the texts that the form would send.
        at: Now.

    Raises:
        Refused: It is longer than `CHARACTERS`, or the sheet has no proper name.
    """
    length = sum(len(text) for texts in fields.values() for text in texts)
    if length > CHARACTERS:
        raise Refused("jottings.too_long")
    if not _is_name(sheet):
        raise Refused("jottings.no_name")
    with acting(actor):
        Jotting.objects.update_or_create(
            person_id=actor.person_id,
            sheet=sheet,
            defaults={
                "form": place.form,
                "subject": place.subject,
                "fields": {name: list(texts) for name, texts in fields.items()},
                "typed_at": at,
            },
        )
        own = Jotting.objects.filter(
            person_id=actor.person_id, form=place.form, subject=place.subject
        )
        over = own.order_by("-typed_at", "-pk").values_list("pk", flat=True)[SHEETS_A_PLACE:]
        Jotting.objects.filter(pk__in=list(over)).delete()


def jotting_forget(*, actor: Viewer, sheet: str) -> bool:
    """Throw away one sheet of the actor; tell whether there was one."""
    with acting(actor):
        own = Jotting.objects.filter(person_id=actor.person_id, sheet=sheet)
        gone, _each = own.delete()
    return bool(gone)


def jottings_clear(*, at: datetime) -> int:
    """Throw away what nobody went on with for `KEPT_FOR`; say how many."""
    with writing(organization_bound()):
        gone, _each = Jotting.objects.filter(typed_at__lte=at - KEPT_FOR).delete()
    return gone


def _is_name(sheet: str) -> bool:
    return len(sheet) == PUBLIC_ID_LENGTH and set(sheet) <= set(ALPHABET)
