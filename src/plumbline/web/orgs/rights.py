"""Who may do what, written from the table that the program itself asks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind, Role
from plumbline.domain.orgs.viewers import Thing
from plumbline.web.orgs.rights_words import ALL_ROLE_WORDS, SHOWN_ROLES, rights_groups
from plumbline.web.settings_frame import settings_frame
from plumbline.web.visits import Visit, tenant_page


@require_safe
@tenant_page
def rights(visit: Visit) -> HttpResponse:
    """Show the table, or what it grants to one role; of long parts only the one asked for."""
    permit(visit.viewer, Act.VIEW, Thing(kind=Kind.ROLE))
    asked = visit.request.GET.get("role", "")
    role = Role(asked) if asked in SHOWN_ROLES else None
    about = visit.request.GET.get("about", "")
    context = {
        "frame": settings_frame(visit, "roles"),
        "groups": [
            (group, bool(role) or not group.is_long or group.kind == about)
            for group in rights_groups(role)
        ],
        "role": role,
        "role_words": ALL_ROLE_WORDS[role] if role else "",
        "roles": [(each.value, ALL_ROLE_WORDS[each]) for each in SHOWN_ROLES],
        "url": reverse("rights", args=[visit.slug]),
        "back": reverse("roles", args=[visit.slug]),
    }
    return render(visit.request, "orgs/rights.html", context)
