"""One audit: how far practices were kept, by practice, team and over time; and what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.domain.audits.permissions import audits_made_by
from plumbline.domain.audits.selectors.audits import (
    FINDINGS_A_PAGE,
    AuditFilter,
    AuditState,
    audit_findings_page,
    audit_get,
    audit_waivers,
    findings_beside,
    share_done,
)
from plumbline.domain.audits.selectors.compliance import (
    Compliance,
    Tally,
    audits_of_scope,
    compliance_of,
)
from plumbline.domain.audits.selectors.told import waivers_each_once
from plumbline.domain.audits.selectors.words import (
    audit_name,
    by_words,
    outside_words,
    percent_words,
    tally_words,
    where_words,
)
from plumbline.domain.governance.selectors.practices import Tier
from plumbline.web.audits.days import audit_days
from plumbline.web.audits.export_links import ExportLink, export_links
from plumbline.web.audits.findings import FindingLine, finding_line
from plumbline.web.audits.forms import FindingsForm
from plumbline.web.audits.marks import marks_of
from plumbline.web.audits.trend import Trend, trend_of
from plumbline.web.day_words import day_words
from plumbline.web.framing import Entry, frame_for
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.ui.notices import Pages
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.audits.models import Audit, AuditWaiver


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyLine:
    """A practice or a team, and how far it was kept there."""

    name: str
    url: str
    more: str
    percent: str
    words: str
    narrow_url: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverLine:
    """A waiver that was in force."""

    title: str
    is_for_team: bool
    practice: str
    reason: str
    answer: str
    people: str
    until: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Everything the template says of an audit that is done."""

    percent: str
    words: str
    before: str
    subjects: int
    attestations: int
    beside: int
    unsure: int
    practices: tuple[TallyLine, ...]
    teams: tuple[TallyLine, ...]
    trend: Trend | None
    waivers: tuple[WaiverLine, ...]
    findings: tuple[FindingLine, ...]
    found: int
    is_narrowed: bool
    pages: Pages | None
    exports: tuple[ExportLink, ...]
    compare_url: str


@require_safe
@tenant_page
def audit(visit: Visit, audit: str) -> HttpResponse:
    """Show what one audit found, or how far it has come."""
    row = audit_get(viewer=visit.viewer, public_id=audit)
    context: dict[str, object] = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "name": audit_name(row),
        "where": where_words(row.team, row.cycle),
        "by": by_words(row),
        "url": reverse("audit", args=[visit.slug, audit]),
        "makes": audits_made_by(visit.viewer),
        "slug": visit.slug,
    }
    if row.state != AuditState.DONE:
        return render(
            visit.request, "audits/audit.html", {**context, "percent_done": share_done(row)}
        )
    runs = audits_of_scope(viewer=visit.viewer, audit=row)
    told = compliance_of(viewer=visit.viewer, audits=runs)
    form = _form(visit, told[row.pk])
    page = _page(visit, row, runs, told, form)
    return render(visit.request, "audits/audit.html", {**context, "page": page, "form": form})


def _form(visit: Visit, told: Compliance) -> FindingsForm:
    form = FindingsForm(
        visit.request.GET,
        practices=[
            (row.practice.practice.public_id, row.practice.name) for row in told.by_practice
        ],
        teams=[(row.public_id, row.name) for row in told.by_team if row.public_id],
    )
    form.is_valid()  # what cannot be chosen narrows nothing
    return form


def _page(
    visit: Visit,
    row: "Audit",
    runs: "Sequence[Audit]",
    told: Mapping[int, Compliance],
    form: FindingsForm,
) -> AuditPage:
    own = told[row.pk]
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    found = audit_findings_page(
        viewer=visit.viewer,
        audit=row,
        narrowed=AuditFilter(**asked),
        number=page_asked(visit.request),
    )
    url = reverse("audit", args=[visit.slug, row.public_id])
    narrowed_url = f"{url}?{urlencode(asked)}" if asked else url
    before = runs[-2] if len(runs) > 1 else None
    return AuditPage(
        percent=percent_words(own.total.percent),
        words=tally_words(own.total),
        before=_before_words(visit, before, row, told),
        subjects=own.subjects,
        attestations=own.attestations,
        beside=findings_beside(viewer=visit.viewer, audit=row),
        unsure=own.unsure,
        practices=tuple(_practice_lines(visit, own, url)),
        teams=tuple(_team_lines(visit, own, url)),
        trend=trend_of(visit, runs, told) if before is not None else None,
        waivers=tuple(
            _waiver_line(visit, each)
            for each in waivers_each_once(audit_waivers(viewer=visit.viewer, audit=row))
        ),
        findings=tuple(finding_line(visit, each) for each in found.findings),
        found=found.total,
        is_narrowed=bool(asked),
        pages=pages_of(found, size=FINDINGS_A_PAGE, url=narrowed_url),
        exports=export_links(visit, row),
        compare_url=reverse("audit-compare", args=[visit.slug, row.public_id]) if before else "",
    )


def _before_words(
    visit: Visit, before: "Audit | None", row: "Audit", told: Mapping[int, Compliance]
) -> str:
    if before is None:
        return ""
    said = {
        "percent": percent_words(told[before.pk].total.percent),
        "day": audit_days(visit, [before, row])[before.pk],
    }
    return _("%(percent)s on %(day)s") % said


def _practice_lines(visit: Visit, told: Compliance, url: str) -> Sequence[TallyLine]:
    return [
        TallyLine(
            name=row.practice.name,
            url=reverse("practice", args=[visit.slug, row.practice.practice.public_id]),
            more=" · ".join(
                part
                for part in (
                    str(Tier(row.practice.tier).label),
                    _("version %(number)s") % {"number": row.practice.number},
                    ", ".join(row.practice.codes),
                    row.practice.team_name,
                )
                if part
            ),
            percent=percent_words(row.tally.percent),
            words=tally_words(row.tally),
            narrow_url=_narrow(url, row.tally, practice=row.practice.practice.public_id),
        )
        for row in told.by_practice
    ]


def _team_lines(visit: Visit, told: Compliance, url: str) -> Sequence[TallyLine]:
    return [
        TallyLine(
            name=row.name or outside_words(told),
            url=reverse("team", args=[visit.slug, row.public_id]) if row.public_id else "",
            more="",
            percent=percent_words(row.tally.percent),
            words=tally_words(row.tally),
            narrow_url=_narrow(url, row.tally, team=row.public_id) if row.public_id else "",
            marks=marks_of(row.tally),
        )
        for row in told.by_team
    ]


def _narrow(url: str, tally: Tally, **asked: str) -> str:
    """Return where the findings of a line stand; empty where there are none."""
    return f"{url}?{urlencode(asked)}#findings" if tally.broken + tally.waived else ""


def _waiver_line(visit: Visit, row: "AuditWaiver") -> WaiverLine:
    said = []
    if row.asked_by is not None:
        said.append(_("Asked for by %(person)s.") % {"person": row.asked_by.name})
    if row.granted_by is not None:
        said.append(_("Granted by %(person)s.") % {"person": row.granted_by.name})
    return WaiverLine(
        title=_("%(team)s and all below") % {"team": row.team_name}
        if row.team_name
        else row.subject.title,
        is_for_team=bool(row.team_name),
        practice=row.practice.name,
        reason=row.reason,
        answer=row.answer,
        people=" ".join(said),
        until=day_words(row.expires_on),
        url=reverse("waiver", args=[visit.slug, row.waiver_public_id]),
    )
