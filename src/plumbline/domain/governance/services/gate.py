"""The gate: an act asks what is in force where its objective stands, before it goes through.

A policy blocks, with what to do; a guideline is noted and lets pass; a best practice only hints.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import ClassVar

from plumbline.domain.governance.choices import Gate
from plumbline.domain.governance.judging import ORDER, Judged, Matter, judged_each, strictest
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.selectors.applying import Place
from plumbline.domain.governance.selectors.waived import practices_waived
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.messages import Message
from plumbline.engine.rules.model import Severity


class GateRefused(Refused):
    """A policy keeps an act from going through.

    Attributes:
        findings: What it found, the most severe first; only those that block.
        lacks: What is missing besides, whatever the practices ask; nothing where all is there.
        lines: All of it in sentences, one for each.
    """

    code: ClassVar[str] = "blocked"

    def __init__(
        self, findings: Sequence[Judged], *, lacks: ValidationRefused | None = None
    ) -> None:
        self.findings = tuple(findings)
        self.lacks = lacks
        missing = lacks.field_errors.values() if lacks else ()
        self.lines = (*chain.from_iterable(missing), *map(blocked_line, findings))
        super().__init__("governance.blocked", lines=" ".join(map(wording, self.lines)))


def blocked_line(judged: Judged) -> Message:
    """Return what blocks and under which policy."""
    found = judged.finding
    said = {
        "subject": found.subject.title,
        "what": wording(found.message),
        "policy": judged.practice.name if judged.practice else "",
    }
    return Message("governance.blocked_by", said)


def gate_pass(
    gate: Gate,
    practices: Sequence[Practice],
    matter: Matter,
    *,
    on: date,
    place: Place,
    known: Sequence[Judged] = (),
) -> tuple[Judged, ...]:
    """Let an act through, or refuse it.

    Args:
        gate: Which act.
        practices: What it is held to where it stands, from `applying.asked_anywhere`.
        matter: The objective as it is to be.
        on: The organization's day; a waiver that has expired lets nothing pass.
        place: Where it stands: what is waived for a team above lets it pass, too.
        known: What each practice said before a change: only what it adds, or makes worse under
            the same practice, blocks it.

    Returns:
        The findings under guidelines that let it pass, and those that a waiver lets pass, to be
        noted.

    Raises:
        GateRefused: A policy blocks.
    """
    before = {each.held_by: ORDER.index(each.severity) for each in known}

    def asked(leave: Mapping[int, date]) -> tuple[Judged, ...]:
        return strictest(
            each
            for each in judged_each(matter, practices, leave=leave)
            if each.asked_at(gate) and ORDER.index(each.severity) > before.get(each.held_by, -1)
        )

    found = asked({})
    if not found:
        return ()
    if leave := practices_waived(matter.document.objectives[0].id or "", place, on=on):
        found = asked(leave)
    if blocking := [each for each in found if each.severity is Severity.BLOCK]:
        raise GateRefused(blocking)
    return tuple(
        each for each in found if each.severity is Severity.WARN or each.waived_until is not None
    )
