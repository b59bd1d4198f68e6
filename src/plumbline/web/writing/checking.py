"""What the rules say of a sentence while somebody types it; nothing is written."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from plumbline.domain.okrs.selectors.drafts import writing_permit
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.web.visits import Visit, tenant_page
from plumbline.web.writing.parts import OBJECTIVE, key_result_part, objective_part
from plumbline.web.writing.typed import LONGEST

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective


@require_POST
@tenant_page
def wording(visit: Visit) -> HttpResponse:
    """Read one sentence of a form: an objective, or a key result with the answers beside it."""
    asked, sent = visit.request.GET, visit.request.POST
    writing_permit(visit.viewer)
    line = asked.get("line", "")[:20]
    if asked.get("about") == OBJECTIVE:
        part = objective_part(visit, sent.get("title", "")[:LONGEST], sent.get("team", ""))
        return render(visit.request, "writing/findings.html", {"wording": part})
    above = asked.get("above", "")
    row = objective_get(viewer=visit.viewer, public_id=above) if above else None

    def said(name: str) -> str:
        return sent.get(f"{name}_{line}" if line else name, "")

    saved = _saved(row, said("key"))
    part = key_result_part(visit, said, row, line=line, saved=saved)
    return render(visit.request, "writing/said.html", {"wording": part})


def _saved(above: "Objective | None", key: str) -> "KeyResult | None":
    """Return the key result of an objective that a line of the guided way is about."""
    below = () if above is None or not key else above.key_results.all()
    return next((each for each in below if each.public_id == key), None)
