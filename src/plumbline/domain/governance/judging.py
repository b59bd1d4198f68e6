"""What the rules find in a document, each as severe as the practices in force make it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from plumbline.domain.governance.bindings import ASKED_WHERE_BOUND, bindings_read
from plumbline.domain.governance.choices import LADDER, Gate, Tier
from plumbline.domain.governance.models import Practice
from plumbline.engine.documents.model import Document
from plumbline.engine.rules.check import Selection, document_findings
from plumbline.engine.rules.model import Context, Finding, Severity
from plumbline.engine.rules.registry import registered
from plumbline.engine.rules.thresholds import SURE

SEVERITY: Mapping[Tier, Severity] = {
    Tier.BEST_PRACTICE: Severity.HINT,
    Tier.GUIDELINE: Severity.WARN,
    Tier.POLICY: Severity.BLOCK,
}
NO_LEAVE: Mapping[int, date] = {}
ORDER = (Severity.HINT, Severity.WARN, Severity.BLOCK)
#: Counts objectives of a team or person; it is asked of those that run beside the one in question.
COUNTING = frozenset({"PL-B01"})


@dataclass(frozen=True, slots=True)
class Matter:
    """What is judged: one objective.

    Attributes:
        document: With this objective alone.
        context: What is known beside it.
        beside: The same with the objectives that run on the same level before it.
    """

    document: Document
    context: Context = field(default_factory=Context)
    beside: Document | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding under the practices of an organization.

    Attributes:
        finding: What the rule said.
        severity: What it does here.
        practice: The practice that makes it so; `None` where none speaks of it.
        waived_until: The last day on which the objective need not keep the practice.
    """

    finding: Finding
    severity: Severity
    practice: Practice | None = None
    waived_until: date | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """Return what makes it the same flaw, whoever asks."""
        found = self.finding
        return (found.code, found.subject.kind, found.subject.id, found.field, found.message.id)

    @property
    def held_by(self) -> tuple[object, ...]:
        """Return what makes it the same flaw under the same practice."""
        return (*self.key, self.practice.pk if self.practice else None)

    def asked_at(self, gate: Gate) -> bool:
        """Whether the practice is asked at a gate."""
        return self.practice is not None and gate.value in self.practice.gates


def judge(
    matter: Matter,
    practices: Sequence[Practice],
    *,
    unbound: bool = True,
    leave: Mapping[int, date] = NO_LEAVE,
) -> tuple[Judged, ...]:
    """Return what the rules find in one objective, the most severe first.

    Where several practices are bound to one rule each asks it with its own parameters, so that
    what holds further down adds to what holds above and never takes from it.

    Args:
        matter: What is judged.
        practices: Those in force where it stands.
        unbound: Also ask the rules that no practice is bound to: without a practice nothing warns
            or blocks, however firm a rule is at the terminal, so they hint. Those of
            `ASKED_WHERE_BOUND` are left out.
        leave: By row of a practice the last day on which it need not be kept: then it hints, and
            what other practices ask by the same rule stands.
    """
    found = [*judged_each(matter, practices, leave=leave)]
    if unbound:
        bound = {binding.code for each in practices for binding in bindings_read(each.bindings)}
        others = _findings(matter, Selection(registered().keys() - bound - ASKED_WHERE_BOUND))
        found += (Judged(finding, Severity.HINT) for finding in others)
    return strictest(found)


def judged_each(
    matter: Matter, practices: Sequence[Practice], *, leave: Mapping[int, date] = NO_LEAVE
) -> Iterator[Judged]:
    """Yield what each practice has to say, those of the highest tier first.

    Args:
        matter: What is judged.
        practices: Those in force where it stands.
        leave: As for `judge`.
    """
    asked = [
        (practice, (binding.code, binding.made()))
        for practice in sorted(practices, key=_looseness)
        for binding in bindings_read(practice.bindings)
    ]
    found = _each_asked(matter, dict.fromkeys(rule for _, rule in asked))
    for practice, rule in asked:
        for finding in found[rule]:
            severity = severity_of(finding, Tier(practice.tier))
            yield _let_off(Judged(finding, severity, practice), leave)


_Asked = tuple[str, object]
"""A rule by its code, with its parameters."""


def _each_asked(matter: Matter, rules: Iterable[_Asked]) -> Mapping[_Asked, Sequence[Finding]]:
    """Return what each rule finds, asked once however many practices are bound to it.

    All go over the document together, those of one code with other parameters in a round of
    their own.
    """
    waiting, found = list(rules), defaultdict[_Asked, list[Finding]](list)
    while waiting:
        params = dict(reversed(waiting))
        for finding in _findings(matter, Selection(params.keys(), params)):
            found[finding.code, params[finding.code]].append(finding)
        waiting = [(code, each) for code, each in waiting if params[code] != each]
    return found


def strictest(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """Return each flaw once, under the practice that is strictest about it, the gravest first."""
    found: dict[tuple[object, ...], Judged] = {}
    for each in judged:
        found[each.key] = _stricter(found.get(each.key), each)
    return tuple(sorted(found.values(), key=_order))


def _let_off(judged: Judged, leave: Mapping[int, date]) -> Judged:
    """Return a finding of a waived practice as a hint that says until when."""
    until = leave.get(judged.practice.pk) if judged.practice is not None else None
    return judged if until is None else replace(judged, severity=Severity.HINT, waived_until=until)


def severity_of(finding: Finding, tier: Tier) -> Severity:
    """Return what a finding does under a practice: a rule that is not sure never blocks."""
    severity = SEVERITY[tier]
    if finding.confidence >= SURE.ratio:
        return severity
    return ORDER[max(0, ORDER.index(severity) - 1)]


def _findings(matter: Matter, selection: Selection) -> list[Finding]:
    codes = set(selection.codes or ())
    found: list[Finding] = []
    if codes - COUNTING:
        chosen = replace(selection, codes=codes - COUNTING)
        found += document_findings(matter.document, matter.context, chosen)
    if codes & COUNTING and matter.beside is not None:
        chosen = replace(selection, codes=codes & COUNTING)
        own = matter.document.objectives[0]
        for finding in document_findings(matter.beside, matter.context, chosen):
            subject = finding.subject._replace(id=own.id, title=own.title, at=(0, -1))
            found.append(finding._replace(subject=subject, start=0, end=len(own.title)))
    return found


def _looseness(practice: Practice) -> tuple[int, int, int]:
    return (-LADDER.index(Tier(practice.tier)), practice.team_id or 0, practice.pk or 0)


def _stricter(one: Judged | None, other: Judged) -> Judged:
    if one is None or ORDER.index(other.severity) > ORDER.index(one.severity):
        return other
    return one


def _order(judged: Judged) -> tuple[int, tuple[int, int], str, int]:
    found = judged.finding
    return (-ORDER.index(judged.severity), found.subject.at, found.code, found.start)
