"""Other words for one's own comment, and taking it back."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.discussion.permissions import own_permit
from plumbline.domain.discussion.places import comment_in
from plumbline.domain.discussion.selectors.threads import comment_files, comment_get
from plumbline.domain.discussion.services.comments import comment_edit, comment_take_back
from plumbline.domain.tenancy.errors import StaleVersion
from plumbline.web.discussion.forms import EditForm
from plumbline.web.discussion.lines import file_lines
from plumbline.web.form_answers import form_answer
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.framing import Entry, frame_for
from plumbline.web.posted import form_sent, version_sent
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.discussion.models import Comment


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def edit(visit: Visit, comment: str) -> HttpResponse:
    """Change the words of one's own comment."""
    row = comment_get(viewer=visit.viewer, public_id=comment)
    own_permit(visit.viewer, row)
    form = EditForm(form_sent(visit.request), initial={"text": row.text, "version": row.version})
    return form_answer(
        form,
        page=partial(edit_page, visit, row),
        save=partial(_save, visit, row),
        now=lambda stands: {"text": stands.text},
    )


@require_POST
@tenant_page
def take_back(visit: Visit, comment: str) -> HttpResponse:
    """Take one's own comment back."""
    row = comment_get(viewer=visit.viewer, public_id=comment)
    try:
        comment_take_back(
            actor=visit.viewer, comment=row, expected=version_sent(visit.request), at=visit.at
        )
    except StaleVersion as stale:
        stands = {"text": stale.current.text, "version": stale.current.version}
        return edit_page(visit, row, EditForm(initial=stands), status=CONFLICT, is_stale=True)
    messages.success(visit.request, _("Your comment is taken back."))
    return redirect(_url(visit, row))


def _save(visit: Visit, row: "Comment", form: EditForm) -> HttpResponse:
    comment_edit(
        actor=visit.viewer,
        comment=row,
        text=form.cleaned_data["text"],
        expected=form.cleaned_data["version"],
        at=visit.at,
    )
    return redirect(_url(visit, row))


def edit_page(
    visit: Visit, row: "Comment", form: EditForm, *, status: int = 200, is_stale: bool = False
) -> HttpResponse:
    """Show the form of one's own comment, with its files."""
    own = [visit.slug, row.public_id]
    context = {
        "frame": frame_for(visit, Entry.COMPANY, address=reverse("comment", args=own)),
        "form": form,
        "version": form["version"].value(),
        "files": [each for each in file_lines(visit.slug, comment_files(row)) if each.name],
        "is_stale": is_stale,
        "title": row.key_result.title if row.key_result else row.objective.title,
        "back": _url(visit, row),
        "edit_url": reverse("comment", args=own),
        "take_back_url": reverse("comment-take-back", args=own),
    }
    return render(visit.request, "discussion/edit.html", context, status=status)


def _url(visit: Visit, row: "Comment") -> str:
    """Return where a comment is read."""
    if row.key_result is not None:
        url = reverse("key-result-discussion", args=[visit.slug, row.key_result.public_id])
    else:
        url = reverse("objective-discussion", args=[visit.slug, row.objective.public_id])
    return comment_in(url, row.public_id)
