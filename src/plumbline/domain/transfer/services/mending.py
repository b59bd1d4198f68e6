"""Mending a file that waits for its import, a line or a row at a time, and taking that back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    StaleVersion,
    ValidationRefused,
)
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.transfer.file_readings import is_long
from plumbline.domain.transfer.mends import KeptMend
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.domain.transfer.permissions import import_permitted
from plumbline.domain.transfer.selectors.choices import DocumentChoices
from plumbline.domain.transfer.selectors.reading import file_reading
from plumbline.engine.messages import Message

#: So many places of one file are mended by hand; of more the file itself is mended.
MENDS_MOST: Final = 500
TEXT_MOST: Final = 10_000


def import_mend(
    *,
    actor: Viewer,
    batch: ImportBatch,
    mends: Sequence[KeptMend],
    choices: DocumentChoices,
) -> None:
    """Have places of a kept file read otherwise, or left out.

    What stands as in the file again is mended no more. Nothing is kept of what would leave a
    document that cannot be read, as far as that can be told at once.

    Args:
        actor: Who handed it in.
        batch: The file, as it was when the preview was made.
        mends: Each with what stood there before; one of the same place is replaced.
        choices: Made beside it, to read it once more.

    Raises:
        PermissionRefused: The actor may not import.
        NotFound: No file waits any more.
        StaleVersion: It was mended elsewhere since.
        ValidationRefused: Too long, too many, or it could not be read any more; under the number
            of the column, or `""`.
    """
    long = {str(one.column): one for one in mends if len(one.text) > TEXT_MOST}
    if long:
        message = Message("transfer.mend.too_long", {"limit": TEXT_MOST})
        raise ValidationRefused(dict.fromkeys(long, (message,)))
    before = KeptMend.of_kept(batch.mends)
    after = _joined(before, mends)
    if len(after) > MENDS_MOST:
        message = Message("transfer.mend.too_many", {"limit": MENDS_MOST})
        raise ValidationRefused({"": (message,)})
    if any(one.is_cell for one in mends):
        _refuse_unreadable(batch, after, choices)
    _keep(actor, batch, after)


def import_mend_undo(
    *, actor: Viewer, batch: ImportBatch, place: tuple[str, str, int, int]
) -> None:
    """Have a place of a kept file read as it stands in the file again.

    Raises:
        PermissionRefused: The actor may not import.
        NotFound: No file waits any more.
        StaleVersion: It was mended elsewhere since.
    """
    _keep(actor, batch, [one for one in KeptMend.of_kept(batch.mends) if one.place != place])


def _joined(before: Sequence[KeptMend], mends: Sequence[KeptMend]) -> list[KeptMend]:
    """Return mends with others in their place or behind them; `was` stays that of the file."""
    after = {one.place: one for one in before}
    for mend in mends:
        first = after.get(mend.place)
        after[mend.place] = mend if first is None else replace(mend, was=first.was)
    return [one for one in after.values() if not one.is_cell or one.text != one.was]


def _refuse_unreadable(
    batch: ImportBatch, after: Sequence[KeptMend], choices: DocumentChoices
) -> None:
    if is_long(bytes(batch.content or b"")):
        return  # the preview says so, and how to take it back
    if file_reading(batch, choices).result.document is None:
        return
    result = file_reading(batch, choices, mends=after).result
    if result.document is None:
        declined = [result.declined] if result.declined else []
        raise ValidationRefused(
            {"": [*declined, *(problem.message for problem in result.problems[:1])]}
        )


def _keep(actor: Viewer, batch: ImportBatch, after: Sequence[KeptMend]) -> None:
    if not import_permitted(actor):
        raise PermissionRefused("transfer.refused")
    with writing(organization_bound()):
        rows = ImportBatch.objects.select_for_update().defer("content")
        row: ImportBatch | None = rows.filter(pk=batch.pk, state=ImportState.READ).first()
        if row is None:
            raise NotFound("transfer.batch.not_read")
        if row.mends != batch.mends:
            raise StaleVersion("transfer.mend.meanwhile", current=row)
        row.mends = [one.kept() for one in after]
        row.save(update_fields=["mends"])
