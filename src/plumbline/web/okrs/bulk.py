"""An act on many objectives: choose, look at what will happen, do it, take it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from plumbline.domain.bulk.selectors import (
    Batch,
    BatchState,
    BulkAct,
    Outcome,
    batch_key_result,
    batch_own,
    batch_page,
)
from plumbline.domain.bulk.services.batches import batch_do, batch_try, batch_undo
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.web.form_refusals import UNPROCESSABLE, refusal_show
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.bulk_forms import ActForm, BulkForm
from plumbline.web.okrs.bulk_words import bulk_page
from plumbline.web.paging import page_asked
from plumbline.web.strategy.tabs import company_tabs
from plumbline.web.visits import Visit, tenant_page

ASKED = frozenset({BatchState.CHOSEN, BatchState.TRIED})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def bulk(visit: Visit, batch: str) -> HttpResponse:
    """Show a batch as far as it has come; a POST tries it out, does it or takes it back."""
    row = batch_own(viewer=visit.viewer, public_id=batch)
    if visit.request.method != "POST":
        return _page(visit, row)
    # A message with "Undo" says the step in its address.
    step = visit.request.POST.get("step") or visit.request.GET.get("step", "")
    if step == "try":
        return _try(visit, row)
    try:
        if step == "do":
            batch_do(actor=visit.viewer, batch=row, at=visit.at)
        elif step == "undo":
            batch_undo(actor=visit.viewer, batch=row, at=visit.at)
    except Refused as refused:
        messages.error(visit.request, wording(refused.message))
    return _back_on(visit, row)


def _back_on(visit: Visit, batch: Batch) -> HttpResponse:
    """Show the batch, or the objective of the one key result that came back."""
    part = batch_key_result(viewer=visit.viewer, batch=batch)
    if part is None:
        return redirect("bulk", visit.slug, batch.public_id)
    if part.outcome is Outcome.UNDONE:
        messages.success(visit.request, _("The key result is back."))
    elif part.why is not None:
        messages.error(visit.request, wording(part.why))
    return redirect("objective", visit.slug, part.public_id)


def _try(visit: Visit, batch: Batch) -> HttpResponse:
    act = _act(visit.request.POST.get("act", ""))
    facts = batch_page(viewer=visit.viewer, batch=batch)
    if act is None:
        form = ActForm(visit.request.POST)
        form.is_valid()
        return _page(visit, batch, form, status=UNPROCESSABLE)
    bound = BulkForm(visit.request.POST, visit=visit, act=act, facts=facts)
    if bound.is_valid():
        try:
            batch_try(actor=visit.viewer, batch=batch, wanted=bound.wanted(), at=visit.at)
        except (Refused, ValidationRefused) as refused:
            refusal_show(bound, refused)
        else:
            return redirect("bulk", visit.slug, batch.public_id)
    return _page(visit, batch, bound, status=UNPROCESSABLE)


def _act(value: str) -> BulkAct | None:
    return BulkAct(value) if value in BulkAct.values else None


def _page(
    visit: Visit, batch: Batch, form: BulkForm | ActForm | None = None, *, status: int = 200
) -> HttpResponse:
    facts = batch_page(viewer=visit.viewer, batch=batch, page=page_asked(visit.request))
    asked = _act(visit.request.GET.get("act", ""))
    if form is None and batch.state in ASKED:
        if asked is not None:
            form = BulkForm(visit=visit, act=asked, facts=facts)
        elif batch.state == BatchState.CHOSEN or "act" in visit.request.GET:
            form = ActForm()
    tabs = company_tabs(visit, current="objectives")
    context = {
        "frame": frame_for(visit, Entry.COMPANY, tabs=tabs),
        "page": bulk_page(visit, facts, asks=form is not None),
        "form": form,
    }
    return render(visit.request, "okrs/bulk.html", context, status=status)
