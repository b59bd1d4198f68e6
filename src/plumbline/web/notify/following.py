"""The button that follows a thing, and what it sends."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plumbline.domain.notify.selectors.following import THINGS, followed_get, following_of
from plumbline.domain.notify.services.following import follow_set
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.tenancy.errors import NotFound
from plumbline.web.visits import Visit, tenant_page


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowButton:
    """How the viewer stands to a thing, and how they change that."""

    url: str
    kind: str
    public_id: str
    is_on: bool


def follow_button(visit: Visit, kind: str, public_id: str) -> FollowButton | None:
    """Return the button of a thing; `None` where the viewer does not follow anything (one query).

    What somebody opened with a reason they do not see, and so cannot follow.
    """
    oneself = Thing(kind=Kind.PERSON, person_id=visit.viewer.person_id)
    if not permitted(visit.viewer, Act.EDIT, oneself):
        return None
    found = following_of(viewer=visit.viewer, kind=kind, public_id=public_id)
    if found is None:
        return None
    url = reverse("follow", args=[visit.slug])
    return FollowButton(url=url, kind=kind, public_id=public_id, is_on=found.is_on)


@require_POST
@tenant_page
def follow(visit: Visit) -> HttpResponse:
    """Follow a thing, or follow it no longer."""
    sent = visit.request.POST
    kind, public_id = sent.get("kind", ""), sent.get("thing", "")
    if kind not in THINGS:
        raise NotFound("notify.thing_unknown")
    thing = followed_get(viewer=visit.viewer, kind=kind, public_id=public_id)
    is_on = sent.get("follow") == "1"
    follow_set(actor=visit.viewer, thing=thing, is_on=is_on, at=visit.at)
    messages.success(
        visit.request,
        _("You follow this now: what happens here comes to your inbox.")
        if is_on
        else _("You follow this no longer."),
    )
    return redirect(kind.replace("_", "-"), visit.slug, public_id)
