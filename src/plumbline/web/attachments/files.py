"""The files of comments, check-ins and grades: handing one out, and taking one away."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.domain.checkins.evidence import evidence_get, evidence_remove
from plumbline.domain.discussion.attached import attachment_get
from plumbline.domain.discussion.selectors.threads import attached_get
from plumbline.domain.discussion.services.comments import comment_detach
from plumbline.domain.okrs.selectors.grade_files import grade_file_get
from plumbline.domain.okrs.services.grade_files import grade_file_remove
from plumbline.domain.tenancy.errors import NotFound, StaleVersion
from plumbline.http.attached_files import attached_answer
from plumbline.web.checkins.check_ins import correction_typed
from plumbline.web.discussion.changing import edit_page
from plumbline.web.discussion.forms import EditForm
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.okrs.grading import grade_typed
from plumbline.web.posted import version_sent
from plumbline.web.visits import Visit, tenant_page


@require_safe
@tenant_page
def download(visit: Visit, attachment: str) -> HttpResponseBase:
    """Hand a file out to whoever may read today what it hangs on."""
    found = attachment_get(viewer=visit.viewer, public_id=attachment, at=visit.at)
    return attached_answer(visit.request, found)


@require_POST
@tenant_page
def remove(visit: Visit, attachment: str) -> HttpResponse:
    """Take a file away from one's own comment, from a check-in, or from a grade to be given.

    Its button may send what was typed into the form beside it, which then is shown again.
    """
    for removed in (_off_a_comment, _off_a_check_in):
        try:
            return removed(visit, attachment)
        except NotFound:
            continue
    return _off_a_grade(visit, attachment)


def _off_a_comment(visit: Visit, attachment: str) -> HttpResponse:
    found = attached_get(viewer=visit.viewer, public_id=attachment)
    typed = visit.request.POST.get("text")
    try:
        row = comment_detach(
            actor=visit.viewer,
            comment=found.comment,
            attachment=found.attachment,
            expected=version_sent(visit.request),
            at=visit.at,
        )
    except StaleVersion as stale:
        words = stale.current.text if typed is None else typed
        form = EditForm(initial={"text": words, "version": stale.current.version})
        return edit_page(visit, found.comment, form, status=CONFLICT, is_stale=True)
    _taken_away(visit)
    if typed is None:
        return redirect("comment", visit.slug, row.public_id)
    return edit_page(visit, row, EditForm(initial={"text": typed, "version": row.version}))


def _off_a_check_in(visit: Visit, attachment: str) -> HttpResponse:
    found = evidence_get(viewer=visit.viewer, public_id=attachment, at=visit.at)
    evidence_remove(
        actor=visit.viewer, check_in=found.check_in, attachment=found.attachment, at=visit.at
    )
    _taken_away(visit)
    if "note" in visit.request.POST:
        return correction_typed(visit, found.check_in)
    return redirect("key-result", visit.slug, found.check_in.key_result.public_id)


def _off_a_grade(visit: Visit, attachment: str) -> HttpResponse:
    found = grade_file_get(viewer=visit.viewer, public_id=attachment, at=visit.at)
    grade_file_remove(
        actor=visit.viewer, objective=found.objective, attachment=found.attachment, at=visit.at
    )
    _taken_away(visit)
    if "better_state" in visit.request.POST:
        return grade_typed(visit, found.objective.public_id)
    return redirect("objective-grade", visit.slug, found.objective.public_id)


def _taken_away(visit: Visit) -> None:
    messages.success(visit.request, _("The file is taken away."))
    if visit.request.POST.get("attachments"):
        messages.info(visit.request, _("Choose the files once more. What you typed is kept."))
