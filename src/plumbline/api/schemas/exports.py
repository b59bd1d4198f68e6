"""What an export is asked with."""

from pydantic import Field

from plumbline.api.schemas.values import Narrowing, PublicId
from plumbline.domain.transfer.selectors.export_files import ExportForm


class ExportQuery(Narrowing):
    """How a cycle is written, and how much of it."""

    format: ExportForm = ExportForm.YAML
    team: PublicId | None = Field(
        None, description="Only the objectives of this team and of the teams below."
    )
