"""Who sees a view and who may change it; `orgs.rights` has the answers."""

from django.db.models import Q

from plumbline.domain.journal.recording import Author
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing, Viewer
from plumbline.domain.views.models import SavedView


def views_seen(viewer: Viewer) -> Q:
    """Return the condition under which somebody sees a view: it is theirs, or everybody's."""
    return Q(person=None) | Q(person_id=viewer.person_id)


def view_permit(actor: Viewer, view: SavedView) -> Author:
    """Refuse whoever may not change a view, or save one like it.

    Raises:
        NotFound: It is somebody else's.
        PermissionRefused: It is everybody's, and not the actor's to change.
    """
    return permit(actor, *_asked(view.person_id))


def default_permit(actor: Viewer) -> Author:
    """Refuse who may not choose which view a page of theirs opens with.

    Raises:
        NotFound: They have none of their own.
    """
    return permit(actor, *_asked(actor.person_id))


def view_changeable(viewer: Viewer, view: SavedView) -> bool:
    """Whether somebody may rename or delete a view."""
    return permitted(viewer, *_asked(view.person_id))


def sharing_permitted(viewer: Viewer) -> bool:
    """Whether somebody may save a view for the whole organization."""
    return permitted(viewer, *_asked(None))


def _asked(person_id: int | None) -> tuple[Act, Thing]:
    if person_id is None:
        return Act.MANAGE, Thing(kind=Kind.SHARED_VIEW)
    return Act.EDIT, Thing(kind=Kind.SAVED_VIEW, person_id=person_id)
