"""Saving a view, renaming, deleting and putting it back, and opening a page with one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.services.acting import acting, row_check, row_insert
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.domain.tenancy.services import organization_hold
from plumbline.domain.tenancy.versions import version_check, version_save
from plumbline.domain.views.models import QUERY_CHARACTERS, SavedView, ViewDefault, ViewPage
from plumbline.domain.views.permissions import default_permit, view_permit, views_seen
from plumbline.domain.views.queries import query_kept
from plumbline.engine.messages import Message

MOST: Final = 30
"""Of one page and one owner: more chips than that are no help to anybody."""

PUT_BACK_FOR: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewValues:
    """What a view says.

    Attributes:
        query: Of the page's address; what a view does not keep is left out.
        is_shared: For the whole organization, and not for its writer alone.
    """

    page: ViewPage
    name: str
    query: str
    is_shared: bool = False


def view_save(*, actor: Viewer, values: ViewValues, at: datetime) -> SavedView:
    """Save what a page is narrowed and sorted by.

    Args:
        actor: Whose it will be, unless everybody has it.
        values: What and under which name.
        at: Now.

    Raises:
        PermissionRefused: The actor may not save one for the whole organization.
        ValidationRefused: No name, or one that is taken.
        Refused: The query says nothing or too much, or there are `MOST` already.
    """
    with acting(actor):
        view = SavedView(
            page=values.page,
            person_id=None if values.is_shared else actor.person_id,
            name=values.name.strip(),
            query=query_kept(values.page, values.query),
        )
        author = view_permit(actor, view)
        _query_check(view.query)
        organization_hold(organization_bound())
        if _beside(view).count() >= MOST:
            raise Refused("views.too_many", most=MOST)
        _name_check(view)
        row_insert(view, taken=_taken())
        said = {"name": Change(None, view.name), "query": Change(None, view.query)}
        _journal(author, view, "create", at, said)
        return view


def view_rename(
    *, actor: Viewer, view: SavedView, name: str, expected: int, at: datetime
) -> SavedView:
    """Give a view another name.

    Raises:
        NotFound: It is gone, or somebody else's.
        PermissionRefused: It is everybody's, and not the actor's to change.
        ValidationRefused: No name, or one that is taken.
        StaleVersion: Somebody changed it meanwhile.
    """
    with acting(actor):
        view = _locked(actor, view)
        author = view_permit(actor, view)
        version_check(view, expected=expected)
        before, view.name = view.name, name.strip()
        _name_check(view)
        _save(view, expected, ("name",))
        _journal(author, view, "update", at, {"name": Change(before, view.name)})
        return view


def view_delete(*, actor: Viewer, view: SavedView, expected: int, at: datetime) -> None:
    """Throw a view away; `view_put_back` takes that back for `PUT_BACK_FOR`.

    Raises:
        NotFound: It is gone, or somebody else's.
        PermissionRefused: It is everybody's, and not the actor's to change.
        StaleVersion: Somebody changed it meanwhile.
    """
    with acting(actor):
        view = _locked(actor, view)
        author = view_permit(actor, view)
        view.deleted_at = at
        _save(view, expected, ("deleted_at",))
        over = SavedView.objects.filter(deleted_at__lt=at - PUT_BACK_FOR)
        over.filter(page=view.page, person_id=view.person_id).delete()
        _journal(author, view, "delete", at, {"name": Change(view.name, None)})


def view_put_back(*, actor: Viewer, view: SavedView, at: datetime) -> SavedView:
    """Take back that a view was thrown away; whose page opened with it, it does again.

    Raises:
        NotFound: It is not thrown away, gone for good, or somebody else's.
        PermissionRefused: It is everybody's, and not the actor's to change.
        Refused: Its name is taken by now, or there are `MOST` others.
    """
    with acting(actor):
        view = _locked(actor, view, is_deleted=True)
        author = view_permit(actor, view)
        if view.deleted_at is None or view.deleted_at < at - PUT_BACK_FOR:
            raise NotFound("views.not_found")
        organization_hold(organization_bound())
        if _beside(view).count() >= MOST:
            raise Refused("views.too_many", most=MOST)
        if _beside(view).filter(name=view.name).exists():
            raise Refused("views.name_taken")
        view.deleted_at = None
        _save(view, view.version, ("deleted_at",))
        _journal(author, view, "restore", at, {"name": Change(None, view.name)})
        return view


def view_default_set(*, actor: Viewer, view: SavedView, is_default: bool, at: datetime) -> None:
    """Let the actor's page open with a view, or with everything again.

    It is one's own choice, of a view of one's own or everybody's.

    Raises:
        NotFound: It is gone, or somebody else's.
    """
    with acting(actor):
        author = default_permit(actor)
        view = _locked(actor, view)
        own = ViewDefault.objects.filter(person_id=actor.person_id, page=view.page)
        before = own.filter(view=view).exists()
        if is_default:
            ViewDefault.objects.update_or_create(
                person_id=actor.person_id, page=view.page, defaults={"view": view}
            )
        elif before:
            own.delete()
        _journal(author, view, "open_with", at, {"opens_with": Change(before, is_default)})


def _locked(actor: Viewer, view: SavedView, *, is_deleted: bool = False) -> SavedView:
    rows = SavedView.objects.filter(views_seen(actor), pk=view.pk)
    found: SavedView | None = (
        rows.filter(deleted_at__isnull=not is_deleted).select_for_update().first()
    )
    if found is None:
        raise NotFound("views.not_found")
    return found


def _beside(view: SavedView) -> QuerySet[SavedView]:
    """Return the other views of the same page and owner."""
    rows = SavedView.objects.filter(page=view.page, person_id=view.person_id, deleted_at=None)
    return rows.exclude(pk=view.pk)


def _query_check(query: str) -> None:
    if not query:
        raise Refused("views.nothing")
    if len(query) > QUERY_CHARACTERS:
        raise Refused("views.too_long")


def _name_check(view: SavedView) -> None:
    if not view.name:
        raise ValidationRefused({"name": [Message("views.name", {})]})
    row_check(view)
    if _beside(view).filter(name=view.name).exists():
        raise _taken()


def _taken() -> ValidationRefused:
    return ValidationRefused({"name": [Message("views.name_taken", {})]})


def _save(view: SavedView, expected: int, fields: tuple[str, ...]) -> None:
    """Save fields, where another writer may have taken the name meanwhile."""
    try:
        with transaction.atomic():
            version_save(view, expected=expected, update_fields=fields)
    except IntegrityError as error:
        raise _taken() from error


def _journal(
    author: Author, view: SavedView, act: str, at: datetime, changes: Mapping[str, Change]
) -> None:
    """Record an act; what one's own view is called and looks for is nobody else's to read."""
    said = {} if view.person_id is not None else changes
    subject = Subject("saved_view", view.pk, view.public_id)
    journal_record(author=author, act=f"saved_view.{act}", subject=subject, at=at, changes=said)
