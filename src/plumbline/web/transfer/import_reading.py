"""A kept file as the preview reads it, with the choices of its address."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.transfer.selectors.reading import (
    ImportReading,
    Underway,
    import_reading_begun,
)
from plumbline.domain.transfer.selectors.reading import import_reading as reading_of
from plumbline.web.transfer.import_choices import ImportChoices
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.transfer.models import ImportBatch

__all__ = [
    "ImportReading",
    "Underway",
    "file_words",
    "import_reading",
    "preview_url",
    "reading_begun",
]


def import_reading(visit: Visit, batch: "ImportBatch", choices: ImportChoices) -> ImportReading:
    """Read and plan a file that waits for its confirmation.

    Raises:
        NotFound: The file is no longer kept, or something chosen is not there.
    """
    return reading_of(viewer=visit.viewer, batch=batch, choices=choices, at=visit.at)


def reading_begun(
    visit: Visit, batch: "ImportBatch", choices: ImportChoices
) -> ImportReading | Underway:
    """Read and plan as `import_reading` does, a long file in the background.

    Raises:
        NotFound: The file is no longer kept, or something chosen is not there.
    """
    return import_reading_begun(
        viewer=visit.viewer,
        batch=batch,
        choices=choices,
        chosen=choices.query(),
        at=visit.at,
    )


def preview_url(visit: Visit, batch: "ImportBatch", choices: ImportChoices) -> str:
    """Return the address of a preview with its choices, the page among them."""
    address = reverse("import-preview", args=[visit.slug, batch.public_id])
    query = choices.query(page=choices.page)
    return f"{address}?{query}" if query else address


def file_words(name: str) -> str:
    """Return what a file is called; a pasted text has no name."""
    return name or _("the pasted text")
