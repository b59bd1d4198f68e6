"""Holding the acts of an objective's life to the practices in force where it stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Final

from plumbline.domain.governance.choices import Gate
from plumbline.domain.governance.judging import Judged, Matter, judged_each
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.selectors.applying import asked_anywhere, holding_at
from plumbline.domain.governance.services.gate import GateRefused, gate_pass
from plumbline.domain.journal.models import Source
from plumbline.domain.journal.recording import Author, Change
from plumbline.domain.okrs.lifecycle import RUNNING_STATES
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.recording import objective_journal
from plumbline.domain.okrs.selectors.approved import approval_asking, approved_of
from plumbline.domain.okrs.selectors.matters import NOTHING_KNOWN, matter_of, place_of
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.okrs.services.activating import activation_check
from plumbline.domain.okrs.services.approval_asking import approvals_ask, approvals_drop
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.documents import model as documents
from plumbline.engine.rules.agreement import not_approved

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
    place = place_of(objective)
    practices = holding_at(asked_anywhere(gate, on=on), place)
    if not practices:
        return ()
    # Who hands something in asks for the approval by it.
    begins = gate is Gate.ACTIVATE
    approved = approved_of([objective], practices) if begins else NOTHING_KNOWN
    matter = _shown(matter_of(objective, on=on, approved=approved), shown)
    passed = gate_pass(gate, practices, matter, on=on, place=place)
    if begins and approval_asking(practices):
        approvals_drop(objective)
    return passed


def act_asked(act: Act, objective: Objective, *, begins: bool, at: datetime) -> Sequence[Judged]:
    """Ask what an act needs and what the practices ask; what both refuse is said at once.

    Args:
        act: What is to be done.
        objective: Locked.
        begins: It would run from then on.
        at: Now.

    Returns:
        What guidelines have to say and let pass.

    Raises:
        ValidationRefused: It is to begin and something is missing.
        GateRefused: A policy blocks it; it says what is missing besides.
    """
    lacks = None
    if begins:
        try:
            activation_check(objective)
        except ValidationRefused as refused:
            lacks = refused
    try:
        passed = act_gated(act, objective, at=at)
    except GateRefused as refused:
        raise GateRefused(refused.findings, lacks=lacks) from refused
    if lacks is not None:
        raise lacks
    return passed


def _shown(matter: Matter, shown: str) -> Matter:
    """Return what is judged with files beside the words that show what was learned."""
    if not shown.strip():
        return matter
    own = matter.document.objectives[0]
    grade = replace(own.grade or documents.Grade(), evidence=shown.strip())
    document = replace(matter.document, objectives=(replace(own, grade=grade),))
    return replace(matter, document=document)


@contextmanager
def change_gated(objective: Objective, *, author: Author, at: datetime) -> Iterator[None]:
    """Let a change of a running objective through, or refuse what it would newly break.

    What was there before is not held against a change of something else: otherwise nobody could
    mend one thing at a time after a policy came. Nor is that it has to be approved anew: nobody can
    approve what is not there yet. It goes through, and whoever approves it is asked.

    Args:
        objective: Locked; not saved with its new values yet.
        author: Who changes it; the journal notes what they go past: guidelines that it meets no
            more, and policies that are waived.
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
    approved = approved_of([before], held)
    known = [*judged_each(matter_of(before, on=on, approved=approved), held)]
    yield
    after = objective_locked(objective.pk)
    place = place_of(after)
    held = holding_at(practices, place)
    matter = matter_of(after, on=on, approved=approved_of([after], held))
    lacking = [*_not_approved(judged_each(matter, approval_asking(held)))]
    passed = gate_pass(Gate.CHANGE, held, matter, on=on, place=place, known=[*known, *lacking])
    if noted := passed_note(passed):
        objective_journal(author, after, act="note", at=at, changes=noted)
    if {each.held_by for each in lacking} - {each.held_by for each in known}:
        _ask_again(after, held, at=at)


def _not_approved(judged: Iterable[Judged]) -> Iterator[Judged]:
    return (each for each in judged if each.finding.code == not_approved.RULE.code)


def _ask_again(objective: Objective, practices: Sequence[Practice], *, at: datetime) -> None:
    """Ask for the approval of what changed; Plumbline itself does, not who changed it."""
    approvals_ask(objective, approval_asking(practices), at=at)
    system = Author(source=Source.SYSTEM)
    objective_journal(system, objective, act="ask_again", at=at, changes={})


def passed_note(passed: Sequence[Judged]) -> dict[str, Change]:
    """Return what the journal notes of guidelines not met and of waivers; nothing without any."""
    names = sorted({_name(each) for each in passed if each.waived_until is None})
    waived = sorted({_name(each) for each in passed if each.waived_until is not None})
    noted = {"guidelines_not_met": names, "waived": waived}
    return {key: Change(None, value) for key, value in noted.items() if value}


def _name(judged: Judged) -> str:
    return judged.practice.name if judged.practice else ""
