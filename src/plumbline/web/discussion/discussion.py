"""All that was said about an objective or a key result, and saying something."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.domain.attachments.services import FILE_LIMIT_BYTES, file_too_large
from plumbline.domain.discussion.places import COMMENT
from plumbline.domain.discussion.selectors.naming import mentionable
from plumbline.domain.discussion.selectors.threads import (
    THREADS_OF_A_PAGE,
    Discussion,
    Subject,
    discussion_of,
    discussion_of_key_result,
    discussion_of_objective,
)
from plumbline.domain.discussion.services.comments import comment_write
from plumbline.domain.okrs.selectors.details import KeyResultDetails, ObjectiveDetails
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.objectives import key_result_get, objective_get
from plumbline.domain.orgs.rights import Act
from plumbline.web.discussion.forms import CommentForm
from plumbline.web.discussion.lines import Talk, talk_of, talk_url
from plumbline.web.form_answers import form_answer
from plumbline.web.form_refusals import refusal_show
from plumbline.web.framing import Entry, frame_for
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.posted import form_sent
from plumbline.web.uploads import (
    CONTENT_TOO_LARGE,
    FORM_LIMIT_BYTES,
    files_skipped,
    upload_bounded,
)
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective

WHOM = "whom"
"""What the address asks for whom a comment could mention: the beginning of a name."""

WHOM_LENGTH = 60

THREADS_BESIDE = 5
"""How many threads stand on the page of a thing; the others have a page of their own."""


@tenant_page
def _too_large(visit: Visit, objective: str = "", key_result: str = "") -> HttpResponse:
    """Answer a body that was not read: the form again, with the reason at the field."""
    of = discussion_of_objective if objective else discussion_of_key_result
    form = CommentForm({})
    form.errors.clear()
    form.add_error(
        "attachments", _("These files together are too large. Attach one after the other.")
    )
    read = partial(of, viewer=visit.viewer, public_id=objective or key_result)
    return _page(visit, read, form, status=CONTENT_TOO_LARGE)


_bounded = upload_bounded(
    too_large=_too_large, limit_bytes=FORM_LIMIT_BYTES, file_bytes=FILE_LIMIT_BYTES
)


@_bounded
@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def objective(visit: Visit, objective: str) -> HttpResponse:
    """Show what was said about an objective, or add to it."""
    read = partial(discussion_of_objective, viewer=visit.viewer, public_id=objective)
    if WHOM in visit.request.GET:
        return _whom(visit, objective_get(viewer=visit.viewer, public_id=objective))

    def save(form: CommentForm) -> HttpResponse:
        comment_write(
            actor=visit.viewer,
            objective=objective_get(viewer=visit.viewer, public_id=objective),
            values=form.values(),
            at=visit.at,
        )
        return _back(visit, form, "objective", objective)

    return _answered(visit, read, save)


@_bounded
@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def key_result(visit: Visit, key_result: str) -> HttpResponse:
    """Show what was said about a key result, or add to it."""
    read = partial(discussion_of_key_result, viewer=visit.viewer, public_id=key_result)
    if WHOM in visit.request.GET:
        return _whom(visit, key_result_get(viewer=visit.viewer, public_id=key_result).objective)

    def save(form: CommentForm) -> HttpResponse:
        row = key_result_get(viewer=visit.viewer, public_id=key_result)
        comment_write(
            actor=visit.viewer,
            objective=row.objective,
            key_result=row,
            values=form.values(),
            at=visit.at,
        )
        return _back(visit, form, "key-result", key_result)

    return _answered(visit, read, save)


def _whom(visit: Visit, of: "Objective") -> HttpResponse:
    """Answer the script of a comment with whom it could mention, of those who may read it."""
    begun = visit.request.GET[WHOM][:WHOM_LENGTH]
    named = mentionable(viewer=visit.viewer, objective=of, begun=begun, at=visit.at)
    return render(visit.request, "discussion/whom.html", {"people": named})


def objective_talk(visit: Visit, details: ObjectiveDetails) -> Talk:
    """Return what stands of a discussion on the page of its objective."""
    facts = details.facts
    subject = Subject(
        objective=Name(facts.public_id, facts.title),
        team=facts.team,
        may_comment=Act.COMMENT in details.acts,
    )
    return _beside(visit, subject)


def key_result_talk(visit: Visit, details: KeyResultDetails) -> Talk:
    """Return what stands of a discussion on the page of its key result."""
    facts = details.facts
    subject = Subject(
        objective=details.objective,
        team=details.team,
        key_result=Name(facts.public_id, facts.title),
        may_comment=Act.COMMENT in details.acts,
    )
    return _beside(visit, subject)


def _beside(visit: Visit, subject: Subject) -> Talk:
    return talk_of(visit, discussion_of(viewer=visit.viewer, subject=subject, size=THREADS_BESIDE))


def _answered(
    visit: Visit,
    read: Callable[..., Discussion],
    save: Callable[[CommentForm], HttpResponse],
) -> HttpResponse:
    sent = form_sent(visit.request)
    form = CommentForm(sent, None if sent is None else visit.request.FILES)
    page = partial(_page, visit, read)
    too_large = files_skipped(visit.request) if form.is_bound else []
    if too_large:
        refusal_show(form, file_too_large(too_large[0]))
        return page(form, status=CONTENT_TOO_LARGE)
    return form_answer(form, page=page, save=save, once=visit)


def _page(
    visit: Visit, read: Callable[..., Discussion], form: CommentForm, *, status: int = 200
) -> HttpResponse:
    asked = visit.request.GET
    found = read(page=page_asked(visit.request), comment=asked.get(COMMENT, ""))
    if form.is_bound and form.errors and form.files and "attachments" not in form.errors:
        form.add_error("attachments", _("Choose the files once more. What you typed is kept."))
    name = "key-result" if found.is_of_key_result else "objective"
    context = {
        "frame": frame_for(visit, Entry.COMPANY, context=found.team.name if found.team else ""),
        "talk": talk_of(visit, found, form=form, is_whole_page=True),
        "title": found.subject.name,
        "is_voice": not found.is_of_key_result,
        "back": reverse(name, args=[visit.slug, found.subject.public_id]),
        "pages": pages_of(found, size=THREADS_OF_A_PAGE, url=talk_url(visit, found)),
    }
    return render(visit.request, "discussion/discussion.html", context, status=status)


def _back(visit: Visit, form: CommentForm, name: str, public_id: str) -> HttpResponse:
    """Go back to where the comment was written."""
    shown = name if form.cleaned_data["from_page"] else f"{name}-discussion"
    return redirect(reverse(shown, args=[visit.slug, public_id]) + "#discussion")
