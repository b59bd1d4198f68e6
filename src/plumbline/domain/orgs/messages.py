"""What teams, people and rights have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "orgs.refused": _(
        "You may see this, but not change it this way. Ask its owner, the team's lead or an admin."
    ),
    "orgs.not_found": _("There is no such thing, or it is not for your eyes."),
    "orgs.field": _("{reason}"),
    "orgs.person.not_here": _("You are not a member of this organization."),
    "orgs.person.not_found": _("There is no such person."),
    "orgs.person.nobody": _(
        "Nobody here is called “{named}”. Type a whole name or an e-mail address."
    ),
    "orgs.team.several": _("Several teams are called “{named}”."),
    "orgs.person.several": _("Several people are called “{named}”. Type an e-mail address."),
    "orgs.person.email_taken": _("{email} already belongs to somebody in this organization."),
    "orgs.person.email_missing": _("Give the person an e-mail address before inviting them."),
    "orgs.person.claimed": _("Somebody already signs in as this person."),
    "orgs.person.inactive": _("This person is deactivated. Reactivate them first."),
    "orgs.person.service": _("A service has no sign-in. Give it a token instead."),
    "orgs.person.account_taken": _("This account is already another person in the organization."),
    "orgs.person.manager_loop": _("Somebody cannot manage themself, directly or through others."),
    "orgs.person.manager_own": _(
        "A manager reads private objectives, so nobody makes themself one. Let another admin do it."
    ),
    "orgs.person.manager_service": _(
        "A manager reads private objectives, so no service is one. Choose a person."
    ),
    "orgs.person.time_zone": _(
        "“{value}” is not a time zone. Choose one such as Europe/Berlin, or none."
    ),
    "orgs.team.not_found": _("There is no such team."),
    "orgs.team.key_taken": _("Another team has the key “{key}”. Choose another one."),
    "orgs.team.loop": _("A team cannot be placed below itself."),
    "orgs.team.too_deep": _("Teams can be nested {limit} levels deep, and this would be deeper."),
    "orgs.team.root": _("This is the company itself: it cannot be moved or archived."),
    "orgs.team.root_exists": _("The company itself exists already. Name the team above."),
    "orgs.team.archived": _("This team is archived. Choose one that is not."),
    "orgs.team.has_teams": _("Archive or move the teams below first."),
    "orgs.membership.twice": _("They already belong to this team."),
    "orgs.membership.none": _("They do not belong to this team."),
    "orgs.membership.order": _("The last day cannot be before the first."),
    "orgs.membership.before": _("They had not joined on that day yet. Choose a later one."),
    "orgs.membership.same": _("They belong to it already. Choose another team."),
    "orgs.membership.not_left": _("They do not leave this team."),
    "orgs.membership.move_over": _("Their teams changed meanwhile, so the move stays."),
    "orgs.role.last_admin": _("Somebody must be admin. Make another person admin first."),
    "orgs.role.unknown": _("“{role}” is not a role that can be given."),
    "orgs.role.service": _("A service has what its token allows, and no roles."),
    "orgs.deputy.not_found": _("There is no such deputy any more."),
    "orgs.deputy.order": _("The last day cannot be before the first."),
    "orgs.deputy.self": _("A deputy is somebody else."),
    "orgs.deputy.own": _("Name somebody else: nobody makes themself a deputy."),
    "orgs.deputy.twice": _("They already are deputy from this day on."),
    "orgs.job.not_found": _("There is no such run any more."),
    "orgs.job.moved_on": _("It went on meanwhile: look at it again."),
    "orgs.message.not_found": _("There is no such message."),
    "orgs.message.moved_on": _("The message went on meanwhile: look at it again."),
    "orgs.mail.invitation.subject": _("You are invited to {organization}"),
    "orgs.mail.invitation.act": _("Join"),
    "orgs.mail.invitation.greeting": _(
        "{inviter} invites you to {organization}, which sets its objectives and key results in "
        "Plumbline."
    ),
    "orgs.mail.invitation.greeting_of_nobody": _(
        "{organization} sets its objectives and key results in Plumbline and would like you to "
        "take part."
    ),
    "orgs.mail.invitation.body": _(
        "{greeting} Open this address to join:\n\n{link}\n\n"
        "It works for {days} days, once, and for you alone. If you did not expect it, ignore this "
        "message: without you nothing happens.\n"
    ),
    "orgs.mail.deputy.subject": _("Somebody acts for you in {organization}"),
    "orgs.mail.deputy.body": _(
        "{deputy} was named your deputy from {starts_on} to {ends_on}: until then they see what "
        "you see and may do what you may do. If this is wrong, end it on your own page.\n"
    ),
    "orgs.mail.manager.subject": _("You have another manager in {organization}"),
    "orgs.mail.manager.body": _(
        "{manager} is your manager there from now on, and sees your private objectives. If this is "
        "wrong, say so to those who look after people.\n"
    ),
    "orgs.set_up.done": _("This organization is already set up. Sign in instead."),
    "orgs.console.nobody": _("Nobody in this organization has the address {email}."),
    "orgs.console.no_admin": _(
        "This organization has no admin. Say whose name it is: --as E-MAIL."
    ),
    "orgs.console.several_admins": _(
        "There are several admins. Say whose name it is: --as E-MAIL."
    ),
}
