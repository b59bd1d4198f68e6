"""Check-ins of a key result as lines of a table, corrections and withdrawals marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, zip_longest

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.charts.words import MINUS
from plumbline.domain.checkins.selectors import CheckInFacts, CheckInPage
from plumbline.domain.okrs.selectors.details import KeyResultDetails
from plumbline.domain.okrs.selectors.lines import Point
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.context import organization_bound
from plumbline.engine.documents.model import MetricKind
from plumbline.web.discussion.lines import FileLine, file_lines
from plumbline.web.okrs.chances import chance_figure
from plumbline.web.okrs.written import number_alone
from plumbline.web.ui.chart_words import day_written
from plumbline.web.ui.signs import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInLine:
    """One entry.

    Attributes:
        value: Without its unit, which the heading says; empty for a word alone.
        change: Against the entry before that counts, signed; empty without one.
        chance: The chance after it as it was said then, behind the one before; empty where
            nothing was.
        mark: "corrected", "withdrawn", "corrects another": why it does or does not count.
        is_struck: True for what no longer stands.
        files: What was attached to it.
        who: Who entered it, for whom, by which door, and when it was learned if later; empty
            where the owner entered it that day.
        correct_url: Where it can be corrected; empty when it cannot.
        withdraw_url: Takes the POST that takes it back; empty when it cannot be.
    """

    day: str
    value: str
    change: str
    confidence: Confidence | None
    note: str
    evidence_text: str
    evidence_link: str
    files: tuple[FileLine, ...]
    chance: str
    mark: str
    is_struck: bool
    who: str
    correct_url: str
    withdraw_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInLines:
    """A page of check-ins, newest first."""

    unit: str
    lines: tuple[CheckInLine, ...]
    older_url: str
    newest_url: str


def check_in_lines(
    page: CheckInPage, details: KeyResultDetails, *, slug: str, url: str, query: str, is_first: bool
) -> CheckInLines:
    """Return a page of check-ins.

    Args:
        page: What the selector gave.
        details: The key result they belong to.
        slug: The organization's part of addresses.
        url: The page of the key result.
        query: What addresses keep, from its question mark on.
        is_first: Whether these are the newest.
    """
    changes = _changes(page.check_ins, details.readings)
    may_write = Act.CHECK_IN in details.acts and details.as_of is None
    joined = f"{query}&" if query else "?"
    return CheckInLines(
        unit=details.facts.metric.unit,
        lines=tuple(
            _line(facts, details, changes, before, slug=slug, may_write=may_write)
            for facts, before in zip(page.check_ins, _before(page.check_ins), strict=True)
        ),
        older_url=f"{url}{joined}after={page.after}#check_ins" if page.after else "",
        newest_url="" if is_first else f"{url}{query}#check_ins",
    )


def _line(
    facts: CheckInFacts,
    details: KeyResultDetails,
    changes: Mapping[str, Decimal],
    before: CheckInFacts | None,
    *,
    slug: str,
    may_write: bool,
) -> CheckInLine:
    may_write = may_write and facts.is_standing
    change = changes.get(facts.public_id)
    return CheckInLine(
        day=day_written(facts.effective_on),
        value=_value(facts, details),
        change="" if change is None else signed(change),
        confidence=Confidence(Decimal(facts.confidence)) if facts.confidence else None,
        note=facts.note,
        evidence_text=facts.evidence_text,
        evidence_link=facts.evidence_link,
        files=file_lines(slug, facts.attachments),
        chance=_chance(facts, before),
        mark=_mark(facts),
        is_struck=not facts.is_standing and not facts.is_withdrawal,
        who=_who(facts, details),
        correct_url=reverse("check-in-correct", args=[slug, facts.public_id]) if may_write else "",
        withdraw_url=(
            reverse("check-in-withdraw", args=[slug, facts.public_id]) if may_write else ""
        ),
    )


def _before(entries: Sequence[CheckInFacts]) -> Sequence[CheckInFacts | None]:
    """Return for each entry, newest first, the next older one that stands and has a chance."""
    found: list[CheckInFacts | None] = []
    last = None
    for entry in reversed(entries):
        found.append(last)
        if entry.is_standing and entry.chance is not None:
            last = entry
    return found[::-1]


def _chance(facts: CheckInFacts, before: CheckInFacts | None) -> str:
    """Write the chance as it was said then, behind what the entry before had made of it."""
    if facts.chance is None:
        return ""
    now = chance_figure(facts.chance)
    if before is None or before.chance is None or not facts.is_standing:
        return now
    was = chance_figure(before.chance)
    return now if was == now else _("%(was)s → %(now)s") % {"was": was, "now": now}


def signed(change: Decimal) -> str:
    """Write a change with its sign; down may be good, so it carries no colour."""
    return f"+{number_alone(change)}" if change > 0 else number_alone(change).replace("-", MINUS)


def _value(facts: CheckInFacts, details: KeyResultDetails) -> str:
    metric = details.facts.metric
    if facts.stage is not None:
        return _("%(reached)d of %(stages)d") % {
            "reached": facts.stage,
            "stages": len(metric.stages),
        }
    if facts.value is None:
        return ""
    if metric.kind is MetricKind.MILESTONE:
        return _("reached") if facts.value else _("not yet")
    return number_alone(facts.value)


def _mark(facts: CheckInFacts) -> str:
    if facts.is_withdrawal:
        return _("takes the entry before back")
    if facts.is_withdrawn:
        return _("withdrawn")
    if facts.corrected_by:
        return _("corrected by a later entry")
    return _("corrects an earlier entry") if facts.corrects else ""


def _who(facts: CheckInFacts, details: KeyResultDetails) -> str:
    author = facts.author.name if facts.author else _("former member")
    is_owner = facts.author is not None and facts.author == details.facts.owner
    if facts.deputy:
        author = _("%(deputy)s for %(author)s") % {"deputy": facts.deputy.name, "author": author}
    if facts.imported_on:
        return _("%(author)s, imported on %(day)s") % {
            "author": author,
            "day": day_written(facts.imported_on),
        }
    recorded = organization_day(organization_bound(), facts.recorded_at)
    if recorded == facts.effective_on:
        return "" if is_owner and not facts.deputy else author
    return _("%(author)s, entered on %(day)s") % {"author": author, "day": day_written(recorded)}


def _changes(entries: Sequence[CheckInFacts], readings: Sequence[Point]) -> Mapping[str, Decimal]:
    """Return by how much each entry moved the value, by public id.

    Of several entries of a day the last alone is a reading: the others stand against each other.
    """
    days = {
        later.on: (later.value, later.value - earlier.value)
        for earlier, later in pairwise(readings)
    }
    counting = [
        (each, each.value) for each in entries if each.is_standing and each.value is not None
    ]
    changes = {}
    for (entry, value), before in zip_longest(counting, counting[1:]):
        if before is not None and before[0].effective_on == entry.effective_on:
            changes[entry.public_id] = value - before[1]
        elif entry.effective_on in days:
            reading, change = days[entry.effective_on]
            changes[entry.public_id] = change if entry.stage else change + value - reading
    return changes
