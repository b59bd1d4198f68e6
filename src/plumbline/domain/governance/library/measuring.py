"""Best practices of baselines, targets and evidence."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from plumbline.domain.governance.choices import WRITING_GATES, Gate, Subject
from plumbline.domain.governance.library import sources
from plumbline.domain.governance.library.row import LibraryPractice, rules

MEASURING: Final[Mapping[str, LibraryPractice]] = {
    "a-number-in-each": LibraryPractice(
        Subject.MEASURING,
        _("A number in every key result"),
        _("Each key result says how much, or is a milestone that is reached or not."),
        _("Without a number nobody can say whether it happened."),
        sources.GROVE,
        rules("PL-T01", "PL-T03"),
    ),
    "from-a-baseline": LibraryPractice(
        Subject.MEASURING,
        _("Every result has a baseline"),
        _("A key result says where it starts, or by which day that will be known."),
        _("Without a start, movement cannot be seen."),
        sources.FIELD_BOOK,
        rules("PL-T02", "PL-T10"),
    ),
    "target-moves": LibraryPractice(
        Subject.MEASURING,
        _("The target asks for movement"),
        _("Target and baseline differ, and the words say the same direction as the numbers."),
        _("A target that is met on the first day asks for nothing."),
        sources.LOCKE,
        rules("PL-T04", "PL-T05"),
    ),
    "unit-said": LibraryPractice(
        Subject.MEASURING,
        _("The unit is said"),
        _("Each number says what it counts."),
        _("“From 3 to 5” is read in as many ways as there are readers."),
        sources.PLAIN,
        rules("PL-T06"),
    ),
    "by-a-day": LibraryPractice(
        Subject.MEASURING,
        _("By a day"),
        _("Each key result lies in a cycle or names the day by which it is due."),
        _("A result without a day is never late."),
        sources.DOERR,
        rules("PL-T07", "PL-R07"),
    ),
    "no-vanity": LibraryPractice(
        Subject.MEASURING,
        _("Nothing that only flatters"),
        _("A key result counts what people do because of us, not what merely adds up."),
        _("Totals go up by themselves. They feel good and tell nothing."),
        sources.RIES,
        rules("PL-T11"),
    ),
    "early-warning": LibraryPractice(
        Subject.MEASURING,
        _("Early warning beside every pass or fail"),
        _("A key result that is only reached or missed has an indicator that moves before."),
        _("Otherwise the bad news comes on the last day, when nothing can be done."),
        sources.DOERR,
        rules("PL-T12"),
    ),
    "seen-within-two-weeks": LibraryPractice(
        Subject.MEASURING,
        _("Seen within two weeks"),
        _("Each key result can be measured within two weeks, or names a stand-in that can."),
        _("A measure that comes once a quarter cannot steer the quarter."),
        sources.WODTKE,
        rules("PL-T13", "PL-B08"),
    ),
    "measured-by-week-two": LibraryPractice(
        Subject.MEASURING,
        _("Measured by the end of week two"),
        _("By the end of the second week each key result has its first measured value."),
        _("Who starts measuring in the middle learns about the second half only."),
        sources.WODTKE,
        rules("PL-R03", "PL-R02"),
        gates=(Gate.CHANGE,),
    ),
    "plausible-target": LibraryPractice(
        Subject.MEASURING,
        _("Neither a gift nor a wish"),
        _("A target lies outside what usually happens anyway, and inside what can be reached."),
        _("People give up on the impossible and sleep through the certain."),
        sources.LOCKE,
        rules("PL-T08", "PL-T09"),
    ),
    "evidence-agreed": LibraryPractice(
        Subject.MEASURING,
        _("Evidence agreed beforehand"),
        _("Where a result is not a number, it says what will count as proof, and by which day."),
        _("At the end everybody remembers the proof that suits them."),
        sources.PLAYBOOK,
        rules("PL-E01", "PL-E02"),
    ),
    "reached-is-shown": LibraryPractice(
        Subject.MEASURING,
        _("What is called reached is shown"),
        _("A check-in that says a milestone is reached carries what shows it."),
        _("The day it happens is the one day on which showing it costs nothing."),
        sources.PLAYBOOK,
        rules("PL-E05"),
        gates=(Gate.CHANGE, Gate.GRADE),
    ),
    "survey-protocol": LibraryPractice(
        Subject.MEASURING,
        _("A survey says whom it asks"),
        _("A result from a survey says who is asked, how many, how and when."),
        _("Another sample gives another number, and nobody would know why."),
        sources.KAPLAN,
        rules("PL-E03"),
    ),
    "source-named": LibraryPractice(
        Subject.MEASURING,
        _("Every metric names its source"),
        _("Each key result says from where its value comes."),
        _("A number that only one person can find is that person’s opinion."),
        sources.FIELD_BOOK,
        rules("PL-E04"),
    ),
    "resources-named": LibraryPractice(
        Subject.MEASURING,
        _("No target without means"),
        _("A target comes with the people, time or money that it takes."),
        _("A target without means is a wish with a deadline."),
        sources.GROVE,
        rules("PL-T14"),
        gates=WRITING_GATES[:2],
    ),
}
