"""Best practices of focus, balance, alignment and ownership."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from plumbline.domain.governance.choices import WRITING_GATES, Subject
from plumbline.domain.governance.library import sources
from plumbline.domain.governance.library.row import LibraryPractice, rules

BALANCE: Final[Mapping[str, LibraryPractice]] = {
    "three-objectives": LibraryPractice(
        Subject.BALANCE,
        _("Three objectives or fewer"),
        _("The organization, each team and each person have at most three objectives at a time."),
        _("The fourth objective is paid for by the first three."),
        sources.WODTKE,
        rules("PL-B01"),
        gates=WRITING_GATES[:2],
    ),
    "four-key-results": LibraryPractice(
        Subject.BALANCE,
        _("Four key results or fewer"),
        _("An objective has at most four key results; three are better."),
        _("Each further key result takes attention from the one that matters."),
        sources.DOERR,
        rules("PL-B02"),
    ),
    "two-key-results": LibraryPractice(
        Subject.BALANCE,
        _("At least two key results"),
        _("An objective has two key results or more, so that one cannot be gamed alone."),
        _("A single measure soon becomes the objective."),
        sources.GOODHART,
        rules("PL-B03"),
    ),
    "guardrail-on-growth": LibraryPractice(
        Subject.BALANCE,
        _("A guardrail on every growth bet"),
        _("Who wants much more, or much less, also says what must not get worse meanwhile."),
        _("Nearly every number can be bought by spoiling another one."),
        sources.GROVE,
        rules("PL-B04"),
    ),
    "not-one-sided": LibraryPractice(
        Subject.BALANCE,
        _("More than money"),
        _("A set of objectives speaks of customers, people and ways of working too."),
        _("Money tells how the past went. The rest tells how the future will."),
        sources.KAPLAN,
        rules("PL-B05"),
    ),
    "style-chosen": LibraryPractice(
        Subject.BALANCE,
        _("Committed or aspirational, said beforehand"),
        _("Each objective says whether it is a promise, a stretch or a thing to learn."),
        _("Seven tenths of a promise is a failure; seven tenths of a stretch is a success."),
        sources.PLAYBOOK,
        rules("PL-B07", "PL-B06"),
    ),
    "not-work-alone": LibraryPractice(
        Subject.BALANCE,
        _("Not a list of projects"),
        _("The key results of an objective are not all work; at least one shows its effect."),
        _("All projects done and nothing better: that is what a list of work permits."),
        sources.SEIDEN,
        rules("PL-B09"),
    ),
    "supports-the-company": LibraryPractice(
        Subject.ALIGNMENT,
        _("Every team objective supports something above"),
        _("A team’s objective is tied to an objective or a priority of the organization."),
        _("Work that supports nothing is unneeded, or shows that something is missing above."),
        sources.DOERR,
        rules("PL-A01", "PL-A04", "PL-A05"),
    ),
    "own-words-below": LibraryPractice(
        Subject.ALIGNMENT,
        _("In one’s own words"),
        _("A team says its own part. It does not copy the words of the objective above."),
        _("A copied objective tells what others want, and not what this team will do about it."),
        sources.REWORK,
        rules("PL-A02"),
    ),
    "half-from-below": LibraryPractice(
        Subject.ALIGNMENT,
        _("Half of the objectives from below"),
        _("About half of what a team aims for is proposed by the people who do the work."),
        _("They see first what customers miss, and they own what they proposed."),
        sources.DOERR,
    ),
    "neighbours-asked": LibraryPractice(
        Subject.ALIGNMENT,
        _("Ask the neighbours before the cycle begins"),
        _(
            "What a key result needs from another team is asked and answered before it is active, "
            "and no two teams pull at one number without knowing."
        ),
        _("A dependency that is found in week six is a delay; found in week zero it is a plan."),
        sources.FIELD_BOOK,
        rules("PL-A03"),
        steps=(
            _("List what each key result waits for."),
            _("Ask the other side, with a day."),
            _("Change the target where the answer is no."),
        ),
    ),
    "one-owner": LibraryPractice(
        Subject.OWNERSHIP,
        _("One person owns each result"),
        _("Every objective and key result has one owner: a person, not a group."),
        _("What everybody owns, nobody mends."),
        sources.GROVE,
        rules("PL-O01", "PL-O02", "PL-O03"),
    ),
    "owner-not-overloaded": LibraryPractice(
        Subject.OWNERSHIP,
        _("Nobody owns more than they can look after"),
        _("A person owns as many key results as they can look at every week."),
        _("Whoever owns ten results checks in on ten and changes none."),
        sources.WODTKE,
        rules("PL-O04"),
    ),
    "public-by-default": LibraryPractice(
        Subject.OWNERSHIP,
        _("Open to everybody"),
        _("Objectives and grades are visible to the whole organization unless there is a reason."),
        _("People help with what they can see."),
        sources.REWORK,
    ),
}
