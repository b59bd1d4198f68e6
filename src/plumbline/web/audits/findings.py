"""Findings of audits in people's words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from plumbline.domain.audits.selectors.audits import person_then
from plumbline.domain.audits.selectors.words import outcome_words, values_words
from plumbline.domain.governance.selectors.practices import Tier
from plumbline.web.audits.places import item_url
from plumbline.web.day_words import day_words

if TYPE_CHECKING:
    from plumbline.domain.audits.models import AuditFinding
    from plumbline.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One flaw with its evidence."""

    title: str
    is_person: bool
    url: str
    of: str
    practice: str
    tier: str
    number: int
    code: str
    message: str
    words: str
    values: str
    outcome: str
    outcome_value: str
    waived: str


def finding_line(visit: "Visit", row: "AuditFinding") -> FindingLine:
    """Return a finding as lists show it."""
    waived = ""
    if row.waiver is not None:
        said = {
            "day": day_words(row.waiver.expires_on),
            "reason": row.waiver.reason,
            "person": row.waiver.granted_by.name if row.waiver.granted_by else "–",
        }
        waived = _("Waived by %(person)s until %(day)s: %(reason)s") % said
    person = person_then(visit.viewer, row.subject)
    return FindingLine(
        title=person or row.item_title,
        is_person=bool(person),
        url=item_url(visit, row),
        of=" · ".join(
            part
            for part in (
                row.subject.title if row.item_kind == "key_result" else "",
                row.subject.team_name or (_("No team") if person else _("Personal objectives")),
                row.subject.cycle_name,
            )
            if part
        ),
        practice=row.practice.name,
        tier=str(Tier(row.practice.tier).label),
        number=row.practice.number,
        code="" if person else row.code,
        message=row.message,
        words=", ".join(f"“{each}”" for each in row.words),
        values=values_words(row),
        outcome=outcome_words(row),
        outcome_value=row.outcome,
        waived=waived,
    )
