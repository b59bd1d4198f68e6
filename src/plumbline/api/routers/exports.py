"""A cycle as a file that can be imported again."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router

from plumbline.api.calls import ApiRequest
from plumbline.api.references import team_named
from plumbline.api.schemas.exports import ExportQuery
from plumbline.api.schemas.values import PublicId
from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.transfer.selectors.export_files import export_file, export_media_types

router = Router(tags=["Cycles"])
Id = Annotated[PublicId, Path()]

_FILE = {
    "responses": {
        "200": {
            "description": "The file.",
            "content": {
                media: {"schema": {"type": "object" if media == "application/json" else "string"}}
                for media in export_media_types()
            },
        }
    }
}


@router.get("/cycles/{cycle}/export", operation_id="cycle_export", openapi_extra=_FILE)
def cycle_export(request: ApiRequest, cycle: Id, query: Query[ExportQuery]) -> HttpResponse:
    """Everything you may see of a cycle as a file: XLSX, CSV, Markdown, YAML or JSON."""
    viewer = request.call.viewer
    file = export_file(
        viewer=viewer,
        cycle=cycle_get(viewer=viewer, public_id=cycle),
        form=query.format,
        team=team_named(viewer, query.team),
    )
    return HttpResponse(
        file.content,
        content_type=file.content_type,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )
