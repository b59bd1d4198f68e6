"""Audits of one scope beside each other, by practice and by team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.audits.selectors.compliance import Compliance, Tally
from plumbline.domain.audits.selectors.words import outside_words, percent_words
from plumbline.web.audits.days import audit_days

if TYPE_CHECKING:
    from plumbline.domain.audits.models import Audit
    from plumbline.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLine:
    """What came of a practice or a team in each audit of one scope, the earliest first."""

    name: str
    percents: tuple[str, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Audits of one scope beside each other."""

    days: tuple[tuple[str, str], ...]
    practices: tuple[TrendLine, ...]
    teams: tuple[TrendLine, ...]


def trend_of(visit: "Visit", runs: "Sequence[Audit]", told: Mapping[int, Compliance]) -> Trend:
    """Return what came of each practice and team in audits of one scope, the earliest first."""
    practices: dict[str, str] = {}
    teams: dict[str, str] = {}
    for run in reversed(runs):
        for row in told[run.pk].by_practice:
            practices.setdefault(row.practice.practice.public_id, row.practice.name)
        for each in told[run.pk].by_team:
            teams.setdefault(each.public_id, each.name or outside_words(told[run.pk]))
    by_practice = [
        {row.practice.practice.public_id: row.tally for row in told[run.pk].by_practice}
        for run in runs
    ]
    by_team = [{row.public_id: row.tally for row in told[run.pk].by_team} for run in runs]
    days = audit_days(visit, runs)
    total = TrendLine(
        name=_("Everything"),
        percents=tuple(percent_words(told[run.pk].total.percent) for run in runs),
        is_total=True,
    )
    return Trend(
        days=tuple(
            (days[run.pk], reverse("audit", args=[visit.slug, run.public_id])) for run in runs
        ),
        practices=(total, *_trend_lines(practices, by_practice)),
        teams=tuple(_trend_lines(teams, by_team)),
    )


def _trend_lines(
    names: Mapping[str, str], tallies: Sequence[Mapping[str, Tally]]
) -> Sequence[TrendLine]:
    return [
        TrendLine(
            name=name,
            percents=tuple(
                percent_words(each[key].percent) if key in each else "" for each in tallies
            ),
        )
        for key, name in names.items()
    ]
