"""What the help says of the pages one lives in: the week, teams, the company, numbers."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from plumbline.web.help_topics.topic import Topic

TOPICS: Final[Mapping[str, Topic]] = {
    "my-week": Topic(
        title=_("My week"),
        purpose=_(
            "What is yours to do this week: the key results that are due, the first one open, and "
            "three questions of each of your teams."
        ),
        acts=(
            _("Type the value as it is now, choose how sure you are, and choose “Save, next”."),
            _("“Skip” leaves a key result for later; “Undo” beside a saved row takes it back."),
            _("Answer the three questions below, once a week; until Sunday they can be changed."),
            _("“Plan the week” keeps what it is for and what comes first; nobody else reads it."),
        ),
        keys=(
            ("=", _("in the value: the same as last time")),
            ("Enter", _("save, open the next one")),
            ("S", _("skip")),
            ("Z", _("undo")),
        ),
        guide="check-in",
        also=_("due check-in home monday"),
    ),
    "check-in": Topic(
        title=_("Checking in"),
        purpose=_(
            "A check-in says how a key result stands: its value, how sure you are to reach the "
            "target, and what is behind it. Nothing is ever overwritten."
        ),
        acts=(
            _("Type the value, choose your confidence from 1 to 10, and save."),
            _(
                "“Add evidence or another day” says where the value comes from, with files if you "
                "like, and when it held."
            ),
            _("“Correct” in the list of check-ins replaces an entry; both stay readable."),
        ),
        keys=(
            ("=", _("in the value: the same as last time")),
            ("Enter", _("save")),
        ),
        guide="check-in",
        also=_("value confidence note evidence file correct undo take back withdraw"),
    ),
    "weekly-questions": Topic(
        title=_("The three questions"),
        purpose=_(
            "Once a week a team tells in its own words what it did, what came of it and what it "
            "will learn next. Whoever sees the team reads it."
        ),
        acts=(
            _("Answer what you shipped or changed, and what it did to the key results."),
            _("Say what you will learn next: next week begins with it."),
            _("Change your answers until Sunday."),
        ),
        guide="check-in",
        also=_("shipped blocked learn answers"),
    ),
    "inbox": Topic(
        title=_("The inbox"),
        purpose=_(
            "What you were told: what is for you alone, and what moves at the things you own, "
            "comment on or follow."
        ),
        acts=(
            _("Choose a line: it leads to what it is about, and is read."),
            _("“Mark all as read” can be taken back."),
            _("“What I am told” says what comes here, what by mail, and when."),
        ),
        guide="follow",
        also=_("notifications follow digest mail reminder unread bell"),
    ),
    "find": Topic(
        title=_("Find or do"),
        purpose=_("One field for everything you may see, and for what you may do."),
        acts=(
            _("Type some letters: all words have to be in the title, in any order."),
            _("Walk through what was found with the arrows and open it with Enter."),
            _("Type nothing to see what you may do."),
        ),
        keys=(
            ("/", _("into the field, from any page")),
            ("↓ ↑", _("through what was found")),
            ("Esc", _("back to the field")),
        ),
        guide="find-things",
        also=_("search palette command"),
    ),
    "team": Topic(
        title=_("A team’s page"),
        purpose=_(
            "Where a team stands: its key results by status, how much of their bar its objectives "
            "have reached, what moved, and what nobody has spoken of."
        ),
        acts=(
            _("Read the counts, then open what is at risk, off track or stale."),
            _("“Explain” beside an attainment names each objective with what it adds."),
            _("“As of today” shows the page as it stood at the end of a past day."),
        ),
        keys=(("G T", _("to your team")), ("J K", _("next row, row before"))),
        guide="read-a-team",
        also=_("status attainment stale members"),
    ),
    "weekly-review": Topic(
        title=_("The weekly review"),
        purpose=_(
            "The first page of a team’s meeting: each key result as it stands and as it stood a "
            "week ago, what is tried out, what is in the way, and what was learned."
        ),
        acts=(
            _("Begin with the tinted row: it is breached, off track, silent, or fell the most."),
            _("“Present” shows one key result after the other in large type, for a wall."),
            _("Write down what you decide, who does it and until when: next week begins with it."),
            _("An experiment stays until a week after it ended, with what came of it so far."),
            _("What is private is marked here and is never on the wall."),
        ),
        keys=(
            ("P", _("present")),
            ("E B D", _("add an experiment, what is in the way, a decision")),
            ("→ ←", _("on the wall: next, back")),
            ("D", _("on the wall: write down a decision")),
            ("Space", _("start or pause the clock")),
            ("Esc", _("leave the wall")),
        ),
        guide="review-the-week",
        also=_("meeting present projector timer clock slides"),
    ),
    "team-tree": Topic(
        title=_("The tree of teams"),
        purpose=_(
            "Which teams there are and where each lies. The place of a team decides who sees what "
            "is for it alone, and in which teams’ figures its objectives count."
        ),
        acts=(
            _("Admins add a team beside the tree, and change one by “Change”."),
            _("Admins move a team by its handle or by M, and with “Show people” its people too."),
            _("“As of today” shows the tree of a past day."),
        ),
        keys=(
            ("↑ ↓", _("walk the tree")),
            ("M", _("pick up a team or a person; then up, down and Enter")),
            ("Esc", _("leave it where it is")),
        ),
        guide="change-the-team-tree",
        also=_("departments move close join leave"),
    ),
    "company": Topic(
        title=_("Company"),
        purpose=_(
            "Where the organization stands, how sure its people are and what needs a decision, "
            "week by week; then the objectives of a cycle and what hangs below each."
        ),
        acts=(
            _("“Show as table” below a picture gives its numbers as text."),
            _("Unfold key results and the objectives below; open one by its title."),
            _("Choose another cycle in the line below the first sentence."),
            _("“As of today” shows it as everybody saw it at the end of a past day."),
        ),
        keys=(("G C", _("to the company")), ("J K", _("next row, row before"))),
        guide="read-the-organization",
        also=_("organization tree objectives charts weeks heat map decisions priorities"),
    ),
    "map": Topic(
        title=_("The map"),
        purpose=_(
            "What a cycle’s objectives lead up to, from the priorities on the left, with a line "
            "from every objective to each of its parents."
        ),
        acts=(
            _("Choose an objective to put it in focus: all above and below it is drawn."),
            _("Narrow it by words, team, style and status; choose what the marks tell."),
            _("Read it as a list: it says the same in words."),
        ),
        keys=(
            ("F", _("the box one stands on into focus")),
            ("L", _("picture or list")),
            ("+ - 0", _("zoom")),
        ),
        guide="read-the-map",
        also=_("alignment picture graph focus"),
    ),
    "strategy": Topic(
        title=_("Strategy"),
        purpose=_(
            "What comes before objectives: mission, vision, how you win, and the few priorities "
            "that matter this year. Everybody reads it; champions write it."
        ),
        acts=(
            _("Read which priorities there are, and what serves each."),
            _("Champions write mission, vision and strategy, and add priorities."),
            _("Put a priority away when it is over: what serves it keeps it."),
        ),
        guide="write-the-strategy",
        also=_("mission vision priority"),
    ),
    "numbers": Topic(
        title=_("Where a number comes from"),
        purpose=_(
            "The calculation behind a progress, a chance or an attainment, with every value that "
            "went into it."
        ),
        acts=(
            _("Follow each part into its own calculation."),
            _("See what adds nothing: guardrails, links that only support, what has no check-in."),
            _("Open it from a page of a past day for the values known then."),
        ),
        guide="explain-a-number",
        also=_("explain progress chance forecast calculation weight"),
    ),
    "help": Topic(
        title=_("The help"),
        purpose=_("What each page is for, what one does there, and its keys."),
        acts=(
            _("Choose “Help” on a page: it speaks of that page."),
            _("Look for words in all of it, or read the list of everything."),
            _("Press ? for the keys that work everywhere."),
        ),
        keys=(("G H", _("the help of the page")), ("?", _("the keys"))),
        also=_("documentation manual how"),
    ),
}
