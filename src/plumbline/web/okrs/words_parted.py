"""A title that still states a figure which no longer holds, and how it would read."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.okrs.permissions import objective_acts
from plumbline.domain.okrs.selectors.adjustments import AdjustmentFacts
from plumbline.domain.okrs.selectors.details import KeyResultDetails
from plumbline.domain.okrs.values import MetricValues
from plumbline.domain.orgs.rights import Act
from plumbline.engine.coaching.figures import Figures, Mended, title_mended
from plumbline.engine.documents.model import MetricKind
from plumbline.engine.scoring.decimals import NumberRefused, decimal_parse
from plumbline.web.okrs.acts import RUNNING
from plumbline.web.okrs.written import state_of
from plumbline.web.visits import Visit

FIGURES = frozenset({"baseline", "target", "low", "high"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsParted:
    """That title and figures say two things.

    Attributes:
        words: Which figure stands in the title, and which holds.
        mended: The title with what holds.
        url: Where to save it by a press; empty when that is not the viewer's to do.
        version: Of the key result, that the press is about.
    """

    words: str
    mended: str
    url: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveParted:
    """That the title of its objective states a figure of the key result that was replaced.

    Attributes:
        words: Which figure stands there, and which holds.
        mended: The title with what holds.
        url: The objective.
        mend_url: Where to save it by a press; empty when that is not the viewer's to do.
        version: Of the objective, that the press is about.
    """

    words: str
    mended: str
    url: str
    mend_url: str
    version: int


def objective_parted(visit: Visit, details: KeyResultDetails) -> ObjectiveParted | None:
    """Return what to say where the objective's title is outdated; of a past day nothing."""
    if details.as_of is not None or details.facts.metric.kind is MetricKind.MILESTONE:
        return None
    mended = _mended(details, details.objective.name, of_another=True)
    if mended is None:
        return None
    row = details.subject.objective  # whoever has it opened reads it, too
    running = state_of(row.state) in RUNNING and Act.ADJUST in objective_acts(visit.viewer, row)
    own = [visit.slug, row.public_id]
    return ObjectiveParted(
        words=_("The title of its objective says %(stated)s where %(holding)s holds now.")
        % {"stated": ", ".join(mended.stated), "holding": ", ".join(mended.holding)},
        mended=mended.title,
        url=reverse("objective", args=own),
        mend_url=reverse("objective-adjust", args=own) if running else "",
        version=row.version,
    )


def words_parted(visit: Visit, details: KeyResultDetails) -> WordsParted | None:
    """Return what to say where the title of a key result is outdated; of a past day nothing."""
    if details.as_of is not None or details.facts.metric.kind is MetricKind.MILESTONE:
        return None
    mended = _mended(details, details.facts.title)
    if mended is None:
        return None
    running = state_of(details.facts.state) in RUNNING and Act.ADJUST in details.acts
    own = [visit.slug, details.facts.public_id]
    return WordsParted(
        words=parted_words(mended),
        mended=mended.title,
        url=reverse("key-result-adjust", args=own) if running else "",
        version=details.facts.version,
    )


def _mended(details: KeyResultDetails, title: str, *, of_another: bool = False) -> Mended | None:
    """Return a title with the figures of a key result that hold now."""
    metric = details.facts.metric
    now = Figures(metric.baseline, metric.target, metric.low, metric.high, metric.unit)
    earlier = [figures for each in details.adjustments for figures in _replaced(each)]
    return title_mended(title, now, earlier=earlier, of_another=of_another)


def parted_words(mended: Mended) -> str:
    """Write which figure stands in a title, and which holds."""
    return _("The title says %(stated)s where %(holding)s holds now.") % {
        "stated": ", ".join(mended.stated),
        "holding": ", ".join(mended.holding),
    }


def measure_figures(metric: MetricValues) -> Figures:
    """Return the figures of what is typed or stored."""
    return Figures(metric.baseline, metric.target, metric.low, metric.high, metric.unit)


def _replaced(adjustment: AdjustmentFacts) -> list[Figures]:
    """Return the figures that an adjustment replaced; an imported one may tell of no numbers."""
    found = []
    for change in adjustment.changes:
        if change.field in FIGURES and change.old is not None:
            try:
                value = decimal_parse(change.old)
            except NumberRefused:
                continue
            found.append(Figures(**dict[str, Any]({change.field: value})))
    return found
