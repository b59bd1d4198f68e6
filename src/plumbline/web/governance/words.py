"""Practices in people's words: their tier, where they hold, which rules check them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.governance.selectors.practices import (
    PEOPLE,
    Binding,
    Gate,
    Tier,
    bindings_read,
    is_review_due,
    people_bound,
)
from plumbline.engine.coaching.learning.course import lesson_of_rule
from plumbline.engine.rules.examples import RuleText, rule_text
from plumbline.engine.rules.parameters import parameters_of
from plumbline.engine.rules.registry import registered
from plumbline.web.day_words import day_words

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice
    from plumbline.web.visits import Visit

#: What a tier does, in two words and in a sentence.
TIER_DOES: Final[Mapping[Tier, tuple[Promise, Promise]]] = {
    Tier.POLICY: (
        gettext_lazy("block until met"),
        gettext_lazy("It blocks until it is met, and says what to do."),
    ),
    Tier.GUIDELINE: (
        gettext_lazy("warn, can be passed"),
        gettext_lazy("It should be met: it warns, lets pass, and the journal notes it."),
    ),
    Tier.BEST_PRACTICE: (
        gettext_lazy("hint, nothing more"),
        gettext_lazy("It could be met: it hints and asks nothing."),
    ),
}
TIER_PLURALS: Final[Mapping[Tier, Promise]] = {
    Tier.POLICY: gettext_lazy("Policies"),
    Tier.GUIDELINE: gettext_lazy("Guidelines"),
    Tier.BEST_PRACTICE: gettext_lazy("Best practices"),
}

VERSION_WORDS: Final[Mapping[str, Promise]] = {
    "adopt": gettext_lazy("Adopted"),
    "edit": gettext_lazy("Changed"),
    "tighten": gettext_lazy("Made stricter"),
    "promote": gettext_lazy("Promoted"),
    "step_down": gettext_lazy("Stepped down"),
    "review": gettext_lazy("Looked at again"),
    "put_away": gettext_lazy("Put away"),
    "use": gettext_lazy("Used again"),
}

#: What the fields are called that a practice may ask for.
FIELD_WORDS: Final[Mapping[str, Promise]] = {
    "why": gettext_lazy("Why"),
    "owner": gettext_lazy("Owner"),
    "priority": gettext_lazy("Priority"),
    "style": gettext_lazy("How it is judged"),
    "supports": gettext_lazy("What it supports"),
    "tags": gettext_lazy("Tags"),
    "metric": gettext_lazy("How it is measured"),
    "evidence": gettext_lazy("What counts as evidence"),
    "due": gettext_lazy("Last day"),
    "note": gettext_lazy("A note on the score"),
    "learned": gettext_lazy("What was learned"),
    "parent_lead": gettext_lazy("The lead of a team above"),
    "champion": gettext_lazy("An OKR champion"),
    "learned_evidence": gettext_lazy("What shows it: words, a link or a file"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A rule that checks a practice: its code, what it finds, and the limits it was given.

    `lesson` is the name of the lesson that teaches it; empty where none does.
    """

    code: str
    name: str
    finds: str
    limits: str
    lesson: str
    lesson_title: str


@cache
def rule_words(code: str) -> RuleText:
    """Return what the docstring of a rule says."""
    return rule_text(registered()[code].text)


def rule_lines(visit: "Visit", bindings: Sequence[Binding]) -> tuple[RuleLine, ...]:
    """Return the rules that check a practice."""
    names = people_bound(viewer=visit.viewer, bindings=bindings)
    return tuple(
        RuleLine(
            code=each.code,
            name=registered()[each.code].rule.name,
            finds=rule_words(each.code).summary,
            limits=_limits(each, names),
            lesson=lesson.name if lesson else "",
            lesson_title=lesson.title if lesson else "",
        )
        for each in bindings
        for lesson in [lesson_of_rule().get(registered()[each.code].rule.name)]
    )


def _limits(binding: Binding, names: Mapping[str, str]) -> str:
    """Write the parameters of a rule as they hold: the given ones, else the rule's own.

    Args:
        binding: Of the rule.
        names: Of the people whom it names, by public id.
    """
    found = parameters_of(registered()[binding.code].params)
    chosen = [each.name for each in found if each.among or each.name == PEOPLE]
    if chosen and not any(binding.params.get(name) for name in chosen):
        return _("asks nothing yet")
    said = []
    for each in found:
        value = binding.params.get(each.name, each.default)
        if each.name in chosen and not value:
            continue
        if isinstance(value, list | tuple):
            value = ", ".join(_word(one, names) for one in value) or "–"
        elif isinstance(value, bool):
            value = _("yes") if value else _("no")
        said.append(f"{each.about}: {value}")
    return " · ".join(said)


def _word(value: str, names: Mapping[str, str]) -> str:
    """Write one of the words that a parameter holds: a field, a role, or a person."""
    return names.get(value) or str(FIELD_WORDS.get(value, value))


def scope_words(practice: "Practice") -> str:
    """Say where a practice holds."""
    if practice.team is None:
        return _("Everywhere")
    return _("%(team)s and all below") % {"team": practice.team.name}


def gates_words(gates: Sequence[str]) -> str:
    """Say when the rules of a practice are asked."""
    return ", ".join(str(Gate(each).label) for each in gates)


def does_words(tier: Tier, *, is_checked: bool, is_attested: bool) -> str:
    """Say what a practice of a tier does; one that nothing checks does less than its tier."""
    if is_checked or tier is Tier.BEST_PRACTICE:
        return str(TIER_DOES[tier][1])
    if is_attested:
        return _("No rule checks it, so it blocks and warns of nothing: people attest it.")
    return _(
        "Nothing checks it and nobody is asked to attest it, so it blocks and warns of nothing."
    )


def meta_parts(
    visit: "Visit", practice: "Practice", *, is_attested: bool, until: str = ""
) -> tuple[str, ...]:
    """Write the second line of a practice in a list, by parts.

    What holds before its day is said by `until`.
    """
    codes = ", ".join(each.code for each in bindings_read(practice.bindings))
    unchecked = _("people attest it") if is_attested else _("nothing checks it")
    parts = [codes or unchecked]
    if practice.team is not None:
        parts.append(scope_words(practice))
    since = day_words(practice.effective_on)
    ahead = practice.effective_on > visit.today
    parts.append((_("from %(day)s") if ahead else _("since %(day)s")) % {"day": since})
    parts.append(until)
    if practice.owner is not None:
        parts.append(practice.owner.name)
    parts.append(review_words(visit, practice))
    return tuple(part for part in parts if part)


def review_words(visit: "Visit", practice: "Practice") -> str:
    """Say by when a practice is looked at again, or how long that is overdue."""
    if practice.review_on is None:
        return ""
    if is_review_due(practice, on=visit.today):
        return _("review due since %(day)s") % {"day": day_words(practice.review_on)}
    return _("review by %(day)s") % {"day": day_words(practice.review_on)}


def practice_url(visit: "Visit", practice: "Practice | None") -> str:
    """Return where a practice stands."""
    if practice is None or not practice.public_id:
        return ""
    return reverse("practice", args=[visit.slug, practice.public_id])
