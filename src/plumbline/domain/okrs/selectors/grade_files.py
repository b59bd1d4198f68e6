"""Reading the files that show what was said at the end of an objective."""

from datetime import date, datetime

from plumbline.domain.attachments.selectors import AttachmentFacts, attachment_facts
from plumbline.domain.okrs.models import GradeAttachment, Objective
from plumbline.domain.okrs.permissions import readable_to
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound


def grade_files(
    *, viewer: Actor, objective: str, at: datetime, as_of: date | None = None
) -> tuple[AttachmentFacts, ...]:
    """Return the files of a grade, those that were taken away among them (one query).

    Args:
        viewer: Who asks.
        objective: Public id; of one that the viewer may not read there are none.
        at: Now.
        as_of: The day whose files are meant; `None` for now.
    """
    known = moment_of(at=at, as_of=as_of).known(recorded="attachment__created_at")
    rows = GradeAttachment.objects.filter(
        known, readable_to(viewer, at=at, of="objective"), objective__public_id=objective
    )
    rows = rows.select_related("attachment").order_by("pk")
    return attachment_facts(row.attachment for row in rows)


def grade_file_get(*, viewer: Actor, public_id: str, at: datetime) -> GradeAttachment:
    """Return a file of a grade that the viewer may read now.

    Raises:
        NotFound: There is none with this id, it was taken away, or it is not for the viewer's eyes.
    """
    rows = GradeAttachment.objects.filter(
        readable_to(viewer, at=at, of="objective"),
        attachment__public_id=public_id,
        attachment__removed_at__isnull=True,
    )
    found: GradeAttachment | None = rows.select_related("attachment", "objective").first()
    if found is None:
        raise NotFound("attachments.not_found")
    return found


def grade_file_names(objective: Objective) -> tuple[str, ...]:
    """Return how the files of a grade are called that are there."""
    rows = GradeAttachment.objects.filter(
        objective=objective, attachment__removed_at__isnull=True
    ).order_by("pk")
    return tuple(rows.values_list("attachment__name", flat=True))
