"""What stands beside the ladder: what the latest audit found, and the waivers in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.audits.permissions import audits_readable
from plumbline.domain.audits.selectors.audits import audit_latest
from plumbline.domain.audits.selectors.compliance import (
    Compliance,
    PracticeTally,
    TeamTally,
    audits_of_scope,
    compliance_of,
)
from plumbline.domain.audits.selectors.words import audit_name, outside_words, percent_words
from plumbline.domain.okrs.selectors.waivers import WaiverState, waivers_list, waivers_waiting
from plumbline.web.audits.marks import marks_of
from plumbline.web.day_words import day_words
from plumbline.web.okrs.waiver_lines import waived_words, waiver_words

if TYPE_CHECKING:
    from plumbline.domain.audits.models import Audit
    from plumbline.domain.audits.selectors.compliance import Tally
    from plumbline.domain.okrs.selectors.waivers import WaiverFacts
    from plumbline.web.visits import Visit

WAIVERS: Final = 3
TEAMS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMarks:
    """The checks of a team, one mark each.

    Attributes:
        marks: `kept`, `waived` or `broken` for each check; empty where there are too many.
        words: The same in figures.
        is_whole: Nothing is broken.
    """

    name: str
    url: str
    marks: tuple[str, ...]
    words: str
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestAudit:
    """What the latest audit of the organization comes to.

    Attributes:
        percent: Kept of what had to be; `before` the same of the audit before, with its day.
        more: How many teams are not shown.
        kept: By the row of a practice, how many of those asked keep it.
    """

    name: str
    url: str
    percent: str
    before: str
    teams: tuple[TeamMarks, ...]
    more: int
    kept: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverBeside:
    """A waiver in force."""

    practice: str
    objective: str
    url: str
    reason: str
    until: str


def audit_beside(visit: "Visit") -> LatestAudit | None:
    """Return what the latest audit found, for whoever reads audits (five queries)."""
    if not audits_readable(visit.viewer):
        return None
    audit = audit_latest(viewer=visit.viewer)
    if audit is None:
        return None
    runs = list(audits_of_scope(viewer=visit.viewer, audit=audit))[-2:]
    told = compliance_of(viewer=visit.viewer, audits=runs)
    url = reverse("audit", args=[visit.slug, audit.public_id])
    latest = told[audit.pk]
    # One more takes no more room than saying that there is one.
    shown = TEAMS if len(latest.by_team) > TEAMS + 1 else TEAMS + 1
    return LatestAudit(
        name=audit_name(audit),
        url=url,
        percent=percent_words(latest.total.percent),
        before=_before(runs, told),
        teams=tuple(_team(row, url, outside_words(latest)) for row in latest.by_team[:shown]),
        more=max(0, len(latest.by_team) - shown),
        kept={row.practice.practice_id: _kept(row) for row in latest.by_practice},
    )


def waivers_beside(visit: "Visit") -> tuple[WaiverBeside, ...]:
    """Return the waivers in force that end first (two queries)."""
    granted = waivers_list(viewer=visit.viewer, state=WaiverState.GRANTED)
    standing = [each for each in granted if each.expires_on >= visit.today]
    standing.sort(key=lambda each: (each.expires_on, each.public_id))
    return tuple(_waiver(visit, each) for each in standing[:WAIVERS])


def waivers_asked(visit: "Visit") -> tuple[WaiverBeside, ...]:
    """Return what waits for the viewer's answer (two queries)."""
    found = waivers_waiting(viewer=visit.viewer, on=visit.today)
    return tuple(_waiver(visit, each) for each in found)


def _before(runs: "list[Audit]", told: Mapping[int, Compliance]) -> str:
    if len(runs) < 2:
        return ""
    percent = percent_words(told[runs[0].pk].total.percent)
    return _("%(percent)s on %(day)s") % {"percent": percent, "day": day_words(runs[0].as_of)}


def _team(row: TeamTally, url: str, outside: str) -> TeamMarks:
    tally = row.tally
    return TeamMarks(
        name=row.name or outside,
        url=f"{url}?team={row.public_id}" if row.public_id and tally.broken else "",
        marks=marks_of(tally),
        words=_of_words(tally),
        is_whole=not tally.broken,
    )


def _of_words(tally: "Tally") -> str:
    kept = f"{tally.kept}+{tally.waived}" if tally.waived else str(tally.kept)
    return _("%(kept)s of %(asked)d") % {"kept": kept, "asked": tally.asked}


def _kept(row: PracticeTally) -> str:
    tally = row.tally
    if not tally.asked:
        return _("nothing to ask")
    said = {"kept": tally.kept, "asked": tally.asked}
    if row.asks_people:
        words = ngettext("%(kept)d of %(asked)d check", "%(kept)d of %(asked)d checks", tally.asked)
    else:
        words = ngettext(
            "%(kept)d of %(asked)d objective", "%(kept)d of %(asked)d objectives", tally.asked
        )
    words %= said
    if tally.waived:
        words += " · " + ngettext("%(count)d waiver", "%(count)d waivers", tally.waived) % {
            "count": tally.waived
        }
    return words


def _waiver(visit: "Visit", facts: "WaiverFacts") -> WaiverBeside:
    return WaiverBeside(
        practice=facts.practice.name,
        objective=waived_words(facts),
        url=reverse("waiver", args=[visit.slug, facts.public_id]),
        reason=facts.reason,
        until=waiver_words(facts, on=visit.today),
    )
