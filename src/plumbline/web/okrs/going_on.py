"""How key results begin where they are carried over, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plumbline.domain.okrs.selectors.lineage import GoingOn
from plumbline.domain.okrs.values import MetricKind
from plumbline.web.okrs.written import number_alone
from plumbline.web.ui.chart_words import chart_words


@dataclass(frozen=True, slots=True)
class GoingOnLine:
    """A key result and how it begins."""

    title: str
    words: str


def going_on_lines(rows: Sequence[GoingOn]) -> tuple[GoingOnLine, ...]:
    """Return how key results begin where they are carried over."""
    return tuple(GoingOnLine(row.title, _words(row)) for row in rows)


def _words(row: GoingOn) -> str:
    if row.kind == MetricKind.MILESTONE:
        return _("begins anew")
    if row.kind not in (MetricKind.INCREASE, MetricKind.DECREASE):
        return _("keeps its limits") if row.kind else _("nothing says yet how it is measured")
    if row.baseline is None:
        return _("needs its baseline")
    written = chart_words().with_unit
    baseline = written(row.baseline, row.unit)
    if row.is_reached:
        return _("begins at %(baseline)s; its target is reached and needs a new one") % {
            "baseline": baseline
        }
    if row.target is None:
        return _("begins at %(baseline)s") % {"baseline": baseline}
    return _("begins at %(baseline)s, target %(target)s") % {
        "baseline": number_alone(row.baseline),
        "target": written(row.target, row.unit),
    }
