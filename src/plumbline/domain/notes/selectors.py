"""Reading one's own note."""

from dataclasses import dataclass

from plumbline.domain.notes.models import Note
from plumbline.domain.notes.permissions import has_notes
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.orgs.viewers import Viewer


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A note as it stands; version 0 and no text for none."""

    text: str = ""
    version: int = 0


def note_of(*, viewer: Viewer, objective: str = "", key_result: str = "") -> NoteFacts | None:
    """Return the viewer's own note about an objective or a key result (one query).

    Whoever acts for an absent person does not read what that one noted.

    Args:
        viewer: Whose note.
        objective: Public id of what it is about; or
        key_result: likewise.

    Returns:
        `None` where the viewer has no notes. What they do not see they have no note about.
    """
    if not has_notes(viewer):
        return None
    about, path = (
        ("objective", "objective") if objective else ("key_result", "key_result__objective")
    )
    row = Note.objects.filter(
        visible_to(viewer, of=path),
        person_id=viewer.person_id,
        **{f"{about}__public_id": objective or key_result},
    ).first()
    return NoteFacts() if row is None else NoteFacts(row.text, row.version)
