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
            _(
                "Ask for a waiver where a policy cannot be met now; somebody else grants it, "
                "until a day. Where no rule can check a practice, people attest that they keep it; "
                "where somebody is to say yes first, leads above or champions approve it."
            ),
        ),
        guide="govern-okrs",
        also=_("governance rule policy guideline best practice gate block library attest approve"),
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
