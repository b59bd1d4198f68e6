"""Where what audits speak of stands."""

from typing import TYPE_CHECKING

from django.urls import reverse

from plumbline.engine.rules.agreement.not_approved import RULE as NOT_APPROVED

if TYPE_CHECKING:
    from plumbline.domain.audits.models import AuditFinding
    from plumbline.web.visits import Visit


def item_url(visit: "Visit", finding: "AuditFinding") -> str:
    """Return where what a finding is about stands today."""
    if not finding.item_public_id:
        return ""
    name = "key-result" if finding.item_kind == "key_result" else "objective"
    if finding.code == NOT_APPROVED.code:
        name = "objective-approvals"
    return reverse(name, args=[visit.slug, finding.item_public_id])
