"""The subjects of the help about governance."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from plumbline.web.help_topics.topic import Topic

TOPICS: Final[Mapping[str, Topic]] = {
    "governance": Topic(
        title=_("Practices: best practices, guidelines, policies"),
        purpose=_(
            "What your organization asks of every OKR. A best practice hints, a guideline warns "
            "and lets pass, a policy blocks until it is met and says what to do."
        ),
        acts=(
            _("Adopt practices from the library, or write one of your own."),
            _(
                "Move a practice up or down with a reason; before it becomes a policy see what "
                "that would break."
            ),
            _("Open a rule: what it finds, why, with examples, and which practices ask it."),
        ),
        guide="govern-okrs",
        also=_("governance rule policy guideline best practice gate block library"),
    ),
    "approvals": Topic(
        title=_("Approvals of objectives"),
        purpose=_(
            "A practice may ask that somebody approves an objective before it is active, and "
            "again when it changes. Nobody approves what they own."
        ),
        acts=(
            _("Ask for approval on the page of the objective; it says of whom, and by when."),
            _("Approve it, or send it back and say what is missing."),
            _("Let leads above, champions or people you name approve, on the form of a practice."),
        ),
        guide="approve-objectives",
        also=_("approve approval sign off yes review lead named due"),
    ),
    "waivers": Topic(
        title=_("Waivers of practices"),
        purpose=_(
            "Where a practice cannot be kept now, an objective or a team is let off it until a "
            "day: asked with a reason, answered by somebody else, listed in every audit."
        ),
        acts=(
            _("Ask beside what blocks, or for a team and all below on the page of the practice."),
            _("Grant what waits for you, or decline it; end early what was granted."),
            _("See on the page of an objective, team or practice what is waived, and until when."),
        ),
        guide="waive-practices",
        also=_("waiver exception exempt leave policy until"),
    ),
    "attestations": Topic(
        title=_("Attestations of practices"),
        purpose=_(
            "Where no rule can check a practice, people read it and say that they keep it, or why "
            "not yet."
        ),
        acts=(
            _("Answer what is asked of you before its day is over."),
            _("Ask everybody, people with a role, or a team and all below."),
            _("See who has attested, who said not yet, and who is overdue; have them reminded."),
        ),
        guide="attest-practices",
        also=_("attest acknowledge confirm overdue reminder"),
    ),
    "practice-feedback": Topic(
        title=_("What a practice is like to live with"),
        purpose=_(
            "People say whether a practice helps, gets in the way or is unclear. Whoever keeps it "
            "reads that and answers."
        ),
        acts=(
            _("Say how it is to live with, change that, or take all of it back."),
            _("Answer what people say, and close it; they hear of it."),
            _("See how many say what, from five people on."),
        ),
        guide="give-feedback-on-practices",
        also=_("feedback opinion annoys helps unclear practice"),
    ),
    "audits": Topic(
        title=_("Audits: what the practices found on a day"),
        purpose=_(
            "An audit asks every practice in force on a day of every objective that ran, and "
            "keeps what it found as it was found: words, numbers, versions, waivers."
        ),
        acts=(
            _("Run an audit as of today or a day before, or let one be made every month."),
            _("See how far each practice was kept, by team and over time, and what changed."),
            _("Take the findings away as a workbook, a table or JSON."),
        ),
        guide="audit-okrs",
        also=_("audit compliance finding evidence waiver schedule export"),
    ),
}
