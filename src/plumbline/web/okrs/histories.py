"""Adjustments and links of objectives and key results, as lines of their pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from operator import itemgetter
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.okrs.selectors.adjustments import AdjustmentFacts, Change
from plumbline.domain.okrs.selectors.facts import LinkFacts
from plumbline.engine.documents.model import Pause
from plumbline.web.okrs.nodes import Places
from plumbline.web.okrs.written import day_with_year, number_alone, percent
from plumbline.web.ui.chart_words import day_written

FIELD_WORDS: Mapping[str, Promise] = {
    "key_result": gettext_lazy("key result"),
    "title": gettext_lazy("title"),
    "owner": gettext_lazy("owner"),
    "team": gettext_lazy("team"),
    "cycle": gettext_lazy("cycle"),
    "style": gettext_lazy("style"),
    "visibility": gettext_lazy("who sees it"),
    "target": gettext_lazy("target"),
    "baseline": gettext_lazy("baseline"),
    "weight": gettext_lazy("weight"),
    "start": gettext_lazy("first day"),
    "due": gettext_lazy("last day"),
    "cadence": gettext_lazy("cadence"),
    "unit": gettext_lazy("unit"),
    "low": gettext_lazy("lower end"),
    "high": gettext_lazy("upper end"),
}


NUMBERS: Final = frozenset(
    {
        "baseline",
        "target",
        "relative_target",
        "low",
        "high",
        "expected_low",
        "expected_high",
        "weight",
        "decimals",
        "rank",
    }
)
"""Fields whose values are numbers; others hold words, though they may look like one."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One value that changed."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentLine:
    """An open change to what ran, or what else became of it, which `words` tell."""

    day: str
    words: str = ""
    subject: str = ""
    changes: tuple[ChangeLine, ...] = ()
    reason: str
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """A link to another objective.

    Attributes:
        title: Of the other end; `is_objective` sets it as a person's words.
        words: Team, and whether it adds to progress.
        figure: Progress of the other end; empty where it is not scored.
    """

    title: str
    url: str
    is_objective: bool
    words: str
    figure: str


def history_lines(
    adjustments: Iterable[AdjustmentFacts], pauses: Iterable[Pause]
) -> tuple[AdjustmentLine, ...]:
    """Return what changed and what stood still, in the order of its days."""
    dated = sorted(lines_dated(adjustments, pauses), key=itemgetter(0))
    return tuple(line for _day, line in dated)


def lines_dated(
    adjustments: Iterable[AdjustmentFacts], pauses: Iterable[Pause]
) -> list[tuple[date, AdjustmentLine]]:
    """Return what changed, then what stood still, each with its day."""
    dated = [(facts.on, _adjustment_line(facts)) for facts in adjustments]
    return dated + [(pause.since, _pause_line(pause)) for pause in pauses]


def paused_since(pauses: Iterable[Pause], on: date) -> str:
    """Write the first day of the pause that lasts on a day; empty where none does."""
    lasting = [
        pause.since
        for pause in pauses
        if pause.since <= on and (pause.until is None or pause.until > on)
    ]
    return day_with_year(min(lasting)) if lasting else ""


def _pause_line(pause: Pause) -> AdjustmentLine:
    words = _("Paused")
    if pause.until is not None:
        words = _("Paused until %(day)s") % {"day": day_written(pause.until)}
    return AdjustmentLine(day=day_written(pause.since), words=words, reason=pause.reason or "")


def _adjustment_line(facts: AdjustmentFacts) -> AdjustmentLine:
    return AdjustmentLine(
        day=day_written(facts.on),
        subject=facts.key_result.name if facts.key_result else "",
        changes=tuple(_change(change) for change in facts.changes),
        reason=facts.reason,
        author=facts.author.name if facts.author else "",
    )


def link_line(link: LinkFacts, places: Places, *, own: str = "") -> LinkLine:
    """Return a link with what it means for progress.

    Args:
        link: The link.
        places: Where links lead.
        own: Public id of the thing whose page it stands on; it is not named again.
    """
    other = link.key_result or link.objective
    parts = [link.team.name] if link.team else []
    if link.key_result:
        parts.append(link.objective.name)
    if link.weight is None:
        parts.append(_("supports, adds nothing"))
    else:
        parts.append(
            _("contributes with weight %(weight)s") % {"weight": number_alone(link.weight)}
        )
    if link.own_key_result and link.own_key_result.public_id != own:
        parts.append(_("by way of “%(title)s”") % {"title": link.own_key_result.name})
    return LinkLine(
        title=other.name,
        url=(places.key_result if link.key_result else places.objective)(other),
        is_objective=link.key_result is None,
        words=" · ".join(parts),
        figure="" if link.progress is None else percent(link.progress),
    )


def _change(change: Change) -> ChangeLine:
    words = FIELD_WORDS.get(change.field)
    return ChangeLine(
        str(words) if words else change.field.replace("_", " "),
        _value(change.field, change.old),
        _value(change.field, change.new),
    )


def _value(field: str, text: str | None) -> str:
    """Write a value; what somebody or something is called stays as it was typed: "2026", "Nan"."""
    if text is None or text == "":
        return "–"
    try:
        number = Decimal(text) if field in NUMBERS else None
    except InvalidOperation:
        number = None  # of an import, as it was told elsewhere
    return text if number is None or not number.is_finite() else number_alone(number)
