"""Practices about what an organization agreed for itself: fields, days, evidence at the end."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from plumbline.domain.governance.choices import WRITING_GATES, Gate, Subject
from plumbline.domain.governance.library import sources
from plumbline.domain.governance.library.row import LibraryPractice

AGREEMENT: Final[Mapping[str, LibraryPractice]] = {
    "said-before-it-starts": LibraryPractice(
        Subject.OWNERSHIP,
        _("Said before it starts"),
        _("Each objective says why it matters and whose it is, each key result whose it is."),
        _("What everybody needs to know is asked once, and not again in every meeting."),
        sources.DOERR,
        {"PL-G01": {"objective": ["why", "owner"], "key_result": ["owner"]}},
    ),
    "agreed-in-time": LibraryPractice(
        Subject.RHYTHM,
        _("Agreed a week before the cycle"),
        _("An objective is active at least seven days before the first day of its cycle."),
        _("Who depends on it plans before the cycle begins; what comes later is news to them."),
        sources.NIVEN,
        {"PL-G02": {"days": 7}},
        gates=WRITING_GATES[:2],
    ),
    "approved-above": LibraryPractice(
        Subject.ALIGNMENT,
        _("Approved by the lead above"),
        _(
            "The lead of a team above approves an objective before it is active, and again when "
            "its title or a target changes."
        ),
        _("Whoever answers for the whole knows what each part of it is after before it begins."),
        sources.GROVE,
        {"PL-G03": {"by": ["parent_lead"], "changes": True}},
        gates=WRITING_GATES[1:],
    ),
    "closed-with-evidence": LibraryPractice(
        Subject.ENDING,
        _("Closed with what was learned, and what shows it"),
        _("Each grade says what was learned and shows it: in words, with a link or a file."),
        _("A grade alone tells the next plan nothing."),
        sources.REWORK,
        {"PL-G01": {"grade": ["learned", "learned_evidence"]}},
        gates=(Gate.CLOSE,),
    ),
}
