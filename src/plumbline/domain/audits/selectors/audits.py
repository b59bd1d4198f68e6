"""The audits there are, and what one of them found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from plumbline.domain.audits.choices import AuditState, FindingOutcome, Rhythm
from plumbline.domain.audits.models import (
    Audit,
    AuditFinding,
    AuditPractice,
    AuditSchedule,
    AuditSubject,
    AuditWaiver,
)
from plumbline.domain.audits.percents import percent_of
from plumbline.domain.audits.permissions import (
    audits_export_permit,
    audits_read_permit,
    person_named,
    subjects_open,
    subjects_seen,
)
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.paging import rows_part

# Words come along: interfaces read no models.
__all__ = [
    "AUDITS_A_PAGE",
    "FINDINGS_A_PAGE",
    "AuditFilter",
    "AuditState",
    "AuditsPage",
    "FindingOutcome",
    "FindingsPage",
    "Rhythm",
    "audit_findings",
    "audit_findings_all",
    "audit_findings_page",
    "audit_get",
    "audit_latest",
    "audit_practices",
    "audit_waivers",
    "audits_page",
    "audits_part",
    "findings_beside",
    "findings_open",
    "person_then",
    "schedule_get",
    "schedules_list",
    "share_done",
]

AUDITS_A_PAGE: Final = 20
FINDINGS_A_PAGE: Final = 50
_LATEST: Final = ("-as_of", "-pk")


@dataclass(frozen=True, slots=True)
class AuditsPage:
    """Some audits, the latest first."""

    audits: Sequence[Audit]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """Some findings of an audit, those of the firmest practices first."""

    findings: Sequence[AuditFinding]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """How findings are narrowed; empty narrows nothing.

    Attributes:
        practice: Public id of a practice.
        team: Public id of a team; its own objectives alone.
        outcome: What they come to.
        words: In what was found, the title or the code.
    """

    practice: str = ""
    team: str = ""
    outcome: str = ""
    words: str = ""

    def condition(self) -> Q:
        """Return the filter as a condition of the database."""
        condition = Q()
        if self.practice:
            condition &= Q(practice__practice__public_id=self.practice)
        if self.team:
            condition &= Q(subject__team__public_id=self.team)
        if self.outcome:
            condition &= Q(outcome=self.outcome)
        if self.words:
            condition &= (
                Q(item_title__icontains=self.words)
                | Q(subject__title__icontains=self.words)
                | Q(message__icontains=self.words)
                | Q(code__iexact=self.words)
            )
        return condition


NOTHING: Final = AuditFilter()


def audits_page(*, viewer: Actor, number: int = 1, size: int = AUDITS_A_PAGE) -> AuditsPage:
    """Return a page of the audits, the latest first (two queries).

    Raises:
        NotFound: The viewer may not read audits.
    """
    audits_read_permit(viewer)
    rows = _audits().order_by(*_LATEST)
    total = rows.count()
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    found = list(rows[(number - 1) * size : number * size])
    return AuditsPage(found, total, number, pages)


def audits_part(
    *, viewer: Actor, after: str | None = None, limit: int = 50
) -> tuple[Sequence[Audit], str | None]:
    """Return some audits, the latest first, and behind which the next ones stand.

    One query; two behind the first part.

    Args:
        viewer: Who asks.
        after: Where the part before ended.
        limit: So many.

    Raises:
        NotFound: The viewer may not read audits, or the part before ended with one that is gone.
    """
    audits_read_permit(viewer)
    return rows_part(_audits(), _LATEST, after=after, limit=limit)


def audit_latest(*, viewer: Actor) -> Audit | None:
    """Return the latest audit of the whole organization that is done (one query).

    Raises:
        NotFound: The viewer may not read audits.
    """
    audits_read_permit(viewer)
    rows = _audits().filter(state=AuditState.DONE, team=None)
    row: Audit | None = rows.order_by(*_LATEST).first()
    return row


def audit_get(*, viewer: Actor, public_id: str) -> Audit:
    """Return one audit with its team, cycle and whoever asked for it (one query).

    Raises:
        NotFound: There is none, or the viewer may not read audits.
    """
    audits_read_permit(viewer)
    row: Audit | None = _audits().filter(public_id=public_id).first()
    if row is None:
        raise NotFound("audits.not_found")
    return row


def audit_practices(*, viewer: Actor, audit: Audit) -> Sequence[AuditPractice]:
    """Return the practices that an audit asked, the firmest first (one query)."""
    audits_read_permit(viewer)
    rows = AuditPractice.objects.filter(audit=audit).select_related("practice")
    return sorted(rows, key=lambda row: (_FIRMEST.index(row.tier), row.name, row.pk))


def audit_findings_page(
    *, viewer: Actor, audit: Audit, narrowed: AuditFilter = NOTHING, number: int = 1
) -> FindingsPage:
    """Return a page of what an audit found, as far as the viewer sees it (two queries)."""
    rows = audit_findings(viewer=viewer, audit=audit, narrowed=narrowed)
    total, size = rows.count(), FINDINGS_A_PAGE
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    return FindingsPage(list(rows[(number - 1) * size : number * size]), total, number, pages)


def audit_findings(
    *, viewer: Actor, audit: Audit, narrowed: AuditFilter = NOTHING
) -> QuerySet[AuditFinding]:
    """Return what an audit found, as far as the viewer sees it, in the order it was found.

    Raises:
        NotFound: The viewer may not read audits.
    """
    audits_read_permit(viewer)
    rows: QuerySet[AuditFinding] = AuditFinding.objects.filter(
        subjects_seen(viewer, of="subject"), narrowed.condition(), audit=audit
    )
    fetched = rows.select_related(
        "subject__team",
        "subject__person",
        "practice__practice",
        "waiver__asked_by",
        "waiver__granted_by",
    )
    return fetched.order_by("pk")


def findings_open(rows: QuerySet[AuditFinding]) -> QuerySet[AuditFinding]:
    """Return those of some findings that everybody who reads audits sees, and that are counted."""
    return rows.filter(subjects_open(of="subject"))


def audit_findings_all(*, viewer: Actor, audit: Audit) -> QuerySet[AuditFinding]:
    """Return what of the findings is taken away in a file.

    Whoever hands a file on does not say by it what they alone see: it holds what the figures count.

    Raises:
        NotFound: The viewer may not read audits.
        PermissionRefused: They may read and not export.
    """
    audits_export_permit(viewer)
    return findings_open(audit_findings(viewer=viewer, audit=audit))


def findings_beside(*, viewer: Actor, audit: Audit) -> int:
    """Return how many findings the viewer sees beside those that everybody does (one query).

    They are on objectives that not everybody sees, and enter no figure.
    """
    rows = audit_findings(viewer=viewer, audit=audit).exclude(subjects_open(of="subject"))
    return rows.count()


def person_then(viewer: Actor, subject: AuditSubject) -> str:
    """Return who it is that was to attest, as far as the viewer may know; empty without a person.

    Somebody whose attestations are not for the viewer is "somebody".
    """
    person = subject.person
    if person is None:
        return ""
    if person_named(viewer, person_id=person.pk, team_path=subject.team_path):
        return str(person.name)
    return _("Somebody")


def audit_waivers(*, viewer: Actor, audit: Audit, is_open: bool = False) -> Sequence[AuditWaiver]:
    """Return the waivers in force over what an audit looked at, the next to expire first.

    One query; those over objectives that the viewer does not see are left out.

    Args:
        viewer: Who reads.
        audit: Which.
        is_open: Only those over objectives that everybody sees, as files hold them.
    """
    audits_read_permit(viewer)
    seen = subjects_seen(viewer, of="subject")
    if is_open:
        seen &= subjects_open(of="subject")
    rows = AuditWaiver.objects.filter(seen, audit=audit)
    fetched = rows.select_related("subject", "practice__practice", "asked_by", "granted_by")
    return list(fetched.order_by("expires_on", "pk"))


def schedules_list(*, viewer: Actor) -> Sequence[AuditSchedule]:
    """Return the schedules, the next one due first (one query).

    Raises:
        NotFound: The viewer may not read audits.
    """
    audits_read_permit(viewer)
    return list(_schedules().order_by("next_on", "pk"))


def schedule_get(*, viewer: Actor, public_id: str) -> AuditSchedule:
    """Return one schedule.

    Raises:
        NotFound: There is none, or the viewer may not read audits.
    """
    audits_read_permit(viewer)
    row: AuditSchedule | None = _schedules().filter(public_id=public_id).first()
    if row is None:
        raise NotFound("audits.schedule_not_found")
    return row


def share_done(audit: Audit) -> int:
    """Return how far an audit has come, in whole percent and never more exactly.

    99 at most: it is not done yet.
    """
    return min(99, percent_of(audit.looked_at, max(1, audit.to_look_at)))


def _audits() -> QuerySet[Audit]:
    rows: QuerySet[Audit] = Audit.objects.select_related("team", "cycle", "asked_by")
    return rows


def _schedules() -> QuerySet[AuditSchedule]:
    rows: QuerySet[AuditSchedule] = AuditSchedule.objects.select_related("team", "cycle")
    return rows


_FIRMEST: Final = ("policy", "guideline", "best_practice")
