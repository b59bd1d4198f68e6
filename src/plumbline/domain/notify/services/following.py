"""Following a thing, and following it no longer.

Neither is journaled: what somebody likes to read is nobody else's to look through.
"""

from datetime import datetime

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.notify.models import Follow
from plumbline.domain.notify.permissions import own_inbox_permit
from plumbline.domain.notify.selectors.following import Followed
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Viewer


def follow_set(*, actor: Viewer, thing: Followed, is_on: bool, at: datetime) -> Follow:
    """Follow a thing, or follow it no longer; what one says goes before one's part in it.

    Args:
        actor: Who follows; nobody follows for another.
        thing: As `followed_get` gave it to them, so they see it.
        is_on: Whether to follow.
        at: Now.

    Raises:
        PermissionRefused: The actor has no inbox.
    """
    with acting(actor):
        own_inbox_permit(actor)
        row, _ = Follow.objects.update_or_create(
            person_id=actor.person_id,
            **{_field(thing): thing},
            defaults={"is_on": is_on},
            create_defaults={"is_on": is_on, "since": at},
        )
        found: Follow = row
        return found


def _field(thing: Followed) -> str:
    if isinstance(thing, Objective):
        return "objective"
    if isinstance(thing, KeyResult):
        return "key_result"
    return "cycle" if isinstance(thing, Cycle) else "team"
