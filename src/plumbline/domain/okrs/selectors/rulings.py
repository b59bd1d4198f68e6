"""What the practices of an organization make of each rule at a place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from plumbline.domain.governance.bindings import bindings_read
from plumbline.domain.governance.choices import LADDER, Tier
from plumbline.domain.governance.judging import severity_of
from plumbline.domain.governance.selectors.applying import Place, holding_at, practices_in_use
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.selectors.matters import place_of
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.engine.rules.model import Finding, Severity


@dataclass(frozen=True, slots=True)
class Rulings:
    """How firm each rule is, by its code; a rule that no practice speaks of is as firm as its own.

    Attributes:
        tiers: The highest tier of the practices bound to it.
        params: Their parameters.
    """

    tiers: Mapping[str, Tier] = field(default_factory=dict)
    params: Mapping[str, object] = field(default_factory=dict)

    def severity_of(self, finding: Finding) -> Severity:
        """Return what a finding does here."""
        tier = self.tiers.get(finding.code)
        return finding.severity if tier is None else severity_of(finding, tier)


def rulings_at(place: Place, *, on: date) -> Rulings:
    """Return what holds at a place on a day (one query; none where governance is switched off)."""
    if ModuleKey.GOVERNANCE not in organization_modules():
        return Rulings()
    tiers: dict[str, Tier] = {}
    params: dict[str, object] = {}
    holding = holding_at(practices_in_use(on=on), place)
    for practice in sorted(holding, key=lambda each: LADDER.index(Tier(each.tier))):
        for binding in bindings_read(practice.bindings):
            tiers[binding.code] = Tier(practice.tier)
            params[binding.code] = binding.made()
    return Rulings(tiers, params)


def rulings_of(objective: Objective, *, on: date) -> Rulings:
    """Return what holds for an objective, whose team is fetched."""
    return rulings_at(place_of(objective), on=on)
