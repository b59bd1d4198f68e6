"""Where the settings begin: what there is for whoever looks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plumbline.web.settings_frame import settings_frame, settings_groups
from plumbline.web.visits import Visit, tenant_page


@require_safe
@tenant_page
def start(visit: Visit) -> HttpResponse:
    """List the views of the settings that are the viewer's, and their own preferences."""
    groups = [
        (
            group.label,
            [(view, reverse(view.name, args=[visit.slug])) for view in group.views],
        )
        for group in settings_groups(visit)
    ]
    context = {
        "frame": settings_frame(visit),
        "groups": groups,
        "preferences_url": reverse("preferences"),
    }
    return render(visit.request, "orgs/settings.html", context)
