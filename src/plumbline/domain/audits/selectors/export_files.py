"""An audit as a file: what everybody who reads audits sees of it, as it was found.

A file goes from hand to hand. It holds what the figures count, so that it says the same whoever
took it and nothing of objectives that only some see; who was to attest is named as its taker may
know.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from plumbline.domain.audits.choices import AuditState
from plumbline.domain.audits.models import Audit, AuditFinding, AuditWaiver
from plumbline.domain.audits.selectors.audits import (
    audit_findings_all,
    audit_waivers,
    person_then,
)
from plumbline.domain.audits.selectors.compliance import Tally, audits_of_scope, compliance_of
from plumbline.domain.audits.selectors.export_paper import audit_paper
from plumbline.domain.audits.selectors.told import Told
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused
from plumbline.engine.documents.tables.cells import Cell, CellKind
from plumbline.engine.documents.tables.texts import guarded, text_written
from plumbline.engine.workbooks.writing import CellTooLong, Column, Sheet, sheets_dump

FORMAT: Final = 1
"""Raised when the JSON form changes so that a reader has to know."""


class AuditForm(StrEnum):
    """In which form an audit is written."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    PDF = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFile:
    """A file ready to be handed out; the name holds letters, digits and dashes only."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Form:
    content_type: str
    most: int
    write: Callable[[Told], bytes]


def audit_media_types() -> tuple[str, ...]:
    """Return the media type of each form, without its parameters."""
    return tuple(form.content_type.partition(";")[0] for form in _FORMS.values())


def audit_file(*, viewer: Actor, audit: Audit, form: AuditForm) -> AuditFile:
    """Return an audit as a file.

    Raises:
        PermissionRefused: The viewer may not export.
        Refused: It is not done, or there is more than the form holds.
    """
    chosen = _FORMS[form]
    findings = audit_findings_all(viewer=viewer, audit=audit)
    if audit.state != AuditState.DONE:
        raise Refused("audits.not_done")
    if (found := findings.count()) > chosen.most:
        raise Refused("audits.too_many", found=found, most=chosen.most)
    runs = audits_of_scope(viewer=viewer, audit=audit)
    over_time = compliance_of(viewer=viewer, audits=runs)
    told = Told(
        viewer=viewer,
        audit=audit,
        compliance=over_time[audit.pk],
        findings=list(findings),
        waivers=audit_waivers(viewer=viewer, audit=audit, is_open=True),
        runs=runs,
        over_time=over_time,
    )
    try:
        content = chosen.write(told)
    except CellTooLong as error:
        raise Refused("audits.cell_too_long", sheet=error.sheet, column=error.heading) from None
    name = f"audit-{organization_bound().slug}-{audit.as_of.isoformat()}-{audit.public_id}"
    return AuditFile(name=f"{name}.{form}", content_type=chosen.content_type, content=content)


def audit_facts(told: Told) -> dict[str, Any]:
    """Return an audit as JSON holds it."""
    audit = told.audit
    return {
        "format": FORMAT,
        "audit": {
            "id": audit.public_id,
            "as_of": audit.as_of.isoformat(),
            "asked_at": audit.asked_at.isoformat(),
            "done_at": audit.done_at.isoformat() if audit.done_at else None,
            "team": audit.team.name if audit.team else None,
            "cycle": audit.cycle.name if audit.cycle else None,
            "subjects": told.compliance.subjects,
            "attestations": told.compliance.attestations,
            **tally_facts(told.compliance.total),
        },
        "practices": list(_practices(told)),
        "teams": list(_teams(told)),
        "findings": _findings(told),
        "waivers": [_waiver_facts(row) for row in told.waivers],
    }


def tally_facts(tally: Tally) -> dict[str, Any]:
    """Return how often practices were kept, as JSON holds it."""
    return {
        "asked": tally.asked,
        "kept": tally.kept,
        "waived": tally.waived,
        "broken": tally.broken,
        "percent": tally.percent,
    }


def finding_facts(row: AuditFinding, person: str = "") -> dict[str, Any]:
    """Return a finding as JSON holds it.

    Args:
        row: The finding.
        person: Who was to attest, as far as its reader may know.
    """
    waiver = row.waiver
    return {
        "outcome": row.outcome,
        "practice": row.practice.name,
        "practice_id": row.practice.practice.public_id,
        "practice_version": row.practice.number,
        "tier": row.practice.tier,
        "code": row.code,
        "rule": row.name,
        "message": row.message,
        "kind": row.item_kind,
        "id": row.item_public_id,
        "title": row.item_title,
        "objective_id": row.subject.objective_public_id,
        "objective": row.subject.title,
        "person": person,
        "team": row.subject.team_name,
        "cycle": row.subject.cycle_name,
        "field": row.field,
        "words": row.words,
        "values": row.values,
        "waiver_id": waiver.waiver_public_id if waiver else "",
        "waiver_reason": waiver.reason if waiver else "",
        "waiver_answer": waiver.answer if waiver else "",
        "waiver_granted_by": waiver.granted_by.name if waiver and waiver.granted_by else "",
        "waiver_granted_at": waiver.granted_at.isoformat() if waiver and waiver.granted_at else "",
        "waiver_expires_on": waiver.expires_on.isoformat() if waiver else "",
    }


def _findings(told: Told) -> list[dict[str, Any]]:
    return [finding_facts(row, person_then(told.viewer, row.subject)) for row in told.findings]


def _practices(told: Told) -> Iterator[dict[str, Any]]:
    for each in told.compliance.by_practice:
        yield {
            "practice": each.practice.name,
            "practice_id": each.practice.practice.public_id,
            "version": each.practice.number,
            "tier": each.practice.tier,
            "team": each.practice.team_name,
            "rules": each.practice.codes,
            **tally_facts(each.tally),
        }


def _teams(told: Told) -> Iterator[dict[str, Any]]:
    for each in told.compliance.by_team:
        yield {
            "team": each.name,
            "team_id": each.public_id,
            "subjects": each.subjects,
            **tally_facts(each.tally),
        }


def _waiver_facts(row: AuditWaiver) -> dict[str, Any]:
    return {
        "waiver_id": row.waiver_public_id,
        "practice": row.practice.name,
        "objective_id": row.subject.objective_public_id,
        "objective": row.subject.title,
        "for_team": row.team_name,
        "reason": row.reason,
        "answer": row.answer,
        "asked_by": row.asked_by.name if row.asked_by else "",
        "granted_by": row.granted_by.name if row.granted_by else "",
        "granted_at": row.granted_at.isoformat() if row.granted_at else "",
        "expires_on": row.expires_on.isoformat(),
    }


def _json(told: Told) -> bytes:
    return json.dumps(audit_facts(told), ensure_ascii=False, indent=2).encode()


def _csv(told: Told) -> bytes:
    """Write the findings as one table; no cell begins like a formula."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(_FINDING_COLUMNS)
    for facts in _findings(told):
        table.writerow(
            [
                guarded(text_written(_text(facts[name]))) if facts[name] else ""
                for name in _FINDING_COLUMNS
            ]
        )
    # The mark of UTF-8 is what spreadsheets tell the encoding of a CSV by.
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _xlsx(told: Told) -> bytes:
    facts = audit_facts(told)
    own = [{"what": name, "value": value} for name, value in facts["audit"].items()]
    tables: Mapping[str, Sequence[Mapping[str, Any]]] = {
        "Audit": own,
        "Practices": facts["practices"],
        "Teams": facts["teams"],
        "Findings": facts["findings"],
        "Waivers": facts["waivers"],
    }
    return sheets_dump([_sheet(name, rows) for name, rows in tables.items()])


def _sheet(name: str, rows: Sequence[Mapping[str, Any]]) -> Sheet:
    headings = list(rows[0]) if rows else ["nothing"]
    columns = [Column(each, [_cell(row[each]) for row in rows]) for each in headings]
    return Sheet(name, columns, len(rows))


def _cell(value: object) -> Cell | None:
    if isinstance(value, int):
        return Cell(str(value), CellKind.NUMBER)
    text = "" if value is None else _text(value)
    return Cell(text_written(text)) if text else None


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {each}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


_FINDING_COLUMNS: Final = (
    "outcome", "practice", "practice_id", "practice_version", "tier", "code", "rule", "message",
    "kind", "id", "title", "objective_id", "objective", "person", "team", "cycle", "field",
    "words", "values", "waiver_id", "waiver_reason", "waiver_answer", "waiver_granted_by",
    "waiver_granted_at", "waiver_expires_on",
)  # fmt: skip
_FORMS: Final[Mapping[AuditForm, _Form]] = {
    AuditForm.XLSX: _Form(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 20_000, _xlsx
    ),
    AuditForm.CSV: _Form("text/csv; charset=utf-8", 100_000, _csv),
    AuditForm.JSON: _Form("application/json; charset=utf-8", 100_000, _json),
    AuditForm.PDF: _Form("application/pdf", 2_000, audit_paper),
}
