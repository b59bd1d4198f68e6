"""Holding the acts of an objective's life to the practices in force where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Final

from plumbline.domain.governance.choices import Gate
from plumbline.domain.governance.judging import Judged, Matter, judged_each
from plumbline.domain.governance.selectors.applying import holding_at
from plumbline.domain.governance.services.gate import asked_anywhere, gate_pass
from plumbline.domain.journal.recording import Change
from plumbline.domain.okrs.lifecycle import RUNNING_STATES
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.selectors.matters import matter_of, place_of
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.context import organization_bound
from plumbline.engine.documents import model as documents

GATES: Final[Mapping[Act, Gate]] = {
    Act.SUBMIT: Gate.SUBMIT,
    Act.ACTIVATE: Gate.ACTIVATE,
    Act.GRADE_START: Gate.GRADE,
    Act.GRADE_FINAL: Gate.CLOSE,
}


def act_gated(act: Act, objective: Objective, *, at: datetime, shown: str = "") -> Sequence[Judged]:
    """Let an act on a locked objective through, or refuse it (one query where nothing is asked).

    Args:
        act: What is to be done.
        objective: Locked.
        at: Now.
        shown: What is shown at the end, in words or as names of files.

    Returns:
        What guidelines have to say and let pass.

    Raises:
        GateRefused: A policy blocks it; the findings say what to mend.
    """
    gate = GATES.get(act)
    if gate is None:
        return ()
    on = organization_day(organization_bound(), at)
    practices = holding_at(asked_anywhere(gate, on=on), place_of(objective))
    if not practices:
        return ()
    return gate_pass(gate, practices, _shown(matter_of(objective, on=on), shown), on=on)


def _shown(matter: Matter, shown: str) -> Matter:
    """Return what is judged with files beside the words that show what was learned."""
    if not shown.strip():
        return matter
    own = matter.document.objectives[0]
    grade = replace(own.grade or documents.Grade(), evidence=shown.strip())
    document = replace(matter.document, objectives=(replace(own, grade=grade),))
    return replace(matter, document=document)


@contextmanager
def change_gated(objective: Objective, *, at: datetime) -> Iterator[None]:
    """Let a change of a running objective through, or refuse what it would newly break.

    What was there before is not held against a change of something else: otherwise nobody could
    mend one thing at a time after a policy came.

    Args:
        objective: Locked; not saved with its new values yet.
        at: Now.

    Raises:
        GateRefused: The change breaks a policy that was kept until now.
    """
    on = organization_day(organization_bound(), at)
    runs = objective.state in RUNNING_STATES
    practices = asked_anywhere(Gate.CHANGE, on=on) if runs else ()
    if not practices:
        yield
        return
    before = objective_locked(objective.pk)
    held = holding_at(practices, place_of(before))
    known = [*judged_each(matter_of(before, on=on), held)]
    yield
    after = objective_locked(objective.pk)
    held = holding_at(practices, place_of(after))
    gate_pass(Gate.CHANGE, held, matter_of(after, on=on), on=on, known=known)


def passed_note(passed: Sequence[Judged]) -> dict[str, Change]:
    """Return what the journal notes of guidelines not met and of waivers; nothing without any."""
    names = sorted({_name(each) for each in passed if each.waived_until is None})
    waived = sorted({_name(each) for each in passed if each.waived_until is not None})
    noted = {"guidelines_not_met": names, "waived": waived}
    return {key: Change(None, value) for key, value in noted.items() if value}


def _name(judged: Judged) -> str:
    return judged.practice.name if judged.practice else ""
