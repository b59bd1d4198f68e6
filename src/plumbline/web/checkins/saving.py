"""Saving a check-in from a page: what was refused comes back as sentences at its fields."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from plumbline.domain.checkins.openings import LatestEntry, latest_entry, note_asked
from plumbline.domain.checkins.services import check_in_correct, check_in_record
from plumbline.domain.okrs.services.adjustments import key_result_baseline_set
from plumbline.domain.tenancy.errors import Refused, StaleVersion, ValidationRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.web.checkins.typed import Errors, Typed, baseline_read, sentences, values_read
from plumbline.web.form_refusals import UNPROCESSABLE
from plumbline.web.uploads import CONTENT_TOO_LARGE
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.checkins.models import CheckIn
    from plumbline.domain.okrs.models import KeyResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a check-in.

    Attributes:
        is_saved: Whether it is in.
        errors: Sentences by field; "" holds those about the whole.
        conflict: The entry somebody made meanwhile; one of the two is to be chosen.
        note_asked: Why a note is asked before it is saved; empty when it is not.
    """

    is_saved: bool = False
    errors: Errors = field(default_factory=dict)
    conflict: LatestEntry | None = None
    note_asked: str = ""


UNTRIED = Outcome()


def refused_status(typed: Typed) -> int:
    """Return the status of the answer to what was refused."""
    return CONTENT_TOO_LARGE if typed.skipped else UNPROCESSABLE


def unread() -> Outcome:
    """Return what became of a body that was too large to be read."""
    words = _("These files together are too large. Attach one after the other.")
    return Outcome(errors={"attachments": (words,)})


def check_in_save(visit: Visit, key_result: "KeyResult", typed: Typed) -> Outcome:
    """Record a check-in as typed."""
    values, errors = values_read(typed, today=visit.today)
    if values is None:
        return Outcome(errors=errors)
    asked = note_asked(key_result, value=values.value, confidence=values.confidence)
    if asked and not values.note.strip() and not typed.note_seen:
        return Outcome(note_asked=wording(asked))
    try:
        check_in_record(
            actor=visit.viewer, key_result=key_result, values=values, at=visit.at, seen=typed.seen
        )
    except StaleVersion as stale:
        return Outcome(conflict=latest_entry(stale.current, viewer=visit.viewer))
    except (ValidationRefused, Refused) as refused:
        return Outcome(errors=sentences(refused))
    return Outcome(is_saved=True)


def correction_save(visit: Visit, check_in: "CheckIn", typed: Typed) -> Outcome:
    """Record a correction as typed."""
    values, errors = values_read(typed, today=visit.today)
    if values is None:
        return Outcome(errors=errors)
    try:
        check_in_correct(actor=visit.viewer, check_in=check_in, values=values, at=visit.at)
    except (ValidationRefused, Refused) as refused:
        return Outcome(errors=sentences(refused))
    return Outcome(is_saved=True)


def baseline_save(visit: Visit, key_result: "KeyResult", typed: Typed) -> Outcome:
    """Enter the baseline that was still to be measured."""
    baseline, errors = baseline_read(typed)
    if baseline is None:
        return Outcome(errors=errors)
    try:
        key_result_baseline_set(
            actor=visit.viewer,
            key_result=key_result,
            baseline=baseline,
            on=visit.today,
            at=visit.at,
        )
    except ValidationRefused as refused:
        found = sentences(refused)
        return Outcome(
            errors={"baseline": tuple(line for lines in found.values() for line in lines)}
        )
    except Refused as refused:
        return Outcome(errors=sentences(refused))
    return Outcome(is_saved=True)
