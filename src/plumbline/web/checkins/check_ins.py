"""Checking in on one key result; correcting and taking back what was entered."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from plumbline.domain.attachments.services import FILE_LIMIT_BYTES
from plumbline.domain.checkins.openings import check_in_preview, latest_entries
from plumbline.domain.checkins.selectors import check_in_facts, check_in_get
from plumbline.domain.checkins.services import check_in_withdraw
from plumbline.domain.okrs.selectors.details import KeyResultDetails, key_result_details
from plumbline.domain.okrs.selectors.objectives import key_result_get
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.web.checkins.rows import Opening, closed_row, opened_row, previewed_row
from plumbline.web.checkins.saving import (
    UNTRIED,
    Outcome,
    baseline_save,
    check_in_save,
    correction_save,
    refused_status,
    unread,
)
from plumbline.web.checkins.typed import Typed, typed_in, typed_sent, values_read
from plumbline.web.discussion.lines import FileLine, file_lines
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.written import day_long, measure_typed
from plumbline.web.own_paths import own_path
from plumbline.web.ui.chart_words import day_written
from plumbline.web.ui.controls import CheckInRow
from plumbline.web.uploads import CONTENT_TOO_LARGE, FORM_LIMIT_BYTES, upload_bounded
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.checkins.models import CheckIn

TARGET = "check_in"


@dataclass(frozen=True, slots=True)
class CheckInPage:
    """One open row on a page of its own; `head` says whether it corrects, `files` what it keeps."""

    head: str
    row: CheckInRow
    files: tuple[FileLine, ...] = ()


@vary_on_headers("HX-Request")
@tenant_page
def _record_unread(visit: Visit, key_result: str) -> HttpResponse:
    """Answer a body that was not read: the form again, with the reason at the field."""
    details = _details(visit, key_result)
    status = CONTENT_TOO_LARGE
    return _record_page(visit, details, typed=None, outcome=unread(), status=status)


@upload_bounded(_record_unread, limit_bytes=FORM_LIMIT_BYTES, file_bytes=FILE_LIMIT_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@tenant_page
def record(visit: Visit, key_result: str) -> HttpResponse:
    """Check in on one key result; with htmx in place, on its page."""
    details = _details(visit, key_result)
    if visit.request.method != "POST":
        return _record_page(visit, details, typed=None, outcome=UNTRIED)
    typed = typed_sent(visit.request)
    row = key_result_get(viewer=visit.viewer, public_id=key_result)
    save = baseline_save if "baseline" in visit.request.POST else check_in_save
    outcome = save(visit, row, typed)
    if outcome.is_saved:
        return _gone_to(visit, key_result)
    return _record_page(visit, details, typed=typed, outcome=outcome, status=refused_status(typed))


@tenant_page
def _correct_unread(visit: Visit, check_in: str) -> HttpResponse:
    """Answer a body that was not read: the form again, with the reason at the field."""
    row = check_in_get(viewer=visit.viewer, public_id=check_in)
    details = _details(visit, row.key_result.public_id)
    typed = _typed_of(visit, row)
    return _correct_page(visit, details, row, typed, unread(), status=CONTENT_TOO_LARGE)


@upload_bounded(_correct_unread, limit_bytes=FORM_LIMIT_BYTES, file_bytes=FILE_LIMIT_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def correct(visit: Visit, check_in: str) -> HttpResponse:
    """Correct an entry by a further one; the wrong one stays, marked."""
    row = check_in_get(viewer=visit.viewer, public_id=check_in)
    details = _details(visit, row.key_result.public_id)
    if visit.request.method != "POST":
        return _correct_page(visit, details, row, _typed_of(visit, row), UNTRIED)
    typed = typed_sent(visit.request)
    outcome = correction_save(visit, row, typed)
    if outcome.is_saved:
        return _gone_to(visit, details.facts.public_id)
    return _correct_page(visit, details, row, typed, outcome, status=refused_status(typed))


def correction_typed(visit: Visit, row: "CheckIn") -> HttpResponse:
    """Show the correction with what was typed into it while a file was taken away."""
    details = _details(visit, row.key_result.public_id)
    return _correct_page(visit, details, row, typed_in(visit.request.POST), UNTRIED)


@require_POST
@tenant_page
def withdraw(visit: Visit, check_in: str) -> HttpResponse:
    """Take an entry back; its files alone are let go."""
    row = check_in_get(viewer=visit.viewer, public_id=check_in)
    check_in_withdraw(actor=visit.viewer, check_in=row, note="", at=visit.at)
    back = own_path(visit.request.POST.get("next", ""))
    return redirect(back or reverse("key-result", args=[visit.slug, row.key_result.public_id]))


@require_safe
@tenant_page
def preview(visit: Visit, key_result: str) -> HttpResponse:
    """Say what a value would mean while it is typed; nothing is saved."""
    details = _details(visit, key_result)
    typed = typed_in(visit.request.GET)
    values, _errors = values_read(typed, today=visit.today, is_preview=True)
    confidence = values.confidence if values else None
    found = check_in_preview(
        viewer=visit.viewer,
        public_id=key_result,
        value=values.value if values else None,
        confidence=confidence,
        effective_on=values.effective_on if values else visit.today,
        at=visit.at,
    )
    facts = details.facts
    row = closed_row(visit, facts, details.readings)
    shown = previewed_row(facts, found, row, confidence)
    asked = wording(found.note_asked) if found.note_asked else ""
    context = {"row": shown, "note_asked": asked}
    return render(visit.request, "checkins/preview.html", context)


def _details(visit: Visit, key_result: str) -> KeyResultDetails:
    """Return a key result that the viewer may check in on.

    Raises:
        NotFound: It is not for the viewer, or they only opened it to read.
        PermissionRefused: They see it, but may not check in on it.
    """
    details = key_result_details(viewer=visit.viewer, public_id=key_result, at=visit.at)
    if details.opening is not None:
        raise NotFound("okrs.key_result.not_found")
    if Act.CHECK_IN not in details.acts:
        raise PermissionRefused("orgs.refused")
    return details


def _gone_to(visit: Visit, key_result: str) -> HttpResponse:
    """Lead to the page of the key result; htmx loads it whole, since every part has changed."""
    url = reverse("key-result", args=[visit.slug, key_result])
    if visit.request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def _record_page(
    visit: Visit,
    details: KeyResultDetails,
    *,
    typed: Typed | None,
    outcome: Outcome,
    status: int = 200,
) -> HttpResponse:
    facts = details.facts
    found = latest_entries(viewer=visit.viewer, key_results=[facts.public_id])
    opening = Opening(
        url=reverse("check-in-record", args=[visit.slug, facts.public_id]),
        submit=_("Save"),
        typed=typed,
        outcome=outcome,
        keep_url=reverse("key-result", args=[visit.slug, facts.public_id]),
        target=TARGET,
    )
    row = closed_row(visit, facts, details.readings)
    row = opened_row(visit, row, facts, found.get(facts.public_id), opening)
    return _rendered(visit, CheckInPage(_("Check in"), row), status=status)


def _correct_page(
    visit: Visit,
    details: KeyResultDetails,
    check_in: "CheckIn",
    typed: Typed,
    outcome: Outcome,
    *,
    status: int = 200,
) -> HttpResponse:
    facts = details.facts
    opening = Opening(
        url=reverse("check-in-correct", args=[visit.slug, check_in.public_id]),
        submit=_("Save the correction"),
        typed=typed,
        outcome=outcome,
        keep_url=reverse("key-result", args=[visit.slug, facts.public_id]),
    )
    row = closed_row(visit, facts, details.readings)
    row = opened_row(visit, row, facts, None, opening)
    kept = check_in_facts(viewer=visit.viewer, public_id=check_in.public_id).attachments
    files = tuple(each for each in file_lines(visit.slug, kept) if each.name)
    day = {"day": day_long(check_in.effective_on)}
    head = _("Correct the check-in of %(day)s") % day
    if row.form is not None:
        label = _("Value on %(day)s") % {"day": day_written(check_in.effective_on)}
        row = replace(row, form=replace(row.form, value_label=label))
    return _rendered(visit, CheckInPage(head, row, files), status=status)


def _rendered(visit: Visit, page: CheckInPage, *, status: int) -> HttpResponse:
    if visit.request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        part = "checkins/check_in.html#check_in"
        return render(visit.request, part, {"page": page}, status=status)
    context = {"frame": frame_for(visit, Entry.MY_WEEK), "page": page}
    return render(visit.request, "checkins/check_in.html", context, status=status)


def _typed_of(visit: Visit, check_in: "CheckIn") -> Typed:
    facts = check_in_facts(viewer=visit.viewer, public_id=check_in.public_id)
    value = "" if facts.value is None else measure_typed(facts.value)
    return Typed(
        value=str(facts.stage) if facts.stage is not None else value,
        confidence=str(facts.confidence or ""),
        note=facts.note,
        effective_on=facts.effective_on.isoformat(),
        evidence_text=facts.evidence_text,
        evidence_link=facts.evidence_link,
    )
