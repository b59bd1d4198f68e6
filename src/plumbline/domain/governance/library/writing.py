"""Best practices of writing objectives and key results."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from plumbline.domain.governance.choices import Subject
from plumbline.domain.governance.library import sources
from plumbline.domain.governance.library.row import LibraryPractice, rules

WRITING: Final[Mapping[str, LibraryPractice]] = {
    "results-not-work": LibraryPractice(
        Subject.WRITING,
        _("Results, not work"),
        _("A key result says what will be different, not what will be done to get there."),
        _("Work can be finished without changing anything. A result cannot."),
        sources.PLAYBOOK,
        rules("PL-W01"),
        steps=(
            _("Ask what would be better once the work is done."),
            _("Ask for whom, and how they would notice."),
            _("Write that down, and keep the work in a comment beside it."),
        ),
    ),
    "objective-is-a-state": LibraryPractice(
        Subject.WRITING,
        _("An objective is a better state"),
        _("An objective describes how things will be, in words that people remember."),
        _("A task ends when it is done; a state can be missed, and that is worth knowing."),
        sources.DOERR,
        rules("PL-W02", "PL-W10"),
    ),
    "words-before-numbers": LibraryPractice(
        Subject.WRITING,
        _("Words in the objective, numbers below it"),
        _("An objective holds no number. What can be counted stands in its key results."),
        _("Whoever reads a number first works for the number and forgets what it was for."),
        sources.WODTKE,
        rules("PL-W03"),
    ),
    "objective-says-something": LibraryPractice(
        Subject.WRITING,
        _("An objective one can disagree with"),
        _("An objective is clear enough that somebody could say no to it."),
        _("“Be the best” excludes nothing, so it decides nothing."),
        sources.NIVEN,
        rules("PL-W04", "PL-W08"),
    ),
    "no-insider-words": LibraryPractice(
        Subject.WRITING,
        _("No insider words"),
        _("Anybody in the organization understands each line without asking."),
        _("Nobody helps with what they cannot read."),
        sources.PLAIN,
        rules("PL-W07"),
    ),
    "short-lines": LibraryPractice(
        Subject.WRITING,
        _("Short enough to say aloud"),
        _("Objectives and key results are short enough to be said in one breath."),
        _("What cannot be said is not remembered, and so steers nobody."),
        sources.PLAIN,
        rules("PL-W09"),
    ),
    "one-measure-each": LibraryPractice(
        Subject.WRITING,
        _("One measure in each key result"),
        _("A key result measures one thing. Two things are two key results."),
        _("Of two measures in one line one may fail unseen behind the other."),
        sources.FIELD_BOOK,
        rules("PL-W06"),
    ),
    "key-result-adds": LibraryPractice(
        Subject.WRITING,
        _("A key result says more than its objective"),
        _("No key result repeats the objective, or another key result, in other words."),
        _("A line said twice looks like proof and is none."),
        sources.PLAYBOOK,
        rules("PL-W05", "PL-W12"),
    ),
    "no-business-as-usual": LibraryPractice(
        Subject.WRITING,
        _("Change, not business as usual"),
        _("What must simply go on is watched as a guardrail. OKRs are for what should change."),
        _("Where everything is an OKR, nothing is a priority."),
        sources.REWORK,
        rules("PL-W10", "PL-W11"),
    ),
}
