"""External links of an objective or a key result: reading, adding, removing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.external_links.permissions import attach_permit
from plumbline.domain.external_links.selectors import (
    ExternalLinkFacts,
    external_link_get,
    external_links_ever,
    external_links_of,
)
from plumbline.domain.external_links.services import external_link_add, external_link_remove
from plumbline.domain.okrs.selectors.objectives import key_result_get, objective_get
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.web.external_links.forms import LinkForm
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.posted import form_sent
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """One external link.

    Attributes:
        host: The site that it leads to.
        told: Who added or removed it, and when; empty beside the thing itself.
        remove_url: Where it is removed; empty where it cannot be from here.
    """

    title: str
    address: str
    host: str
    told: str = ""
    remove_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksPart:
    """What the page of a thing shows of its external links.

    Attributes:
        change_url: Where they are added and removed; empty where the viewer may not, and for a
            past day.
    """

    rows: tuple[LinkRow, ...]
    change_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksPage:
    """Everything the template says; `gone` are those that were removed."""

    title: str
    is_objective: bool
    back: str
    rows: tuple[LinkRow, ...]
    gone: tuple[LinkRow, ...]
    form: LinkForm


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def objective(visit: Visit, objective: str) -> HttpResponse:
    """Show the external links of an objective to whoever may change them, and add one."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    found = external_links_ever(viewer=visit.viewer, objective=objective, at=visit.at)
    back = reverse("objective", args=[visit.slug, objective])
    return _answered(visit, row, found, back, is_objective=True)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def key_result(visit: Visit, key_result: str) -> HttpResponse:
    """Show the external links of a key result to whoever may change them, and add one."""
    row = key_result_get(viewer=visit.viewer, public_id=key_result)
    found = external_links_ever(viewer=visit.viewer, key_result=key_result, at=visit.at)
    return _answered(visit, row, found, reverse("key-result", args=[visit.slug, key_result]))


@require_POST
@tenant_page
def remove(visit: Visit, link: str) -> HttpResponse:
    """Remove an external link."""
    row = external_link_get(viewer=visit.viewer, public_id=link)
    external_link_remove(actor=visit.viewer, link=row, at=visit.at)
    messages.success(visit.request, _("The link is removed."))
    if row.objective:
        return redirect("objective-external-links", visit.slug, row.objective.public_id)
    own = row.key_result.public_id if row.key_result else ""
    return redirect("key-result-external-links", visit.slug, own)


def objective_links(
    visit: Visit, public_id: str, acts: frozenset[Act], as_of: date | None
) -> LinksPart:
    """Return the external links of an objective for its page (one query)."""
    found = external_links_of(viewer=visit.viewer, objective=public_id, at=visit.at, as_of=as_of)
    url = reverse("objective-external-links", args=[visit.slug, public_id])
    return _part(found, url if Act.ATTACH in acts and as_of is None else "")


def key_result_links(
    visit: Visit, public_id: str, acts: frozenset[Act], as_of: date | None
) -> LinksPart:
    """Return the external links of a key result for its page (one query)."""
    found = external_links_of(viewer=visit.viewer, key_result=public_id, at=visit.at, as_of=as_of)
    url = reverse("key-result-external-links", args=[visit.slug, public_id])
    return _part(found, url if Act.ATTACH in acts and as_of is None else "")


def _part(found: Sequence[ExternalLinkFacts], change_url: str) -> LinksPart:
    rows = (LinkRow(title=each.title, address=each.address, host=each.host) for each in found)
    return LinksPart(rows=tuple(rows), change_url=change_url)


def _answered(
    visit: Visit,
    about: "Objective | KeyResult",
    found: Sequence[ExternalLinkFacts],
    back: str,
    *,
    is_objective: bool = False,
) -> HttpResponse:
    attach_permit(visit.viewer, about)

    def page(form: LinkForm, *, status: int = 200) -> HttpResponse:
        shown = LinksPage(
            title=about.title,
            is_objective=is_objective,
            back=back,
            rows=tuple(_row(visit, each) for each in found if each.removed_at is None),
            gone=tuple(_row(visit, each) for each in found if each.removed_at is not None),
            form=form,
        )
        context = {"frame": frame_for(visit, Entry.COMPANY), "page": shown}
        return render(visit.request, "external_links/links.html", context, status=status)

    form = LinkForm(form_sent(visit.request))
    return form_answer(form, page=page, save=partial(_save, visit, about), once=visit)


def _save(visit: Visit, about: "Objective | KeyResult", form: LinkForm) -> HttpResponse:
    given = form.cleaned_data
    external_link_add(
        actor=visit.viewer,
        about=about,
        title=given["title"],
        address=given["address"],
        at=visit.at,
    )
    messages.success(visit.request, _("The link is added."))
    return redirect(visit.request.path)


def _row(visit: Visit, facts: ExternalLinkFacts) -> LinkRow:
    who, when = facts.added_by, facts.added_at
    words, url = _("added by %(person)s, %(when)s"), ""
    if facts.removed_at is None:
        url = reverse("external-link-remove", args=[visit.slug, facts.public_id])
    else:
        words, who, when = _("removed by %(person)s, %(when)s"), facts.removed_by, facts.removed_at
    told = words % {
        "person": who or _("a program"),
        "when": _moment(visit, when),
    }
    return LinkRow(
        title=facts.title, address=facts.address, host=facts.host, told=told, remove_url=url
    )


def _moment(visit: Visit, at: datetime) -> str:
    # Translators: Django's date format: "j F Y, H:i" gives 23 November 2026, 17:30.
    return date_format(at.astimezone(zone_of(viewer=visit.viewer)), _("j F Y, H:i"))
