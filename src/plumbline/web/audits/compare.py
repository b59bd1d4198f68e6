"""Two audits beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from plumbline.domain.audits.selectors.audits import audit_get
from plumbline.domain.audits.selectors.comparison import Turn, audits_compared
from plumbline.domain.audits.selectors.compliance import audits_of_scope, compliance_of
from plumbline.domain.audits.selectors.words import audit_name, percent_words, where_words
from plumbline.domain.tenancy.errors import Refused
from plumbline.web.audits.days import audit_days
from plumbline.web.audits.findings import FindingLine, finding_line
from plumbline.web.framing import Entry, frame_for
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbline.domain.audits.models import Audit

TURN_WORDS: Final[Mapping[Turn, Promise]] = {
    Turn.NEW: gettext_lazy("New"),
    Turn.AGAIN: gettext_lazy("Waived before, and not any more"),
    Turn.WAIVED: gettext_lazy("Newly waived"),
    Turn.STILL: gettext_lazy("Still there"),
    Turn.MENDED: gettext_lazy("Mended"),
    Turn.GONE: gettext_lazy("Not looked at any more"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnPart:
    """Findings of which the same became."""

    key: str
    words: str
    count: int
    more: int
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """An audit it can be compared with."""

    id: str
    words: str
    is_chosen: bool


@require_safe
@tenant_page
def compare(visit: Visit, audit: str) -> HttpResponse:
    """Show what became of what an earlier audit of the same scope found."""
    after = audit_get(viewer=visit.viewer, public_id=audit)
    earlier = [
        row for row in audits_of_scope(viewer=visit.viewer, audit=after) if row.pk != after.pk
    ]
    before = _chosen(visit, earlier)
    told = compliance_of(viewer=visit.viewer, audits=[before, after])
    days = audit_days(visit, list({row.pk: row for row in (*earlier, before, after)}.values()))
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "name": audit_name(after),
        "url": reverse("audit", args=[visit.slug, audit]),
        "where": where_words(after.team, after.cycle),
        "before_name": audit_name(before, days[before.pk]),
        "after_name": audit_name(after, days[after.pk]),
        "before_url": reverse("audit", args=[visit.slug, before.public_id]),
        "before_percent": percent_words(told[before.pk].total.percent),
        "percent": percent_words(told[after.pk].total.percent),
        "others": [
            Other(id=row.public_id, words=days[row.pk], is_chosen=row.pk == before.pk)
            for row in reversed(earlier)
        ],
        "parts": _parts(visit, before, after),
        "slug": visit.slug,
    }
    return render(visit.request, "audits/compare.html", context)


def _chosen(visit: Visit, earlier: "Sequence[Audit]") -> "Audit":
    """Return the audit asked for, else the latest before.

    Raises:
        NotFound: There is no such audit.
        Refused: There is none to compare with.
    """
    asked = visit.request.GET.get("with", "")
    if asked:
        return audit_get(viewer=visit.viewer, public_id=asked)
    if not earlier:
        raise Refused("audits.other_audit")
    return earlier[-1]


def _parts(visit: Visit, before: "Audit", after: "Audit") -> list[TurnPart]:
    found = audits_compared(viewer=visit.viewer, before=before, after=after)
    return [
        TurnPart(
            key=turn.value,
            words=str(TURN_WORDS[turn]),
            count=turned.count,
            more=turned.count - len(turned.findings),
            lines=tuple(finding_line(visit, row) for row in turned.findings),
        )
        for turn, turned in found.items()
    ]
