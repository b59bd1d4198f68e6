"""The inbox of the person signed in: what waits, marking it read, and taking that back."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plumbline.domain.notify.addresses import thing_url
from plumbline.domain.notify.choices import NoticeKind
from plumbline.domain.notify.selectors.inbox import (
    LINES_A_PAGE,
    inbox_page,
    notice_facts,
    notice_get,
)
from plumbline.domain.notify.services.inbox import (
    notice_mark,
    notices_mark_read,
    notices_unread_again,
)
from plumbline.web.framing import Entry, frame_for
from plumbline.web.notify.lines import notice_parts
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.ui.notices import Empty, UndoToast
from plumbline.web.visits import Visit, tenant_page


@never_cache
@require_safe
@tenant_page
def inbox(visit: Visit) -> HttpResponse:
    """Show what the person was told, unread first."""
    kind = _kind(visit.request.GET.get("kind", ""))
    found = inbox_page(viewer=visit.viewer, kind=kind, page=page_asked(visit.request))
    url = reverse("inbox", args=[visit.slug])
    here = f"{url}?{urlencode({'kind': kind.value})}" if kind else url
    context = {
        "frame": frame_for(visit, Entry.INBOX),
        "parts": notice_parts(visit, found.lines),
        "unread": found.unread,
        "kinds": NoticeKind.choices,
        "kind": kind,
        "url": url,
        "read_all_url": reverse("inbox-read-all", args=[visit.slug]),
        "settings_url": reverse("inbox-settings", args=[visit.slug]),
        "pages": pages_of(found, size=LINES_A_PAGE, url=here),
        "toast": _toast(visit),
        "empty": _empty(visit) if not found.total and kind is None else None,
    }
    return render(visit.request, "notify/inbox.html", context)


@require_POST
@tenant_page
def read_all(visit: Visit) -> HttpResponse:
    """Mark everything as read, or all of a kind."""
    kind = _kind(visit.request.POST.get("kind", ""))
    count = notices_mark_read(actor=visit.viewer, kind=kind, at=visit.at)
    query = {"kind": kind.value} if kind else {}
    if count:
        query |= {"read": visit.at.isoformat(), "count": str(count)}
    return redirect(f"{reverse('inbox', args=[visit.slug])}?{urlencode(query)}")


@require_POST
@tenant_page
def unread_again(visit: Visit) -> HttpResponse:
    """Take back that everything was marked as read."""
    read_at = _instant(visit.request.GET.get("read", ""))
    if read_at is not None:
        notices_unread_again(actor=visit.viewer, read_at=read_at)
    return redirect("inbox", visit.slug)


@require_POST
@tenant_page
def open_thing(visit: Visit, notice: str) -> HttpResponse:
    """Mark a line as read and go to what it is about."""
    row = notice_get(viewer=visit.viewer, public_id=notice)
    notice_mark(actor=visit.viewer, notice=row, is_read=True, at=visit.at)
    return redirect(thing_url(notice_facts(row), visit.slug, _address))


@require_POST
@tenant_page
def mark(visit: Visit, notice: str) -> HttpResponse:
    """Mark a line as read or unread."""
    row = notice_get(viewer=visit.viewer, public_id=notice)
    is_read = visit.request.POST.get("read") == "1"
    notice_mark(actor=visit.viewer, notice=row, is_read=is_read, at=visit.at)
    return redirect("inbox", visit.slug)


def _address(name: str, *args: str) -> str:
    return reverse(name, args=args)


def _kind(text: str) -> NoticeKind | None:
    return NoticeKind(text) if text in NoticeKind.values else None


def _instant(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _toast(visit: Visit) -> UndoToast | None:
    read_at = _instant(visit.request.GET.get("read", ""))
    counted = visit.request.GET.get("count", "")
    if read_at is None or not (counted.isascii() and counted.isdigit() and len(counted) < 7):
        return None
    count = int(counted)
    words = ngettext("%(count)d marked as read.", "%(count)d marked as read.", count)
    url = reverse("inbox-unread-again", args=[visit.slug])
    query = urlencode({"read": read_at.isoformat()})
    return UndoToast(words=words % {"count": count}, undo_url=f"{url}?{query}")


def _empty(visit: Visit) -> Empty:
    return Empty(
        words=_(
            "Nothing waits for you. What you own, comment on or follow tells you here "
            "when it moves."
        ),
        url=reverse("my-week", args=[visit.slug]),
        action=_("Go to my week"),
        other_url=reverse("company", args=[visit.slug]),
        other_action=_("Find something to follow"),
    )
