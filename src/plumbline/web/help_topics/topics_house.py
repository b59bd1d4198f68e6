"""What the help says of people, settings and the way in."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from plumbline.web.help_topics.topic import Topic

TOPICS: Final[Mapping[str, Topic]] = {
    "people": Topic(
        title=_("People"),
        purpose=_("Everybody who belongs to the organization, whether they sign in or not."),
        acts=(
            _("Open a name to see their teams, roles and what they own."),
            _("Admins add somebody, with a team and a role if they like."),
            _("Admins invite by mail, or hand over the link that is shown once."),
        ),
        guide="invite-people",
        also=_("invite member add"),
    ),
    "person": Topic(
        title=_("One person"),
        purpose=_(
            "Their teams now and before, manager, roles, and what they own that you may see."
        ),
        acts=(
            _("Edit your own name, time zone and language; admins edit everybody’s."),
            _("“Hand over…” gives what somebody owns to others."),
            _("Admins deactivate who has left: nothing they did is lost."),
        ),
        guide="change-the-team-tree",
        also=_("leave deactivate manager hand over"),
    ),
    "settings": Topic(
        title=_("Settings"),
        purpose=_("What everybody shares and what is yours alone; it lists what you may open."),
        acts=(
            _("Admins settle organization, modules, roles and custom fields."),
            _("See what happened: journal, mail and jobs, if you may."),
            _("Find your own deputies and tokens."),
        ),
        guide="keep-house",
        also=_("administration options"),
    ),
    "organization": Topic(
        title=_("The organization"),
        purpose=_("Its name, address, time zone and the month its fiscal year begins in."),
        acts=(
            _("Change the name; with another address old links lead nowhere."),
            _("Choose the time zone: in it days begin and end, and what is due is counted."),
            _("Choose the month the fiscal year begins in: quarters follow it."),
        ),
        guide="keep-house",
        also=_("name zone fiscal year"),
    ),
    "modules": Topic(
        title=_("Modules"),
        purpose=_(
            "Each part of Plumbline is a switch. Off means no menu, no field and no mail; what was "
            "entered is kept."
        ),
        acts=(
            _("Switch a module on or off."),
            _("Use a preset, Simple or Full: it says before what it changes."),
            _("Read why some of them stay on."),
        ),
        guide="keep-house",
        also=_("preset simple full switch"),
    ),
    "roles": Topic(
        title=_("Roles and rights"),
        purpose=_(
            "Who has which role, and who may do what: the table that the program itself asks."
        ),
        acts=(
            _("Look up who has a role, and what it lets them do."),
            _("Admins give a role by name or e-mail address."),
            _("Admins take a role; the last admin stays."),
        ),
        guide="keep-house",
        also=_("permission admin champion auditor"),
    ),
    "deputies": Topic(
        title=_("Deputies"),
        purpose=_(
            "Who acts for you while you are away. They see what you see and may do what you may "
            "do; every act stands under both names."
        ),
        acts=(
            _("Name somebody, from one day to another."),
            _("End it early."),
            _("See for whom you act yourself."),
        ),
        guide="keep-house",
        also=_("deputy absence holiday stand in"),
    ),
    "fields": Topic(
        title=_("Custom fields"),
        purpose=_("What your forms ask of objectives and key results beyond what everybody asks."),
        acts=(
            _("Add a field and say whether it is required before something becomes active."),
            _("Put the fields into the order in which they are asked."),
            _("Put a field away: it keeps its values."),
        ),
        guide="keep-house",
        also=_("field form question"),
    ),
    "working-days": Topic(
        title=_("Working days and holidays"),
        purpose=_("On which days your organization works: what falls due on a day off, waits."),
        acts=(
            _("Choose the working days, and enter holidays or upload a calendar of them."),
            _("Add locations for teams and people who have other holidays."),
            _("Undo an upload: what it added is gone again."),
        ),
        guide="set-working-days",
        also=_("calendar location vacation day off iCalendar"),
    ),
    "journal": Topic(
        title=_("The journal"),
        purpose=_("Every change and every sign-in: who, what and when. Nothing in it is changed."),
        acts=(
            _("Narrow it by what it is about, by who did it, by days and by words."),
            _("Open an entry to see each value before and after."),
            _("Export what is shown as a CSV file."),
        ),
        guide="read-the-journal",
        also=_("history log audit who"),
    ),
    "mail": Topic(
        title=_("Mail"),
        purpose=_("What waits to be sent, was sent, or could not be delivered."),
        acts=(
            _("Look for a message by its address or its state."),
            _("Open one for its words, where they say nothing private."),
            _("“Send once more” goes to the same address."),
        ),
        guide="read-the-journal",
        also=_("outbox message delivery"),
    ),
    "jobs": Topic(
        title=_("Jobs"),
        purpose=_("What runs by itself, when it ran last, and why it failed."),
        acts=(
            _("See whether anything waits or failed."),
            _("Open a failure to read why."),
            _("“Run again” lets a worker take it up within seconds."),
        ),
        guide="read-the-journal",
        also=_("queue schedule worker failed"),
    ),
    "tokens": Topic(
        title=_("API tokens"),
        purpose=_(
            "A token lets a program read, check in or write as you, in this organization, and "
            "never do more than you may."
        ),
        acts=(
            _("Say what it is for, what it may do and when it ends."),
            _("Copy it at once: it is shown a single time."),
            _("Revoke one that is no longer needed."),
        ),
        guide="use-the-api",
        also=_("program script rest secret"),
    ),
    "openings": Topic(
        title=_("Private objectives"),
        purpose=_(
            "An admin does not see private objectives. They open one with a reason, for 24 hours; "
            "its owner is told at once."
        ),
        acts=(
            _("Paste the link you were given."),
            _("Give a reason: the owner reads these words."),
            _("Close it as soon as you have seen what you needed."),
        ),
        guide="open-a-private-objective",
        also=_("open reason hidden"),
    ),
    "set-up": Topic(
        title=_("Setting an instance up"),
        purpose=_("The first page of a new instance: it belongs to whoever first runs it."),
        acts=(
            _("Say what the organization is called, and whether you start simple or full."),
            _("Choose the cycle you begin with."),
            _("Say who you are: you become administrator and OKR champion."),
        ),
        guide="set-up",
        also=_("first run begin install"),
    ),
    "sign-in": Topic(
        title=_("Signing in"),
        purpose=_("The ways in: a password, a link that works once, or an invitation."),
        acts=(
            _("Type e-mail address and password."),
            _("“Forgotten?” sends a link to choose another password."),
            _("An invitation lets you choose a name and a password."),
        ),
        guide="sign-in",
        also=_("password forgotten invitation link sign out"),
    ),
    "preferences": Topic(
        title=_("You"),
        purpose=_("Your name, your colours, your password, and the organizations you belong to."),
        acts=(
            _("Change how you are called, and choose light or dark."),
            _("Choose another password: all your other sessions end."),
            _("Switch to another organization."),
        ),
        guide="sign-in",
        also=_("theme dark light account organizations"),
    ),
}
