"""The views of Company, for its tabs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.web.frame import Tab
from plumbline.web.visits import Visit


def company_tabs(visit: Visit, *, current: str) -> tuple[Tab, ...]:
    """Return the views of Company.

    Args:
        visit: Who is there.
        current: Name of the address that is shown.
    """
    views = (
        ("company", _("Objectives")),
        ("objectives", _("All as a list")),
        ("map", _("Map")),
        ("strategy", _("Strategy")),
    )
    return tuple(
        Tab(label=label, url=reverse(name, args=[visit.slug]), current=name == current)
        for name, label in views
    )
