"""Two audits beside each other: what is new, mended, still there, newly waived."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from plumbline.domain.audits.choices import AuditState, FindingOutcome
from plumbline.domain.audits.models import Audit, AuditFinding, AuditPractice, AuditSubject
from plumbline.domain.audits.permissions import subjects_open, subjects_seen
from plumbline.domain.audits.selectors.audits import audit_findings, findings_open
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import Refused

NAMED: Final = 50
"""So many findings of each kind are shown; the others are counted."""


class Turn(StrEnum):
    """What became of a finding from one audit to a later one."""

    NEW = "new"
    AGAIN = "again"  # it was waived, and is not any more
    WAIVED = "waived"  # it is waived now, and was not
    STILL = "still"
    MENDED = "mended"
    GONE = "gone"  # its objective, or its practice, is not looked at any more


@dataclass(frozen=True, slots=True)
class Turned:
    """Findings of which the same became.

    Attributes:
        count: How many there are.
        findings: The first of them, as the later audit has them, or the earlier where only that
            one does.
    """

    count: int
    findings: Sequence[AuditFinding]


def audits_compared(*, viewer: Actor, before: Audit, after: Audit) -> Mapping[Turn, Turned]:
    """Return what became of what everybody sees of two audits (five queries).

    The counts are the same for every reader, as all figures. Findings that their rule is not sure
    of are left out, as they count for nothing.

    Raises:
        NotFound: The viewer may not read audits.
        Refused: One is not done, or both are the same.
    """
    if before.pk == after.pk or {before.state, after.state} != {AuditState.DONE.value}:
        raise Refused("audits.other_audit")
    earlier, later = _keyed(viewer, before), _keyed(viewer, after)
    subjects = AuditSubject.objects.filter(subjects_open(), audit=after)
    looked_at = {_thing(*row) for row in subjects.values_list("objective_public_id", "person_id")}
    practices = AuditPractice.objects.filter(audit=after)
    asked = set(practices.values_list("practice__public_id", flat=True))
    turned: dict[Turn, list[int]] = {turn: [] for turn in Turn}
    for key, (outcome, pk) in later.items():
        turned[_turn(earlier[key][0] if key in earlier else None, outcome)].append(pk)
    for key, (_outcome, pk) in earlier.items():
        if key not in later:
            is_there = key[0] in asked and key[1] in looked_at
            turned[Turn.MENDED if is_there else Turn.GONE].append(pk)
    shown = _rows(viewer, (before, after), turned.values())
    return {
        turn: Turned(len(pks), [shown[pk] for pk in pks[:NAMED]]) for turn, pks in turned.items()
    }


def _turn(before: str | None, now: str) -> Turn:
    if now == FindingOutcome.WAIVED:
        return Turn.STILL if before == FindingOutcome.WAIVED else Turn.WAIVED
    if before is None:
        return Turn.NEW
    return Turn.AGAIN if before == FindingOutcome.WAIVED else Turn.STILL


def _keyed(viewer: Actor, audit: Audit) -> Mapping[tuple[str, ...], tuple[str, int]]:
    """Return findings by what makes them the same flaw: practice, thing, rule and field."""
    seen = findings_open(audit_findings(viewer=viewer, audit=audit))
    rows = seen.exclude(outcome=FindingOutcome.UNSURE)
    found = rows.select_related(None).values_list(
        "practice__practice__public_id",
        "subject__objective_public_id",
        "subject__person_id",
        "item_public_id",
        "code",
        "field",
        "outcome",
        "pk",
    )
    return {
        (practice, _thing(objective, person), *same): (outcome, pk)
        for practice, objective, person, *same, outcome, pk in found
    }


def _thing(objective: str, person: int | None) -> str:
    """Return what a subject is: an objective, or a person."""
    return objective or f"person {person}"


def _rows(
    viewer: Actor, audits: tuple[Audit, Audit], pks: Iterable[Sequence[int]]
) -> Mapping[int, AuditFinding]:
    wanted = [pk for each in pks for pk in each[:NAMED]]
    rows = AuditFinding.objects.filter(
        subjects_seen(viewer, of="subject"), audit__in=[each.pk for each in audits], pk__in=wanted
    )
    fetched = rows.select_related(
        "subject__team",
        "subject__person",
        "practice__practice",
        "waiver__asked_by",
        "waiver__granted_by",
    )
    return {row.pk: row for row in fetched}
