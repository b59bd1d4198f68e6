"""A kept file as the preview reads it, with the choices of its address."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from plumbline.domain.transfer.selectors.reading import (
    ImportReading,
    Underway,
    import_reading_begun,
)
from plumbline.domain.transfer.selectors.reading import import_reading as reading_of
from plumbline.web.transfer.import_choices import ImportChoices, match_key
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.transfer.models import ImportBatch

__all__ = ["ImportReading", "Underway", "file_words", "import_reading", "reading_begun"]


def import_reading(visit: Visit, batch: "ImportBatch", choices: ImportChoices) -> ImportReading:
    """Read and plan a file that waits for its confirmation.

    Raises:
        NotFound: The file is no longer kept, or something chosen is not there.
    """
    return reading_of(
        viewer=visit.viewer, batch=batch, choices=choices, at=visit.at, stands_for=match_key
    )


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
        chosen=choices.fingerprint(),
        at=visit.at,
        stands_for=match_key,
    )


def file_words(name: str) -> str:
    """Return what a file is called; a pasted text has no name."""
    return name or _("the pasted text")
