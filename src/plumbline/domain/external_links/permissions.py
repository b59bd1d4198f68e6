"""Who adds and removes external links; the answers are those of `orgs.rights`."""

from django.db.models import Q

from plumbline.domain.journal.recording import Author
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.permissions import key_result_permit, objective_permit, visible_to
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor


def links_seen(viewer: Actor) -> Q:
    """Return the condition under which the viewer sees an external link."""
    return visible_to(viewer, of="objective") | visible_to(viewer, of="key_result__objective")


def attach_permit(actor: Actor, about: Objective | KeyResult) -> Author:
    """Refuse whoever may not attach anything to a thing; else return the journal's author.

    Raises:
        NotFound: The actor may not know of it at all.
        PermissionRefused: They may see it, but not do this to it.
    """
    if isinstance(about, Objective):
        return objective_permit(actor, Act.ATTACH, about)
    return key_result_permit(actor, Act.ATTACH, about)
