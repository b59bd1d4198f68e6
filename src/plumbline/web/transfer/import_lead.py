"""What the preview says first: the document, how much was read whole, and what is not used."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.transfer.plan_values import PlanRow
from plumbline.web.transfer.import_columns import ColumnChoice
from plumbline.web.transfer.import_reading import ImportReading

HERE_ALREADY = frozenset({"transfer.below_duplicate", "transfer.below_differs"})


def lead_words(rows: Sequence[PlanRow], reading: ImportReading) -> str:
    """Return what kind of document it is, and how many key results were read how."""
    results = [row for row in rows if row.kind == "key_result"]
    here = sum(row.left_out is not None and row.left_out.id in HERE_ALREADY for row in results)
    out = sum(row.left_out is not None for row in results) - here
    doubtful = sum(bool(row.problems) and row.left_out is None for row in results)
    kinds = {
        "markdown": _("A Markdown document of %(lines)d lines."),
        "csv": _("A table of %(lines)d lines."),
        "xlsx": _("A sheet of %(lines)d rows."),
        "json": _("A JSON document of %(lines)d lines."),
        "yaml": _("A YAML document of %(lines)d lines."),
        "plumbline": _("An OKR document of %(lines)d lines in Plumbline’s own format."),
    }
    about = kinds.get(reading.kind, kinds["markdown"]) % {"lines": reading.lines}
    if not results:
        return about
    sentences = [about, _whole_words(len(results) - doubtful - out, doubtful)]
    if here:
        words = ngettext("%(here)d is here already.", "%(here)d are here already.", here)
        sentences.append(words % {"here": here})
    if out:
        words = ngettext("%(out)d is not imported.", "%(out)d are not imported.", out)
        sentences.append(words % {"out": out})
    return " ".join(sentences)


def unused_words(columns: Sequence[ColumnChoice]) -> str:
    """Return which columns of a table are not used, by their headings; empty when all are."""
    names = [column.heading for column in columns if column.is_unused]
    if not names:
        return ""
    words = ngettext(
        "Column not used: %(names)s.", "%(count)d columns not used: %(names)s.", len(names)
    )
    return words % {"count": len(names), "names": ", ".join(names)}


def _whole_words(whole: int, doubtful: int) -> str:
    words = ngettext(
        "%(whole)d key result was read whole", "%(whole)d key results were read whole", whole
    )
    said = words % {"whole": whole}
    if not doubtful:
        return f"{said}."
    needs = ngettext("%(doubtful)d needs a look", "%(doubtful)d need a look", doubtful)
    return f"{said}, {needs % {'doubtful': doubtful}}."
