"""Best practices of the weekly rhythm, and of ending and learning."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from plumbline.domain.governance.choices import ENDING_GATES, Gate, Subject
from plumbline.domain.governance.library import sources
from plumbline.domain.governance.library.row import LibraryPractice, rules

RHYTHM: Final[Mapping[str, LibraryPractice]] = {
    "weekly-check-in": LibraryPractice(
        Subject.RHYTHM,
        _("A check-in every week"),
        _("Each key result has a value and a confidence that are not older than its rhythm."),
        _("A number nobody looked at for a month is a rumour."),
        sources.WODTKE,
        rules("PL-R01"),
        gates=(Gate.CHANGE, Gate.GRADE),
    ),
    "confidence-early": LibraryPractice(
        Subject.RHYTHM,
        _("Doubt about a promise is said early"),
        _(
            "Low confidence in a committed objective is talked about in the first weeks, and "
            "confidence that never moves is asked about."
        ),
        _("In week three a promise can be rescued; in week twelve it can only be explained."),
        sources.PLAYBOOK,
        rules("PL-R04", "PL-R05"),
        gates=(Gate.CHANGE,),
    ),
    "monday-and-friday": LibraryPractice(
        Subject.RHYTHM,
        _("Commit on Monday, celebrate on Friday"),
        _("The week begins with what each person will do for a result, and ends with what moved."),
        _("OKRs that are looked at twice a quarter change nothing in between."),
        sources.WODTKE,
        steps=(
            _("On Monday each one says the most important thing for a result."),
            _("Confidence is said anew, with the reason where it changed."),
            _("On Friday the team shows what it finished and what it learned."),
        ),
    ),
    "premortem": LibraryPractice(
        Subject.RHYTHM,
        _("Imagine the failure first"),
        _("Before an objective begins the team imagines it has failed, and says why."),
        _("It is easier to name a danger before anybody has to defend a plan."),
        sources.KLEIN,
        steps=(
            _("Say: it is the last day, and we missed it. Why?"),
            _("Each one writes reasons alone, then they are read out."),
            _("Turn the likeliest into a guardrail, an early warning or a question."),
        ),
    ),
    "change-openly": LibraryPractice(
        Subject.RHYTHM,
        _("Change openly, with a reason"),
        _("A target is changed when the world did, with a reason that everybody can read."),
        _("A target that moves in silence takes the trust in all the others with it."),
        sources.DOERR,
    ),
    "grade-in-time": LibraryPractice(
        Subject.ENDING,
        _("Graded within two weeks"),
        _("Every objective is graded within two weeks of the end of its cycle."),
        _("Later nobody remembers, and the next cycle begins without what this one taught."),
        sources.REWORK,
        rules("PL-R08"),
        gates=(Gate.CHANGE,),
    ),
    "not-always-reached": LibraryPractice(
        Subject.ENDING,
        _("All reached means aimed too low"),
        _("Whoever reaches every target of every cycle aims higher in the next one."),
        _("Average grades of 0.6 to 0.7 show that people dared something."),
        sources.REWORK,
        rules("PL-R06"),
        gates=ENDING_GATES,
    ),
    "answer-before-score": LibraryPractice(
        Subject.ENDING,
        _("The answer before the score"),
        _("The owner says whether the better state is true before looking at the number."),
        _("Who sees the number first finds the reasons that fit it."),
        sources.GOODHART,
    ),
    "retrospective": LibraryPractice(
        Subject.ENDING,
        _("A retrospective before the next cycle"),
        _("Each team takes an hour to say what helped, what hindered and what it will change."),
        _("What is not talked about is repeated."),
        sources.KERTH,
        steps=(
            _("Look at the grades together, without blame."),
            _("Say what helped and what slowed you down."),
            _("Choose one thing to do otherwise, and who begins with it."),
        ),
    ),
    "no-pay-by-score": LibraryPractice(
        Subject.ENDING,
        _("Scores are not pay"),
        _("Grades are never turned into bonuses or rankings of people."),
        _("Where a score is pay, targets get small and bad news gets late."),
        sources.REWORK,
    ),
    "bad-news-thanked": LibraryPractice(
        Subject.ENDING,
        _("Thank whoever brings bad news"),
        _("Whoever says early that a result is in danger is thanked, and then helped."),
        _("People tell the truth where it is safe, and only there."),
        sources.EDMONDSON,
    ),
}
