"""What the marks of the map tell of an objective: its status, its confidence, or its check-ins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from plumbline.charts import Sign
from plumbline.charts.alignment_marks import Freshness, LineSample, Mark, MarkSample, Pill
from plumbline.domain.okrs.selectors.facts import TreeNode
from plumbline.engine.scoring.staleness import CheckInState
from plumbline.engine.scoring.statuses import Status
from plumbline.web.okrs.chances import objective_sign
from plumbline.web.okrs.map_asked import STATUSES, Colour, MapAsked
from plumbline.web.okrs.nodes import Places, last_on, mean_confidence
from plumbline.web.okrs.written import check_in_sign
from plumbline.web.ui.signs import COUNT_WORDS

SIGNS = {
    Status.ON_TRACK: Sign.ON_TRACK,
    Status.AT_RISK: Sign.AT_RISK,
    Status.OFF_TRACK: Sign.OFF_TRACK,
    Status.STALE: Sign.STALE,
    Status.OVERDUE: Sign.STALE,
    Status.NO_DATA: Sign.NO_DATA,
    Status.TOO_EARLY: Sign.TOO_EARLY,
}
#: The order of counts; what was not judged, such as a draft, has no mark and stands in none.
ORDER = (
    Sign.ON_TRACK,
    Sign.AT_RISK,
    Sign.OFF_TRACK,
    Sign.STALE,
    Sign.NO_DATA,
    Sign.TOO_EARLY,
)
FRESHNESS = {
    CheckInState.FRESH: Freshness.FRESH,
    CheckInState.DUE: Freshness.DUE,
    CheckInState.STALE: Freshness.STALE,
    CheckInState.OVERDUE: Freshness.OVERDUE,
    CheckInState.NO_DATA: Freshness.NO_DATA,
}
Counted = tuple[tuple[Sign, int], ...]


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A mark or line with its word; `url` shows what has it alone."""

    sample: MarkSample | LineSample
    words: str
    url: str = ""
    current: bool = False


def counts_by_sign(counts: Mapping[Status, int]) -> Counted:
    """Return how many have which mark, zeros left out."""
    totals = dict.fromkeys(ORDER, 0)
    for status, count in counts.items():
        if status in SIGNS:
            totals[SIGNS[status]] += count
    return tuple((sign, count) for sign, count in totals.items() if count)


def counts_words(counts: Counted) -> str:
    """Write counts by status: "3 on track, 1 at risk"."""
    return ", ".join(f"{count} {COUNT_WORDS[sign]}" for sign, count in counts)


def mark_of(node: TreeNode, colour: Colour, places: Places) -> tuple[Mark | None, str]:
    """Return the mark of an objective and what it says in words."""
    if colour is Colour.CONFIDENCE:
        sure = mean_confidence(node.mean_confidence)
        if sure is None:
            return None, _("nobody has said how sure")
        return Pill(sure.written, sure.band), _("mean confidence %(value)s") % {
            "value": sure.written
        }
    if colour is Colour.CHECK_IN:
        return freshness_of(node.check_in, last_on(node), places.on)
    sign = objective_sign(node, last_on(node), places.on)
    if sign is None:
        return None, ""
    return sign.sign, f"{sign.spoken or ''} {sign.words} {sign.of}".strip()


def freshness_of(
    state: CheckInState | None, last: date | None, on: date
) -> tuple[Mark | None, str]:
    """Return the mark of how fresh a check-in is and what it says in words.

    Args:
        state: How fresh it is; `None` while nobody is asked.
        last: The day of the check-in.
        on: The day it is shown for.
    """
    if state is None:
        return None, ""
    mark = FRESHNESS[state]
    silence = check_in_sign(state, last, on)
    if silence is not None:
        return mark, silence.words
    return mark, _("Checked in") if mark is Freshness.FRESH else _("Check-in due")


def legend(asked: MapAsked, counts: Mapping[Status, int]) -> tuple[LegendItem, ...]:
    """Return what the marks mean; with how many have each, where they are statuses."""
    if asked.colour is Colour.CONFIDENCE:
        return (
            LegendItem(MarkSample(Pill("3", "low")), _("not sure, up to 3")),
            LegendItem(MarkSample(Pill("5", "medium")), _("half sure")),
            LegendItem(MarkSample(Pill("8", "high")), _("sure, from 7")),
        )
    if asked.colour is Colour.CHECK_IN:
        words = (_("checked in"), _("due"), _("stale"), _("overdue"), _("no data"))
        return tuple(
            LegendItem(MarkSample(mark), word)
            for mark, word in zip(FRESHNESS.values(), words, strict=True)
        )
    return tuple(
        LegendItem(MarkSample(sign), f"{count} {COUNT_WORDS[sign]}", *_only(asked, sign))
        for sign, count in counts_by_sign(counts)
    )


def _only(asked: MapAsked, sign: Sign) -> tuple[str, bool]:
    """Return the address of what has a status alone, and whether the page is there."""
    name = next((name for name, kept in STATUSES.items() if _sign_of(kept) is sign), "")
    if not name:
        return "", False
    return asked.with_status("" if asked.status == name else name), asked.status == name


def _sign_of(kept: frozenset[Status]) -> Sign | None:
    return SIGNS.get(next(iter(kept))) if len(kept) == 1 else None


def lines_legend(*, contributing: bool, further: bool) -> tuple[LegendItem, ...]:
    """Return what the lines mean, as far as there are such lines."""
    items = [LegendItem(LineSample(), _("supports"))]
    if contributing:
        items.append(
            LegendItem(LineSample(contributes=True), _("contributes: its progress counts"))
        )
    if further:
        items.append(LegendItem(LineSample(is_further=True), _("further parent")))
    return tuple(items)
