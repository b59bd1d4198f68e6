"""Reading views: one's own, and those of the whole organization."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.views.models import NAME_CHARACTERS, SavedView, ViewDefault, ViewPage
from plumbline.domain.views.permissions import view_changeable, views_seen

__all__ = ["NAME_CHARACTERS", "ViewFacts", "ViewPage", "view_facts", "views_list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewFacts:
    """One view as somebody has it.

    Attributes:
        query: As in an address, without its question mark.
        is_shared: Whether the whole organization has it.
        is_default: Whether the viewer's page opens with it.
        may_change: Whether the viewer may rename and delete it.
        row: For the services.
    """

    public_id: str
    page: ViewPage
    name: str
    query: str
    is_shared: bool
    is_default: bool
    may_change: bool
    version: int
    row: SavedView


def views_list(*, viewer: Viewer, page: ViewPage | None = None) -> tuple[ViewFacts, ...]:
    """Return what the viewer has: everybody's first, then their own, by name (one query).

    Args:
        viewer: Who asks.
        page: Of one page alone.
    """
    rows = SavedView.objects.filter(views_seen(viewer), deleted_at=None)
    if page is not None:
        rows = rows.filter(page=page)
    chosen = ViewDefault.objects.filter(person_id=viewer.person_id, view=OuterRef("pk"))
    rows = rows.annotate(is_default=Exists(chosen))
    ordered = rows.order_by(F("person").asc(nulls_first=True), "name", "pk")
    return tuple(_facts(viewer, row, is_default=row.is_default) for row in ordered)


def view_facts(*, viewer: Viewer, public_id: str, is_deleted: bool = False) -> ViewFacts:
    """Return one view (two queries).

    Args:
        viewer: Who asks.
        public_id: Of the view.
        is_deleted: Ask for one that was thrown away.

    Raises:
        NotFound: There is none, or it is somebody else's.
    """
    rows = SavedView.objects.filter(views_seen(viewer), public_id=public_id)
    row = rows.filter(deleted_at__isnull=not is_deleted).first()
    if row is None:
        raise NotFound("views.not_found")
    chosen = ViewDefault.objects.filter(person_id=viewer.person_id, view=row)
    return _facts(viewer, row, is_default=chosen.exists())


def _facts(viewer: Viewer, row: SavedView, *, is_default: bool) -> ViewFacts:
    return ViewFacts(
        public_id=row.public_id,
        page=ViewPage(row.page),
        name=row.name,
        query=row.query,
        is_shared=row.person_id is None,
        is_default=is_default,
        may_change=view_changeable(viewer, row),
        version=row.version,
        row=row,
    )
