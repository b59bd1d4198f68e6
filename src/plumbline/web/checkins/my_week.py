"""My week: what is due, one row open, saved and on to the next."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from plumbline.domain.attachments.services import FILE_LIMIT_BYTES
from plumbline.domain.jottings.selectors import Place
from plumbline.domain.jottings.services import jotting_forget, jotting_keep
from plumbline.domain.okrs.selectors.objectives import key_result_get
from plumbline.web.checkins.beside import NeedLine, beside_week, owned_beside
from plumbline.web.checkins.first_week import first_week
from plumbline.web.checkins.saving import (
    baseline_save,
    check_in_save,
    refused_status,
    unread,
)
from plumbline.web.checkins.typed import typed_sent
from plumbline.web.checkins.week import (
    SKIP_FORM,
    Asked,
    only_reads,
    skipped_of,
    week_page,
    week_url,
)
from plumbline.web.framing import Entry, frame_for
from plumbline.web.reviews.week_plan import this_week
from plumbline.web.ui.notices import Empty
from plumbline.web.uploads import CONTENT_TOO_LARGE, FORM_LIMIT_BYTES, upload_bounded
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult

WHY_CHARACTERS = 500


@require_safe
@tenant_page
def start(visit: Visit) -> HttpResponse:
    """Lead from the organization's address to the week, or whoever only reads to the company."""
    return redirect("company" if only_reads(visit) else "my-week", visit.slug)


@vary_on_headers("HX-Request")
@tenant_page
def _unread(visit: Visit) -> HttpResponse:
    """Answer a body that was not read: the week again, with the reason at the field."""
    return _rendered(visit, Asked(outcome=unread()), status=CONTENT_TOO_LARGE)


@upload_bounded(_unread, limit_bytes=FORM_LIMIT_BYTES, file_bytes=FILE_LIMIT_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@tenant_page
def my_week(visit: Visit) -> HttpResponse:
    """Show the week; a POST saves the open row and opens the next."""
    if visit.request.method == "POST":
        return _save(visit)
    asked = Asked(
        open_key=visit.request.GET.get("open", ""),
        skipped=skipped_of(visit.request.GET.get("skipped", "")),
    )
    return _rendered(visit, asked)


def _save(visit: Visit) -> HttpResponse:
    sent = visit.request.POST
    key_result = key_result_get(viewer=visit.viewer, public_id=sent.get("key_result", ""))
    skipped = skipped_of(sent.get("skipped", ""))
    if "why" in sent:
        return _skip(visit, key_result, skipped)
    typed = typed_sent(visit.request)
    is_baseline = "baseline" in sent
    save = baseline_save if is_baseline else check_in_save
    outcome = save(visit, key_result, typed)
    if outcome.is_saved:
        jotting_forget(actor=visit.viewer, sheet=key_result.public_id)
        open_key = key_result.public_id if is_baseline else ""
        return redirect(week_url(visit, open_key=open_key, skipped=skipped))
    asked = Asked(key_result.public_id, skipped, typed=typed, outcome=outcome)
    return _rendered(visit, asked, status=refused_status(typed))


def _skip(visit: Visit, key_result: "KeyResult", skipped: tuple[str, ...]) -> HttpResponse:
    """Keep why a key result is left for later, for whoever left it alone; empty takes it back."""
    key, why = key_result.public_id, visit.request.POST["why"].strip()[:WHY_CHARACTERS]
    if why:
        jotting_keep(
            actor=visit.viewer,
            place=Place(SKIP_FORM, key),
            sheet=key,
            fields={"why": [why]},
            at=visit.at,
        )
    else:
        jotting_forget(actor=visit.viewer, sheet=key)
    return redirect(week_url(visit, skipped=tuple(dict.fromkeys((*skipped, key)))))


def _rendered(visit: Visit, asked: Asked, *, status: int = 200) -> HttpResponse:
    page = week_page(visit, asked)
    if visit.request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        part = {"page": page, "owned": owned_beside(visit)}
        return render(visit.request, "checkins/my_week.html#week", part, status=status)
    beside = beside_week(visit)
    first = None if page.rows else first_week(visit)
    if not page.rows and beside.needs:
        page = replace(page, empty=_first_need(beside.needs[0]))
    context = {
        "frame": frame_for(visit, Entry.MY_WEEK, waiting=page.waiting),
        "page": page,
        "beside": beside,
        "first": first,
        "owned": beside.owned,
        "this_week": this_week(visit, is_asked=bool(page.rows or page.later)),
    }
    return render(visit.request, "checkins/my_week.html", context, status=status)


def _first_need(need: NeedLine) -> Empty:
    """Return where somebody begins who has nothing to check in and something else to do."""
    return Empty(
        words=_("No key result of yours is due. What needs you first: “%(title)s”. %(words)s")
        % {"title": need.title, "words": need.words},
        url=need.url,
        action=_("Go on with it"),
    )
