"""What the practices of an organization make of each rule at a place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plumbline.domain.governance.bindings import bindings_read
from plumbline.domain.governance.choices import LADDER, Tier
from plumbline.domain.governance.judging import NO_LEAVE, ORDER, severity_of
from plumbline.domain.governance.selectors.applying import Place, holding_at, practices_in_use
from plumbline.domain.governance.selectors.waived import practices_waived
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.selectors.matters import place_of
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.engine.documents.model import Document
from plumbline.engine.rules.check import NOTHING_KNOWN, Report, Selection, document_check
from plumbline.engine.rules.model import Context, Finding, Severity
from plumbline.engine.rules.registry import registered


@dataclass(frozen=True, slots=True)
class Ruling:
    """One practice that is bound to a rule: how firmly it asks, and with which parameters."""

    tier: Tier
    params: object


@dataclass(frozen=True, slots=True)
class Rulings:
    """What is asked at a place.

    Attributes:
        bound: By the code of a rule all practices bound to it, those of the highest tier first.
        governs: Practices say how firm a rule is, so that one they do not speak of hints alone;
            where nobody governs it is as firm as its own.
    """

    bound: Mapping[str, Sequence[Ruling]]
    governs: bool = True

    def check(
        self,
        document: Document,
        context: Context = NOTHING_KNOWN,
        codes: Collection[str] | None = None,
    ) -> Report:
        """Return what the rules find, each finding once and as severe as it is here.

        Where several practices ask the same rule all of them do, as the gate does.

        Args:
            document: What is checked.
            context: What is known beside it.
            codes: The rules that are asked; all without.
        """
        asked = set(registered() if codes is None else codes)
        report = document_check(document, context, Selection(asked - self.bound.keys()))
        found = {
            _key(each): each._replace(severity=Severity.HINT) if self.governs else each
            for each in report.findings
        }
        depth = 0
        while layer := {
            code: self.bound[code][depth]
            for code in asked & self.bound.keys()
            if depth < len(self.bound[code])
        }:
            params = {code: ruling.params for code, ruling in layer.items()}
            for each in document_check(document, context, Selection(set(layer), params)).findings:
                ruled = each._replace(severity=severity_of(each, layer[each.code].tier))
                held = found.get(_key(ruled))
                if held is None or ORDER.index(ruled.severity) > ORDER.index(held.severity):
                    found[_key(ruled)] = ruled
            depth += 1
        return replace(report, findings=tuple(sorted(found.values(), key=_place)))


NO_RULINGS = Rulings({}, governs=False)
"""Governance is switched off, or nothing is known of any."""


def rulings_at(place: Place, *, on: date, leave: Mapping[int, date] = NO_LEAVE) -> Rulings:
    """Return what holds at a place on a day (one query; none where governance is switched off).

    Args:
        place: Where it is asked.
        on: The day.
        leave: The rows of practices that need not be kept there: they hint, as at a gate.
    """
    if ModuleKey.GOVERNANCE not in organization_modules():
        return NO_RULINGS
    bound: dict[str, list[Ruling]] = {}
    holding = [
        (Tier.BEST_PRACTICE if each.pk in leave else Tier(each.tier), each)
        for each in holding_at(practices_in_use(on=on), place)
    ]
    for tier, practice in sorted(holding, key=lambda each: -LADDER.index(each[0])):
        for binding in bindings_read(practice.bindings):
            bound.setdefault(binding.code, []).append(Ruling(tier, binding.made()))
    return Rulings(bound)


def rulings_of(objective: Objective, *, on: date) -> Rulings:
    """Return what holds for an objective, whose team is fetched, less what is waived for it.

    Two queries; none where governance is switched off.
    """
    place = place_of(objective)
    governs = ModuleKey.GOVERNANCE in organization_modules()
    leave = practices_waived(objective.public_id, place, on=on) if governs else NO_LEAVE
    return rulings_at(place, on=on, leave=leave)


def _key(finding: Finding) -> tuple[object, ...]:
    """Return what makes it the same flaw, with whichever parameters it was found."""
    return (finding.code, finding.subject.at, finding.field, finding.message.id, finding.start)


def _place(finding: Finding) -> tuple[int, int, str, int]:
    return (*finding.subject.at, finding.code, finding.start)
