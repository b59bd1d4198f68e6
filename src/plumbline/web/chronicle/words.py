"""The codes of the journal in people's words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KIND_WORDS: Final[Mapping[str, Promise]] = {
    "account": _("Sign-in and account"),
    "objective": _("Objective"),
    "key_result": _("Key result"),
    "check_in": _("Check-in"),
    "comment": _("Comment"),
    "dependency": _("Dependency"),
    "cycle": _("Cycle"),
    "strategy": _("Strategy"),
    "priority": _("Priority"),
    "person": _("Person"),
    "team": _("Team"),
    "organization": _("Organization"),
    "custom_field": _("Custom field"),
    "holiday": _("Holiday"),
    "holiday_upload": _("Upload of holidays"),
    "location": _("Location"),
    "token": _("API token"),
    "import": _("Import"),
    "bulk": _("Bulk change"),
    "saved_view": _("Saved view"),
    "template": _("Template"),
    "message": _("Mail"),
    "practice": _("Practice"),
    "job": _("Job"),
}

ACT_WORDS: Final[Mapping[str, Promise]] = {
    "account.sign_in": _("signed in"),
    "account.sign_in_refused": _("was refused to sign in"),
    "account.sign_in_link": _("got a link to sign in"),
    "account.sign_out": _("signed out"),
    "account.password_change": _("changed the password"),
    "account.password_reset": _("set a new password"),
    "account.preferences": _("changed the preferences"),
    "account.disable": _("disabled the account"),
    "account.enable": _("enabled the account"),
    "account.sessions_end": _("ended all sessions"),
    "bulk.do": _("changed many objectives at once:"),
    "bulk.undo": _("took back a change of many objectives:"),
    "check_in.record": _("checked in"),
    "check_in.correct": _("corrected a check-in"),
    "check_in.withdraw": _("took a check-in back"),
    "objective.attach": _("attached a file to a grade"),
    "objective.detach": _("took a file away from a grade"),
    "check_in.attach": _("attached a file to a check-in"),
    "check_in.detach": _("took a file away from a check-in"),
    "comment.write": _("wrote a comment"),
    "comment.edit": _("edited a comment"),
    "comment.take_back": _("took a comment back"),
    "comment.attach": _("attached a file to a comment"),
    "comment.detach": _("took a file away from a comment"),
    "dependency.ask": _("asked another side for"),
    "dependency.import": _("brought in"),
    "dependency.accept": _("accepted to deliver"),
    "dependency.decline": _("declined to deliver"),
    "dependency.deliver": _("delivered"),
    "dependency.move": _("moved the day of"),
    "dependency.withdraw": _("withdrew"),
    "import.create": _("brought in a document"),
    "import.undo": _("took an import back"),
    "job.retry": _("had it run again"),
    "message.resend": _("sent it again"),
    "objective.open": _("opened a private objective, with a reason"),
    "objective.opening_end": _("closed a private objective again"),
    "objective.put_back": _("put back"),
    "objective.take_back": _("took a step back, of"),
    "objective.import": _("brought in"),
    "organization.set_up": _("set up the organization"),
    "organization.name_cycles": _("said how cycles are called"),
    "organization.module_set": _("switched a module"),
    "organization.modules_preset": _("set all modules by a preset"),
    "organization.working_days": _("changed the working days"),
    "person.place": _("changed the location of"),
    "team.place": _("changed the location of"),
    "holidays.upload": _("uploaded holidays"),
    "holidays.undo": _("undid an upload of holidays"),
    "person.claim": _("accepted the invitation"),
    "person.notifications": _("chose what comes to the inbox and by mail, for"),
    "person.deputy_set": _("named a deputy of"),
    "person.deputy_end": _("ended a deputy of"),
    "person.role_grant": _("gave a role to"),
    "person.role_revoke": _("took a role from"),
    "practice.adopt": _("took into use the practice"),
    "practice.promote": _("promoted the practice"),
    "practice.step_down": _("stepped down the practice"),
    "practice.review": _("looked again at the practice"),
    "practice.put_away": _("put away the practice"),
    "practice.use": _("used again the practice"),
    "saved_view.create": _("saved a view:"),
    "saved_view.restore": _("put a view back:"),
    "saved_view.open_with": _("chose what a page opens with, of"),
    "strategy.write": _("wrote the strategy"),
    "template.create": _("saved a template:"),
    "weekly_answers.write": _("answered the three questions for"),
    "team_membership.add": _("added to a team:"),
    "team_membership.end": _("took out of a team:"),
    "team_membership.reopen": _("took back into a team:"),
    "team_membership.lead_set": _("settled who leads, of"),
}

#: By the verb alone, whatever it was done to.
VERB_WORDS: Final[Mapping[str, Promise]] = {
    "accept": _("took up"),
    "activate": _("activated"),
    "adjust": _("adjusted"),
    "align": _("linked"),
    "archive": _("archived"),
    "baseline": _("measured the baseline of"),
    "carried_over": _("carried over"),
    "cloned": _("cloned"),
    "close": _("closed"),
    "create": _("added"),
    "deactivate": _("deactivated"),
    "delete": _("threw away"),
    "edit": _("edited"),
    "grade_final": _("graded"),
    "grade_self": _("proposed the grade of"),
    "grade_start": _("began grading"),
    "invite": _("invited"),
    "loosen": _("let a link support only, of"),
    "tighten": _("let a link contribute again, of"),
    "move": _("moved"),
    "order": _("put in order"),
    "pause": _("paused"),
    "phase": _("moved to another phase"),
    "propose": _("proposed"),
    "rank": _("ranked"),
    "reactivate": _("reactivated"),
    "refer": _("added an external link to"),
    "restore": _("took into use again"),
    "resume": _("resumed"),
    "revoke": _("revoked"),
    "stop": _("stopped"),
    "submit": _("handed in"),
    "unalign": _("unlinked"),
    "unrefer": _("removed an external link of"),
    "update": _("changed"),
}

SOURCE_WORDS: Final[Mapping[str, Promise]] = {
    "api": _("through the API"),
    "cli": _("at the command line"),
    "import": _("by an import"),
}
"""Doors that are worth saying; a page and Plumbline itself go without."""

FIELD_WORDS: Final[Mapping[str, Promise]] = {
    "owner_id": _("owner"),
    "team_id": _("team"),
    "cycle_id": _("cycle"),
    "priority_id": _("priority"),
    "parent": _("above"),
    "link": _("link"),
    "key_results": _("key results"),
    "month": _("name of a month"),
    "quarter": _("name of a quarter"),
    "half": _("name of a half-year"),
    "year": _("name of a year"),
    "fiscal_year_start_month": _("fiscal year begins in month"),
    "weekdays": _("working days, 1 for Monday"),
    "is_lead": _("leads"),
    "is_archived": _("archived"),
    "is_required": _("required"),
    "is_personal": _("personal"),
    "is_service": _("service"),
    "slug": _("address"),
    "why": _("why"),
    "with_figures": _("with figures"),
    "opens_with": _("page opens with it"),
    "state_reason": _("reason"),
    "expires_at": _("until"),
    "effective_on": _("true on"),
    "guidelines_not_met": _("guidelines not met"),
    "tier": _("tier"),
    "gates": _("asked when"),
    "bindings": _("rules that check it"),
    "review_on": _("looked at again by"),
}


def act_words(act: str) -> str:
    """Return what was done; a code nobody has words for reads as its own words."""
    verb = act.rpartition(".")[2]
    words = ACT_WORDS.get(act) or VERB_WORDS.get(verb)
    return str(words) if words else verb.replace("_", " ")


def kind_words(kind: str) -> str:
    """Return what something is."""
    return str(KIND_WORDS[kind]) if kind in KIND_WORDS else kind.replace("_", " ")


def field_words(name: str) -> str:
    """Return what a field is called."""
    return str(FIELD_WORDS[name]) if name in FIELD_WORDS else name.replace("_", " ")
