"""What the help says of writing objectives, changing what runs, and of cycles."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from plumbline.web.help_topics.topic import Topic

TOPICS: Final[Mapping[str, Topic]] = {
    "plan": Topic(
        title=_("Plan"),
        purpose=_(
            "What is being written for a cycle, with what each draft lacks before it can begin, "
            "and which teams have not started."
        ),
        acts=(
            _("Choose “New objective”, or go on with a draft."),
            _("Open a draft to see what it lacks, and activate it when nothing does."),
            _("Bring a document with OKRs, or go to the cycles."),
        ),
        keys=(("G P", _("to the plan")),),
        guide="write-objectives",
        also=_("draft new proposal"),
    ),
    "write": Topic(
        title=_("Writing objectives and key results"),
        purpose=_(
            "An objective says what will be better, a key result how one will see it. What you "
            "type is kept whenever you pause; nobody else sees it."
        ),
        acts=(
            _(
                "Say what will be better, why, and who will see it; only the first sentence has to "
                "be there."
            ),
            _(
                "Add key results: choose how each is measured, where it begins and where it ends. "
                "“Arrange” puts them in order, duplicates one or moves it."
            ),
            _(
                "Read below a sentence what the rules say of it. Work is asked three questions, "
                "and “Use this” takes the result that your answers make."
            ),
        ),
        keys=(("F8", _("to the next finding")), ("Ctrl ↵", _("use the proposal"))),
        guide="write-objectives",
        also=_("draft style visibility owner metric baseline target delete edit order duplicate"),
    ),
    "templates": Topic(
        title=_("Beginning from a template"),
        purpose=_(
            "A template is an objective with its key results, ready to be made yours. Those that "
            "come along bring no figures; your organization saves its own, by “Save as a "
            "template…” on the page of an objective."
        ),
        acts=(
            _("Choose a template by what kind of work you do, and look at what it would measure."),
            _("Choose cycle, team and owner: a draft is written, or proposed to the team’s lead."),
            _("Then change its words, drop what does not fit, and give each measure its figures."),
        ),
        guide="write-objectives",
        also=_("example starter begin new objective"),
    ),
    "learn": Topic(
        title=_("Lessons and exercises"),
        purpose=_(
            "Short lessons on writing and running OKRs, each with an exercise that the rules "
            "check. A champion gives lessons to everybody, a lead to their teams."
        ),
        acts=(
            _("Read a lesson, then try its exercise: below your words stands what is missing."),
            _("After two tries a sample answer is shown; a lesson is done with its exercises."),
            _("Give lessons under Learn, Assignments: you see who is done, and no answers."),
        ),
        guide="learn-okrs",
        also=_("lesson course training exercise assignment faq question beginner progress"),
    ),
    "examples": Topic(
        title=_("Worked examples"),
        purpose=_(
            "One idea in three steps: work, a result that lacks something, a result that can be "
            "seen. Below each line stands what the rules find in it."
        ),
        acts=(
            _("Choose your function, or look for a word."),
            _("Compare the first line with the last: what became visible?"),
            _("Write your own line in the same way, with your own figures."),
        ),
        guide="write-objectives",
        also=_("example learn good bad better key result activity outcome"),
    ),
    "many": Topic(
        title=_("Many objectives at once"),
        purpose=_(
            "Every objective you may see as a list, to narrow, sort and change together: tried out "
            "first, and taken back as one for a day."
        ),
        acts=(
            _("Narrow the list; its address keeps what you chose."),
            _("Tick objectives, choose what is to be done, and look at what would happen to each."),
            _("Do it; “Undo” takes the whole back, but what somebody touched since."),
        ),
        guide="change-many-objectives",
        also=_("bulk list all filter tag owner"),
    ),
    "views": Topic(
        title=_("Saved views"),
        purpose=_(
            "What you look for on the list of all objectives or on the map, kept under a name: the "
            "filter, the order and the form, never what was found."
        ),
        acts=(
            _("Narrow the list or the map, then “Save this view”; it stands above as a chip."),
            _("“Change this view” renames it, deletes it, or lets the page open with it."),
            _("A champion or admin can save one for everybody; each sees what they may see."),
        ),
        guide="save-views",
        also=_("chip filter default name bookmark"),
    ),
    "objective": Topic(
        title=_("An objective"),
        purpose=_(
            "Everything of one objective: why it matters, its key results with progress, chance "
            "and confidence, what it supports, and what was said about it."
        ),
        acts=(
            _("Read its key results; open one for its trend and check-ins."),
            _("Edit a draft, or adjust what runs with a reason; both are offered if you may."),
            _("Ask and answer in the discussion below."),
        ),
        guide="write-objectives",
        also=_("activate accept review guardrail"),
    ),
    "key-result": Topic(
        title=_("A key result"),
        purpose=_(
            "How one measure stands: its trend with target, expected pace and forecast, and every "
            "check-in with note and evidence."
        ),
        acts=(
            _("“Check in” if it is yours; “Correct” replaces an entry."),
            _("“Explain” shows how progress and chance came to be."),
            _("A shared one has a scoreboard: what each team that supports it adds."),
        ),
        guide="read-the-tree",
        also=_("trend chart check-ins"),
    ),
    "adjust": Topic(
        title=_("Adjusting what runs"),
        purpose=_(
            "What runs changes openly: target, baseline, weight, owner and visibility change with "
            "a reason, and what stood before stays in the history."
        ),
        acts=(
            _("Change what shall be; what stands today is beside it."),
            _("Give the reason: everybody who sees it reads it."),
            _("Say from which day on it holds."),
        ),
        guide="write-objectives",
        also=_("change target reason"),
    ),
    "pause-or-stop": Topic(
        title=_("Pausing and stopping"),
        purpose=_(
            "A pause stops the clock until it goes on. What is stopped is dropped for good, is "
            "kept, and leaves every mean."
        ),
        acts=(
            _("Choose whether it pauses, goes on or stops."),
            _("Give the reason, and the day."),
            _("A key result can pause or stop alone, on its own page."),
        ),
        guide="write-objectives",
        also=_("drop resume"),
    ),
    "carry-over": Topic(
        title=_("Carrying over and cloning"),
        purpose=_(
            "An objective goes on in another cycle: carried over it begins where it stands, cloned "
            "it begins as it was written."
        ),
        acts=(
            _("Choose the cycle, and whether it is carried over or cloned."),
            _("See where each key result begins; what has reached its target needs a new one."),
            _("Both pages name each other afterwards."),
        ),
        guide="close-a-cycle",
        also=_("next cycle copy clone duplicate"),
    ),
    "links": Topic(
        title=_("What supports what"),
        purpose=_(
            "A link says that an objective serves another one. It supports and adds nothing, or "
            "contributes: then its progress counts above with a weight."
        ),
        acts=(
            _("Search words of the title and choose “Make the link”."),
            _("Give a weight only if its progress shall count above."),
            _("Remove a link that no longer holds."),
        ),
        guide="write-objectives",
        also=_("alignment parent contribute support weight"),
    ),
    "grade": Topic(
        title=_("Grading"),
        purpose=_(
            "At the end of a cycle the owner says whether the better state is true, and only then "
            "sees the score; whoever leads gives the final grade."
        ),
        acts=(
            _("Answer first: is the better state true?"),
            _("Keep the score, or give another one with a reason."),
            _("A missed commitment needs a note, a learning objective what was learned."),
        ),
        guide="write-objectives",
        also=_("score final close"),
    ),
    "discussion": Topic(
        title=_("Discussions"),
        purpose=_(
            "Comments and questions about an objective or a key result. Whoever sees the thing "
            "reads them, and nobody else."
        ),
        acts=(
            _("Write and send; “An answer is required” makes it a question that waits."),
            _("Answer in a thread; mention somebody with @ and their name."),
            _("Edit or take back what you wrote yourself."),
        ),
        guide="discuss",
        also=_("comment question mention thread"),
    ),
    "external-links": Topic(
        title=_("External links"),
        purpose=_(
            "Pages elsewhere that belong to an objective or a key result: a board, a ticket, a "
            "report. Whoever sees the thing sees its links."
        ),
        acts=(
            _("Give each a title and an address with https:// or http://."),
            _("Remove what no longer holds; below the list it stays in the history."),
            _("The site that a link leads to stands beside it."),
        ),
        guide="link-to-elsewhere",
        also=_("url address issue tracker board ticket"),
    ),
    "notes": Topic(
        title=_("Your notes"),
        purpose=_(
            "What you write for yourself about an objective or a key result. Nobody else reads "
            "it, whatever their role."
        ),
        acts=(
            _("Open “Your notes” on the page of an objective or a key result, and write."),
            _("Empty the field and keep it to remove the note."),
            _("It is out of sight while you may not see the thing, and comes back after."),
        ),
        guide="discuss",
        also=_("private personal memo remark"),
    ),
    "dependencies": Topic(
        title=_("Dependencies"),
        purpose=_(
            "What one key result or team needs of another one by a day, with an owner on both "
            "sides. Whoever does not see both sides never learns of it."
        ),
        acts=(
            _("Ask on the page of a key result or a team: what, from whom, by when."),
            _("Accept what is asked, or decline it with a reason; say when it is delivered."),
            _("Whoever waits asks for another day, or withdraws it."),
        ),
        guide="depend-on-others",
        also=_("wait blocked deliver promise needed late"),
    ),
    "cycles": Topic(
        title=_("Cycles"),
        purpose=_(
            "The quarters, years or other stretches of time that objectives belong to: which run, "
            "which come, which are over."
        ),
        acts=(
            _("Open a cycle to see how it stands."),
            _("Champions make the next one: its name and days are filled in."),
            _("Champions change name, days and place of one by “Edit”."),
        ),
        guide="run-a-cycle",
        also=_("quarter year new fiscal"),
    ),
    "cycle": Topic(
        title=_("One cycle"),
        purpose=_(
            "Where a cycle stands: its phase, its objectives by style and state, what still runs "
            "or waits for its grade, and the grades once it is closed."
        ),
        acts=(
            _("Read the counts and open what still waits."),
            _("Champions move it to another phase by “Move on…”."),
            _("Champions say what becomes of each objective, and then close it."),
        ),
        guide="close-a-cycle",
        also=_("phase planning active closed wrap up"),
    ),
    "export": Topic(
        title=_("Export"),
        purpose=_(
            "Everybody may take out what they may see: a cycle, or the objectives of one team in "
            "it, as XLSX, CSV, Markdown, YAML or JSON."
        ),
        acts=(
            _("Choose the cycle, and whose objectives."),
            _("Choose a format: all of them hold the same."),
            _("Download; each can be imported again."),
        ),
        guide="export-okrs",
        also=_("download file excel xlsx csv yaml json markdown"),
    ),
    "import": Topic(
        title=_("Import"),
        purpose=_(
            "OKRs from a Markdown, YAML, JSON, CSV or XLSX file. Nothing is written before you "
            "have seen what was read and confirmed it."
        ),
        acts=(
            _("Choose a file or paste a text, and “Read it”."),
            _("Look at the preview: what was understood stands beside each line, problems below."),
            _("Confirm; “Undo this import” takes it back."),
        ),
        guide="import-okrs",
        also=_("upload document file"),
    ),
}
