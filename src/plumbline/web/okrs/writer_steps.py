"""The four steps of the guided way, and where each leads."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.okrs.permissions import objective_acts
from plumbline.domain.okrs.selectors.drafts import is_measured
from plumbline.domain.okrs.values import Cadence
from plumbline.domain.orgs.rights import Act
from plumbline.engine.coaching.turning import turning_of
from plumbline.web.ui.notices import Step

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective
    from plumbline.web.visits import Visit

GO: Final = "go"
"""The name of the buttons that save and lead on."""
WRITER: Final = "writer"
"""In the address of the page that edits an objective: it is the first step."""
STEPS: Final = ("state", "results", "measures", "guardrail")
SOON: Final = 2
"""Key results that are to be readable weekly or every two weeks.

Source: our own reasoning: two of three that are read weekly or every two weeks leave room for
one that is slow and matters most.
"""


def writer_steps(current: int, *, open_steps: Collection[str] = ()) -> tuple[Step, ...]:
    """Return the steps; `current` counts from 0, and what is open behind it is not ticked."""
    labels = (
        _("Better state"),
        _("Key results that convince a doubter"),
        _("Measurable in two weeks"),
        _("Guardrail"),
    )
    return tuple(
        Step(label, _stands(place, current, is_open=STEPS[place] in open_steps))
        for place, label in enumerate(labels)
    )


def _stands(place: int, current: int, *, is_open: bool) -> Literal["done", "current", "ahead"]:
    if place == current:
        return "current"
    return "done" if place < current and not is_open else "ahead"


def steps_open(key_results: "Sequence[KeyResult]") -> frozenset[str]:
    """Return the steps that are not done whoever went past them, by the key results as saved.

    The results are open while one is measured by nothing or names a deed that is no early sign;
    the measures while one has none, or too few can be read soon.
    """
    rows = [row for row in key_results if not row.is_guardrail]
    measured = bool(rows) and all(map(is_measured, rows))
    found = set()
    if not measured or any(names_work(row.title) and not row.due for row in rows):
        found.add("results")
    soon = sum(row.cadence in (Cadence.WEEKLY, Cadence.BIWEEKLY) for row in rows)
    if not measured or soon < min(SOON, len(rows)):
        found.add("measures")
    return frozenset(found)


def names_work(title: str) -> bool:
    """Whether a key result names something to be done; no number alone is no work."""
    turning = turning_of(title)
    return turning is not None and turning.is_deed


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
