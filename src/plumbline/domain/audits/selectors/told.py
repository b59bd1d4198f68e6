"""What a file tells of an audit: what everybody who reads audits sees of it, as it was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plumbline.domain.audits.models import Audit, AuditFinding, AuditWaiver
from plumbline.domain.audits.selectors.compliance import Compliance
from plumbline.domain.orgs.viewers import Actor


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells of an audit.

    Attributes:
        viewer: Who takes it.
        compliance: What it comes to.
        runs: It and those of the same scope before it, the earliest first, for what tells of time.
        over_time: What each of these comes to, by row.
    """

    viewer: Actor
    audit: Audit
    compliance: Compliance
    findings: Sequence[AuditFinding]
    waivers: Sequence[AuditWaiver]
    runs: Sequence[Audit]
    over_time: Mapping[int, Compliance]


def waivers_each_once(rows: Sequence[AuditWaiver]) -> list[AuditWaiver]:
    """Return waivers once each: one for a team is kept for every objective it was over."""
    return list({row.waiver_public_id: row for row in reversed(rows)}.values())[::-1]
