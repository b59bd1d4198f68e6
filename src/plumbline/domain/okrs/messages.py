"""What objectives and key results have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "okrs.objective.not_found": _("There is no such objective, or it is not for your eyes."),
    "okrs.objective.team_missing": _("Choose the team this objective belongs to."),
    "okrs.objective.owner_missing": _("Choose one person who owns this objective."),
    "okrs.objective.style_missing": _(
        "Say whether it is committed, aspirational or learning: the grade is judged by it."
    ),
    "okrs.objective.key_results_missing": _(
        "Write at least one key result: how else would you see that it came true?"
    ),
    "okrs.objective.adjust_instead": _(
        "This objective is {state}. Title, owner, team, cycle, style and visibility change by an "
        "adjustment, with a reason."
    ),
    "okrs.objective.went_on": _(
        "Something came of it since: a value, an adjustment or a key result."
    ),
    "okrs.objective.not_paused": _("This objective is {state}, not paused."),
    "okrs.objective.company_is_open": _(
        "Objectives of the whole organization are seen by everyone in it."
    ),
    "okrs.objective.cycle_excludes": _(
        "“{title}” has days outside that cycle, {start} to {end}. Change them first."
    ),
    "okrs.cycle.key_result_outside": _(
        "“{title}” has days outside {start} to {end}. Change them first, or choose other days."
    ),
    "okrs.cycle.graded": _(
        "Objectives of {cycle} are graded by its days already. Make another cycle for what is "
        "to come."
    ),
    "okrs.cycle.others_outside": _("Further key results with days outside: {count}."),
    "okrs.cycle.still_open": _(
        "Objectives of {cycle} still run or wait for their grade. Say what becomes of each first."
    ),
    "okrs.cycle.child_open": _("“{child}” lies inside {cycle} and is not closed yet."),
    "okrs.team.still_runs": _(
        "Objectives of {team} still run or wait for their grade. Grade, stop or move them first."
    ),
    "okrs.hand_over.to_nobody": _("Choose somebody else, who is still there."),
    "okrs.objective.cycle_closed": _(
        "{cycle} is closed: nothing begins in it any more. Choose a cycle that is still open."
    ),
    "okrs.objective.team_closed": _(
        "{team} is closed: nothing is planned for it any more. Choose another team."
    ),
    "okrs.starter.not_found": _("There is no such template."),
    "okrs.starter.owner": _(
        "For somebody else you cannot write key results there. Choose yourself as the owner."
    ),
    "okrs.carry.cycle_closed": _("{cycle} is closed. Choose a cycle that is still to come."),
    "okrs.carry.no_cycle": _("Choose the cycle in which it goes on."),
    "okrs.carry.planned": _(
        "“{title}” is still being planned. Put it into the other cycle by editing it."
    ),
    "okrs.carry.same_cycle": _("“{title}” lies in that cycle already. Choose a later one."),
    "okrs.carry.twice": _("“{title}” was carried over into {cycle} already."),
    "okrs.day_in_the_future": _("This day has not come yet. Choose {today} or earlier."),
    "okrs.objective.stop_instead": _(
        "This objective is {state}. Only drafts can be deleted; stop it with a reason instead."
    ),
    "okrs.key_result.not_found": _("There is no such key result, or it is not for your eyes."),
    "okrs.key_result.hands": _(
        "Whoever owns it would read its objective, which not everybody sees. Ask the owner of the "
        "objective to name somebody else."
    ),
    "okrs.key_result.owner_missing": _("“{title}” needs one person who owns it."),
    "okrs.key_result.adjust_scope": _(
        "The objective is {state}. A key result joins it by an adjustment, with a reason."
    ),
    "okrs.key_result.adjust_instead": _(
        "This key result is {state}. Title, target, baseline, weight, owner and dates change by an "
        "adjustment, with a reason."
    ),
    "okrs.key_result.stop_instead": _(
        "This key result is {state}. Only drafts can be deleted; stop it with a reason instead."
    ),
    "okrs.key_result.order_stale": _(
        "Somebody else ordered these key results meanwhile, added one or took one away. Look at "
        "their order, then order again."
    ),
    "okrs.key_result.order_each_once": _("Name each key result of the objective once."),
    "okrs.key_result.move_same": _("It belongs to this objective already. Choose another one."),
    "okrs.key_result.move_states": _(
        "A draft goes to an objective that is planned, and what runs to one that is active."
    ),
    "okrs.key_result.move_cycle": _(
        "What runs stays in its cycle. Carry its objective over, or choose one of the same cycle."
    ),
    "okrs.key_result.move_hidden": _(
        "“{title}” is not seen by everybody who sees this key result now. Write it there anew, or "
        "choose another objective."
    ),
    "okrs.key_result.move_linked": _(
        "A link hangs on this key result. Remove the link first, and tie it again afterwards."
    ),
    "okrs.key_result.not_running": _("This key result is {state}; only a running one is stopped."),
    "okrs.key_result.goes_with_objective": _(
        "Its objective is {state}, and its key results with it. Only below an active one is a key "
        "result paused or resumed by itself."
    ),
    "okrs.key_result.not_active": _("This key result is {state}; only an active one is paused."),
    "okrs.key_result.not_paused": _("This key result is {state}, not paused."),
    "okrs.key_result.baseline_known": _(
        "The baseline is known already. Change it by an adjustment, with a reason."
    ),
    "okrs.key_result.baseline_not_awaited": _(
        "No baseline is to be measured for this key result. Change what it measures by an "
        "adjustment, with a reason."
    ),
    "okrs.key_result.baseline_not_measured": _(
        "This key result is {state}. A baseline is entered while it takes values."
    ),
    "okrs.weight_refused": _(
        "{weight} is no weight: choose 0 to 1,000 with at most 3 decimal places."
    ),
    "okrs.date_outside_cycle": _("Choose a day of the cycle, {start} to {end}."),
    "okrs.field_refused": _("{reason}"),
    "okrs.approval.refused": _("You are not among those who approve it."),
    "okrs.approval.ask_refused": _(
        "Its owner, a lead of its team or a champion asks for its approval."
    ),
    "okrs.approval.nobody_left": _(
        "Whoever approves it is asked already or has approved it, or nobody is left to be asked."
    ),
    "okrs.approval.own": _("Nobody approves what they own. Somebody else has to."),
    "okrs.approval.not_asked": _("No practice asks for an approval here."),
    "okrs.approval.not_now": _(
        "It is {state}: approvals are given while it is in review or active."
    ),
    "okrs.approval.words": _("Say what is missing."),
    "okrs.approval.too_long": _("This holds at most {limit} characters. Here are {length}."),
    "okrs.approval.answered_meanwhile": _(
        "You answered this meanwhile, on another page; your answer stands in the list. Nothing "
        "was changed now. Answer again to replace it."
    ),
    "okrs.approval.already": _("You approved it as it stands. There is nothing to add."),
    "okrs.waiver.refused": _("This is for its owner, its lead, a champion or an admin to do."),
    "okrs.reason_missing": _("Say why: everybody who is affected reads it."),
    "okrs.grading.answered": _(
        "Its owner has answered already, so grading cannot be taken back. Give the grade."
    ),
    "okrs.refused_in_state": _(
        "In the state “{state}” you may not change it this way; in another one you may."
    ),
    "okrs.transition_refused": _("“{act}” is not possible while this is {state}."),
    "okrs.part_not_writable": _("This cannot be written here any more. Load the page again."),
    "okrs.adjustment.ahead": _(
        "A change counts at once, so it cannot hold from a later day. Today is the latest."
    ),
    "okrs.adjustment.before": _(
        "Nothing was agreed before {day}, so no change can hold from an earlier day."
    ),
    "okrs.adjustment.not_running": _("This is {state}. Edit it; only what runs is adjusted."),
    "okrs.adjustment.nothing_changed": _("Nothing is different. Change a value, or close this."),
    "okrs.alignment.itself": _("An objective cannot support itself."),
    "okrs.alignment.loop": _(
        "“{parent}” already rests on “{child}”. A loop would leave both without a beginning."
    ),
    "okrs.alignment.too_large": _(
        "This would go beyond {levels} levels or {ancestors} objectives above one another."
    ),
    "okrs.alignment.more_visible": _(
        "“{parent}” is seen by people who may not see “{child}”. It may support it, without "
        "adding to its number."
    ),
    "okrs.alignment.in_the_way": _(
        "It is tied to “{other}” by a number that more people would then see than may. "
        "Let that link support only, then change this."
    ),
    "okrs.alignment.hidden_in_the_way": _(
        "It is tied to an objective that is not for your eyes by a number that more people "
        "would then see than may. Ask the lead of your team."
    ),
    "okrs.alignment.parent_over": _("The objective above is {state}; nothing joins it any more."),
    "okrs.alignment.parent_closed": _(
        "“{parent}” is closed and stays as it was graded, with what lay below it. Leave this link, "
        "and let “{child}” support a running objective as well."
    ),
    "okrs.alignment.hidden_parent_closed": _(
        "The objective above is closed and stays as it was graded, with what lay below it. Leave "
        "this link, and let “{child}” support a running objective as well."
    ),
    "okrs.alignment.changing": _("Somebody is changing the links above this. Try again."),
    "okrs.alignment.only_objectives_contribute": _(
        "A link from or to a key result supports; only objectives contribute to progress."
    ),
    "okrs.alignment.twice": _("This link stands already."),
    "okrs.alignment.not_found": _("There is no such link, or it is not for your eyes."),
    "okrs.alignment.gone": _("This link is gone already."),
    "okrs.alignment.never_was": _("No link between the two was taken away."),
    "okrs.rank.one_team": _("Rank the objectives of one team in one cycle."),
    "okrs.rank.stale": _(
        "Somebody else ordered these objectives meanwhile. Look at their order, then order again."
    ),
    "okrs.grade.given": _("This objective is closed: its grade is given and stands on its page."),
    "okrs.grade.not_grading": _("This objective is {state}. Start its grading first."),
    "okrs.opening.refused": _("Only an admin opens what is not for their eyes."),
    "okrs.opening.reason_missing": _("Say why: the owner of the objective reads it."),
    "okrs.opening.nothing": _(
        "There is nothing to open by that. Perhaps the link is wrong or the objective is gone, or "
        "you may read it already: then just follow the link."
    ),
    "okrs.opening.not_found": _("You have not opened this."),
    "okrs.mail.opening.subject": _("{admin} opened an objective in {organization}"),
    "okrs.mail.opening.act": _("Open the objective"),
    "okrs.mail.opening.body": _(
        "{admin} is an admin of {organization} and has opened an objective that is for your eyes, "
        "not for theirs:\n\n{link}\n\n"
        "Why: “{reason}”\n\n"
        "Until {until} they can read it, with its key results and check-ins. They can change "
        "nothing. The page of the objective keeps who opened it, when and why. If you did not "
        "expect this, ask {admin}.\n"
    ),
}
