"""The audits there are, and a new one."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.domain.audits.permissions import audit_permit, audits_made_by
from plumbline.domain.audits.selectors.audits import (
    AUDITS_A_PAGE,
    AuditState,
    audits_page,
    share_done,
)
from plumbline.domain.audits.selectors.compliance import Compliance, compliance_of
from plumbline.domain.audits.selectors.words import (
    audit_name,
    by_words,
    percent_words,
    tally_words,
    where_words,
)
from plumbline.domain.audits.services.making import audit_run, audit_size
from plumbline.web.audits.days import audit_days
from plumbline.web.audits.forms import AuditForm
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.posted import form_sent
from plumbline.web.ui.notices import Empty
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.audits.models import Audit


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """An audit in the list; `percent` is empty while it is being made."""

    name: str
    url: str
    where: str
    by: str
    percent: str
    words: str


@require_safe
@tenant_page
def audits(visit: Visit) -> HttpResponse:
    """Show the audits, the latest first."""
    found = audits_page(viewer=visit.viewer, number=page_asked(visit.request))
    done = [row for row in found.audits if row.state == AuditState.DONE]
    told = compliance_of(viewer=visit.viewer, audits=done)
    makes = audits_made_by(visit.viewer)
    url = reverse("audits", args=[visit.slug])
    days = audit_days(visit, found.audits)
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "lines": [_line(visit, row, days[row.pk], told.get(row.pk)) for row in found.audits],
        "pages": pages_of(found, size=AUDITS_A_PAGE, url=url),
        "empty": None if found.total else _empty(visit, makes),
        "makes": makes,
        "slug": visit.slug,
    }
    return render(visit.request, "audits/audits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def new(visit: Visit) -> HttpResponse:
    """Ask for an audit; first say how much it would look at."""
    audit_permit(visit.viewer)
    form = AuditForm(
        form_sent(visit.request), visit=visit, initial={"as_of": visit.today.isoformat()}
    )
    return form_answer(form, page=partial(_new_page, visit), save=partial(_run, visit), once=visit)


def _run(visit: Visit, form: AuditForm) -> HttpResponse:
    audit = audit_run(
        actor=visit.viewer,
        at=visit.at,
        as_of=form.cleaned_data["as_of"],
        team=form.team_chosen(),
        cycle=form.cycle_chosen(),
    )
    if audit.state == AuditState.DONE:
        messages.success(visit.request, _("The audit is done."))
    return redirect("audit", visit.slug, audit.public_id)


def _new_page(visit: Visit, form: AuditForm, *, status: int = 200) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "form": form,
        "size": _size_words(visit),
        "slug": visit.slug,
    }
    return render(visit.request, "audits/audit_new.html", context, status=status)


def _size_words(visit: Visit) -> str:
    """Say how much an audit of everything would look at today, and who makes it."""
    size = audit_size(actor=visit.viewer, at=visit.at)
    if not size.practices:
        return _("No practice that is in force today is checked by a rule: there is nothing to do.")
    asks = ngettext(
        "Today it would ask %(count)s practice of everything that runs.",
        "Today it would ask %(count)s practices of everything that runs.",
        size.practices,
    ) % {"count": size.practices}
    when = (
        _("That is much: it is made in the background, and its page says how far it has come.")
        if size.is_large
        else _("It is there at once.")
    )
    return f"{asks} {when}"


def _line(visit: Visit, row: "Audit", day: str, told: Compliance | None) -> AuditLine:
    if told is None:
        words = _("Being made: %(percent)s %%") % {"percent": share_done(row)}
    else:
        words = tally_words(told.total)
    return AuditLine(
        name=audit_name(row, day),
        url=reverse("audit", args=[visit.slug, row.public_id]),
        where=where_words(row.team, row.cycle),
        by=by_words(row),
        percent="" if told is None else percent_words(told.total.percent),
        words=words,
    )


def _empty(visit: Visit, makes: bool) -> Empty:
    if not makes:
        return Empty(words=_("Not audited yet. A champion runs the first audit."))
    return Empty(
        words=_("Not audited yet. Run the first audit."),
        url=reverse("audit-new", args=[visit.slug]),
        action=_("Run audit"),
    )
