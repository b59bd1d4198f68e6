"""Which policies would keep drafts from beginning; the gate alone decides, this says it before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plumbline.domain.governance.choices import Gate
from plumbline.domain.governance.judging import Judged, judged_each, strictest
from plumbline.domain.governance.selectors.applying import asked_anywhere, holding_at
from plumbline.domain.governance.selectors.waived import practices_waived_each
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.selectors.approved import approved_of
from plumbline.domain.okrs.selectors.matters import matters_of, place_of
from plumbline.engine.rules.model import Severity


@dataclass(frozen=True, slots=True)
class Unmet:
    """The names of the practices that a draft does not keep as it is, each once.

    Attributes:
        blocks: Policies, which would refuse its activation.
        warns: Guidelines, which would let it pass with a note.
    """

    blocks: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()


NOTHING_UNMET = Unmet()


def drafts_blocked(drafts: Sequence[Objective], *, on: date) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the policies that would block the activation of each draft.

    Arguments and queries are those of `drafts_unmet`.

    Returns:
        By public id; a draft that nothing blocks has no key.
    """
    found = drafts_unmet(drafts, on=on)
    return {draft: unmet.blocks for draft, unmet in found.items() if unmet.blocks}


def drafts_unmet(drafts: Sequence[Objective], *, on: date) -> Mapping[str, Unmet]:
    """Return which practices each draft would break if it began as it is.

    Eight queries at most, whatever the number; one where nothing is asked.

    Args:
        drafts: With team, cycle, owner and priority fetched; those the viewer may see.
        on: The organization's day.

    Returns:
        By public id.
    """
    practices = asked_anywhere(Gate.ACTIVATE, on=on) if drafts else ()
    if not practices:
        return {}
    places = {each.public_id: place_of(each) for each in drafts}
    leave = practices_waived_each(places, on=on)
    matters = matters_of(drafts, on=on, approved=approved_of(drafts, practices))
    found: dict[str, Unmet] = {}
    for draft, matter in zip(drafts, matters, strict=True):
        holding = holding_at(practices, places[draft.public_id])
        judged = strictest(judged_each(matter, holding, leave=leave[draft.public_id]))
        found[draft.public_id] = Unmet(
            _named(judged, Severity.BLOCK), _named(judged, Severity.WARN)
        )
    return found


def _named(judged: Iterable[Judged], severity: Severity) -> tuple[str, ...]:
    """Return the names of the practices that a severity comes from, in order, each once."""
    return tuple(
        dict.fromkeys(
            each.practice.name
            for each in judged
            if each.severity is severity and each.practice is not None
        )
    )
