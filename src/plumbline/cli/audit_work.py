"""An audit from the terminal, once the instance is open."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from plumbline.cli.counting import counted
from plumbline.cli.people import Desk, cycle_found, desk, refusals_in_words, team_found
from plumbline.cli.terminal import one_line
from plumbline.domain.audits.selectors.audits import (
    FindingOutcome,
    audit_findings,
    audit_waivers,
    person_then,
)
from plumbline.domain.audits.selectors.compliance import Tally, compliance_of
from plumbline.domain.audits.selectors.export_files import AuditForm, audit_file
from plumbline.domain.audits.services.making import audit_run

if TYPE_CHECKING:
    from plumbline.domain.audits.models import Audit

#: Tiers of which something not kept fails, by the severity that is asked for.
_FAILING: Final[Mapping[str, tuple[str, ...]]] = {
    "hint": ("best_practice", "guideline", "policy"),
    "warn": ("guideline", "policy"),
    "block": ("policy",),
}


def audit_made(
    *,
    organization: str | None,
    team: str | None,
    cycle: str | None,
    as_of: date | None,
    email: str | None,
    form: str,
    fail_on: str,
) -> tuple[bytes, bool]:
    """Run an audit and return it as a file, and whether something fails.

    Raises:
        CommandRefused: There is no such team or cycle, or it may not be audited.
    """
    at = datetime.now(tz=UTC)
    with desk(organization, email, at) as place, refusals_in_words():
        audit = audit_run(
            actor=place.viewer,
            at=at,
            as_of=as_of,
            team=team_found(place, team) if team else None,
            cycle=cycle_found(place, cycle) if cycle else None,
            waits=True,
        )
        broken = audit_findings(viewer=place.viewer, audit=audit).filter(
            outcome=FindingOutcome.BROKEN, practice__tier__in=_FAILING[fail_on]
        )
        if form == "text":
            content = "".join(f"{line}\n" for line in _lines(place, audit)).encode()
        else:
            content = audit_file(viewer=place.viewer, audit=audit, form=AuditForm(form)).content
        return content, broken.exists()


def _lines(place: Desk, audit: "Audit") -> Iterator[str]:
    told = compliance_of(viewer=place.viewer, audits=[audit])[audit.pk]
    where = one_line(audit.team.name) if audit.team else "the whole organization"
    yield f"Audit {audit.public_id} as of {audit.as_of}: {where}"
    asked = f" and {counted(told.attestations, 'attestation')}" if told.attestations else ""
    yield f"{_share(told.total)} kept in {counted(told.subjects, 'objective')}{asked}"
    for row in told.by_practice:
        yield f"  {_share(row.tally):>5}  {one_line(row.practice.name)} ({row.practice.tier})"
    for found in audit_findings(viewer=place.viewer, audit=audit):
        person = person_then(place.viewer, found.subject)
        team = found.subject.team_name or ("no team" if person else "personal")
        yield f"{found.outcome}: {one_line(person or found.item_title)} [{one_line(team)}]"
        yield f"  {found.code} {one_line(found.message)}"
        yield f"  {one_line(found.practice.name)}, version {found.practice.number}"
        if found.waiver is not None:
            reason = one_line(found.waiver.reason)
            yield f"  waived until {found.waiver.expires_on}: {reason}"
    waivers = len(audit_waivers(viewer=place.viewer, audit=audit))
    yield f"{counted(waivers, 'waiver')} in force"


def _share(tally: Tally) -> str:
    return "–" if tally.percent is None else f"{tally.percent} %"
