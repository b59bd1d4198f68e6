"""Reading templates, for those who may write or propose objectives."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.db.models import Prefetch, QuerySet

from plumbline.domain.custom_fields.selectors import FieldSubject, field_definitions
from plumbline.domain.okrs.models import Cadence, Style
from plumbline.domain.okrs.selectors.drafts import writing_permit
from plumbline.domain.okrs.starters import Function
from plumbline.domain.okrs.values import THOUSANDTHS, KeyResultValues, metric_values
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.templates.models import NAME_CHARACTERS, Template, TemplateKeyResult
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.paging import rows_part

# Words come along: interfaces read no models.
__all__ = [
    "NAME_CHARACTERS",
    "Function",
    "Style",
    "Template",
    "TemplateKeyResult",
    "custom_of_template",
    "key_result_values_of",
    "template_get",
    "templates_list",
    "templates_part",
]

_BY_NAME: Final = ("name", "pk")


def templates_list(*, viewer: Viewer) -> Sequence[Template]:
    """Return the templates of the organization by name, with their key results (two queries).

    Those that were put away stand behind the others.

    Raises:
        PermissionRefused: The viewer may neither write nor propose objectives.
    """
    writing_permit(viewer)
    return list(_rows().order_by("is_archived", *_BY_NAME))


def templates_part(
    *, viewer: Viewer, with_archived: bool = False, after: str | None = None, limit: int = 50
) -> tuple[Sequence[Template], str | None]:
    """Return some templates by name, with their key results, and behind which the next ones stand.

    Two queries; three behind the first part.

    Args:
        viewer: Who asks.
        with_archived: Those that were put away, too.
        after: Where the part before ended.
        limit: So many.

    Raises:
        PermissionRefused: The viewer may neither write nor propose objectives.
        NotFound: What the part before ended with is gone.
    """
    writing_permit(viewer)
    rows = _rows() if with_archived else _rows().filter(is_archived=False)
    # What the part before ended with may have been put away since.
    return rows_part(rows, _BY_NAME, after=after, limit=limit, among=Template.objects.all())


def template_get(*, viewer: Viewer, public_id: str) -> Template:
    """Return one template with its key results (two queries).

    Raises:
        PermissionRefused: The viewer may neither write nor propose objectives.
        NotFound: There is none.
    """
    writing_permit(viewer)
    row: Template | None = _rows().filter(public_id=public_id).first()
    if row is None:
        raise NotFound("templates.not_found")
    return row


def _rows() -> QuerySet[Template]:
    parts = TemplateKeyResult.objects.order_by("rank")
    rows: QuerySet[Template] = Template.objects.select_related("team")
    return rows.prefetch_related(Prefetch("key_results", queryset=parts))


def key_result_values_of(row: TemplateKeyResult) -> KeyResultValues:
    """Return what a key result of a template says, nobody's as yet and without custom values."""
    return KeyResultValues(
        title=row.title,
        metric=metric_values(row),
        weight=Decimal(row.weight) / THOUSANDTHS,
        is_guardrail=row.is_guardrail,
        cadence=Cadence(row.cadence),
        indicator=row.indicator,
        dimension=row.dimension,
        theme=row.theme,
        evidence_counts=row.evidence_counts,
    )


def custom_of_template(
    *, viewer: Viewer, subject: FieldSubject, kept: Mapping[str, object]
) -> Mapping[str, object]:
    """Return what is kept of custom fields that are still in use (one query, or none)."""
    if not kept:
        return {}
    known = {each.key: each for each in field_definitions(viewer=viewer, subject=subject)}
    return {key: value for key, value in kept.items() if key in known}
