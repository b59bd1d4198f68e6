"""What governance has to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "governance.not_found": _("There is no such practice."),
    "governance.entry_not_found": _("The library has no such practice."),
    "governance.name": _("Give the practice a name."),
    "governance.text": _("Say what is asked."),
    "governance.reason": _("Say why."),
    "governance.name_taken": _("Another practice has this name there. Choose another one."),
    "governance.too_many": _("{most} practices are enough. Put one away first."),
    "governance.too_long": _("This holds at most {limit} characters. Here are {length}."),
    "governance.too_many_steps": _("A practice has at most {most} steps."),
    "governance.rule_not_found": _("There is no such rule."),
    "governance.rule_unknown": _("There is no rule “{code}”."),
    "governance.person_unknown": _("Nobody of whom this is asked is here any more: {person}."),
    "governance.rule_twice": _("The rule “{code}” stands here twice."),
    "governance.gate_missing": _("Say when the rules are asked: choose at least one act."),
    "governance.review_before": _("It cannot be looked at again before it holds."),
    "governance.held_before": _(
        "Nobody could know it so early. It can hold from {day} on, or from a later day."
    ),
    "governance.same_tier": _("It is this already."),
    "governance.put_away": _("This practice is put away. Use it again first."),
    "governance.in_use": _("This practice is in use."),
    "governance.laxer": _(
        "“{name}” asks for the same above, and more firmly. Below it a practice may be stricter, "
        "never laxer: choose the same tier or a firmer one, or leave its rule to the one above."
    ),
    "governance.laxer_limit": _(
        "“{name}” above sets {limit}. Below it a practice may be stricter, never laxer."
    ),
    "governance.waiver_not_found": _("There is no such waiver."),
    "governance.waiver_days": _("Choose a last day from today on, at most a year ahead."),
    "governance.waiver_asked": _("This is asked for already. Wait for the answer."),
    "governance.waiver_elsewhere": _("This practice asks nothing in {name} and below."),
    "governance.waiver_refused": _("This is for a lead of the team, a champion or an admin to do."),
    "governance.waiver_over": _("It is over: {state}."),
    "governance.waiver_expired": _(
        "Its last day was {day}: the practice counts again. Ask for another one."
    ),
    "governance.waiver_of_another": _("Only whoever asked for it takes it back."),
    "governance.waiver_oneself": _("Nobody answers their own request. Somebody else has to."),
    "governance.blocked": _("A policy stands in the way. {lines}"),
    "governance.blocked_by": _("“{subject}”: {what} (Policy “{policy}”.)"),
}
