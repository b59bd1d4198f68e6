"""The files of comments and check-ins: handing one out, and taking one away."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.domain.checkins.evidence import evidence_get, evidence_remove
from plumbline.domain.discussion.selectors.threads import attached_get
from plumbline.domain.discussion.services.comments import comment_detach
from plumbline.domain.tenancy.errors import NotFound, StaleVersion
from plumbline.http.attached_files import attached_answer
from plumbline.web.discussion.changing import edit_page
from plumbline.web.discussion.forms import EditForm
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.posted import version_sent
from plumbline.web.visits import Visit, tenant_page


@require_safe
@tenant_page
def download(visit: Visit, attachment: str) -> HttpResponseBase:
    """Hand a file out to whoever may read today what it hangs on."""
    try:
        found = attached_get(viewer=visit.viewer, public_id=attachment).attachment
    except NotFound:
        evidence = evidence_get(viewer=visit.viewer, public_id=attachment, at=visit.at)
        found = evidence.attachment
    return attached_answer(visit.request, found)


@require_POST
@tenant_page
def remove(visit: Visit, attachment: str) -> HttpResponse:
    """Take a file away from one's own comment, or from a check-in."""
    try:
        found = attached_get(viewer=visit.viewer, public_id=attachment)
    except NotFound:
        return _evidence_remove(visit, attachment)
    try:
        comment_detach(
            actor=visit.viewer,
            comment=found.comment,
            attachment=found.attachment,
            expected=version_sent(visit.request),
            at=visit.at,
        )
    except StaleVersion as stale:
        stands = {"text": stale.current.text, "version": stale.current.version}
        form = EditForm(initial=stands)
        return edit_page(visit, found.comment, form, status=CONFLICT, is_stale=True)
    messages.success(visit.request, _("The file is taken away."))
    return redirect("comment", visit.slug, found.comment.public_id)


def _evidence_remove(visit: Visit, attachment: str) -> HttpResponse:
    found = evidence_get(viewer=visit.viewer, public_id=attachment, at=visit.at)
    evidence_remove(
        actor=visit.viewer, check_in=found.check_in, attachment=found.attachment, at=visit.at
    )
    messages.success(visit.request, _("The file is taken away."))
    return redirect("key-result", visit.slug, found.check_in.key_result.public_id)
