"""The four steps of the guided way, and where each leads."""

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.okrs.permissions import objective_acts
from plumbline.domain.orgs.rights import Act
from plumbline.web.ui.notices import Step

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective
    from plumbline.web.visits import Visit

GO: Final = "go"
"""The name of the buttons that save and lead on."""
WRITER: Final = "writer"
"""In the address of the page that edits an objective: it is the first step."""
STEPS: Final = ("state", "results", "measures", "guardrail")


def writer_steps(current: int) -> tuple[Step, ...]:
    """Return the steps; `current` counts from 0."""
    labels = (
        _("Better state"),
        _("Key results that convince a doubter"),
        _("Measurable in two weeks"),
        _("Guardrail"),
    )
    return tuple(
        Step(label, "done" if place < current else "current" if place == current else "ahead")
        for place, label in enumerate(labels)
    )


def step_url(visit: "Visit", objective: "Objective", step: str) -> str:
    """Return the address of a step of a draft; of anything else that of its page."""
    own = [visit.slug, objective.public_id]
    if step == "state":
        return f"{reverse('objective-edit', args=own)}?{WRITER}=1"
    names = {"results": "writer-results", "measures": "writer-measures"}
    names |= {"guardrail": "writer-guardrail"}
    return reverse(names.get(step, "objective"), args=own)


def next_url(visit: "Visit", objective: "Objective") -> str:
    """Return where the button leads that saved a draft; who may not edit it sees its page."""
    edits = Act.EDIT in objective_acts(visit.viewer, objective)
    return step_url(visit, objective, visit.request.POST.get(GO, "") if edits else "")
