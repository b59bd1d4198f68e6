"""What an adjustment would change, put into words before it is confirmed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.governance.choices import Tier
from plumbline.domain.okrs.values import Visibility
from plumbline.domain.tenancy.wording import wording
from plumbline.web.okrs.adjusting_touched import TouchedLine, touched_lines
from plumbline.web.okrs.chances import key_result_sign, objective_sign
from plumbline.web.okrs.findings import waived_until_words
from plumbline.web.okrs.nodes import last_on
from plumbline.web.okrs.written import percent
from plumbline.web.ui.signs import StatusSign
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.governance.judging import Judged
    from plumbline.domain.okrs.selectors.facts import KeyResultFacts, TreeNode
    from plumbline.domain.okrs.services.adjustment_effects import (
        AdjustmentEffects,
        PracticeAsked,
        ProgressAbove,
        Standing,
    )

NAMES: Final = 12
"""So many people are named; of more it is said how many there are."""

_NO_VALUES: Final = frozenset({"csrfmiddlewaretoken", "looked", "look", "reason", "words_asked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectLine:
    """One figure today and as it would be: in words, or as a sign."""

    label: str
    before: str = ""
    after: str = ""
    before_sign: StatusSign | None = None
    after_sign: StatusSign | None = None
    url: str = ""

    @property
    def is_same(self) -> bool:
        """Whether nothing of it changes."""
        return (self.before, self.before_sign) == (self.after, self.after_sign)


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeLine:
    """A practice that is asked of the change, and what it says of it."""

    name: str
    url: str
    tier: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectsPart:
    """What is shown before one confirms.

    Attributes:
        touched: What of others hangs on it.
        told: Who hears of it, by name; `told_more` how many besides.
        looked: Names the values that it was reckoned for; see `values_named`.
        is_anew: Something was changed since it was looked at first.
    """

    lines: tuple[EffectLine, ...]
    touched: tuple[TouchedLine, ...]
    practices: tuple[PracticeLine, ...]
    told: tuple[str, ...]
    told_more: int
    looked: str
    is_anew: bool


def values_named(sent: QueryDict) -> str:
    """Return a name of the values that were sent: another one where any of them is another.

    Why it is done changes none of the effects.
    """
    values = {name: sent.getlist(name) for name in sent if name not in _NO_VALUES}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:32]


def effects_part(visit: Visit, effects: "AdjustmentEffects") -> EffectsPart:
    """Return what the page says of the effects."""
    sent, told = visit.request.POST, effects.told
    looked = values_named(sent)
    return EffectsPart(
        lines=tuple(_lines(visit, effects.before, effects.after)),
        touched=touched_lines(visit, effects),
        practices=tuple(_practice(visit, each) for each in effects.practices),
        told=tuple(each.name for each in told[:NAMES]),
        told_more=max(0, len(told) - NAMES),
        looked=looked,
        is_anew=sent.get("looked", looked) != looked,
    )


def looks(sent: QueryDict) -> bool:
    """Whether the effects are to be shown before anything is saved.

    They are asked for, or they were shown of other values than those that are sent now.
    """
    return "look" in sent or ("looked" in sent and sent["looked"] != values_named(sent))


def _lines(visit: Visit, before: "Standing", after: "Standing") -> Iterator[EffectLine]:
    if before.key_result is not None and after.key_result is not None:
        yield from _result_lines(visit, before.key_result, after.key_result)
        progress, chance = _("Progress of its objective"), _("Mean chance of its objective")
    else:
        progress, chance = _("Progress"), _("Mean chance")
        yield from _seen_lines(before.objective, after.objective)
    ends = before.objective, after.objective
    yield EffectLine(
        label=progress,
        before=_share(ends[0].progress, has_data=ends[0].has_data),
        after=_share(ends[1].progress, has_data=ends[1].has_data),
    )
    if before.key_result is None:
        paces = ["" if each.pace is None else percent(each.pace) for each in ends]
        yield EffectLine(label=_("Pace today"), before=paces[0], after=paces[1])
    signs = [objective_sign(each, last_on(each), visit.today) for each in ends]
    yield EffectLine(label=chance, before_sign=signs[0], after_sign=signs[1])
    for public_id, above in {**before.above, **after.above}.items():
        yield EffectLine(
            label=above.objective.name,
            before=_counted(before.above.get(public_id)),
            after=_counted(after.above.get(public_id)),
            url=reverse("objective", args=[visit.slug, public_id]),
        )


def _result_lines(
    visit: Visit, before: "KeyResultFacts", after: "KeyResultFacts"
) -> Iterator[EffectLine]:
    if not (before.is_guardrail and after.is_guardrail):
        yield EffectLine(label=_("Progress"), before=_measured(before), after=_measured(after))
        yield EffectLine(label=_("Pace today"), before=_pace(before), after=_pace(after))
    yield EffectLine(
        label=_("Chance"),
        before_sign=key_result_sign(before, visit.today),
        after_sign=key_result_sign(after, visit.today),
    )


def _seen_lines(before: "TreeNode", after: "TreeNode") -> Iterator[EffectLine]:
    """Yield who sees it, where that changes."""
    if before.visibility != after.visibility:
        words = [str(Visibility(str(each.visibility)).label) for each in (before, after)]
        yield EffectLine(label=_("Who sees it"), before=words[0], after=words[1])


def _pace(facts: "KeyResultFacts") -> str:
    return "" if facts.is_guardrail else percent(facts.pace)


def _measured(facts: "KeyResultFacts") -> str:
    if facts.is_guardrail:
        return ""  # it holds or is breached, and has no way to cover
    return percent(facts.progress) if facts.has_data else _("no data")


def _share(progress: Decimal | None, *, has_data: bool) -> str:
    if progress is None:
        return _("not scored")
    return percent(progress) if has_data else _("no data")


def _counted(above: "ProgressAbove | None") -> str:
    if above is None:
        return _("does not count it")
    return _share(above.progress, has_data=True)


def _practice(visit: Visit, asked: "PracticeAsked") -> PracticeLine:
    words = [_broken_words(each, is_new=asked.is_new) for each in asked.broken]
    return PracticeLine(
        name=asked.practice.name,
        url=reverse("practice", args=[visit.slug, asked.practice.public_id]),
        tier=str(Tier(asked.practice.tier).label),
        words=tuple(dict.fromkeys(words)) or (_("Kept."),),
    )


def _broken_words(judged: "Judged", *, is_new: bool) -> str:
    what = wording(judged.finding.message)
    if judged.waived_until is not None:
        return " · ".join((what, waived_until_words(judged)))
    return what if is_new else _("Not kept today either: %(what)s") % {"what": what}
