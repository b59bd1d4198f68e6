"""Writing a note, and removing it. Neither is journaled: nobody else is to learn even that."""

from datetime import datetime
from typing import Final

from plumbline.domain.notes.models import Note
from plumbline.domain.notes.permissions import own_notes_permit
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.permissions import objective_permit
from plumbline.domain.okrs.selectors.rows import key_result_locked, objective_locked
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.services.acting import acting, row_check
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.tenancy.versions import version_check, version_save
from plumbline.engine.messages import Message

CHARACTERS: Final = 10_000
"""Some four pages: a note beside a thing, and no document."""


def note_write(
    *, actor: Viewer, about: Objective | KeyResult, text: str, expected: int, at: datetime
) -> int:
    """Keep what the actor notes for themselves about a thing; without text remove what stood.

    Args:
        actor: Whose note it is; nobody writes one for another.
        about: An objective or a key result that they see.
        text: Plain text.
        expected: The version that was read; 0 where there was none.
        at: Now.

    Returns:
        The version that stands now; 0 for none.

    Raises:
        NotFound: They do not see what it is about.
        PermissionRefused: They have no notes.
        StaleVersion: They wrote another one meanwhile, or removed it.
        ValidationRefused: It is longer than `CHARACTERS`.
    """
    words = text.replace("\r\n", "\n").strip()
    if len(words) > CHARACTERS:
        long = Message("notes.too_long", {"limit": CHARACTERS, "length": len(words)})
        raise ValidationRefused({"text": [long]})
    with acting(actor):
        own_notes_permit(actor)
        row = _row(actor, about)
        version_check(row, expected=expected)
        if not words:
            if expected:
                row.delete()
            return 0
        row.text, row.written_at = words, at
        row_check(row)
        if expected:
            version_save(row, expected=expected, update_fields=("text", "written_at"))
        else:
            row.version = 1
            row.save(force_insert=True)
        version: int = row.version
        return version


def _row(actor: Viewer, about: Objective | KeyResult) -> Note:
    """Return the actor's note about a thing that they see; a new one, of version 0, for none.

    What it is about is locked, so that of two first notes the second one finds the first.
    """
    if isinstance(about, Objective):
        objective_permit(actor, Act.VIEW, objective_locked(about.pk))
        field = "objective"
    else:
        objective_permit(actor, Act.VIEW, key_result_locked(about.pk).objective)
        field = "key_result"
    own = Note.objects.filter(person_id=actor.person_id, **{field: about})
    row: Note | None = own.first()
    return row or Note(person_id=actor.person_id, version=0, **{field: about})
