"""In which order the key results of an objective stand, and what else is arranged about them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.domain.okrs.permissions import objective_permit
from plumbline.domain.okrs.selectors.drafts import adds_to, key_results_movable
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.key_result_order import key_results_order
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.errors import StaleVersion
from plumbline.domain.tenancy.wording import wording
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.acts import PLANNED
from plumbline.web.okrs.written import state_of
from plumbline.web.ui.signs import StateBadge
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective

UP, DOWN = "up", "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangedLine:
    """A key result in the list that is put in order.

    Attributes:
        up: What a button sends to let it stand one place earlier; empty where it cannot.
        like_url: Where another one is begun with what it says; empty where none may be added.
        move_url: Where it is moved to another objective; empty where it may not.
    """

    key: str
    title: str
    url: str
    owner: str
    is_guardrail: bool
    state: StateBadge | None
    up: str
    down: str
    like_url: str
    move_url: str


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def arrange(visit: Visit, objective: str) -> HttpResponse:
    """Show the key results in their order; a POST gives them another one."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    objective_permit(visit.viewer, Act.EDIT, row)
    if visit.request.method != "POST":
        return _page(visit, row)
    sent = visit.request.POST
    seen = sent.getlist("seen")
    try:
        key_results_order(
            actor=visit.viewer,
            objective=row,
            ordered=_stepped(seen, sent.get("step", "")) or sent.getlist("order"),
            seen=seen,
            at=visit.at,
        )
    except StaleVersion as stale:
        return _page(visit, row, stale=wording(stale.message))
    if visit.request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return HttpResponse(status=204)
    messages.success(visit.request, _("Their order is saved."))
    return redirect("key-results-arrange", visit.slug, objective)


def _stepped(seen: list[str], step: str) -> list[str]:
    """Return an order with one of it a place earlier or later; nothing without a step."""
    name, _colon, way = step.partition(":")
    if name not in seen or way not in (UP, DOWN):
        return []
    ordered, place = list(seen), seen.index(name)
    other = place + (1 if way == DOWN else -1)
    if 0 <= other < len(ordered):
        ordered[place], ordered[other] = ordered[other], ordered[place]
    return ordered


def _page(visit: Visit, row: "Objective", *, stale: str = "") -> HttpResponse:
    entry = Entry.PLAN if state_of(row.state) in PLANNED else Entry.COMPANY
    context = {
        "frame": frame_for(visit, entry, context=row.team.name if row.team else ""),
        "title": row.title,
        "lines": _lines(visit, row),
        "stale": stale,
        "url": reverse("key-results-arrange", args=[visit.slug, row.public_id]),
        "back": reverse("objective", args=[visit.slug, row.public_id]),
    }
    status = CONFLICT if stale else 200
    return render(visit.request, "okrs/key_results_arrange.html", context, status=status)


def _lines(visit: Visit, row: "Objective") -> list[ArrangedLine]:
    rows = sorted(row.key_results.all(), key=lambda each: each.is_guardrail)
    like = reverse("key-result-new", args=[visit.slug, row.public_id])
    adds = adds_to(visit.viewer, row)
    movable = key_results_movable(visit.viewer, row)
    return [
        ArrangedLine(
            key=each.public_id,
            title=each.title,
            url=reverse("key-result", args=[visit.slug, each.public_id]),
            owner=each.owner.name if each.owner else _("nobody owns it yet"),
            is_guardrail=each.is_guardrail,
            state=None if each.state == row.state else StateBadge(state_of(each.state)),
            up=f"{each.public_id}:{UP}" if _beside(rows, place, place - 1) else "",
            down=f"{each.public_id}:{DOWN}" if _beside(rows, place, place + 1) else "",
            like_url=f"{like}?like={each.public_id}" if adds else "",
            move_url=reverse("key-result-move", args=[visit.slug, each.public_id])
            if each.public_id in movable
            else "",
        )
        for place, each in enumerate(rows)
    ]


def _beside(rows: list["KeyResult"], place: int, other: int) -> bool:
    """Whether two places can be changed: guardrails stand behind the others."""
    return 0 <= other < len(rows) and rows[place].is_guardrail == rows[other].is_guardrail
