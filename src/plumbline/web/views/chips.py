"""The saved views of a page, as chips above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from plumbline.domain.views.queries import query_kept
from plumbline.domain.views.selectors import ViewFacts, ViewPage, views_list
from plumbline.web.visits import Visit

#: Asks for the page without any view, though one of them would open by itself.
EVERYTHING = "view=all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One view."""

    name: str
    url: str
    is_shared: bool
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewChips:
    """Everything that is said of views above a page.

    Attributes:
        everything_url: The page with nothing narrowed.
        is_everything: Whether that is what is shown.
        opens: Where the page leads when it is opened without a query; empty for nowhere.
        save_url: Saves what is shown; empty where a view says it already.
        change_url: Changes the view that is shown.
    """

    chips: tuple[Chip, ...]
    everything_url: str
    is_everything: bool
    opens: str
    save_url: str
    change_url: str


def chips_of(visit: Visit, page: ViewPage) -> ViewChips:
    """Return what stands above a page (one query)."""
    found = views_list(viewer=visit.viewer, page=page)
    url = reverse(page.value, args=[visit.slug])
    default = next((each for each in found if each.is_default), None)
    query = query_kept(page, visit.request.GET.urlencode())
    current = _current(visit, [each for each in found if query and each.query == query])
    new_url = reverse("view-new", args=[visit.slug, page.value])
    return ViewChips(
        chips=tuple(
            Chip(
                name=each.name,
                url=view_url(visit, each),
                is_shared=each.is_shared,
                current=each is current,
            )
            for each in found
        ),
        everything_url=f"{url}?{EVERYTHING}" if default else url,
        is_everything=not query,
        opens=view_url(visit, default) if default and not visit.request.GET else "",
        save_url=f"{new_url}?{query}" if query and current is None else "",
        change_url="" if current is None else reverse("view", args=[visit.slug, current.public_id]),
    )


def _current(visit: Visit, same: Sequence[ViewFacts]) -> ViewFacts | None:
    """Return which of the views that say what is shown is meant: the one followed, or the last."""
    named = visit.request.GET.get("view")
    return next((each for each in same if each.public_id == named), same[-1] if same else None)


def view_url(visit: Visit, view: ViewFacts) -> str:
    """Return where a view is shown."""
    url = reverse(view.page.value, args=[visit.slug])
    return f"{url}?view={view.public_id}&{view.query}"
