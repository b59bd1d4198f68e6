"""A cycle as a file in any of the forms that can be imported again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.text import slugify

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.transfer.export_places import export_place
from plumbline.domain.transfer.selectors.export import document_export
from plumbline.engine.documents.json_writer import document_json
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.tables.csv_form import csv_dump
from plumbline.engine.documents.tables.markdown_form import markdown_dump
from plumbline.engine.documents.yaml_writer import document_dump
from plumbline.engine.workbooks.writing import CellTooLong, workbook_dump


class ExportForm(StrEnum):
    """In which form a cycle is written."""

    XLSX = "xlsx"
    CSV = "csv"
    MARKDOWN = "markdown"
    YAML = "yaml"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFile:
    """A file ready to be handed out.

    Attributes:
        name: With its ending; letters, digits and dashes only.
        content_type: For the answer of a server.
    """

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Form:
    ending: str
    content_type: str
    write: Callable[[Document], bytes]


def _text(write: Callable[[Document], str], *, mark: bytes = b"") -> Callable[[Document], bytes]:
    return lambda document: mark + write(document).encode()


_FORMS: Final[Mapping[ExportForm, _Form]] = {
    ExportForm.XLSX: _Form(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        workbook_dump,
    ),
    # The mark of UTF-8 is what spreadsheets tell the encoding of a CSV by.
    ExportForm.CSV: _Form("csv", "text/csv; charset=utf-8", _text(csv_dump, mark=b"\xef\xbb\xbf")),
    ExportForm.MARKDOWN: _Form("md", "text/markdown; charset=utf-8", _text(markdown_dump)),
    ExportForm.YAML: _Form("yaml", "application/yaml; charset=utf-8", _text(document_dump)),
    ExportForm.JSON: _Form("json", "application/json; charset=utf-8", _text(document_json)),
}


def export_media_types() -> tuple[str, ...]:
    """Return the media type of each form, without its parameters."""
    return tuple(form.content_type.partition(";")[0] for form in _FORMS.values())


def export_file(
    *, viewer: Actor, cycle: Cycle, form: ExportForm, team: Team | None = None
) -> ExportFile:
    """Return what somebody sees of a cycle as a file.

    Args:
        viewer: Who asks; only what they see is in it.
        cycle: Which cycle.
        form: How it is written.
        team: Only this team's objectives and those of the teams below.

    Raises:
        PermissionRefused: The viewer may not export.
        Refused: A text is too long for a cell of a workbook.
        TooManyAtOnce: Others are being written right now.
    """
    chosen = _FORMS[form]
    with export_place():
        document = document_export(viewer=viewer, cycle=cycle, team=team)
        try:
            content = chosen.write(document)
        except CellTooLong as found:
            raise Refused(
                "transfer.export.cell_too_long", sheet=found.sheet, column=found.heading
            ) from None
    parts = (document.organization or "", cycle.name, team.key if team else "")
    name = slugify("-".join(part for part in parts if part)) or "okrs"
    return ExportFile(
        name=f"{name}.{chosen.ending}", content_type=chosen.content_type, content=content
    )
