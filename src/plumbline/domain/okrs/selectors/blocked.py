"""Which policies would keep drafts from beginning; the gate alone decides, this says it before."""

from collections.abc import Mapping, Sequence
from datetime import date

from plumbline.domain.governance.choices import Gate
from plumbline.domain.governance.judging import judged_each, strictest
from plumbline.domain.governance.selectors.applying import asked_anywhere, holding_at
from plumbline.domain.governance.selectors.waived import practices_waived_each
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.selectors.approved import approved_of
from plumbline.domain.okrs.selectors.matters import matters_of, place_of
from plumbline.engine.rules.model import Severity


def drafts_blocked(drafts: Sequence[Objective], *, on: date) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the policies that would block the activation of each draft.

    Eight queries at most, whatever the number; one where nothing is asked.

    Args:
        drafts: With team, cycle, owner and priority fetched; those the viewer may see.
        on: The organization's day.

    Returns:
        By public id; a draft that nothing blocks has no key.
    """
    practices = asked_anywhere(Gate.ACTIVATE, on=on) if drafts else ()
    if not practices:
        return {}
    places = {each.public_id: place_of(each) for each in drafts}
    leave = practices_waived_each(places, on=on)
    matters = matters_of(drafts, on=on, approved=approved_of(drafts, practices))
    found: dict[str, tuple[str, ...]] = {}
    for draft, matter in zip(drafts, matters, strict=True):
        holding = holding_at(practices, places[draft.public_id])
        judged = strictest(judged_each(matter, holding, leave=leave[draft.public_id]))
        names = {
            each.practice.name: None
            for each in judged
            if each.severity is Severity.BLOCK and each.practice is not None
        }
        if names:
            found[draft.public_id] = tuple(names)
    return found
