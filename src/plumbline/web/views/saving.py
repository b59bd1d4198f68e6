"""Saving what a page shows as a view, and changing one."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.tenancy.errors import Refused, StaleVersion
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.views.permissions import sharing_permitted
from plumbline.domain.views.queries import query_kept
from plumbline.domain.views.selectors import NAME_CHARACTERS, ViewFacts, ViewPage, view_facts
from plumbline.domain.views.services import (
    ViewValues,
    view_default_set,
    view_delete,
    view_put_back,
    view_rename,
    view_save,
)
from plumbline.web.form_answers import form_answer
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.frame import Frame
from plumbline.web.framing import Entry, frame_for
from plumbline.web.posted import form_sent, version_sent
from plumbline.web.strategy.tabs import company_tabs
from plumbline.web.undo_offers import undo_offer
from plumbline.web.version_field import VersionField
from plumbline.web.views.chips import EVERYTHING, view_url
from plumbline.web.visits import Visit, tenant_page


class NameForm(forms.Form):
    """What a view is called."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=NAME_CHARACTERS,
        error_messages={"required": gettext_lazy("Give the view a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RenameForm(NameForm):
    """Another name for a view that is there."""

    version = VersionField()


class SaveForm(NameForm):
    """A new view: its name, whose it is, and whether the page opens with it."""

    query = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    is_shared = forms.BooleanField(
        label=gettext_lazy("Everybody in the organization has it"), required=False
    )
    is_default = forms.BooleanField(label=gettext_lazy("Open this page with it"), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def new(visit: Visit, page: str) -> HttpResponse:
    """Ask for a name, then save what the page was narrowed by."""
    of = _page_named(page)
    query = query_kept(of, visit.request.GET.urlencode())
    form = SaveForm(form_sent(visit.request), initial={"query": query})
    if not sharing_permitted(visit.viewer):
        del form.fields["is_shared"]
    return form_answer(
        form, page=partial(_new_page, visit, of), save=partial(_save, visit, of), once=visit
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def change(visit: Visit, view: str) -> HttpResponse:
    """Show what can be done to a view; a POST gives it another name."""
    facts = view_facts(viewer=visit.viewer, public_id=view)
    initial = {"name": facts.name, "version": facts.version}
    form = RenameForm(form_sent(visit.request), initial=initial)
    return form_answer(
        form,
        page=partial(_change_page, visit, facts),
        save=partial(_rename, visit, facts),
        now=lambda stands: {"name": stands.name},
    )


@require_POST
@tenant_page
def delete(visit: Visit, view: str) -> HttpResponse:
    """Throw a view away, with the way to take that back."""
    facts = view_facts(viewer=visit.viewer, public_id=view)
    try:
        view_delete(
            actor=visit.viewer,
            view=facts.row,
            expected=version_sent(visit.request),
            at=visit.at,
        )
    except StaleVersion as stale:
        initial = {"name": stale.current.name, "version": stale.current.version}
        messages.error(visit.request, _("Somebody changed it meanwhile. Look at it again first."))
        return _change_page(visit, facts, RenameForm(initial=initial), status=CONFLICT)
    words = _("“%(name)s” is deleted.") % {"name": facts.name}
    back = reverse("view-put-back", args=[visit.slug, facts.public_id])
    undo_offer(visit.request, words, url=back)
    return redirect(f"{reverse(facts.page.value, args=[visit.slug])}?{EVERYTHING}")


@require_POST
@tenant_page
def put_back(visit: Visit, view: str) -> HttpResponse:
    """Take back that a view was thrown away."""
    facts = view_facts(viewer=visit.viewer, public_id=view, is_deleted=True)
    try:
        view_put_back(actor=visit.viewer, view=facts.row, at=visit.at)
    except Refused as refused:
        messages.error(visit.request, wording(refused.message))
    return redirect(view_url(visit, facts))


@require_POST
@tenant_page
def default(visit: Visit, view: str) -> HttpResponse:
    """Let the viewer's page open with a view, or with everything again."""
    facts = view_facts(viewer=visit.viewer, public_id=view)
    is_default = visit.request.POST.get("default") == "1"
    view_default_set(actor=visit.viewer, view=facts.row, is_default=is_default, at=visit.at)
    messages.success(visit.request, _opens_words(facts.name if is_default else ""))
    return redirect(view_url(visit, facts))


def _opens_words(name: str) -> str:
    if not name:
        return _("The page opens with everything again.")
    return _("The page opens with “%(name)s” from now on.") % {"name": name}


def _page_named(name: str) -> ViewPage:
    if name not in ViewPage.values:
        raise Http404
    return ViewPage(name)


def _save(visit: Visit, page: ViewPage, form: SaveForm) -> HttpResponse:
    given = form.cleaned_data
    values = ViewValues(
        page=page,
        name=given["name"],
        query=given["query"],
        is_shared=given.get("is_shared", False),
    )
    saved = view_save(actor=visit.viewer, values=values, at=visit.at)
    if given["is_default"]:
        view_default_set(actor=visit.viewer, view=saved, is_default=True, at=visit.at)
    messages.success(visit.request, _("“%(name)s” is saved.") % {"name": saved.name})
    url = reverse(page.value, args=[visit.slug])
    return redirect(f"{url}?view={saved.public_id}&{saved.query}")


def _rename(visit: Visit, facts: ViewFacts, form: RenameForm) -> HttpResponse:
    given = form.cleaned_data
    view_rename(
        actor=visit.viewer,
        view=facts.row,
        name=given["name"],
        expected=given["version"],
        at=visit.at,
    )
    messages.success(visit.request, _("Saved."))
    return redirect(view_url(visit, facts))


def _new_page(visit: Visit, page: ViewPage, form: SaveForm, *, status: int = 200) -> HttpResponse:
    url, query = reverse(page.value, args=[visit.slug]), form["query"].value()
    context = {
        "frame": _frame(visit, page),
        "page_name": page.label,
        "form": form,
        "back": f"{url}?{query}" if query else url,
    }
    return render(visit.request, "views/save.html", context, status=status)


def _change_page(
    visit: Visit, facts: ViewFacts, form: RenameForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "frame": _frame(visit, facts.page),
        "page_name": facts.page.label,
        "view": facts,
        "form": form,
        "back": view_url(visit, facts),
        "default_url": reverse("view-default", args=[visit.slug, facts.public_id]),
        "delete_url": reverse("view-delete", args=[visit.slug, facts.public_id]),
    }
    return render(visit.request, "views/change.html", context, status=status)


def _frame(visit: Visit, page: ViewPage) -> Frame:
    return frame_for(visit, Entry.COMPANY, tabs=company_tabs(visit, current=page.value))
